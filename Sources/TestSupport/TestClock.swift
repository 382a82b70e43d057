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
        var deadline: Date
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Date
        var motion: Motion
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    package init(_ motion: Motion, now: Date = Date(timeIntervalSinceReferenceDate: 800_000_000)) {
        state = Mutex(State(now: now, motion: motion))
    }

    package var now: Date { state.withLock { $0.now } }

    /// Deadlines that somebody sleeps towards, earliest first.
    package var deadlines: [Date] { state.withLock { $0.sleepers.values.map(\.deadline).sorted() } }

    /// Moves the time and wakes whoever is due.
    package func advance(by seconds: TimeInterval) {
        let due = state.withLock { state in
            state.now += seconds
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    package func sleep(until deadline: Date) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            if state.motion == .jumping { state.now = max(state.now, deadline) }
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Void, CancellationError>? in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.now >= deadline { return .success(()) }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
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
