/// The matches of a question and what puts them in order.
enum Matches: Sendable {
    /// Few enough to be sorted on their own.
    case sorted([UInt32])
    /// Those of an order that are in the set.
    case ordered(SlotSet, by: LeadOrder)
    /// The best first.
    case scored(FuzzyMatches, newest: LeadOrder)

    var count: Int {
        switch self {
        case .sorted(let slots): slots.count
        case .ordered(let set, by: _): set.count
        case .scored(let matches, newest: _): matches.set.count
        }
    }

    func contains(_ slot: UInt32) -> Bool {
        switch self {
        case .sorted(let slots): slots.contains(slot)
        case .ordered(let set, by: _): set.contains(slot)
        case .scored(let matches, newest: _): matches.set.contains(slot)
        }
    }

    /// The first matches in order.
    func slots(limit: Int) -> [UInt32] {
        switch self {
        case .sorted(let slots): limit < slots.count ? Array(slots[..<limit]) : slots
        case .ordered(let set, by: let order): order.slots(in: set, limit: limit)
        case .scored(let matches, newest: let newest): matches.best(limit, newest: newest)
        }
    }
}
