/// What the engine needs for keeping the mirror fresh while somebody is there.
struct Watch: Sendable {
    var freshness = Freshness()
    /// The rolling pass, while it is under way.
    var pass: BookPass?
    var isOn = false
    var sleepers: [Freshness.Lane: CheckedContinuation<Void, Never>] = [:]
    var woken: Set<Freshness.Lane> = []
    var lastReport: Freshness.Report?
}
