extension BudgetRecord {
    /// Takes in what became of a call; `variation` is a number in 0..<1.
    mutating func finish(
        _ turn: CallTurn,
        _ outcome: RateGovernor.Outcome,
        variation: Double,
        at now: Duration
    ) {
        roll(to: now, variation: variation)
        let outcome = outcome.map { trusted($0, turn, at: now) }
        switch outcome {
        case .answered(let headers):
            refusalsInRow = 0
            if turn.sentAt > refusedAt { judgeRefusal(turn, at: now) }
            if learn(headers, turn, variation: variation, at: now) { window?.answered += 1 }
        case .refused(let headers):
            let wasExact = isExact
            learnRefusal(headers, turn, variation: variation, at: now)
            // Calls that were on the wire together are refused together: that is one event.
            if turn.sentAt > refusedAt { growCautious(headers, wasExact: wasExact, at: now) }
            heldUntil = max(heldUntil, now + pause(headers, variation: variation))
        case .lost:
            break
        }
    }

    /// The headers without a moment of reset that has been wrong again and again, as by a clock that is hours off.
    ///
    /// A window that has just been entered at the named moment cannot be about to end.
    private mutating func trusted(_ headers: RateHeaders, _ turn: CallTurn, at now: Duration) -> RateHeaders {
        guard let window, let end = headers.latestEnd(from: now), turn.window == window.number else { return headers }
        if headers.reset ?? .zero > .seconds(5) {
            earlyEnds = 0
        } else if window.isPresumed, end <= window.startedAt + .seconds(5) {
            earlyEnds = min(earlyEnds + 1, Self.earlyEndsBorne)
            // What such windows told of strangers was told of the wrong time.
            crowd = BudgetCrowd()
        }
        guard earlyEnds == Self.earlyEndsBorne else { return headers }
        var headers = headers
        headers.reset = nil
        return headers
    }

    /// - Returns: false when the answer speaks of a window that is over.
    private mutating func learn(
        _ headers: RateHeaders,
        _ turn: CallTurn,
        variation: Double,
        at now: Duration
    ) -> Bool {
        guard let limit = headers.limit ?? window?.limit ?? headers.remaining.map({ max(1, $0) }) else { return true }
        guard let remaining = headers.remaining else {
            if window == nil { begin(limit, remaining: limit - 1, headers, variation: variation, at: now) }
            return true
        }
        guard let current = window, !isAhead(headers, of: current, sentAt: turn.sentAt) else {
            if let window { crowd.observe(window) }
            begin(limit, remaining: remaining, headers, variation: variation, at: now)
            return true
        }
        // It was sent in a window that is over, and may have been counted there.
        guard turn.window == current.number else { return false }
        namedAt = now
        window?.limit = limit
        judge(headers, remaining, turn, variation: variation, at: now)
        return true
    }

    private mutating func judge(
        _ headers: RateHeaders,
        _ remaining: Int,
        _ turn: CallTurn,
        variation: Double,
        at now: Duration
    ) {
        guard var window else { return }
        let agreement = window.learn(remaining: remaining, answeredBefore: turn.answeredBefore)
        window.learnedAt = now
        if let end = headers.latestEnd(from: now) {
            // Where nobody else has called in it, the window may have begun with our call, and so later than presumed.
            let mayBeginWithUs =
                window.isPresumed && window.answered == 0 && remaining + window.admitted >= window.limit
            window.endsAt = mayBeginWithUs ? end : min(window.endsAt, end)
        }
        switch agreement {
        case .agrees:
            // A count without a moment does not say when it starts anew.
            agreements = headers.reset == nil ? 0 : min(agreements + 1, agreementsNeeded)
        case .lower:
            agreements = 0
            // Without a named moment the window may have been entered too early.
            if headers.reset == nil, window.isPresumed, now - window.startedAt < .seconds(5) {
                window.endsAt = now + .seconds(5)
            }
        case .higher:
            agreements = 0
            // More than there can be, and no moment to say so before: a new window has begun.
            guard headers.reset != nil else {
                return begin(window.limit, remaining: remaining, headers, variation: variation, at: now)
            }
        }
        self.window = window
    }

    /// Whether the answer can only be about a later window.
    private func isAhead(_ headers: RateHeaders, of window: BudgetWindow, sentAt: Duration) -> Bool {
        // One second stands for less as well.
        guard let reset = headers.reset, reset > .seconds(1) else { return false }
        return sentAt + reset - headers.grain > window.endsAt + .milliseconds(500)
    }

