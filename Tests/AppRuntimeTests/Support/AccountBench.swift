import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// The loop on everything that is behind it in earnest, but for the account, the disk and the time.
@MainActor struct AccountBench {
    let clock: TestClock
    let server: FakeLofty
    let medium: InMemoryStore.Medium
    let feed: MirrorFeed
    let backend: LiveBackend
    let loop: LoopBench

    /// - Parameters:
    ///   - leads: what the account holds at the start.
    ///   - motion: who moves the time; undo windows pass at once when it jumps.
    /// - Throws: what the store or the key table throws.
    init(_ leads: [Lead], _ motion: TestClock.Motion = .jumping) async throws {
        let clock = TestClock(motion, now: SampleLeads.now)
        self.clock = clock
        server = FakeLofty(now: { clock.now })
        for lead in leads { await server.add(lead) }
        medium = InMemoryStore.Medium()
        let feed = MirrorFeed()
        self.feed = feed
        let engine = try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: TestLease(), signal: nil),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: { feed.receive($0) }
        )
        backend = LiveBackend(
            engine: engine,
            feed: feed,
            holds: LiveBackend.UndoWindows(),
            clock: clock,
            zone: .fixed(secondsFromGMT: 0)
        )
        loop = try LoopBench(backend: backend, now: { clock.now })
        loop.wait { $0.state.account.link == .online && $0.state.list.rows.count == leads.count }
        loop.wait { $0.state.account.team.stages.count == 7 && $0.state.account.progress == nil }
    }

    // MARK: Script

    /// Keys one by one; what they start is not waited for, because a timeline waits for the time to pass.
    func press(_ notation: String) throws {
        try loop.eachPress(notation) { loop.send([.key($0)]) }
    }

    /// So many changes were submitted in all, and everything is on the server.
    func waitUntilSent(_ count: Int) {
        // A change that was only just pressed is done for undo and not in the outbox yet.
        loop.wait { bench in
            bench.state.undo.done.count == count && !bench.state.list.isAwaitingJournal
                && bench.state.unsent.isEmpty && !bench.showsUnsent
        }
    }

    /// So many changes are in the journal and not on the server.
    func waitUntilKept(_ count: Int) {
        loop.wait { $0.state.unsent.count == count && $0.program.inFlight <= 1 }
    }

    func wait(until condition: @escaping @MainActor (AppState) -> Bool) { loop.wait { condition($0.state) } }

    func pass(_ seconds: TimeInterval) { loop.note { [clock] _ in clock.advance(by: seconds) } }

    func waitForSign(_ sign: SyncState, of lead: Lead.ID) {
        loop.wait { $0.state.list.row(of: lead)?.syncState == sign }
    }
}

/// Runs work on the account while the loop holds the main thread; a script waits for ``isDone``.
final class Errand: Sendable {
    private let finished = Atomic(false)

    var isDone: Bool { finished.load(ordering: .acquiring) }

    func start(_ work: @escaping @Sendable () async -> Void, wake: @escaping @Sendable () -> Void) {
        Task.detached { [self] in
            await work()
            finished.store(true, ordering: .releasing)
            wake()
        }
    }
}

extension AccountBench {
    /// Does something to the account between two keys.
    func meanwhile(_ work: @escaping @Sendable (FakeLofty) async -> Void) {
        let errand = Errand()
        loop.note { [server] bench in errand.start({ await work(server) }, wake: bench.events.wake) }
        loop.wait { _ in errand.isDone }
    }
}

extension LoopBench {
    /// A row of the list still carries a sign.
    fileprivate var showsUnsent: Bool {
        let rows = state.list.rows
        return (0..<rows.count).contains { rows.row(at: $0).syncState != .clean }
    }
}
