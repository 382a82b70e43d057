package import FoundationEssentials

/// The time of day, and a way to wait for it.
///
/// The journal outlives the process, so its times are wall-clock times.
package protocol SyncClock: Sendable {
    var now: Date { get }

    /// Returns at `deadline`, or at once when it is past.
    ///
    /// - Throws: `CancellationError` when the task was cancelled first.
    func sleep(until deadline: Date) async throws
}

/// The clock of the machine.
package struct SystemSyncClock: SyncClock {
    package init() {}

    package var now: Date { Date() }

    package func sleep(until deadline: Date) async throws {
        // A journal may hold a time far away; a day at a time keeps the arithmetic of the runtime in range, and the
        // clock may be set meanwhile.
        while true {
            let seconds = deadline.timeIntervalSince(now)
            guard seconds > 0 else { return }
            try await Task.sleep(for: .seconds(min(seconds, 86_400)))
        }
    }
}
