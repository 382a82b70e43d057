import FoundationEssentials

/// What an answer says about the rate limit.
struct RateHeaders: Hashable, Sendable {
    var limit: Int?
    var remaining: Int?
    /// Time until the window starts anew, between 1 and 60 seconds.
    var reset: Duration?
    /// Time that the server asks to wait, between 1 and 60 seconds.
    var retryAfter: Duration?

    /// How long to wait after a refusal; `nil` when the server does not say.
    var pause: Duration? { retryAfter ?? reset }

    init(limit: Int? = nil, remaining: Int? = nil, reset: Duration? = nil, retryAfter: Duration? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
        self.retryAfter = retryAfter
    }

    init(_ response: HTTPResponse, at now: Date) {
        // The server's own clock is the one its moments are named by; ours may be hours off.
        let serverNow = response["Date"].flatMap { WireDate.httpDate($0) } ?? now
        limit = response["X-RateLimit-Limit"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        remaining = response["X-RateLimit-Remaining"].flatMap { Int($0) }.map { max(0, $0) }
        reset = response["X-RateLimit-Reset"].flatMap { Double($0) }.flatMap { Self.timeUntilReset($0, at: serverNow) }
        retryAfter = response["Retry-After"].flatMap { Self.timeToWait($0, at: serverNow) }
    }

    /// Four readings of one header.
    ///
    /// Lofty documents epoch seconds, and its own sample shows 21000, which can only be milliseconds from now.
    private static func timeUntilReset(_ value: Double, at now: Date) -> Duration? {
        guard value.isFinite, value >= 0 else { return nil }
        let seconds =
            switch value {
            case 1e12...: value / 1_000 - now.timeIntervalSince1970
            case 1e9...: value - now.timeIntervalSince1970
            case 120.nextUp...: value / 1_000
            default: value
            }
        return clamped(seconds)
    }

    /// Seconds, or the date of an HTTP header (RFC 9110 §10.2.3).
    private static func timeToWait(_ text: String, at now: Date) -> Duration? {
        if let seconds = Double(text) { return seconds.isFinite ? clamped(seconds) : nil }
        return WireDate.httpDate(text).map { clamped($0.timeIntervalSince(now)) }
    }

    private static func clamped(_ seconds: Double) -> Duration { .seconds(min(max(seconds, 1), 60)) }
}
