import Leads

/// Where a lead stands in an order, as numbers that compare fast.
///
/// A text gives its first 16 bytes; only longer ones with the same beginning are compared in full. A missing value
/// comes last whatever the direction.
struct LeadSortKey {
    private let primary: UInt64
    private let secondary: UInt64
    /// Larger for older ids.
    private let tie: UInt64
    /// Position of the lead in the table that the answer is made from.
    let slot: Int
    /// True when the text goes on after its first 16 bytes.
    private let isCut: Bool

    init(_ facts: LeadFacts, slot: Int, sort: LeadSort) {
        let (high, low, isCut): (UInt64, UInt64, Bool) =
            switch sort.key {
            case .created: Self.moment(facts.moment(.age))
            case .updated: Self.moment(facts.moment(.updated))
            case .touched: Self.moment(facts.moment(.touch))
            case .visited: Self.moment(facts.moment(.site))
            case .score: Self.number(facts.interval(.score))
            case .name: Self.prefix(of: facts.nameOrder)
            case .stage: Self.prefix(of: facts.firstItem(of: .stage))
            }
        let isMissing = (high, low) == Self.missing
        primary = sort.isDescending && !isMissing ? ~high : high
        secondary = sort.isDescending && !isMissing ? ~low : low
        tie = ~facts.id.newness
        self.slot = slot
        self.isCut = isCut
    }

    /// The order of two leads; `nil` when their whole texts have to decide.
    func precedes(_ other: LeadSortKey) -> Bool? {
        if primary != other.primary { return primary < other.primary }
        if secondary != other.secondary { return secondary < other.secondary }
        return isCut || other.isCut ? nil : tie < other.tie
    }

    func isNewer(than other: LeadSortKey) -> Bool { tie < other.tie }

    // MARK: Numbers that compare like the values

    /// Above every moment, number and text.
    private static let missing = (UInt64.max, UInt64.max)

    private static func moment(_ seconds: Double) -> (UInt64, UInt64, Bool) {
        guard !seconds.isNaN else { return (missing.0, missing.1, false) }
        let bits = seconds.bitPattern
        return (bits >> 63 == 1 ? ~bits : bits | 1 << 63, 0, false)
    }

    private static func number(_ interval: QueryInterval) -> (UInt64, UInt64, Bool) {
        guard !interval.isEmpty else { return (missing.0, missing.1, false) }
        return (UInt64(bitPattern: interval.low) ^ 1 << 63, 0, false)
    }

    private static func prefix(of text: ArraySlice<UInt8>?) -> (UInt64, UInt64, Bool) {
        guard let text else { return (missing.0, missing.1, false) }
        return (bigEndian(text.prefix(8)), bigEndian(text.dropFirst(8).prefix(8)), text.count > 16)
    }

    /// The bytes as a number that compares like them, filled up with zeros.
    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) } << (8 * UInt64(8 - bytes.count))
    }
}

extension LeadFacts {
    /// What the list shows as the lead's name, see ``Lead/displayName``.
    var nameOrder: ArraySlice<UInt8>? {
        firstItem(of: .name) ?? firstItem(of: .email) ?? firstItem(of: .phone)
    }

    /// The whole text of a sort by text; `nil` for the other sorts.
    func text(of key: LeadSort.Key) -> ArraySlice<UInt8>? {
        switch key {
        case .name: nameOrder
        case .stage: firstItem(of: .stage)
        case .created, .updated, .touched, .visited, .score: nil
        }
    }
}

extension Lead.ID {
    /// Larger for newer leads; one that the server has not created yet is newer than all that it has.
    fileprivate var newness: UInt64 {
        isProvisional ? 1 << 63 | (rawValue.magnitude - 1) : UInt64(bitPattern: rawValue)
    }
}
