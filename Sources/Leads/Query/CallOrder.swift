/// Where a lead stands in the order in which to call, by its moments alone; nothing else counts.
package struct CallOrder: Hashable, Sendable {
    /// The moment that gives the lead its place.
    package let field: QueryMomentField
    /// Larger for those to be called earlier; not a number when Lofty tells no moment that counts.
    package let urgency: Double

    /// - `moment`: seconds since the reference date; not a number for what never happened.
    package init(_ moment: (QueryMomentField) -> Double) {
        let (touch, site) = (moment(.touch), moment(.site))
        if touch.isNaN {
            (field, urgency) = (.age, 2 * Self.stretch + Self.clamped(moment(.age)))
        } else if site > touch {
            (field, urgency) = (.site, Self.clamped(site))
        } else {
            (field, urgency) = (.touch, -2 * Self.stretch - Self.clamped(touch))
        }
    }

    /// Apart enough for three groups that never meet, and near enough for half a second to count.
    private static let stretch = 1e12

    /// A date from the wire may lie anywhere.
    private static func clamped(_ seconds: Double) -> Double {
        seconds.isNaN ? seconds : min(max(seconds, -stretch / 2), stretch / 2)
    }
}
