public import FoundationEssentials

/// Where the client takes time from, so that a test can stand still.
public struct TimeSource: Sendable {
    /// Time since some fixed moment; never jumps when the clock on the wall is set.
    public var uptime: @Sendable () -> Duration
    /// The clock on the wall, for moments that the server names.
    public var date: @Sendable () -> Date
    /// Returns after a pause, or throws `CancellationError` as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    public init(
        uptime: @escaping @Sendable () -> Duration,
        date: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.uptime = uptime
        self.date = date
        self.sleep = sleep
    }

    /// The machine's clocks.
    public static let live: TimeSource = {
        let start = ContinuousClock.now
        return TimeSource(
            uptime: { ContinuousClock.now - start },
            date: { Date() },
            sleep: { try await Task.sleep(for: $0) }
        )
    }()
}
