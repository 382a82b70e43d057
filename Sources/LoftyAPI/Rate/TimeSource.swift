public import FoundationEssentials
import Glibc

/// Where the client takes time from, so that a test can stand still.
public struct TimeSource: Sendable {
    /// Time since some fixed moment; never jumps when the clock on the wall is set.
    ///
    /// Processes that share one budget must count from the same moment.
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
    public static let live = TimeSource(
        uptime: { timeSinceBoot() },
        date: { Date() },
        sleep: { try await Task.sleep(for: $0) }
    )

    /// The same in all processes, and running on while the machine sleeps, as the server's window does.
    private static func timeSinceBoot() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
