import FoundationEssentials
import Leads

/// Where the two clocks stood when an engine began.
struct ClockAnchor: Sendable {
    private let wall: Date
    private let uptime: Duration

    init(_ clock: any SyncClock) {
        wall = clock.now
        uptime = clock.uptime
    }

    /// By how many seconds the clock on the wall was set forward since.
    func drift(of clock: any SyncClock) -> TimeInterval {
        clock.now.timeIntervalSince(wall) - (clock.uptime - uptime).seconds
    }
}

extension SyncEngine {
    /// Notices that the clock on the wall was set.
    func noticeClock() {
        let drift = anchor.drift(of: environment.clock)
        guard abs(drift - outbox.drift) > Outbox.clockJump else { return }
        outbox.drift = drift
        link.drift = drift
    }

    /// Writes deadlines that people and other processes see by the clock as it goes now.
    func restampDeadlines() {
        let moved = outbox.restamped()
        guard !moved.isEmpty else { return }
        do throws(StoreError) {
            try commit(StoreTransaction(updates: moved))
        } catch {
            // Another process was quicker, or the disk is full; what counts is kept in memory.
            if case .superseded = error { catchUp() } else { observer(.trouble(error)) }
        }
    }
}

extension Outbox {
    /// A clock that is only trimmed stays within this, in seconds.
    fileprivate static let clockJump: TimeInterval = 0.5

    /// The entries whose stated time is not when they are due.
    func restamped() -> [JournalEntry] { entries.values.compactMap(restamped).sorted { $0.id < $1.id } }

    /// The entry with the time when it is due; `nil` where it states that already.
    private func restamped(_ entry: JournalEntry) -> JournalEntry? {
        guard let due = dueAt(entry.id) else { return nil }
        var moved = entry
        switch entry.entry.status {
        case .held(let until):
            guard abs(until.timeIntervalSince(due)) > Self.clockJump else { return nil }
            moved.entry.status = .held(until: due)
        case .waiting(let until, let attempt):
            guard abs(until.timeIntervalSince(due)) > Self.clockJump else { return nil }
            moved.entry.status = .waiting(until: due, attempt: attempt)
        case .queued, .sending, .ambiguous, .conflicted, .wedged, .settled, .cancelled: return nil
        }
        return moved
    }

    /// An entry as people are told of it: what a clock that was set since has written into the journal stays there, since
    /// whoever only looks writes nothing.
    func told(_ entry: JournalEntry) -> OutboxEntry { (restamped(entry) ?? entry).entry }
}
