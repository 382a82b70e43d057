/// What is known of the rate limit, and how it is being spent.
public struct RateBudget: Hashable, Sendable {
    /// Calls a window.
    public var limit: Int
    /// Calls left in this window.
    public var remaining: Int
    /// Time until the window starts anew; `nil` when it is not known.
    public var reset: Duration?
    /// Whether the server's counts have proved exact, so that all of the limit may be used instead of 80 %.
    public var isExact: Bool
    /// Calls that wait for their turn, by lane; those of other processes count one each.
    public var waiting: [CallLane: Int]
    var outlook: BudgetOutlook

    /// Calls of this window that somebody has made.
    public var used: Int { max(0, limit - remaining) }

    public init(
        limit: Int,
        remaining: Int,
        reset: Duration? = nil,
        isExact: Bool = false,
        waiting: [CallLane: Int] = [:]
    ) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
        self.isExact = isExact
        self.waiting = waiting
        outlook = BudgetOutlook(limit: limit, remaining: remaining, reset: reset)
    }

    /// How long `count` calls of a lane will take to be let out, if nothing else asks.
    public func estimate(forCalls count: Int, lane: CallLane) -> Duration { outlook.time(forCalls: count, lane) }
}

/// What the record lets expect; pure.
struct BudgetOutlook: Hashable, Sendable {
    struct Half: Hashable, Sendable {
        /// Calls that may go at once.
        var atOnce: Double
        /// Calls a second after that.
        var perSecond: Double
        /// Calls that this window still has for the half.
        var inWindow: Int?
        /// Calls that every later window has.
        var perWindow: Int
    }

    var held: Duration = .zero
    var reset: Duration
    var people: Half
    var background: Half

    /// Of a budget that is known by its counts alone.
    init(limit: Int, remaining: Int, reset: Duration?) {
        let half = Half(atOnce: 1, perSecond: 10, inWindow: remaining, perWindow: max(1, limit))
        people = half
        background = half
        background.perSecond = Double(max(1, limit)) / 60
        self.reset = reset ?? BudgetWindow.length
    }

    /// Of a record that has been rolled to `now`.
    init(_ record: BudgetRecord, at now: Duration) {
        let allowed = max(1, Int(record.allowed))
        func half(isBackground: Bool) -> Half {
            let bucket = record.window != nil && isBackground ? record.background : record.people
            return Half(
                atOnce: max(0, bucket.tokens),
                perSecond: max(1e-6, record.rate(isBackground: isBackground)),
                inWindow: record.window.map { max(0, $0.left - ($0.limit - allowed)) },
                perWindow: allowed
            )
        }
        people = half(isBackground: false)
        background = half(isBackground: true)
        held = max(.zero, record.heldUntil - now)
        reset = record.window.map { max(.zero, $0.opensAt - now) } ?? BudgetWindow.length
    }

    func time(forCalls count: Int, _ lane: CallLane) -> Duration {
        let half = lane.isBackground ? background : people
        guard count > 0 else { return .zero }
        let paced = Duration.seconds(max(0, Double(count) - max(1, half.atOnce)) / half.perSecond)
        guard let inWindow = half.inWindow, count > inWindow else { return held + paced }
        let laterWindows = (count - inWindow - 1) / max(1, half.perWindow)
        return max(held + paced, reset + BudgetWindow.length * laterWindows)
    }
}
