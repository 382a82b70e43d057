import Foundation
import Leads
import LoftyAPI
import Store
import Sync
import TestSupport
import Testing

/// The marks say that a walk through the book began a moment ago; the lease says whether who walks is alive.
@Suite("A walk through the book of a process that is gone", .timeLimit(.minutes(1)))
final class PassLeaseTests {
    private let state: TemporaryState
    private var directory: StateDirectory { state.directory }
    private let clock = TestClock(.manual)

    init() throws { state = try TemporaryState() }

    private func office() async throws -> (engine: SyncEngine, server: FakeLofty) {
        let clock = clock
        let server = FakeLofty(now: { clock.undisturbed })
        await server.configure { $0.rateBudget = RateBudget(limit: 100, remaining: 100) }
        for number in 1...700 {
            let made = clock.now - Double(number)
            await server.add(
                Lead(id: Lead.ID(Int64(number)), firstName: "Ana \(number)", createdAt: made, updatedAt: made)
            )
        }
        let engine = try SyncEngine(
            service: server,
            shared: try directory.open(),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: { _ in }
        )
        return (engine, server)
    }

    private func beginWalkElsewhere() throws {
        let store = try directory.open().store
        var marks = try store.marks()
        marks.passBeganAt = clock.now
        try store.save(marks)
    }

    /// Pages of the book, oldest first, that are asked for in the next seconds.
    private func pages(in seconds: Int, _ engine: SyncEngine, _ server: FakeLofty) async throws -> Int {
        let count = { await server.listRequests.count { $0.sort == .createTime && $0.isDescending == false } }
        let before = await count()
        let worker = Task { await engine.run() }
        for _ in 0..<seconds {
            await engine.attend(Presence(cursor: nil, rows: [], lastKeyAt: clock.now))
            clock.advance(by: 1)
            try await Task.sleep(for: .milliseconds(3))
        }
        worker.cancel()
        clock.advance(by: 60)
        await worker.value
        return await count() - before
    }

    @Test("is taken over at once when it was killed, and left alone while it lives", arguments: [true, false])
    func killed(_ isDead: Bool) async throws {
        let (engine, server) = try await office()
        try await engine.refresh(.full)
        var lease: FileLease? = try FileLease(path: directory.path + "/pass.lock")
        #expect(try lease?.tryAcquire() == true, "the walk that is done has given it back")
        try beginWalkElsewhere()
        if isDead { lease = nil }
        let asked = try await pages(in: 120, engine, server)
        #expect(isDead ? asked > 0 : asked == 0, "\(asked)")
        withExtendedLifetime(lease) {}
    }

    @Test("is taken over after the promised time when its process was only stopped")
    func stopped() async throws {
        let (engine, server) = try await office()
        try await engine.refresh(.full)
        let lease = try FileLease(path: directory.path + "/pass.lock")
        #expect(try lease.tryAcquire())
        try beginWalkElsewhere()
        #expect(try await pages(in: 420, engine, server) > 0)
        lease.release()
    }
}
