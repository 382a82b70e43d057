/// Lets calls out one by one as the rate limit allows, people before background work.
///
/// The order within this process is kept here; what all processes of the user spend together stands in the ledger.
actor RateGovernor {
    private struct Waiter {
        var number: Int
        var since: Duration
        var place: Place
        var continuation: CheckedContinuation<CallTurn, any Error>
    }

    /// What a call needs of the connections.
    enum Place: Hashable, Sendable {
        case one
        /// One for itself and one for the write that stands on it, both at once: two that each held one and waited for the
        /// other's would wait for ever.
        case withOneForWrite
        /// The one that was kept for it.
        case kept
    }

    private let time: TimeSource
    private let random: @Sendable () -> Double
    let maximumCallsInFlight: Int
    /// After this a call is over, one way or the other.
    private let lease: Duration
    private let machine: BudgetMachine
    private let id: UInt64
    private var ledger: any BudgetLedger
    private var waiters: [CallLane: [Waiter]] = [:]
    private var lastNumber = 0
    private var callsInFlight = 0
    /// Connections that are kept for writes which have no turn yet.
    private var keptPlaces = 0
    /// How the last answer gave the moment of reset.
    private(set) var resetUnit: ResetUnit?
    private var alarm: (at: Duration, task: Task<Void, Never>)?

    /// With `sharing`, the file that other processes use too, else with a budget of one's own.
    init(_ configuration: LoftyConfiguration, sharing: BudgetFile? = nil, machine: BudgetMachine = .live()) {
        time = configuration.time
        random = configuration.random
        maximumCallsInFlight = max(1, configuration.maximumCallsInFlight)
        lease = configuration.deadline + .seconds(5)
        self.machine = machine
        id = UInt64.random(in: 1...UInt64.max)
        let now = configuration.time.uptime()
        ledger =
            sharing.map { file in
                SharedLedger(file, now: now) { reason in
                    configuration.warn(
                        .budgetNotShared(reason: reason),
                        "The rate limit is not shared with other processes: \(reason)"
                    )
                } as any BudgetLedger
            } ?? PrivateLedger(now: now)
    }

    deinit { alarm?.task.cancel() }

    /// `nil` until an answer has named a limit.
    var budget: RateBudget? {
        withRecord { record, now in
            guard let window = record.window else { return nil }
            var budget = RateBudget(
                limit: window.limit,
                remaining: window.left,
                reset: max(.zero, window.endsAt - now),
                isExact: record.isExact,
                waiting: waitingCalls(record)
            )
            budget.outlook = BudgetOutlook(record, at: now)
            return budget
        }
    }

    /// Number of calls that wait in this process.
    var waiting: Int { waiters.values.reduce(0) { $0 + $1.count } }

    /// See ``RateBudget/estimate(forCalls:lane:)``; also while no limit is known.
    func estimate(forCalls count: Int, lane: CallLane) -> Duration {
        withRecord { record, now in BudgetOutlook(record, at: now).time(forCalls: count, lane) }
    }

    /// Returns when a call may go; every turn must be handed back once to ``finish(_:_:)``.
    ///
    /// A place that was kept is given up when this throws.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func admit(_ lane: CallLane, _ place: Place = .one) async throws -> CallTurn {
        lastNumber += 1
        let number = lastNumber
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let since = time.uptime()
                let waiter = Waiter(number: number, since: since, place: place, continuation: continuation)
                // Who has a place already waits behind nobody who has none, and who may never get one from it.
                let index = place == .kept ? 0 : waiters[lane, default: []].endIndex
                waiters[lane, default: []].insert(waiter, at: index)
                drain()
            }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
    }

    /// What became of an admitted call.
    enum Outcome: Sendable {
        case answered(RateHeaders)
        /// A 429, or a 400 that means one.
        case refused(RateHeaders)
        case lost
    }

    func finish(_ turn: CallTurn, _ outcome: Outcome) {
        if case .answered(let headers) = outcome, let unit = headers.resetUnit { resetUnit = unit }
        let variation = random()
        drain { record, now in
            record.finish(turn, outcome, variation: variation, at: now)
            callsInFlight -= 1
        }
    }

    // MARK: Waiting

    private func giveUp(_ number: Int) {
        for (lane, queue) in waiters {
            guard let index = queue.firstIndex(where: { $0.number == number }) else { continue }
            if queue[index].place == .kept { keptPlaces -= 1 }
            waiters[lane]?.remove(at: index).continuation.resume(throwing: CancellationError())
            // The place in the shared queue goes to the next.
            drain()
            return
        }
    }

    /// Lets out all that may go, after a change to the record.
    private func drain(after change: (inout BudgetRecord, Duration) -> Void = { _, _ in }) {
        var released: [(Waiter, CallTurn)] = []
        var next: Duration?
        withRecord { record, now in
            change(&record, now)
            var claim: BudgetClaim?
            while let (lane, waiter) = firstWaiter, hasPlace(for: waiter, lane) {
                switch record.verdict(lane, of: id, since: waiter.since, at: now) {
                case .go:
                    waiters[lane]?.removeFirst()
                    callsInFlight += 1
                    switch waiter.place {
                    case .one: break
                    case .withOneForWrite: keptPlaces += 1
                    case .kept: keptPlaces -= 1
                    }
                    released.append((waiter, record.take(lane, at: now)))
                    continue
                case .wait(let until):
                    claim = BudgetClaim(lane: lane, since: waiter.since, seenAt: now)
                    next = until
                }
                break
            }
            record.enter(process(claim, at: now), at: now, isAlive: machine.isAlive)
        }
        for (waiter, turn) in released { waiter.continuation.resume(returning: turn) }
        setAlarm(at: next)
    }

    private var firstWaiter: (CallLane, Waiter)? {
        for lane in CallLane.allCases {
            if let waiter = waiters[lane]?.first { return (lane, waiter) }
        }
        return nil
    }

    private func hasPlace(for waiter: Waiter, _ lane: CallLane) -> Bool {
        let free = maximumCallsInFlight - callsInFlight - keptPlaces
        return switch waiter.place {
        // The last connection stays free for a person.
        case .one: free > (lane.isBackground && maximumCallsInFlight > 1 ? 1 : 0)
        case .withOneForWrite: free > 1
        case .kept: true
        }
    }

    private func process(_ claim: BudgetClaim?, at now: Duration) -> BudgetProcess {
        BudgetProcess(
            id: id,
            processID: machine.processID,
            callsInFlight: callsInFlight,
            leaseEndsAt: now + lease,
            claim: claim
        )
    }

    private func withRecord<R>(_ body: (inout BudgetRecord, Duration) -> R) -> R {
        let now = time.uptime()
        let variation = random()
        return ledger.update(at: now) { record in
            record.roll(to: now, variation: variation)
            return body(&record, now)
        }
    }

    private func waitingCalls(_ record: BudgetRecord) -> [CallLane: Int] {
        var counts = waiters.mapValues(\.count).filter { $0.value > 0 }
        for process in record.processes where process.id != id {
            if let claim = process.claim { counts[claim.lane, default: 0] += 1 }
        }
        return counts
    }

    private func setAlarm(at wanted: Duration?) {
        guard let wanted else {
            alarm?.task.cancel()
            alarm = nil
            return
        }
        let now = time.uptime()
        // A claim that is not renewed is lost, and another process may have made room.
        let next = ledger.isShared ? min(wanted, now + .seconds(1)) : wanted
        if let alarm, alarm.at == next { return }
        alarm?.task.cancel()
        let task = Task { [weak self, time] in
            do {
                try await time.sleep(max(.zero, next - now))
            } catch {
                return  // Replaced by another alarm, or nobody is left to wake.
            }
            await self?.ring()
        }
        alarm = (next, task)
    }

    private func ring() {
        alarm = nil
        drain()
    }
}
