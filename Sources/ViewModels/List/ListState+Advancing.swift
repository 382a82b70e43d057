import Leads

/// Going on to the next lead that is still to be worked on.
extension ListState {
    /// Selects the next lead below that was not handled, else the first one above.
    ///
    /// - Parameter skipped: leads that are passed over.
    /// - Returns: `false` when every lead of the view was handled or skipped.
    mutating func advance(skipping skipped: Set<Lead.ID> = []) -> Bool {
        guard let next = nextOpen(passing: Set(handled).union(skipped)) else { return false }
        return go(to: next)
    }

    private func nextOpen(passing done: Set<Lead.ID>) -> Int? {
        let here = position ?? 0
        let isOpen = { (place: Int) in !done.contains(rows.id(at: place)) }
        let below = min(here + 1, rows.count)..<rows.count
        return below.first(where: isOpen) ?? (0..<min(here, rows.count)).first(where: isOpen)
    }

    /// Selects a lead where it is among the rows.
    mutating func go(toLead id: Lead.ID) -> Bool { rows.position(of: id).map { go(to: $0) } ?? false }

    private mutating func go(to place: Int) -> Bool {
        var moved = cursor
        moved.place(at: place, count: rows.count)
        _ = choose(moved)
        return true
    }
}
