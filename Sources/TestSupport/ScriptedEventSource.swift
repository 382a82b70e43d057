import Dispatch
import Glibc
package import Terminal

/// Feeds a loop from a script.
@MainActor package final class ScriptedEventSource: EventSource {
    package enum Step {
        /// All in one wait, as if they had come together.
        case send([InputEvent])
        /// Sleeps until woken, again and again, until the condition holds.
        case wait(until: @MainActor () -> Bool)
    }

    /// What happens when the script is exhausted.
    package enum Ending {
        case endOfInput
        /// Sleeps until woken, for loops that end by themselves.
        case wait
    }

    package nonisolated let wake: @Sendable () -> Void

    private let wakes: DispatchSemaphore
    private var steps: ArraySlice<Step>
    private let ending: Ending
    private let deadline: Duration
    /// Since when the step at the front has been waited for.
    private var waitingSince: ContinuousClock.Instant?

    /// - Parameters:
    ///   - steps: what comes, in order.
    ///   - ending: what comes then.
    ///   - deadline: how long one step may be waited for before the wait throws, so that a test that hangs says so.
    package init(_ steps: [Step], ending: Ending = .endOfInput, deadline: Duration = .seconds(10)) {
        self.steps = steps[...]
        self.ending = ending
        self.deadline = deadline
        let wakes = DispatchSemaphore(value: 0)
        self.wakes = wakes
        wake = { wakes.signal() }
    }

    /// Keys one by one, each in a wait of its own, and then the end of input.
    package convenience init(keys: [KeyPress]) {
        self.init(keys.map { .send([.key($0)]) })
    }

    package func append(_ step: Step) { steps.append(step) }

    /// Events that come right behind the step that is being waited for, before the rest of the script.
    package func insert(_ events: [InputEvent]) {
        steps.insert(.send(events), at: min(steps.startIndex + 1, steps.endIndex))
    }

    package func waitForEvents(timeout: Duration?) throws(TerminalError) -> [InputEvent] {
        while let step = steps.first {
            switch step {
            case .send(let events):
                steps.removeFirst()
                waitingSince = nil
                return events
            case .wait(until: let isReached):
                guard isReached() else { return try sleep(atMost: timeout) }
                steps.removeFirst()
                waitingSince = nil
            }
        }
        switch ending {
        case .endOfInput: return [.endOfInput]
        case .wait: return try sleep(atMost: timeout)
        }
    }

    private func sleep(atMost timeout: Duration?) throws(TerminalError) -> [InputEvent] {
        let since = waitingSince ?? .now
        waitingSince = since
        let left = deadline - since.duration(to: .now)
        let limit = timeout.map { min($0, left) } ?? left
        if limit > .zero, wakes.wait(timeout: .now() + .nanoseconds(Int(limit / .nanoseconds(1)))) == .success {
            // Many wakes before one sleep count as one.
            while wakes.wait(timeout: .now()) == .success {}
            return [.wake]
        }
        if let timeout, timeout < left { return [] }
        throw .system(call: "wait for a wake-up that never came", errno: ETIMEDOUT)
    }
}
