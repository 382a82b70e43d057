package import Leads

/// Rows of the index with some leads held where they were.
///
/// A lead that was just changed, or that the cursor is on, keeps its place whether or not it still matches, until the
/// view is left: rows never move under a hand that is typing.
package struct PinnedLeadRows: LeadRows {
    private let base: any LeadRows
    /// Ascending by place in the merged order.
    private let pinned: [Pin]
    private let places: [Lead.ID: Int]
    /// Positions in `base` of leads that are pinned, ascending.
    private let holes: [Int]
    /// Leads that are left out, each a hole without a pin.
    private let hidden: Set<Lead.ID>

    package struct Pin: Hashable, Sendable {
        package var row: LeadRow
        /// How many rows that are not pinned stand before it.
        package var rank: Int

        package init(_ row: LeadRow, rank: Int) {
            self.row = row
            self.rank = rank
        }
    }

    /// - Parameters:
    ///   - base: the matches.
    ///   - pins: rows with their ranks; those of one rank stand in the order given.
    package init(_ base: any LeadRows, holding pins: [Pin]) { self.init(base, holding: pins, hiding: []) }

    /// The matches without some leads.
    package init(_ base: any LeadRows, hiding hidden: Set<Lead.ID>) { self.init(base, holding: [], hiding: hidden) }

    private init(_ base: any LeadRows, holding pins: [Pin], hiding hidden: Set<Lead.ID>) {
        self.base = base
        self.hidden = hidden
        holes = (pins.map(\.row.lead.id) + hidden).compactMap { base.position(of: $0) }.sorted()
        let free = base.count - holes.count
        pinned = pins.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map {
            Pin($0.element.row, rank: min(max(0, $0.element.rank), free))
        }
        // A pin's place is the rows before it that are free, and the pins before it.
        places = Dictionary(
            pinned.enumerated().map { ($1.row.lead.id, $1.rank + $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package var count: Int { base.count - holes.count + pinned.count }

    package func row(at position: Int) -> LeadRow {
        switch place(position) {
        case .pinned(let row): row
        case .free(let position): base.row(at: position)
        }
    }

    package func id(at position: Int) -> Lead.ID {
        switch place(position) {
        case .pinned(let row): row.lead.id
        case .free(let position): base.id(at: position)
        }
    }

    private enum Place {
        case pinned(LeadRow)
        /// The position among the matches.
        case free(Int)
    }

    private func place(_ position: Int) -> Place {
        let before = pinned.partitioningIndex { index, pin in pin.rank + index >= position }
        if before < pinned.count, pinned[before].rank + before == position { return .pinned(pinned[before].row) }
        return .free(basePosition(ofFree: position - before))
    }

    package func position(of id: Lead.ID) -> Int? {
        if let place = places[id] { return place }
        if hidden.contains(id) { return nil }
        return freeRank(of: id).map { rank in rank + pinned.partitioningIndex { _, pin in pin.rank > rank } }
    }

    /// How many rows that are not pinned stand before a lead that is not pinned.
    package func freeRank(of id: Lead.ID) -> Int? {
        base.position(of: id).map { freeRank(atBase: $0) }
    }

    /// How many rows that are not pinned stand before a position of the matches.
    package func freeRank(atBase position: Int) -> Int {
        position - holes.partitioningIndex { _, hole in hole >= position }
    }

    private func basePosition(ofFree rank: Int) -> Int {
        // Holes leave fewer free rows before them the more holes there are, so this is ascending too.
        rank + holes.partitioningIndex { index, hole in hole - index > rank }
    }
}

extension Array {
    /// The first index for which the condition holds; it must hold for all that follow.
    fileprivate func partitioningIndex(where holds: (Int, Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle, self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
