import Leads

/// How soon a new lead is to be answered.
package enum ResponseTarget {
    /// Leads are to be answered within five minutes.
    package static let time = Duration.seconds(300)
    /// A lead that nobody answered in a day is no longer a race but work like any other.
    package static let longest = Duration.seconds(86_400)

    /// Leads that have waited for longer than three times the target.
    static let breached = QueryExpression.all(of: [
        .term(.moment(.touch, [.absent])),
        .term(.moment(.age, [.elapsed(.compared(.above, QueryDuration(seconds: time.components.seconds * 3)))])),
        .term(.moment(.age, [.elapsed(.compared(.below, QueryDuration(seconds: longest.components.seconds)))])),
    ])
}
