package import FoundationEssentials
import Glibc

/// The time of day, a time that nobody can set, and a way to wait.
///
/// The journal outlives the process, so its times are wall-clock times; how long something waits is counted by
/// ``uptime``, so that a clock that is set neither holds a change up nor hurries it.
package protocol SyncClock: Sendable {
    var now: Date { get }

    /// Time since some fixed moment; never jumps when the clock on the wall is set, and runs on while the machine sleeps.
    var uptime: Duration { get }

    /// Tells one start of the machine from another; empty when that is not known.
    var boot: String { get }

    /// Returns when as much time has passed as now lies between the present and `deadline`, or at once when it is past.
    ///
    /// - Throws: `CancellationError` when the task was cancelled first.
    func sleep(until deadline: Date) async throws
}

/// The clock of the machine.
package struct SystemSyncClock: SyncClock {
    package init() {}

    package var now: Date { Date() }

    package var boot: String { Self.bootID }

    private static let bootID: String = {
        let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 36)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count == bytes.count ? String(decoding: bytes, as: UTF8.self) : ""
    }()

    package var uptime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    package func sleep(until deadline: Date) async throws {
        // A journal may hold a time far away; a day at a time keeps the arithmetic of the runtime in range.
        var left = deadline.timeIntervalSince(now)
        let start = uptime
        let wait = left
        while left > 0 {
            try await Task.sleep(for: .seconds(min(left, 86_400)))
            left = wait - (uptime - start).seconds
        }
    }
}

extension Date {
    /// True when the moment lies within so much time before `now`.
    ///
    /// One in the future was written by a clock that was set back since, and says nothing.
    package func isWithin(_ age: Duration, before now: Date) -> Bool {
        let passed = now.timeIntervalSince(self)
        return passed >= 0 && passed < age.seconds
    }
}
