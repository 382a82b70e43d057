import Synchronization

extension Task where Failure == Never {
    /// The outcome of work that several callers wait for, or `nil` as soon as this caller is cancelled.
    ///
    /// The work goes on for the others, and for the next to come.
    func valueUnlessCancelled(isolation: isolated (any Actor)? = #isolation) async -> Success? {
        let place = WaitingPlace<Success>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                place.wait(continuation)
                Task<Void, Never> { place.leave(with: await value) }
            }
        } onCancel: {
            place.leave(with: nil)
        }
    }
}

/// Where one caller waits, and which it leaves once: with a value or without.
private final class WaitingPlace<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Value?, Never>)
        case left
    }

    private let state = Mutex(State.empty)

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        let hasLeft = state.withLock { state in
            guard case .empty = state else { return true }
            state = .waiting(continuation)
            return false
        }
        // Cancelled before it came: the value is nobody's.
        if hasLeft { continuation.resume(returning: nil) }
    }

    func leave(with value: Value?) {
        let last = state.withLock { state in
            defer { state = .left }
            return state
        }
        if case .waiting(let continuation) = last { continuation.resume(returning: value) }
    }
}
