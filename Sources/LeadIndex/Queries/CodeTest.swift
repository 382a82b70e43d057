import Leads

/// A test of the values behind codes, worked out once for each value.
struct CodeTest: Sendable {
    enum Condition: Sendable {
        case label(TextNeedle)
        /// One of the tags, or for `none` no tag at all.
        case tag(TextNeedle)
        case number(QueryInterval?)
        /// Over one of these channels at the moment that the zones tell of.
        case channels([QueryChannel], OpenZones)
        /// Any of these, see ``QueryChoiceField/spread(_:)``.
        case choice(UInt64)
    }

    let field: CodedField
    private let condition: Condition
    /// 0 or 1 for each code that there was when the test was made.
    let table: [UInt8]

    init(_ field: CodedField, _ condition: Condition, _ tables: LeadTables) {
        self.field = field
        self.condition = condition
        // Each tag is asked once, not once for each list that it is in.
        let tags = condition.tagTable(tables)
        table = (0..<UInt32(tables.valueCount(field))).map { code in
            condition.accepts(code, of: field, tables, tags: tags) ? 1 : 0
        }
    }

    /// Whether no value fits.
    var isEmpty: Bool { !table.contains(1) }

    /// Judges a code, which may be of a value that came into the tables after the test was made.
    func accepts(_ code: UInt32, _ tables: LeadTables) -> Bool {
        Int(code) < table.count
            ? table[Int(code)] == 1 : condition.accepts(code, of: field, tables, tags: condition.tagTable(tables))
    }
}

extension CodeTest.Condition {
    fileprivate func tagTable(_ tables: LeadTables) -> [Bool] {
        switch self {
        case .tag(let needle): tables.tags.values.map { needle.accepts($0) }
        case .label, .number, .channels, .choice: []
        }
    }

    fileprivate func accepts(_ code: UInt32, of field: CodedField, _ tables: LeadTables, tags: [Bool]) -> Bool {
        switch self {
        case .label(let needle): tables.label(code, of: field).map { needle.accepts($0) } ?? false
        case .tag(.absent): tables.tagLists[code].isEmpty
        case .tag: tables.tagLists[code].contains { tags[Int($0)] }
        case .number(let wanted):
            tables.interval(code, of: field).map { value in wanted.map(value.overlaps) ?? value.isEmpty } ?? false
        case .channels(let channels, let zones): tables.channels[code].permit(anyOf: channels, in: zones)
        case .choice(let bits): tables.choices[code] & bits != 0
        }
    }
}

extension TextNeedle {
    fileprivate func accepts(_ label: LeadLabel) -> Bool {
        accepts(label.item.indices, of: label.item, ownerID: label.id)
    }
}

extension LeadTables {
    func label(_ code: UInt32, of field: CodedField) -> LeadLabel? {
        switch field {
        case .stage: stages[code]
        case .source: sources[code]
        case .owner: owners[code]
        case .pond: ponds[code]
        case .tags, .price, .bedrooms, .score, .channels, .choices: nil
        }
    }

    func interval(_ code: UInt32, of field: CodedField) -> QueryInterval? {
        switch field {
        case .price: prices[code]
        case .bedrooms: bedrooms[code]
        case .score: scores[code]
        case .stage, .source, .owner, .pond, .tags, .channels, .choices: nil
        }
    }
}
