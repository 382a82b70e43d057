package import Leads

/// Rows of the index with handled leads kept where they were.
///
/// A person who just changed a lead's stage still sees it, marked as done, until the view is left.
package struct PinnedLeadRows: LeadRows {
    private let base: any LeadRows
    /// Ascending by position in the merged order.
    private let pinned: [(position: Int, row: LeadRow)]

    /// - Parameters:
    ///   - base: the matches.
    ///   - pinned: rows that no longer match, with the position each had before.
    package init(_ base: any LeadRows, keeping pinned: [(position: Int, row: LeadRow)]) {
        self.base = base
        var places: [(position: Int, row: LeadRow)] = []
        for item in pinned.sorted(by: { $0.position < $1.position }) {
            let lowest = places.last.map { $0.position + 1 } ?? 0
            let highest = base.count + places.count
            places.append((min(max(item.position, lowest), highest), item.row))
        }
        self.pinned = places
    }

    package var count: Int { base.count + pinned.count }

    package func row(at position: Int) -> LeadRow {
        let before = pinned.count { $0.position < position }
        if before < pinned.count, pinned[before].position == position { return pinned[before].row }
        return base.row(at: position - before)
    }

    package func position(of id: Lead.ID) -> Int? {
        if let place = pinned.first(where: { $0.row.lead.id == id }) { return place.position }
        guard var position = base.position(of: id) else { return nil }
        for place in pinned where place.position <= position { position += 1 }
        return position
    }
}
