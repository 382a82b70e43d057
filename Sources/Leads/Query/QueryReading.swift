/// A query line as it stands while a person types it: what to show, what may be acted on, and what to say about it.
package struct QueryReading: Hashable, Sendable {
    /// What the list shows meanwhile; `nil` when an earlier part cannot be read, so that the last good list should stay.
    package let shown: LeadQuery?
    /// The whole query; `nil` while any part of it cannot be read.
    ///
    /// A verb, a bulk plan or Enter acts on this and on nothing else: a line that is not understood in full never stands
    /// for more leads than the person meant.
    package let exact: LeadQuery?
    /// Why ``exact`` is `nil`, and where.
    package let problem: QueryError?
    /// True when going on typing can mend the problem, so that it need not be shouted.
    package let isUnfinished: Bool
    /// What is read, but probably not meant; in the order of the text.
    package let hints: [QueryHint]

    /// Without a vocabulary labels are not judged.
    package init(_ text: String, vocabulary: QueryVocabulary = QueryVocabulary()) {
        let whole = Self.outcome { () throws(QueryError) in try LeadQuery.read(text, mode: .complete) }
        let live = Self.outcome { () throws(QueryError) in try LeadQuery.read(text, mode: .live) }
        exact = whole.reading?.query
        shown = live.reading?.query
        // An error before the end stays one while typing goes on.
        problem = whole.error.map { live.error ?? $0 }
        isUnfinished = live.error == nil && (whole.error?.problem.isMendedByTyping ?? false)
        hints = QueryHint.hints(text, (live.reading ?? whole.reading)?.notes ?? [], vocabulary)
    }

    private typealias Reading = (query: LeadQuery, notes: [QueryNote])

    private static func outcome(
        _ read: () throws(QueryError) -> Reading
    ) -> (reading: Reading?, error: QueryError?) {
        do throws(QueryError) {
            return (try read(), nil)
        } catch {
            return (nil, error)
        }
    }
}

extension QueryError.Problem {
    /// True when more letters at the end can make it right.
    fileprivate var isMendedByTyping: Bool {
        switch self {
        case .missingValue, .unclosedQuote, .unclosedGroup, .nothingHere, .nothingBesideOr, .nothingToNegate: true
        case .reversedRange, .unclearAmount: true
        case .unknownValue(let text, let field): Self.choices(field).contains { $0.hasPrefix(text.lowercased()) }
        case .invalidNumber(let text, _): Self.mayBecome(text, ["none"], signs: "0123456789.$-<>=")
        case .invalidMoment(let text, _):
            Self.mayBecome(text, ["none"] + QueryMomentField.allCases.map(\.rawValue), signs: "0123456789.-<>=")
        case .noDigits(let text): text.unicodeScalars.allSatisfy(\.isPhonePart)
        case .unknownField, .operatorNotAllowed, .unexpectedClosing, .textAfterValue, .nestedTooDeep: false
        }
    }

    private static func choices(_ field: String) -> [String] {
        switch QueryChoiceField(rawValue: field) {
        case .type: QueryLeadType.allCases.map(\.rawValue)
        case .hidden, .snoozed: QueryAnswer.allCases.map(\.rawValue)
        case .may: QueryChannel.allCases.map(\.rawValue)
        case .sync: QuerySyncState.allCases.map(\.rawValue)
        case .next: QueryNextStep.allCases.map(\.rawValue)
        case nil: []
        }
    }

    private static func mayBecome(_ text: String, _ words: [String], signs: String) -> Bool {
        let word = text.lowercased().drop { "<>=".contains($0) }
        return text.allSatisfy(signs.contains) || words.contains { $0.hasPrefix(word) }
    }
}
