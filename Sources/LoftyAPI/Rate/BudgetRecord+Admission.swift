/// Proof that a call was let out, to be handed back with what became of it.
struct CallTurn: Hashable, Sendable {
    /// The window it was let out in; 0 before any was known.
    var window: Int
    /// Calls of that window that had been answered by then.
    var answeredBefore: Int
    var sentAt: Duration
    var lane: CallLane
}

extension BudgetRecord {
    enum Verdict: Hashable, Sendable {
        case go
        /// Ask again at this moment, or after the next answer.
        case wait(until: Duration)
    }

    /// How soon a process looks whether the one before it has gone; later when many are before it.
    static let lookInterval = Duration.milliseconds(20)

    /// Whether the first waiting call of a process may go; the record must have been rolled to `now`.
    ///
    /// Of two calls of a lane the one that began to wait earlier, at `since`, goes first.
    func verdict(_ lane: CallLane, of process: UInt64, since: Duration, at now: Duration) -> Verdict {
        if now < heldUntil { return .wait(until: heldUntil) }
        let ahead = claims(before: (lane, since), notOf: process, at: now)
        if ahead > 0 { return .wait(until: now + turnsTake(ahead, lane)) }
        if let window, !hasRoom(in: window, for: lane, at: now) {
            // The reserve shrinks towards the end of the window, so background work looks again before that.
            return .wait(until: lane.isBackground ? min(window.opensAt, now + .seconds(1)) : window.opensAt)
        }
        let ready = isReady(lane)
        return ready <= now ? .go : .wait(until: ready)
    }

    private func claims(before mine: (CallLane, Duration), notOf process: UInt64, at now: Duration) -> Int {
        processes.count { other in
            guard other.id != process, let claim = other.claim else { return false }
            return now - claim.seenAt < BudgetClaim.patience && claim.isBefore(mine)
        }
    }

    /// Half the time that the calls ahead are likely to take, so that hundreds of processes do not look all the time.
    private func turnsTake(_ calls: Int, _ lane: CallLane) -> Duration {
        let likely = Duration.seconds(Double(calls) / rate(isBackground: lane.isBackground) / 2)
        return min(.seconds(1), max(Self.lookInterval, likely))
    }

    /// Lets a call out.
    mutating func take(_ lane: CallLane, at now: Duration) -> CallTurn {
        let turn = CallTurn(
            window: window?.number ?? 0,
            answeredBefore: window?.answered ?? 0,
            sentAt: now,
            lane: lane
        )
        window?.admitted += 1
        lastCallAt = now
        if window == nil || !lane.isBackground { people.tokens -= 1 }
        // What people take is missing for background work, so that both together keep the average.
        background.tokens = max(background.tokens - 1, -burst(isBackground: true))
        return turn
    }

    private func hasRoom(in window: BudgetWindow, for lane: CallLane, at now: Duration) -> Bool {
        let unproved = isExact ? 0 : window.limit - Int(allowed)
        guard lane.isBackground else {
            // Until they are proved our own calls keep to the share, and a twentieth of what is named stays untouched; but
            // the first ten are a person's, however small the limit is.
            let ours = max(window.limit - unproved, min(window.limit, Int(Self.credit)))
            return window.left > (isExact ? 0 : window.limit / 20) && window.admitted < ours
        }
        return window.left > unproved + reserve(of: window, at: now)
    }

    /// Calls that background work leaves to people; the less, the sooner the window ends.
    private func reserve(of window: BudgetWindow, at now: Duration) -> Int {
        let rest = max(.zero, window.endsAt - now) / BudgetWindow.length
        return Int((min(5, Double(window.limit) / 10) * min(1, rest)).rounded())
    }

    private func isReady(_ lane: CallLane) -> Duration {
        let ownRate = rate(isBackground: lane.isBackground)
        guard lane.isBackground else { return people.isReady(at: ownRate) }
        guard window == nil else {
            return max(background.isReady(at: ownRate), lastCallAt + spacing)
        }
        // Of an unknown budget half of the credit stays with people, and all but five calls of a large one.
        var credit = people
        let whole = burst(isBackground: false)
        credit.tokens -= max((whole / 2).rounded(.down), whole - 5)
        return max(credit.isReady(at: ownRate), lastCallAt + spacing)
    }

    // MARK: Processes

    /// Enters what a process has on the wire and waiting, and strikes out those that are gone.
    mutating func enter(_ process: BudgetProcess, at now: Duration, isAlive: (Int32) -> Bool) {
        processes.removeAll { other in
            guard other.id != process.id else { return true }
            return other.leaseEndsAt <= now || !isAlive(other.processID)
        }
        guard process.callsInFlight > 0 || process.claim != nil, processes.count < Self.mostProcesses else { return }
        processes.append(process)
    }
}
