import FoundationEssentials

/// What the engine needs for keeping the mirror fresh while somebody is there.
struct Watch: Sendable {
    var freshness = Freshness()
    /// The rolling pass, while it is under way.
    var pass: BookPass?
    var steady = SteadyTime()
    var isOn = false
    var sleepers: [Freshness.Lane: CheckedContinuation<Void, Never>] = [:]
    var woken: Set<Freshness.Lane> = []
    var lastReport: Freshness.Report?
}

/// Elapsed time that a clock which is set back or forward does not disturb much: it never goes back.
struct SteadyTime: Sendable {
    private var last: Date?
    private var elapsed = Duration.zero

    mutating func now(_ wall: Date) -> Duration {
        if let last, wall > last { elapsed += .seconds(wall.timeIntervalSince(last)) }
        last = wall
        return elapsed
    }
}