    private mutating func begin(
        _ limit: Int,
        remaining: Int,
        _ headers: RateHeaders,
        variation: Double,
        at now: Duration
    ) {
        // The call that was answered is still among those in flight.
        let inFlight = max(1, callsInFlight)
        namedAt = now
        let isFirst = window == nil
        if isFirst { people.tokens = min(people.tokens, Self.credit) }
        let end = headers.latestEnd(from: now) ?? now + BudgetWindow.length
        window = BudgetWindow(
            number: (window?.number ?? 0) + 1,
            limit: limit,
            fewest: remaining + 1,
            most: remaining + inFlight,
            admitted: inFlight,
            usedBefore: isFirst ? max(0, limit - remaining - 1) : 0,
            isPresumed: false,
            startedAt: end - BudgetWindow.length,
            endsAt: end,
            delay: .zero,
            joinedAt: isFirst ? now : end - BudgetWindow.length,
            learnedAt: now
        )
        let delay = delay(variation)
        window?.delay = delay
    }

    // MARK: Refusals

    /// A refused call may or may not have been counted, so it proves nothing, but a rest of nothing is one.
    private mutating func learnRefusal(
        _ headers: RateHeaders,
        _ turn: CallTurn,
        variation: Double,
        at now: Duration
    ) {
        guard let remaining = headers.remaining else { return }
        _ = learn(headers, turn, variation: variation, at: now)
        guard var window else { return }
        window.fewest = min(window.fewest, remaining + window.admitted)
        self.window = window
    }

    private mutating func growCautious(_ headers: RateHeaders, wasExact: Bool, at now: Duration) {
        refusedAt = now
        changedAt = now
        refusalsInRow = min(refusalsInRow + 1, 5)
        if wasExact { agreementsNeeded = min(agreementsNeeded * 2, 320) }
        agreements = 0
        if !headers.isUsedUp { strain = min(strain + 1, Self.highestStrain) }
        if headers.remaining == nil { slowDown(at: now) }
        if let window, headers.isUsedUp || refusalsInRow > 1 { crowd.tighten(limit: window.limit) }
        people.tokens = min(people.tokens, 1)
        background.tokens = min(background.tokens, 0)
    }

    /// The time that the server named, else 2, 4, 8, 16, 32 seconds, varied by a quarter.
    ///
    /// While calls are left it was a burst that was refused, and the end of the window is no cure; a named time that
    /// did not help is no cure either.
    private func pause(_ headers: RateHeaders, variation: Double) -> Duration {
        let backOff = Duration.seconds(Double(1 << refusalsInRow) * (0.75 + variation / 2))
        let named = headers.retryAfter ?? (headers.isUsedUp ? headers.reset.map { $0 + headers.grain } : nil)
        guard let named else { return backOff }
        return (refusalsInRow > 1 ? max(named, backOff) : named) + delay(variation)
    }

    /// Decides, when a call is served after a refusal that named no count, whether that was a limit or an accident.
    ///
    /// A window of a minute that is used up refuses the next call as well, unless the server had it wait for the next
    /// window. What never happened in a long time gets the benefit of the doubt.
    private mutating func judgeRefusal(_ turn: CallTurn, at now: Duration) {
        guard paceInDoubt > 0 else { return }
        if turn.sentAt - refusedAt <= Self.promptness || isFirstInLongTime {
            pace = paceInDoubt
            changedAt = now
        }
        paceInDoubt = 0
    }

    private mutating func slowDown(at now: Duration) {
        // Two in a row are no accident.
        paceInDoubt = pace >= Self.freePace && paceInDoubt == 0 ? pace : 0
        isFirstInLongTime = now - slowedAt >= Self.memory
        slowedAt = now
        pace = pace > Self.paceAfterRefusal ? Self.paceAfterRefusal : max(Self.lowestPace, pace * 0.6)
    }
}

extension RateGovernor.Outcome {
    fileprivate func map(_ change: (RateHeaders) -> RateHeaders) -> Self {
        switch self {
        case .answered(let headers): .answered(change(headers))
        case .refused(let headers): .refused(change(headers))
        case .lost: .lost
        }
    }
}

extension RateHeaders {
    /// By when the window has surely ended, for an answer that came now.
    fileprivate func latestEnd(from now: Duration) -> Duration? { reset.map { now + $0 + grain } }
}
