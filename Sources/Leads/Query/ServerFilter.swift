/// The part of a query that `GET /v1.0/leads` can answer.
///
/// The server returns at least the leads of the query, never fewer, as far as the vocabulary is complete; its answer
/// has to be put to the whole query again. Source: Lofty API, `GET /v1.0/leads`, whose label filters are exact and
/// case-sensitive, whose filters combine with AND, and whose tag separator is undocumented, hence one tag at most.
package struct ServerFilter: Hashable, Sendable {
    /// Stage as the server spells it.
    package private(set) var stage: String?
    package private(set) var source: String?
    package private(set) var tag: String?
    /// A whole address.
    package private(set) var email: String?
    /// Always `nil`: the server compares the digits as they were typed, with the country or without it, and would leave
    /// out leads that a query finds.
    package let phone: String? = nil
    /// ``Assignee/id``.
    package private(set) var ownerID: Int64?
    /// Terms that the server answers.
    package private(set) var pushedDown: [QueryTerm] = []
    /// What only Foyer can answer.
    package private(set) var remainder: LeadQuery = .everything

    /// Takes every term that has to hold and that the server understands exactly.
    ///
    /// A label goes down only when the vocabulary has exactly one that fits, because a near spelling finds nothing
    /// there. Addresses go down when they are whole: `email=jane@example.com`.
    ///
    /// The context is the one that the query will be put to leads with.
    package init(_ query: LeadQuery, vocabulary: QueryVocabulary, context: QueryContext) {
        let known = KnownLabels(vocabulary: vocabulary, context: context)
        var rest: [QueryExpression] = []
        for part in query.root.conjuncts {
            if case .term(let term) = part, push(term, known) {
                pushedDown.append(term)
            } else {
                rest.append(part)
            }
        }
        remainder = LeadQuery(.all(of: rest))
    }

    private mutating func push(_ term: QueryTerm, _ known: KnownLabels) -> Bool {
        guard case .text(let field, let patterns) = term, patterns.count == 1, let pattern = patterns.first else {
            return false
        }
        switch field {
        case .stage: return Self.set(&stage, known.label(field, pattern)?.name)
        case .source: return Self.set(&source, known.label(field, pattern)?.name)
        case .tag: return Self.set(&tag, known.label(field, pattern)?.name)
        case .owner: return Self.set(&ownerID, known.ownerID(pattern))
        case .email: return Self.set(&email, pattern.exactText)
        case .phone, .name, .pond: return false
        }
    }

    /// Fills a place once; the server takes one value for each filter.
    private static func set<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
        guard place == nil, let value else { return false }
        place = value
        return true
    }
}

/// Finds the server's spelling of what a person typed.
private struct KnownLabels {
    var vocabulary: QueryVocabulary
    var context: QueryContext

    func label(_ field: QueryTextField, _ pattern: QueryTextPattern) -> QueryVocabulary.Label? {
        let labels = vocabulary.labels(of: field, accepting: pattern, context: context)
        return labels.count == 1 ? labels[0] : nil
    }

    /// The id of the one owner who fits, or the id that was typed when it fits none of those known.
    ///
    /// An owner whose leads lack the id is listed without it, or twice, and so never goes down.
    func ownerID(_ pattern: QueryTextPattern) -> Int64? {
        let owners = vocabulary.labels(of: .owner, accepting: pattern, context: context)
        guard owners.isEmpty else { return owners.count == 1 ? owners[0].id : nil }
        guard case .like(let text) = pattern else { return nil }
        return Int64(text)
    }
}

extension QueryTextPattern {
    fileprivate var exactText: String? {
        if case .exactly(let text) = self { text } else { nil }
    }
}
