import Leads

/// Where a lead stands in an order, as numbers that compare fast.
///
/// A text gives its first 24 bytes; only longer ones with the same beginning are compared in full. A missing value
/// comes last whatever the direction.
struct LeadSortKey {
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt64
    /// Smaller for newer ids.
    private let age: UInt64
    private let storedSlot: Int32
    /// True when a text goes on after its first 24 bytes.
    private let isCut: Bool

    init(_ lead: LeadFacts, slot: Int, sort: LeadSort) {
        let value = Value(lead, key: sort.key)
        let isReversed = sort.isDescending && !value.isMissing
        high = isReversed ? ~value.high : value.high
        middle = isReversed ? ~value.middle : value.middle
        low = isReversed ? ~value.low : value.low
        isCut = value.isCut
        age = ~lead.id.newness
        storedSlot = Int32(clamping: slot)
    }

    /// Position of the lead in the table that the answer is made from.
    var slot: Int { Int(storedSlot) }

    var id: Lead.ID { Lead.ID(newness: ~age) }

    /// The order of two leads; `nil` when their whole texts have to decide.
    func precedes(_ other: LeadSortKey) -> Bool? {
        if high != other.high { return high < other.high }
        if middle != other.middle { return middle < other.middle }
        if low != other.low { return low < other.low }
        return isCut || other.isCut ? nil : age < other.age
    }

    func isNewer(than other: LeadSortKey) -> Bool { age < other.age }
}

/// A value as three numbers that compare like it.
private struct Value {
    var high: UInt64
    var middle: UInt64 = 0
    var low: UInt64 = 0
    var isCut = false

    /// Above every moment, number and text.
    static let missing = Value(high: .max, low: .max)

    var isMissing: Bool { high == .max && low == .max }

    private init(high: UInt64, low: UInt64 = 0) {
        self.high = high
        self.low = low
    }

    init(_ lead: LeadFacts, key: LeadSort.Key) {
        self =
            switch key {
            case .created: Value(moment: lead.moment(.age))
            case .updated: Value(moment: lead.moment(.updated))
            case .touched: Value(moment: lead.moment(.touch))
            case .visited: Value(moment: lead.moment(.site))
            case .score: Value(number: lead.interval(.score))
            case .name, .stage: Value(text: lead.sortText(of: key), of: lead.bytes)
            }
    }

    private init(moment seconds: Double) {
        guard !seconds.isNaN else {
            self = .missing
            return
        }
        let bits = seconds.bitPattern
        self.init(high: bits >> 63 == 1 ? ~bits : bits | 1 << 63)
    }

    private init(number: QueryInterval) {
        self = number.isEmpty ? .missing : Value(high: UInt64(bitPattern: number.low) ^ 1 << 63)
    }

    private init(text: Range<Int>, of bytes: [UInt8]) {
        guard !text.isEmpty else {
            self = .missing
            return
        }
        self.init(high: Self.bigEndian(bytes, from: text.lowerBound, to: text.upperBound))
        middle = Self.bigEndian(bytes, from: text.lowerBound + 8, to: text.upperBound)
        low = Self.bigEndian(bytes, from: text.lowerBound + 16, to: text.upperBound)
        isCut = text.count > 24
    }

    /// Up to 8 bytes as a number that compares like them, filled up with zeros.
    private static func bigEndian(_ bytes: [UInt8], from start: Int, to end: Int) -> UInt64 {
        var number: UInt64 = 0
        for index in start..<start + 8 { number = number << 8 | (index < end ? UInt64(bytes[index]) : 0) }
        return number
    }
}

extension LeadFacts {
    /// Where the text of a sort by text stands in ``bytes``; empty for the other sorts and where there is none.
    ///
    /// The name is what the list shows as such, see ``Lead/displayName``.
    func sortText(of key: LeadSort.Key) -> Range<Int> {
        switch key {
        case .stage: return firstItem(of: .stage)
        case .name:
            let name = firstItem(of: .name)
            guard name.isEmpty else { return name }
            let address = firstItem(of: .email)
            return address.isEmpty ? firstItem(of: .phone) : address
        case .created, .updated, .touched, .visited, .score: return 0..<0
        }
    }

    /// Whether the whole text comes first in ascending order; `nil` when both are the same.
    func textPrecedes(_ other: LeadFacts, key: LeadSort.Key) -> Bool? {
        let left = sortText(of: key)
        let right = other.sortText(of: key)
        for offset in 0..<min(left.count, right.count) {
            let (one, two) = (bytes[left.lowerBound + offset], other.bytes[right.lowerBound + offset])
            if one != two { return one < two }
        }
        return left.count == right.count ? nil : left.count < right.count
    }
}

extension Lead.ID {
    /// Larger for newer leads; one that the server has not created yet is newer than all that it has.
    fileprivate var newness: UInt64 {
        isProvisional ? 1 << 63 | UInt64(bitPattern: ~rawValue) : UInt64(bitPattern: rawValue)
    }

    fileprivate init(newness: UInt64) {
        let isProvisional = newness >> 63 == 1
        self.init(isProvisional ? ~Int64(bitPattern: newness & ~(1 << 63)) : Int64(bitPattern: newness))
    }
}
