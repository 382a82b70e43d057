/// A query made ready to be asked of many leads: texts folded, times absolute, cheap tests first.
package struct LeadPredicate: Sendable {
    private let root: Node

    /// A predicate is good for the moment of its context; `age<2d` asked tomorrow needs a new one.
    package init(_ query: LeadQuery, context: QueryContext) {
        root = Node(query.root, context: context)
    }

    package func matches(_ facts: LeadFacts) -> Bool { root.matches(facts) }

    fileprivate indirect enum Node: Sendable {
        case test(LeadTest)
        case not(Node)
        case all([Node])
        case any([Node])

        init(_ expression: QueryExpression, context: QueryContext) {
            switch expression {
            case .term(let term): self = .test(LeadTest(term, context: context))
            case .not(let inner): self = .not(Node(inner, context: context))
            case .all(let parts): self = .all(Self.cheapestFirst(parts.map { Node($0, context: context) }))
            case .any(let parts): self = .any(Self.cheapestFirst(parts.map { Node($0, context: context) }))
            }
        }

        func matches(_ facts: LeadFacts) -> Bool {
            switch self {
            case .test(let test): test.matches(facts)
            case .not(let inner): !inner.matches(facts)
            case .all(let parts): parts.allSatisfy { $0.matches(facts) }
            case .any(let parts): parts.contains { $0.matches(facts) }
            }
        }

        private static func cheapestFirst(_ nodes: [Node]) -> [Node] { nodes.sorted { $0.cost < $1.cost } }

        /// Rough and relative: a comparison of numbers is 1.
        private var cost: Int {
            switch self {
            case .test(let test): test.cost
            case .not(let inner): inner.cost
            case .all(let parts), .any(let parts): parts.reduce(1) { $0 + $1.cost }
            }
        }
    }
}
