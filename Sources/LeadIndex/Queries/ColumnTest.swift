import Leads

/// A query as tests of columns.
indirect enum ColumnTest: Sendable {
    case coded(CodeTest)
    /// The text has a byte of each of these kinds; for letters and digits that is the whole answer.
    case classes(UInt64)
    case scan(TextScan)
    /// Whether the items of one kind fit; slow, for needles that no scan can look for.
    case items(UInt8, TextNeedle)
    /// The one lead with this id.
    case id(Int64)
    /// Any id of an interval; `nil` asks for leads without an id, which there are none of.
    case ids(QueryInterval?)
    case leads(LeadIDs)
    case moment(QueryMomentField, MomentTest)
    case not(ColumnTest)
    case all([ColumnTest])
    case any([ColumnTest])

    static let everything = ColumnTest.all([])

    init(_ query: LeadQuery, context: QueryContext, _ tables: LeadTables) {
        self.init(LeadCondition(query, context: context), tables)
    }

    private init(_ condition: LeadCondition, _ tables: LeadTables) {
        switch condition {
        case .word(let word): self = .any(Self.places(of: word, tables))
        case .text(let field, let needle): self = Self.text(field, needle, tables)
        case .number(.id, let wanted): self = .ids(wanted)
        case .number(.score, let wanted): self = .coded(CodeTest(.score, .number(wanted), tables))
        case .number(.price, let wanted): self = .coded(CodeTest(.price, .number(wanted), tables))
        case .number(.bedrooms, let wanted): self = .coded(CodeTest(.bedrooms, .number(wanted), tables))
        case .moment(let field, let test): self = .moment(field, test)
        case .choice(let field, let bits): self = .coded(CodeTest(.choices, .choice(field.spread(bits)), tables))
        case .may(let channels, let zones): self = .coded(CodeTest(.channels, .channels(channels, zones), tables))
        case .lead(let ids): self = .leads(LeadIDs(ids))
        case .not(let inner): self = .not(ColumnTest(inner, tables))
        case .all(let parts): self = .joined(parts, tables, ColumnTest.all)
        case .any(let parts): self = .joined(parts, tables, ColumnTest.any)
        }
    }

    /// Cheap tests first.
    private static func joined(
        _ parts: [LeadCondition],
        _ tables: LeadTables,
        _ join: ([ColumnTest]) -> ColumnTest
    ) -> ColumnTest {
        let tests = parts.map { ColumnTest($0, tables) }
        return tests.count == 1 ? tests[0] : join(tests.sorted { $0.cost < $1.cost })
    }

    /// Rough and relative: a pass over a column of numbers is 1.
    var cost: Int {
        switch self {
        case .coded, .classes, .id, .ids, .leads, .moment: 1
        case .scan(let scan): scan.mark == nil ? 10 : 15
        case .items: 200
        case .not(let inner): inner.cost
        case .all(let parts), .any(let parts): parts.reduce(1) { $0 + $1.cost }
        }
    }

    // MARK: Texts

    /// Where a free word is looked for: names and addresses, tags, numbers, the id.
    private static func places(of word: FreeWord, _ tables: LeadTables) -> [ColumnTest] {
        var places: [ColumnTest] = []
        let tags = CodeTest(.tags, .tag(.part(word.text)), tables)
        if !tags.isEmpty { places.append(.coded(tags)) }
        if let id = word.id { places.append(.id(id)) }
        // Digits stand in numbers first of all; where every row has them there, nothing else is looked at.
        if let digits = word.digits { places.append(self.digits(digits)) }
        if word.text.isEmpty {
            places += [.items(LeadText.nameEnd, .part([])), .items(LeadText.emailEnd, .part([]))]
        } else {
            places.append(scan(word.text))
        }
        return places
    }

    /// Digits that only numbers have are looked for without regard to the kind of item.
    private static func digits(_ digits: [UInt8]) -> ColumnTest {
        digits.isEmpty ? .items(LeadText.phoneEnd, .part([])) : .scan(TextScan(part: LeadText.hidden(digits)))
    }

    private static func scan(_ text: [UInt8]) -> ColumnTest {
        if text.count == 1, isLetterOrDigit(text[0]) { return .classes(LeadText.classes(of: text)) }
        return .scan(TextScan(part: text))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static func text(_ field: QueryTextField, _ needle: TextNeedle, _ tables: LeadTables) -> ColumnTest {
        if case .ownerID = needle { return .coded(CodeTest(.owner, .label(needle), tables)) }
        if let coded = CodedField(field) {
            return .coded(CodeTest(coded, coded == .tags ? .tag(needle) : .label(needle), tables))
        }
        guard let mark = LeadText.mark(field) else { return .any([]) }
        switch needle {
        case .part(let bytes) where !bytes.isEmpty:
            return .scan(TextScan(part: field == .phone ? LeadText.hidden(bytes) : bytes, mark: mark))
        case .start(let bytes, let ending) where !bytes.isEmpty:
            let bytes = field == .phone ? LeadText.hidden(bytes) : bytes
            return .scan(TextScan(bytes: bytes, mark: mark, startsItem: true, ending: ending))
        case .end(let bytes) where bytes.count > 1 && bytes.last == LeadText.nameEnd:
            let end = field == .phone ? LeadText.hidden(bytes.dropLast()) : Array(bytes.dropLast())
            return .scan(TextScan(bytes: end, mark: mark, startsItem: false, ending: .itemEnd))
        // Empty items are not kept, so a lead without any has no end of one.
        case .absent: return .not(.scan(TextScan(part: [mark])))
        case .ownerID, .part, .start, .end: return .items(mark, needle)
        }
    }
}
