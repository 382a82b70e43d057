import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@Suite("Another process that is quicker", .timeLimit(.minutes(1)))
struct OtherProcessTests {
    private static func take(_ flag: inout Bool) -> Bool {
        defer { flag = false }
        return flag
    }

    /// Takes an entry back as another process does, without this engine noticing.
    private func cancelElsewhere(_ id: OutboxEntry.ID, of bench: EngineBench) throws {
        let store = InMemoryStore(on: bench.medium)
        var entry = try #require(try store.entries([id]).first)
        entry.entry.status = .cancelled
        _ = try store.commit(StoreTransaction(updates: [entry]))
    }

    @Test("does not make the outcome of a write get lost, nor the engine spin")
    func cancelledFollower() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let gate = Gate()
        await bench.server.configure { server in
            server.hook = { if $0 == .updateLead { await gate.pass() } }
        }
        try await bench.running { bench in
            let head = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            let follower = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            #expect(try await eventually { try bench.status(head.id) == .sending(attempt: 1) })
            await bench.server.remove(lead)
            try cancelElsewhere(follower.id, of: bench)
            await gate.open()
            let ended = try await bench.engine.waitUntilSettled([head.id, follower.id])
            guard case .wedged(let failure) = ended[0].status else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.isLeadGone)
            #expect(ended[1].status == .cancelled)
            let other = try await bench.seed(8)
            let note = try await bench.engine.submit(.addNote("next"), on: other, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([note.id]).map(\.status.isSettled) == [true])
        }
    }

    @Test("is caught up with when a person tries again or drops a change")
    func person() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(60))
        try cancelElsewhere(entry.id, of: bench)
        #expect(try await bench.engine.endHolds { _ in true } == 0)
        #expect(try await bench.engine.drop(entry.id).isEmpty)
        #expect(try await bench.engine.retry(entry.id) == nil)
        #expect(try await bench.engine.undo(entry.id) == .impossible(.alreadyCancelled))
    }

    @Test("and reads the book meanwhile has all of its leads told before the reading ends")
    func fill() async throws {
        let bench = try EngineBench()
        let other = try EngineBench(after: bench)
        let ids = (1...3).map { Lead.ID($0) }
        for id in ids { await bench.server.add(Lead(id: id, firstName: "Ana", createdAt: bench.clock.now)) }
        let isFirst = Mutex(true)
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads, isFirst.withLock({ Self.take(&$0) }) else { return }
                do {
                    try await other.engine.refresh(.full)
                } catch {
                    Issue.record(error)
                }
            }
        }
        try await bench.engine.refresh(.full)
        let told = bench.events.rows.map(\.lead.id)
        #expect(Set(told) == Set(ids))
        _ = try await bench.engine.rows()
        #expect(bench.events.rows.count == told.count, "nothing is left to be told")
    }
}
