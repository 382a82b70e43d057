/// A brake on leads that leave because a reading of them was answered with 404.
///
/// One that is gone is believed. When several are within a minute, or many within an hour, it may be the server that has
/// trouble, so the list is asked for the next one first.
struct GoneBrake: Sendable {
    /// When leads were answered with 404.
    private var times: [Duration] = []

    private static let window = Duration.seconds(3_600)
    /// So many within a minute are no coincidence.
    private static let several = 3

    /// Whether one more is believed as it is, in a mirror of `mirrored` leads.
    mutating func believes(at now: Duration, of mirrored: Int) -> Bool {
        times.removeAll { now - $0 > Self.window }
        times.append(now)
        if times.count(where: { now - $0 <= .seconds(60) }) >= Self.several { return false }
        return times.count < Self.several || RemovalBrake.allows(times.count, of: mirrored)
    }
}
