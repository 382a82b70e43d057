/// A question to the book, answered by the leads that match.
///
/// Text form: `stage:"New Lead" age<2d -tag:dnc (source:zillow or score>=70) jane`. Terms are AND; `,` inside a value
/// and `or` inside brackets are OR; `-` negates; quotes keep spaces. Free words match name, address, tag, phone digits
/// (from three on) or the exact id. `:` compares leading words of a label or any part of another text, `=` the whole
/// text, a trailing `*` its beginning; `none` is an empty field.
package struct LeadQuery: Hashable, Sendable {
    package var root: QueryExpression

    package init(_ root: QueryExpression) { self.root = root }

    /// Matches every lead.
    package static let everything = LeadQuery(.all([]))

    /// Groups may be nested this deep.
    package static let deepestNesting = 32

    /// How a text that is not a whole query yet is taken.
    package enum ParseMode: Hashable, Sendable {
        /// Anything unfinished is an error.
        case complete
        /// The text is being typed: the term at its end puts no constraint until it can be read, a label there is
        /// taken as the beginning of one, and open quotes and brackets are forgiven.
        case live
    }

    /// Reads a query.
    ///
    /// Any text is either read or answered with an error that points at its place; an empty one is ``everything``.
    package static func parse(_ text: String, mode: ParseMode = .complete) throws(QueryError) -> LeadQuery {
        try read(text, mode: mode).query
    }

    /// The query, and where its labels and words stand.
    static func read(_ text: String, mode: ParseMode) throws(QueryError) -> (query: LeadQuery, notes: [QueryNote]) {
        var parser = QueryParser(Array(text.unicodeScalars), mode: mode)
        do {
            return (LeadQuery(try parser.parse()), parser.notes)
        } catch {
            var error = error
            error.range = text.characters(ofScalars: error.range)
            throw error
        }
    }

    /// True when the lead is one of those asked for.
    ///
    /// Folds the lead's text each time; an index keeps ``LeadFacts`` and asks a ``LeadPredicate``.
    package func matches(_ row: LeadRow, context: QueryContext) -> Bool {
        LeadPredicate(self, context: context).matches(LeadFacts(row))
    }
}

extension String {
    /// The same stretch, counted in whole characters.
    func characters(ofScalars range: Range<Int>) -> Range<Int> {
        characterOffset(ofScalar: range.lowerBound)..<characterOffset(ofScalar: range.upperBound)
    }

    /// The number of whole characters before the scalar at `offset`.
    func characterOffset(ofScalar offset: Int) -> Int {
        var scalarsSeen = 0
        for (position, character) in enumerated() {
            scalarsSeen += character.unicodeScalars.count
            if scalarsSeen > offset { return position }
        }
        return count
    }
}
