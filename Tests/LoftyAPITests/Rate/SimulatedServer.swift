@testable import LoftyAPI

/// A server with a fixed window, in virtual time.
struct SimulatedServer {
    enum Headers: String, Hashable, CaseIterable {
        /// Exact, with milliseconds until the reset.
        case milliseconds
        /// Exact, with the reset in whole seconds.
        case seconds
        /// Every answer names the rest that was true three calls ago.
        case late
        /// A reset that is always one second away, as a clock that is hours off makes it.
        case wrongReset
        case none
    }

    let limit: Int
    let headers: Headers
    /// Calls within one second beyond which a call is refused, window or not.
    var perSecond: Int?
    private var windowStart: Duration
    private var used = 0
    private var recent: [Duration] = []
    private var history: [Int] = []
    private(set) var served = 0
    private(set) var refused = 0

    init(limit: Int, headers: Headers, perSecond: Int? = nil, phase: Duration = .zero) {
        self.limit = limit
        self.headers = headers
        self.perSecond = perSecond
        windowStart = .zero - phase
    }

    mutating func answer(at now: Duration) -> RateGovernor.Outcome {
        while now >= windowStart + .seconds(60) {
            windowStart += .seconds(60)
            used = 0
            history = []
        }
        recent.removeAll { now - $0 >= .seconds(1) }
        let isBurst = perSecond.map { recent.count >= $0 } ?? false
        guard used < limit, !isBurst else {
            refused += 1
            return .refused(named(at: now))
        }
        used += 1
        served += 1
        recent.append(now)
        history.append(limit - used)
        return .answered(named(at: now))
    }

    private func named(at now: Duration) -> RateHeaders {
        let rest = windowStart + .seconds(60) - now
        let wholeSeconds = Duration.seconds(max(1, Int(rest / .seconds(1))))
        switch headers {
        case .milliseconds: return RateHeaders(limit: limit, remaining: limit - used, reset: max(rest, .seconds(1)))
        case .seconds:
            return RateHeaders(limit: limit, remaining: limit - used, reset: wholeSeconds, grain: .seconds(1))
        case .late:
            return RateHeaders(
                limit: limit,
                remaining: history.dropLast(3).last ?? limit,
                reset: max(rest, .seconds(1))
            )
        case .wrongReset:
            return RateHeaders(limit: limit, remaining: limit - used, reset: .seconds(1), grain: .seconds(1))
        case .none: return RateHeaders()
        }
    }
}
