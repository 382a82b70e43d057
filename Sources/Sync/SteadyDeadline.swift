package import FoundationEssentials

/// A deadline on the clock that nobody sets, for other processes of the same machine.
///
/// The journal names deadlines by the clock on the wall, so that people can read them. When that clock is set before
/// another process takes the entry over, only this tells how long the entry was to wait.
package struct SteadyDeadline: Hashable, Sendable, Codable {
    /// Which start of the machine ``uptime`` counts from.
    package var boot: String
    /// By ``SyncClock/uptime``, in seconds.
    package var uptime: TimeInterval
    /// The deadline on the wall that it stands for; for another one it says nothing.
    package var stated: Date

    package init(boot: String, uptime: TimeInterval, stated: Date) {
        self.boot = boot
        self.uptime = uptime
        self.stated = stated
    }
}

extension SyncClock {
    /// A deadline on the wall as it stands now; `nil` when the machine does not say since when it runs.
    func steady(_ deadline: Date) -> SteadyDeadline? {
        guard !boot.isEmpty else { return nil }
        let left = deadline.timeIntervalSince(now)
        return SteadyDeadline(boot: boot, uptime: uptime.seconds + left, stated: deadline)
    }

    /// When an entry is due by the clock on the wall as it goes now.
    func due(_ entry: JournalEntry) -> Date? {
        guard let stated = entry.dueAt else { return nil }
        guard let steady = entry.delivery.steadyDeadline, steady.stated == stated, steady.boot == boot else {
            return stated
        }
        return now + (steady.uptime - uptime.seconds)
    }
}

extension JournalEntry {
    /// The entry with its deadline stated on the clock that nobody sets too.
    func timed(by clock: any SyncClock) -> JournalEntry {
        var timed = self
        guard let due = dueAt, due > .distantPast, due < .distantFuture else {
            timed.delivery.steadyDeadline = nil
            return timed
        }
        if timed.delivery.steadyDeadline?.stated != due { timed.delivery.steadyDeadline = clock.steady(due) }
        return timed
    }
}
