/// Terms joined by AND, OR and NOT.
///
/// ``all(of:)``, ``any(of:)`` and ``negated`` keep an expression in its one canonical shape: no list of one, no list
/// in a list of its own kind, no double negation. Parsing builds only canonical expressions.
package indirect enum QueryExpression: Hashable, Sendable {
    case term(QueryTerm)
    case not(QueryExpression)
    /// Every lead when the list is empty.
    case all([QueryExpression])
    /// At least two alternatives.
    case any([QueryExpression])

    /// Joins parts with AND.
    package static func all(of parts: [QueryExpression]) -> QueryExpression {
        let flat = parts.flatMap { part -> [QueryExpression] in
            if case .all(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    /// Joins parts with OR; no parts at all put no constraint.
    package static func any(of parts: [QueryExpression]) -> QueryExpression {
        let flat = parts.flatMap { part -> [QueryExpression] in
            if case .any(let inner) = part { inner } else { [part] }
        }
        guard flat.count > 1 else { return flat.first ?? .all([]) }
        return .any(flat)
    }

    /// The opposite.
    package var negated: QueryExpression {
        if case .not(let inner) = self { inner } else { .not(self) }
    }

    /// The parts that all have to hold.
    package var conjuncts: [QueryExpression] {
        if case .all(let parts) = self { parts } else { [self] }
    }

    /// Every term, negated or not, from left to right.
    package var terms: [QueryTerm] {
        switch self {
        case .term(let term): [term]
        case .not(let inner): inner.terms
        case .all(let parts), .any(let parts): parts.flatMap(\.terms)
        }
    }
}
