/// Where a label or a word stands in the text of a query.
struct QueryNote {
    enum Kind {
        case label(QueryTextField, QueryTextPattern, isBare: Bool)
        case word(String, isQuoted: Bool)
    }

    var kind: Kind
    /// In scalars of the text.
    var range: Range<Int>
    var isNegated = false
    /// Where the signs before a negated term begin.
    var signs: Int?

    init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}
