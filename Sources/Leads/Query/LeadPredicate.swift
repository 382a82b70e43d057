/// A query made ready to be asked of many leads: texts folded, times absolute, cheap tests first.
package struct LeadPredicate: Sendable {
    private let test: LeadTest

    /// A predicate is good for the moment of its context; `age<2d` asked tomorrow needs a new one.
    package init(_ query: LeadQuery, context: QueryContext) {
        test = LeadTest(LeadCondition(query, context: context))
    }

    package func matches(_ facts: LeadFacts) -> Bool { test.accepts(facts) }
}
