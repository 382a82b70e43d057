import FoundationEssentials

/// A value that no lead carries: no error, for it may come into use later, but most likely a slip.
package struct QueryWarning: Hashable, Sendable {
    package var field: QueryTextField
    package var value: String
    /// The label the person probably meant.
    package var suggestion: String?

    /// One line for a person.
    package var message: String {
        let fact = "no lead has \(field.rawValue) “\(value)”"
        return suggestion.map { "\(fact); did you mean “\($0)”?" } ?? fact
    }
}

extension LeadQuery {
    /// Names the labels of the query that are not in use.
    ///
    /// A field of which the vocabulary knows no label is not judged.
    package func warnings(_ vocabulary: QueryVocabulary) -> [QueryWarning] {
        root.terms.flatMap { term -> [QueryWarning] in
            guard case .text(let field, let patterns) = term else { return [] }
            return patterns.compactMap { Self.warning(field, $0, vocabulary) }
        }
    }

    /// The labels of a field that the query looks for and that are not in use; those it leaves out do not count.
    package func namedButUnknown(_ field: QueryTextField, _ vocabulary: QueryVocabulary) -> [QueryWarning] {
        root.wantedTerms.flatMap { term -> [QueryWarning] in
            guard case .text(field, let patterns) = term else { return [] }
            return patterns.compactMap { Self.warning(field, $0, vocabulary) }
        }
    }

    /// Labels do not depend on who asks or when.
    static let timeless = QueryContext(now: .distantPast)

    static func warning(
        _ field: QueryTextField,
        _ pattern: QueryTextPattern,
        _ vocabulary: QueryVocabulary
    ) -> QueryWarning? {
        let known = vocabulary.labels(of: field)
        guard let value = pattern.value, !known.isEmpty else { return nil }
        // Leads do not carry the addresses of their owners, so a vocabulary cannot know them.
        if field == .owner, value.contains("@") { return nil }
        guard vocabulary.labels(of: field, accepting: pattern, context: Self.timeless).isEmpty else { return nil }
        return QueryWarning(field: field, value: value, suggestion: NearestSpelling.of(value, among: known.map(\.name)))
    }
}

extension QueryTextPattern {
    /// The text a person typed, where the pattern holds one.
    package var value: String? {
        switch self {
        case .absent, .me: nil
        case .exactly(let text), .like(let text), .startingWith(let text): text
        }
    }
}

extension QueryExpression {
    /// The terms that are not negated.
    fileprivate var wantedTerms: [QueryTerm] {
        switch self {
        case .term(let term): [term]
        case .not: []
        case .all(let parts), .any(let parts): parts.flatMap(\.wantedTerms)
        }
    }
}
