package import FoundationEssentials
import Sync
import Synchronization

/// A clock that only a test moves.
package final class TestClock: SyncClock {
    /// Who moves the time.
    package enum Motion: Hashable, Sendable {
        /// The test, with ``TestClock/advance(by:)``.
        case manual
        /// Whoever sleeps: the time jumps to the deadline at once.
        case jumping
    }

    private struct Sleeper {
        /// By the time that nobody sets.
        var deadline: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Date
        var uptime: Duration = .seconds(1_000)
        /// By how much the clock was set, all in all.
        var moved: TimeInterval = 0
        var motion: Motion
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
    }

    /// What a date in seconds may lose.
    private static let grain = Duration.microseconds(1)

    private let state: Mutex<State>

    package init(_ motion: Motion, now: Date = Date(timeIntervalSinceReferenceDate: 800_000_000)) {
        state = Mutex(State(now: now, motion: motion))
    }

    package var now: Date { state.withLock { $0.now } }

    package var boot: String { "one and only" }

    package var uptime: Duration { state.withLock { $0.uptime } }

    /// Deadlines that somebody sleeps towards, earliest first.
    package var deadlines: [Date] {
        state.withLock { state in
            state.sleepers.values.map { state.now + ($0.deadline - state.uptime) / .seconds(1) }.sorted()
        }
    }

    /// Sets the clock on the wall, as a person or a time server does; no time passes.
    package func set(by seconds: TimeInterval) {
        state.withLock { state in
            state.now += seconds
            state.moved += seconds
        }
    }

    /// The time of a machine whose clock nobody set.
    package var undisturbed: Date { state.withLock { $0.now - $0.moved } }

    /// Moves the time and wakes whoever is due.
    package func advance(by seconds: TimeInterval) {
        let due = state.withLock { state in
            state.now += seconds
            state.uptime += .seconds(seconds)
            let due = state.sleepers.filter { $0.value.deadline <= state.uptime + Self.grain }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    package func sleep(until deadline: Date) async throws {
        try Task.checkCancellation()
        let (id, end) = state.withLock { state in
            let end = state.uptime + .seconds(deadline.timeIntervalSince(state.now))
            if state.motion == .jumping, state.now < deadline {
                state.now = deadline
                state.uptime = end
            }
            state.nextID += 1
            return (state.nextID, end)
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Void, CancellationError>? in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.uptime + Self.grain >= end { return .success(()) }
                    state.sleepers[id] = Sleeper(deadline: end, continuation: continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
