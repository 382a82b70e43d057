/// A condition as a closure.
///
/// Conditions are joined two by two: a closure that calls two others keeps them without counting references, which
/// walking an array or an enum of them for each lead does not.
struct LeadTest: Sendable {
    /// Rough and relative: a comparison of numbers is 1.
    let cost: Int
    let accepts: @Sendable (LeadFacts) -> Bool

    init(cost: Int, accepts: @escaping @Sendable (LeadFacts) -> Bool) {
        self.cost = cost
        self.accepts = accepts
    }

    init(_ condition: LeadCondition) {
        switch condition {
        case .word(let word): self = .word(word)
        case .text(let field, let needle): self = .text(field, needle)
        case .number(let field, let wanted): self = .number(field, wanted)
        case .moment(let field, let test): self = .moment(field, test)
        case .choice(let field, let bits): self = .choice(field, bits)
        case .may(let channels, let zones): self = .may(channels, in: zones)
        case .lead(let ids): self = LeadTest(cost: 1) { ids.contains($0.id.rawValue) }
        case .not(let inner): self = LeadTest(inner).negated
        case .all(let parts): self = .all(of: parts.map(LeadTest.init))
        case .any(let parts): self = .any(of: parts.map(LeadTest.init))
        }
    }

    /// A test that always gives the same answer.
    static func constant(_ answer: Bool) -> LeadTest { LeadTest(cost: 0) { _ in answer } }

    static func all(of tests: [LeadTest]) -> LeadTest {
        joined(tests.sorted { $0.cost < $1.cost }[...], ifEmpty: true) { left, right in { left($0) && right($0) } }
    }

    static func any(of tests: [LeadTest]) -> LeadTest {
        joined(tests.sorted { $0.cost < $1.cost }[...], ifEmpty: false) { left, right in { left($0) || right($0) } }
    }

    private var negated: LeadTest {
        let accepts = accepts
        return LeadTest(cost: cost) { !accepts($0) }
    }

    private typealias Closure = @Sendable (LeadFacts) -> Bool

    /// Halves the list again and again, so that even a very long one is not called in a deep chain.
    private static func joined(
        _ tests: ArraySlice<LeadTest>,
        ifEmpty: Bool,
        _ join: (@escaping Closure, @escaping Closure) -> Closure
    ) -> LeadTest {
        guard tests.count > 1 else { return tests.first ?? .constant(ifEmpty) }
        let middle = tests.startIndex + tests.count / 2
        let left = joined(tests[..<middle], ifEmpty: ifEmpty, join)
        let right = joined(tests[middle...], ifEmpty: ifEmpty, join)
        return LeadTest(cost: left.cost + right.cost, accepts: join(left.accepts, right.accepts))
    }
}
