/// A stretch of time, or another moment of the lead.
package enum MomentTest: Sendable {
    case absent
    /// Seconds since the reference date.
    case window(low: Double, high: Double, includesLow: Bool, includesHigh: Bool)
    case comparedTo(QueryMomentField, QueryComparison)

    /// A moment that never happened is not a number, so every comparison with it fails.
    func matches(_ moment: Double, of facts: LeadFacts) -> Bool {
        switch self {
        case .absent: return moment.isNaN
        case .window(let low, let high, let includesLow, let includesHigh):
            return (includesLow ? moment >= low : moment > low) && (includesHigh ? moment <= high : moment < high)
        case .comparedTo(let field, let comparison):
            let other = facts.moment(field)
            return comparison.holds(moment, other.isNaN ? -.infinity : other)
        }
    }
}

extension QueryComparison {
    package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .below: left < right
        case .atMost: left <= right
        case .above: left > right
        case .atLeast: left >= right
        }
    }
}
