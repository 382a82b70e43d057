import Dispatch
package import Leads
import Synchronization

/// An answer of the index: which leads match and in which order, frozen as they were when it was asked.
///
/// The first page is at hand. What comes after it is put in order when somebody looks there, in a few milliseconds for
/// a million matches. Rows are read from the source a window at a time, and those beside a window that is looked at in
/// the background; whoever asked the question has the rows read beforehand that are shown first, see
/// ``prepare(_:lines:near:)``.
package final class IndexedLeadRows: LeadRows {
    package let count: Int
    private let page: [UInt32]
    private let ids: FrozenIDs
    private let matches: Matches
    private let source: any LeadRowSource
    private let seen = Mutex(Seen())

    /// Matches at hand from the start: more than any screen shows.
    static let pageSize = 128
    static let windowSize = 32

    init(_ matches: Matches, of columns: LeadColumns, rows source: any LeadRowSource) {
        self.matches = matches
        self.source = source
        count = matches.count
        page = matches.slots(limit: Self.pageSize)
        ids = columns.frozenIDs
    }

    package func id(at position: Int) -> Lead.ID {
        precondition(0..<count ~= position, "there is no match at \(position)")
        return ids.id(position < page.count ? page[position] : seen.withLock { allSlots(&$0)[position] })
    }

    package func row(at position: Int) -> LeadRow {
        let window = position / Self.windowSize
        let row = seen.withLock { $0.row(at: position) } ?? read(window)[position % Self.windowSize]
        readAhead(of: window)
        return row
    }

    package func position(of id: Lead.ID) -> Int? {
        if let known = seen.withLock({ $0.positions[id] }) { return known }
        guard let slot = ids.slot(of: id), matches.contains(slot) else { return nil }
        if let position = page.firstIndex(of: slot) { return position }
        return count > page.count ? seen.withLock { allSlots(&$0).firstIndex(of: slot) } : nil
    }

    // MARK: Beforehand

    /// Reads what will be shown first, so that whoever shows it waits for nothing.
    ///
    /// - Parameters:
    ///   - kept: leads whose places will be asked for, with their rows; `nil` for one that is gone.
    ///   - lines: rows that fit on the screen.
    ///   - lead: where the screen will be, besides the beginning.
    /// - Returns: false when the source does not know a lead of these rows: it has left, and the index will hear of it.
    package func prepare(_ kept: [(id: Lead.ID, row: LeadRow?)], lines: Int, near lead: Lead.ID?) -> Bool {
        let places = places(of: kept.map(\.id))
        seen.withLock { seen in
            for (id, row) in kept {
                seen.positions[id] = .some(places[id])
                if let place = places[id], let row { seen.singles[place] = row }
            }
        }
        var shown = [0..<min(lines, count)]
        if let place = lead.flatMap({ places[$0] ?? position(of: $0) }) {
            shown.append(max(0, place - lines)..<min(count, place + lines))
        }
        for window in Set(shown.flatMap { range in range.map { $0 / Self.windowSize } }) { _ = read(window) }
        return seen.withLock { !$0.missesLead } && kept.allSatisfy { $0.row != nil || places[$0.id] == nil }
    }

    /// Where leads stand, found in one pass however many they are.
    private func places(of leads: [Lead.ID]) -> [Lead.ID: Int] {
        var wanted: [UInt32: Lead.ID] = [:]
        for id in leads {
            if let slot = ids.slot(of: id), matches.contains(slot) { wanted[slot] = id }
        }
        var places: [Lead.ID: Int] = [:]
        func look(in slots: [UInt32]) {
            for (place, slot) in slots.enumerated() where !wanted.isEmpty {
                if let id = wanted.removeValue(forKey: slot) { places[id] = place }
            }
        }
        look(in: page)
        if !wanted.isEmpty { look(in: seen.withLock { allSlots(&$0) }) }
        return places
    }

    // MARK: Reading

    /// Reads a window that nobody has read yet.
    private func read(_ window: Int) -> [LeadRow] {
        if let rows = seen.withLock({ $0.windows[window] }) { return rows }
        let start = window * Self.windowSize
        let ids = (start..<min(count, start + Self.windowSize)).map(id(at:))
        let found = source.rows(of: ids)
        // A lead that has left the book keeps its place, without a name, until the list is asked for again.
        let rows = zip(ids, found).map { id, row in row ?? LeadRow(lead: Lead(id: id, firstName: ""), syncState: .clean)
        }
        seen.withLock { $0.keep(rows, as: window, isWhole: !found.contains { $0 == nil }) }
        return rows
    }

    /// Reads the windows beside one that is looked at, so that the next page is there when somebody turns to it.
    private func readAhead(of window: Int) {
        let last = (count - 1) / Self.windowSize
        let nearby = max(0, window - 2)...min(last, window + 2)
        let missing = seen.withLock { seen in nearby.filter { seen.beginReadingAhead($0) } }
        guard !missing.isEmpty else { return }
        DispatchQueue.global(qos: .utility).async { [weak self] in
            for window in missing { _ = self?.read(window) }
        }
    }

    private func allSlots(_ seen: inout Seen) -> [UInt32] {
        if let slots = seen.slots { return slots }
        let slots = matches.slots(limit: .max)
        seen.slots = slots
        return slots
    }
}

/// What is known of an answer by now.
private struct Seen {
    /// All slots in order, once somebody looked beyond the first page.
    var slots: [UInt32]?
    /// Where leads stand that were looked up beforehand; `nil` inside for one that does not match.
    var positions: [Lead.ID: Int?] = [:]
    /// Rows that are kept for themselves.
    var singles: [Int: LeadRow] = [:]
    private(set) var windows: [Int: [LeadRow]] = [:]
    /// Windows that are being read before anybody asked.
    private var readAhead: Set<Int> = []
    /// A row was asked for that the source does not have.
    private(set) var missesLead = false

    private static let mostWindows = 64

    func row(at position: Int) -> LeadRow? {
        let (window, index) = position.quotientAndRemainder(dividingBy: IndexedLeadRows.windowSize)
        return windows[window]?[index] ?? singles[position]
    }

    /// Keeps a window, and lets the one go that is furthest from it when there are too many.
    mutating func keep(_ rows: [LeadRow], as window: Int, isWhole: Bool) {
        missesLead = missesLead || !isWhole
        windows[window] = rows
        readAhead.remove(window)
        guard windows.count > Self.mostWindows else { return }
        if let furthest = windows.keys.max(by: { abs($0 - window) < abs($1 - window) }) { windows[furthest] = nil }
    }

    /// True when the window is neither known nor being read.
    mutating func beginReadingAhead(_ window: Int) -> Bool {
        windows[window] == nil && readAhead.insert(window).inserted
    }
}
