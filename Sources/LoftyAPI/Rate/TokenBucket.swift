/// Lets things out at an even rate with a bounded burst; pure, with the time handed in.
struct TokenBucket: Hashable, Sendable {
    /// May fall below zero when somebody who need not wait takes on credit.
    var tokens: Double
    var filledAt: Duration

    mutating func fill(to now: Duration, perSecond: Double, capacity: Double) {
        let passed = max(.zero, now - filledAt) / .seconds(1)
        tokens = min(capacity, tokens + passed * perSecond)
        filledAt = max(now, filledAt)
    }

    /// When a whole token will be there.
    func isReady(at perSecond: Double) -> Duration {
        guard tokens < 1 else { return filledAt }
        // A nanosecond more, so that rounding never wakes anybody too early.
        return filledAt + .seconds((1 - tokens) / max(perSecond, 1e-6)) + .nanoseconds(1)
    }
}
