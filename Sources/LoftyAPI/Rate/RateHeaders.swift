import FoundationEssentials

/// What an answer says about the rate limit.
struct RateHeaders: Hashable, Sendable {
    var limit: Int?
    var remaining: Int?
    /// Time until the window starts anew, between 1 and 60 seconds.
    var reset: Duration?
    /// How far the reset may be off because of the unit that it is given in.
    var grain: Duration
    var resetUnit: ResetUnit?
    /// Time that the server asks to wait, between 1 and 60 seconds.
    var retryAfter: Duration?

    /// Whether the window is said to be empty; a 429 that names a reset alone says so too.
    var isUsedUp: Bool { remaining.map { $0 == 0 } ?? (reset != nil) }

    /// How long to wait after an answer of that kind; `nil` when the server does not say.
    ///
    /// Every answer tells when the window ends. Only a refusal for want of calls is over by then; a server that fails may
    /// answer the next moment.
    func pause(after kind: APIError.Kind) -> Duration? {
        retryAfter ?? (kind == .rateLimited && isUsedUp ? reset : nil)
    }

    init(
        limit: Int? = nil,
        remaining: Int? = nil,
        reset: Duration? = nil,
        grain: Duration = .zero,
        retryAfter: Duration? = nil
    ) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
        self.grain = grain
        self.retryAfter = retryAfter
    }

    init(_ response: HTTPResponse, at now: Date) {
        // The server's own clock is the one its moments are named by; ours may be hours off.
        let serverNow = response["Date"].flatMap { WireDate.httpDate($0) } ?? now
        limit = response["X-RateLimit-Limit"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        remaining = response["X-RateLimit-Remaining"].flatMap { Int($0) }.map { max(0, $0) }
        let named = response["X-RateLimit-Reset"].flatMap { Double($0) }
        resetUnit = named.flatMap { ResetUnit($0) }
        grain = resetUnit?.grain ?? .zero
        reset = named.flatMap { value in resetUnit.map { Self.clamped($0.seconds(value, from: serverNow)) } }
        retryAfter = response["Retry-After"].flatMap { Self.timeToWait($0, at: serverNow) }
    }

    /// Seconds, or the date of an HTTP header (RFC 9110 §10.2.3).
    private static func timeToWait(_ text: String, at now: Date) -> Duration? {
        if let seconds = Double(text) { return seconds.isFinite ? clamped(seconds) : nil }
        return WireDate.httpDate(text).map { clamped($0.timeIntervalSince(now)) }
    }

    private static func clamped(_ seconds: Double) -> Duration { .seconds(min(max(seconds, 1), 60)) }
}
