package import Leads
import Synchronization

/// An answer of the index: which leads match and in which order, frozen as they were when it was asked.
///
/// The first page is at hand. What comes after it is put in order when somebody looks there, in a few milliseconds for
/// a million matches. Rows are read from the source a window at a time.
package final class IndexedLeadRows: LeadRows {
    package let count: Int
    private let page: [UInt32]
    private let ids: [[Int64]]
    private let matches: Matches
    private let source: any LeadRowSource
    private let seen = Mutex(Seen())

    /// Matches at hand from the start: more than any screen shows.
    static let pageSize = 128
    private static let windowSize = 64
    private static let mostWindows = 32

    private struct Seen {
        /// All slots in order, once somebody looked beyond the first page.
        var slots: [UInt32]?
        var windows: [Int: [LeadRow]] = [:]
    }

    init(_ matches: Matches, of columns: LeadColumns, rows source: any LeadRowSource) {
        self.matches = matches
        self.source = source
        count = matches.count
        page = matches.slots(limit: Self.pageSize)
        ids = columns.chunks.map { $0.ids }
    }

    package func id(at position: Int) -> Lead.ID {
        precondition(0..<count ~= position, "there is no match at \(position)")
        return id(position < page.count ? page[position] : seen.withLock { allSlots(&$0)[position] })
    }

    package func row(at position: Int) -> LeadRow {
        let window = position / Self.windowSize
        if let row = seen.withLock({ $0.windows[window]?[position % Self.windowSize] }) { return row }
        let rows = readWindow(window)
        seen.withLock { seen in
            if seen.windows.count >= Self.mostWindows { seen.windows = [:] }
            seen.windows[window] = rows
        }
        return rows[position % Self.windowSize]
    }

    package func position(of id: Lead.ID) -> Int? {
        if let position = page.firstIndex(where: { self.id($0) == id }) { return position }
        guard count > page.count, let slot = slot(of: id), matches.contains(slot) else { return nil }
        return seen.withLock { allSlots(&$0).firstIndex(of: slot) }
    }

    /// The ids of some positions, for reading their rows beforehand.
    package func ids(in positions: Range<Int>) -> [Lead.ID] { positions.clamped(to: 0..<count).map(id(at:)) }

    // MARK: Reading

    private func readWindow(_ window: Int) -> [LeadRow] {
        let start = window * Self.windowSize
        let ids = ids(in: start..<start + Self.windowSize)
        // A lead that has left the book keeps its place, without a name, until the list is asked for again.
        return zip(ids, source.rows(of: ids)).map { id, row in
            row ?? LeadRow(lead: Lead(id: id, firstName: ""), syncState: .clean)
        }
    }

    private func allSlots(_ seen: inout Seen) -> [UInt32] {
        if let slots = seen.slots { return slots }
        let slots = matches.slots(limit: .max)
        seen.slots = slots
        return slots
    }

    private func id(_ slot: UInt32) -> Lead.ID { Lead.ID(ids[LeadColumns.chunk(slot)][LeadColumns.row(slot)]) }

    /// Looks through the ids: a millisecond for a million leads, and nothing to keep for answers that nobody asks.
    private func slot(of id: Lead.ID) -> UInt32? {
        for (chunk, ids) in ids.enumerated() {
            for (row, number) in ids.enumerated() where number == id.rawValue {
                let slot = UInt32(chunk * LeadChunk.capacity + row)
                if matches.contains(slot) { return slot }
            }
        }
        return nil
    }
}
