/// What is known of the current window of the rate limit; pure, with the time handed in.
struct RateWindow: Hashable, Sendable {
    private(set) var limit: Int?
    /// Lowest count that an answer of this window has named.
    private(set) var remaining: Int?
    private var endsAt: Duration?
    private var heldUntil: Duration?
    private var refusalsInRow = 0

    /// Two readings of one window's end differ by the time on the wire; more than this and it is another window.
    private static let tolerance = Duration.seconds(2)
    /// Lofty's window.
    private static let length = Duration.seconds(60)

    var budget: RateBudget? {
        guard let limit, let remaining else { return nil }
        return RateBudget(limit: limit, remaining: remaining)
    }

    /// Calls of a window that background work leaves alone.
    private var reserve: Int { min(5, (limit ?? 0) / 10) }

    /// Whether a call of the lane may go now, while others are on the wire.
    ///
    /// Calls on the wire count as used: the server may not have counted them when it named the rest.
    func admits(_ lane: CallLane, callsInFlight: Int, at now: Duration) -> Bool {
        if let heldUntil, now < heldUntil { return false }
        guard let remaining else { return true }
        return remaining - callsInFlight > (lane.isBackground ? reserve : 0)
    }

    /// When waiting may be over without another answer; `nil` when only an answer can help.
    func nextChange(after now: Duration) -> Duration? {
        [heldUntil, remaining == nil ? nil : endsAt].compactMap(\.self).filter { $0 > now }.min()
    }

    /// Starts anew when the window is over.
    mutating func roll(to now: Duration) {
        if let heldUntil, heldUntil <= now { self.heldUntil = nil }
        guard let endsAt, endsAt <= now else { return }
        self.endsAt = nil
        remaining = limit
    }

    mutating func record(_ headers: RateHeaders, at now: Duration) {
        roll(to: now)
        limit = headers.limit ?? limit
        guard let named = headers.remaining else { return }
        let end = now + (headers.reset ?? Self.length)
        if let endsAt, end <= endsAt + Self.tolerance {
            // An older answer may come late and name more than is left.
            remaining = min(remaining ?? named, named)
        } else {
            endsAt = end
            remaining = named
        }
    }

    /// After a 429: nobody goes for the time that the server named, else for 2, 4, 8, 16, 32 seconds, varied by a
    /// quarter; `variation` is a number in 0..<1.
    mutating func recordRefusal(pause: Duration?, variation: Double, at now: Duration) {
        refusalsInRow = min(refusalsInRow + 1, 5)
        let backOff = Duration.seconds(Double(1 << refusalsInRow) * (0.75 + variation / 2))
        let end = now + (pause ?? backOff)
        heldUntil = max(heldUntil ?? end, end)
    }

    mutating func recordSuccess() { refusalsInRow = 0 }
}
