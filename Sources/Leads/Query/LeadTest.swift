/// One term made ready to be asked of many leads.
enum LeadTest: Sendable {
    case words([FreeWord])
    case text(QueryTextField, [TextNeedle])
    case number(QueryNumberField, [QueryInterval], acceptsAbsent: Bool)
    case moment(QueryMomentField, [MomentTest])
    case choice(QueryChoiceField, bits: UInt16)

    func matches(_ facts: LeadFacts) -> Bool {
        switch self {
        case .words(let words): words.contains { $0.matches(facts) }
        case .text(let field, let needles):
            needles.contains { $0.accepts(facts.section(field), of: facts.bytes, ownerID: facts.ownerID) }
        case .number(let field, let intervals, let acceptsAbsent):
            Self.matches(facts.interval(field), intervals, acceptsAbsent: acceptsAbsent)
        case .moment(let field, let tests):
            tests.contains { $0.matches(facts.moment(field), of: facts) }
        case .choice(let field, let bits): facts.choiceBits(field) & bits != 0
        }
    }

    /// Rough and relative: a comparison of numbers is 1.
    var cost: Int {
        switch self {
        case .choice, .number, .moment: 1
        case .text(let field, let needles): (field.isLabel ? 4 : 10) * needles.count
        case .words(let words): 40 * words.count
        }
    }

    private static func matches(_ number: QueryInterval, _ wanted: [QueryInterval], acceptsAbsent: Bool) -> Bool {
        number.isEmpty ? acceptsAbsent : wanted.contains { $0.overlaps(number) }
    }
}

/// A free word: some text, perhaps digits of a number or an id.
struct FreeWord: Sendable {
    let text: [UInt8]
    /// Spellings of the digits to look for in phone numbers; empty when the word is no number.
    let digits: [[UInt8]]
    let id: Int64?

    func matches(_ facts: LeadFacts) -> Bool {
        if facts.id.rawValue == id { return true }
        let bytes = facts.bytes.span
        let phones = facts.section(.phone)
        return bytes.contains(text, in: facts.freeTextSection) || digits.contains { bytes.contains($0, in: phones) }
    }
}

/// A text to compare with the items of a section.
enum TextNeedle: Sendable {
    case absent
    case ownerID(Int64)
    /// Found anywhere in an item.
    case part([UInt8])
    /// The beginning of an item, up to something.
    case start([UInt8], Ending)

    /// What has to follow the beginning of an item.
    enum Ending: Sendable {
        case anything, wordEnd, itemEnd
    }

    /// True when an item of `section` fits; each item brings its end mark, and `ownerID` is ``Assignee/id``.
    func accepts(_ section: Range<Int>, of bytes: [UInt8], ownerID: Int64?) -> Bool {
        switch self {
        case .absent: section.isEmpty
        case .ownerID(let id): ownerID == id
        case .part(let needle): bytes.span.contains(needle, in: section)
        case .start(let needle, let ending): bytes.span.hasItem(startingWith: needle, ending, in: section)
        }
    }
}

/// A stretch of time, or another moment of the lead.
enum MomentTest: Sendable {
    case absent
    /// Seconds since the reference date.
    case window(low: Double, high: Double, includesLow: Bool, includesHigh: Bool)
    case comparedTo(QueryMomentField, QueryComparison)

    /// A moment that never happened is not a number, so every comparison with it fails.
    func matches(_ moment: Double, of facts: LeadFacts) -> Bool {
        switch self {
        case .absent: return moment.isNaN
        case .window(let low, let high, let includesLow, let includesHigh):
            return (includesLow ? moment >= low : moment > low) && (includesHigh ? moment <= high : moment < high)
        case .comparedTo(let field, let comparison):
            let other = facts.moment(field)
            return comparison.holds(moment, other.isNaN ? -.infinity : other)
        }
    }
}

extension QueryComparison {
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .below: left < right
        case .atMost: left <= right
        case .above: left > right
        case .atLeast: left >= right
        }
    }
}

extension Span<UInt8> {
    /// True when `needle` stands somewhere in `range`; an empty needle stands in every item.
    func contains(_ needle: [UInt8], in range: Range<Int>) -> Bool {
        guard let first = needle.first else { return !range.isEmpty }
        var index = range.lowerBound
        let last = range.upperBound - needle.count
        while index <= last {
            if self[index] == first, hasBytes(needle, at: index) { return true }
            index += 1
        }
        return false
    }

    /// True when an item of `range` begins with `needle` and goes on as `ending` wants.
    func hasItem(startingWith needle: [UInt8], _ ending: TextNeedle.Ending, in range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = start + needle.count
            if end < range.upperBound, hasBytes(needle, at: start), ends(at: end, with: ending) { return true }
            while self[start] != LeadFacts.itemEnd { start += 1 }
            start += 1
        }
        return false
    }

    private func hasBytes(_ needle: [UInt8], at start: Int) -> Bool {
        var offset = 0
        while offset < needle.count {
            if self[start + offset] != needle[offset] { return false }
            offset += 1
        }
        return true
    }

    private func ends(at index: Int, with ending: TextNeedle.Ending) -> Bool {
        switch ending {
        case .anything: true
        case .itemEnd: self[index] == LeadFacts.itemEnd
        case .wordEnd:
            switch self[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF: false
            default: true
            }
        }
    }
}
