/// Lets calls out one by one as the rate limit allows, people before background work.
///
/// When a window is used up it holds calls until the next one instead of drawing a 429; after a 429 it holds everybody.
actor RateGovernor {
    private struct Waiter {
        var number: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    private let time: TimeSource
    private let random: @Sendable () -> Double
    private let maximumCallsInFlight: Int
    private var window = RateWindow()
    private var waiters: [CallLane: [Waiter]] = [:]
    private var lastNumber = 0
    private var callsInFlight = 0
    private var alarm: (at: Duration, task: Task<Void, Never>)?

    init(time: TimeSource, maximumCallsInFlight: Int, random: @escaping @Sendable () -> Double) {
        self.time = time
        self.maximumCallsInFlight = max(1, maximumCallsInFlight)
        self.random = random
    }

    deinit { alarm?.task.cancel() }

    var budget: RateBudget? {
        window.roll(to: time.uptime())
        return window.budget
    }

    /// Number of calls that wait, for tests.
    var waiting: Int { waiters.values.reduce(0) { $0 + $1.count } }

    /// Returns when a call may go; every return must be followed by one ``finish(_:)``.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func admit(_ lane: CallLane) async throws {
        lastNumber += 1
        let number = lastNumber
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiters[lane, default: []].append(Waiter(number: number, continuation: continuation))
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

    func finish(_ outcome: Outcome) {
        callsInFlight -= 1
        let now = time.uptime()
        switch outcome {
        case .answered(let headers):
            window.record(headers, at: now)
            window.recordSuccess()
        case .refused(let headers):
            window.record(headers, at: now)
            window.recordRefusal(pause: headers.pause, variation: random(), at: now)
        case .lost:
            break
        }
        drain()
    }

    // MARK: Waiting

    private func giveUp(_ number: Int) {
        for (lane, queue) in waiters {
            guard let index = queue.firstIndex(where: { $0.number == number }) else { continue }
            waiters[lane]?.remove(at: index).continuation.resume(throwing: CancellationError())
            return
        }
    }

    private func drain() {
        let now = time.uptime()
        window.roll(to: now)
        while let lane = CallLane.allCases.first(where: { waiters[$0]?.isEmpty == false }) {
            guard mayGo(lane, at: now) else { return setAlarm(at: now) }
            let waiter = waiters[lane]?.removeFirst()
            callsInFlight += 1
            waiter?.continuation.resume()
        }
    }

    private func mayGo(_ lane: CallLane, at now: Duration) -> Bool {
        // The last connection stays free for a person.
        let places = maximumCallsInFlight - (lane.isBackground && maximumCallsInFlight > 1 ? 1 : 0)
        return callsInFlight < places && window.admits(lane, callsInFlight: callsInFlight, at: now)
    }

    private func setAlarm(at now: Duration) {
        guard let next = window.nextChange(after: now) else { return }
        if let alarm, alarm.at == next { return }
        alarm?.task.cancel()
        let task = Task { [weak self, time] in
            do {
                try await time.sleep(next - now)
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
