import FoundationEssentials
import LoftyAPI
import Synchronization

/// A clock that moves only when a test says so.
final class ManualTime: Sendable {
    private struct Sleeper {
        var until: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Duration = .zero
        var date = Date(timeIntervalSince1970: 1_781_715_040)
        var sleepers: [Int: Sleeper] = [:]
        var lastNumber = 0
        var pauses: [Duration] = []
        var skipsPauses = false
    }

    private let state = Mutex(State())

    /// - Parameter skipsPauses: every pause is over at once, and the clock has moved by it.
    init(skipsPauses: Bool = false) { state.withLock { $0.skipsPauses = skipsPauses } }

    var source: TimeSource {
        TimeSource(
            uptime: { self.now },
            date: { self.state.withLock { $0.date } },
            sleep: { try await self.sleep($0) }
        )
    }

    var now: Duration { state.withLock { $0.now } }

    /// Every pause that was asked for, in order.
    var pauses: [Duration] { state.withLock { $0.pauses } }

    var sleepers: Int { state.withLock { $0.sleepers.count } }

    func advance(by step: Duration) {
        let woken = state.withLock { state in
            state.now += step
            state.date += Double(step.components.seconds)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    private func sleep(_ pause: Duration) async throws {
        let number: Int? = state.withLock { state in
            state.pauses.append(pause)
            state.lastNumber += 1
            if state.skipsPauses { state.now += pause }
            return state.skipsPauses ? nil : state.lastNumber
        }
        guard let number else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    state.sleepers[number] = Sleeper(until: state.now + pause, continuation: continuation)
                }
                if Task.isCancelled { wake(number) }
            }
        } onCancel: {
            wake(number)
        }
    }

    private func wake(_ number: Int) {
        let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}

/// Waits until a condition holds, letting other tasks run; false when it did not within the deadline.
func eventually(within limit: Duration = .seconds(30), _ condition: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if await condition() { return true }
        await Task.yield()
    }
    return await condition()
}
