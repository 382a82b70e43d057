import FoundationEssentials
import Leads
import LoftyAPI
import Store
import Sync
import TestSupport
import Testing

/// Two engines with stores of their own on one directory, as two processes.
@Suite("Two people's hands at one keyboard", .serialized, .timeLimit(.minutes(1)))
final class InterleavingTests {
    private let state: TemporaryState
    private let server = FakeLofty(now: { Date() })

    init() throws { state = try TemporaryState() }

    private func engine() throws -> SyncEngine {
        try SyncEngine(
            service: server,
            shared: try state.directory.open(),
            environment: SyncEnvironment(host: nil),
            observer: { _ in }
        )
    }

    private func seed() async throws -> Lead.ID {
        let lead = Lead(
            id: Lead.ID(7),
            firstName: "Ana",
            phones: [Phone("5125550142")],
            stage: "New Lead",
            assignee: Assignee(id: 844_000_000_100_234, name: "Alice Johnson"),
            createdAt: Date(),
            updatedAt: Date()
        )
        await server.add(lead)
        _ = try state.directory.open().store.commit(StoreTransaction(readings: [.lead(lead, at: Date())]))
        return lead.id
    }

    private func group(_ lead: Lead.ID) -> [Proposal] {
        [
            Proposal(.setStage(from: "New Lead", to: "Contacted"), on: lead), Proposal(.addTag("hot"), on: lead),
            Proposal(.logCall(.init(outcome: .noAnswer, phone: "5125550142", text: "asked")), on: lead),
        ]
    }

    private func undoAll(_ ids: [OutboxEntry.ID], by engines: [SyncEngine]) async throws {
        try await withThrowingTaskGroup { group in
            for engine in engines {
                group.addTask { for id in ids.reversed() { _ = try await engine.undo(id) } }
            }
            try await group.waitForAll()
        }
    }

    @Test("that take one group back at once, after it was sent, come to what was before, with nothing left over")
    func undoneTwiceAfterSending() async throws {
        let lead = try await seed()
        let engines = [try engine(), try engine()]
        let workers = engines.map { engine in Task { await engine.run() } }
        let entries = try await engines[0].submit(group(lead), hold: .zero)
        _ = try await engines[0].waitUntilSettled(entries.map(\.id))
        #expect(await server.leads[lead]?.stage == "Contacted")

        try await undoAll(entries.map(\.id), by: engines)

        let isQuiet = try await eventually(within: 20) {
            try state.directory.open().store.unsent().entries.isEmpty
        }
        let left = try state.directory.open().store.unsent().entries.map(\.entry)
        #expect(isQuiet, "\(left)")
        let held = await server.leads[lead]
        #expect(held?.stage == "New Lead" && held?.tags == [])
        #expect(await server.callLogs.count == 1, "a logged call has no way back")
        for worker in workers {
            worker.cancel()
            await worker.value
        }
    }

    @Test("that take one group back at once, before it leaves, send nothing")
    func undoneTwiceBeforeSending() async throws {
        let lead = try await seed()
        let engines = [try engine(), try engine()]
        let entries = try await engines[0].submit(group(lead), hold: .seconds(60))
        try await undoAll(entries.map(\.id), by: engines)
        #expect(try state.directory.open().store.unsent().entries.isEmpty)
        let kept = try state.directory.open().store.finished(of: lead, limit: 20).map(\.entry.status)
        #expect(kept == [.cancelled, .cancelled, .cancelled])
        #expect(await server.calls.isEmpty)
    }

    @Test("of which one takes back what the other sends at that moment lose neither change")
    func undoneWhileSent() async throws {
        for _ in 0..<20 {
            let lead = try await seed()
            await server.edit(lead) { $0.stage = "New Lead" }
            let engines = [try engine(), try engine()]
            let worker = Task { await engines[0].run() }
            let entry = try await engines[0].submit(
                .setStage(from: "New Lead", to: "Contacted"),
                on: lead,
                hold: .milliseconds(Int.random(in: 0...12))
            )
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...15)))
            let result = try await engines[1].undo(entry.id)
            let isQuiet = try await eventually(within: 20) {
                try state.directory.open().store.unsent().entries.isEmpty
            }
            #expect(isQuiet)
            switch result {
            case .cancelled, .inverseQueued: #expect(await server.leads[lead]?.stage == "New Lead", "\(result)")
            case .impossible(let why): #expect(await server.leads[lead]?.stage == "Contacted", "\(why)")
            }
            worker.cancel()
            await worker.value
        }
    }
}

@Suite("A key of the same person in another team", .timeLimit(.minutes(1)))
struct OtherTeamTests {
    @Test("sends nothing of the team before, and reads nothing into its mirror")
    func otherTeam() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let first = try await bench.engine.submit(.addNote("mine"), on: lead, hold: .zero)
            try await bench.deliver(first.id)
        }
        await bench.server.configure { $0.caller.teamID = 400_000_000_000_777 }
        await bench.server.edit(lead) { $0.stage = "Closed" }
        let next = try EngineBench(after: bench)
        try await next.running { next in
            let note = try await next.engine.submit(.addNote("also mine"), on: lead, hold: .zero)
            _ = try await next.engine.waitUntilSettled([note.id], patience: .whileReachable)
            guard case .otherAccount = await next.engine.linkState else {
                Issue.record("\(await next.engine.linkState)")
                return
            }
            #expect(try next.status(note.id) == .queued, "it is kept")
            await #expect(throws: SyncError.self) { try await next.engine.fetch(lead) }
        }
        #expect(await bench.server.texts(of: lead) == ["mine"])
        #expect(try bench.row(lead)?.lead.stage == "New Lead")
    }
}

@Suite("A request that somebody on the way makes twice", .timeLimit(.minutes(1)))
struct RepeatedOnTheWayTests {
    @Test(
        "is what was asked once, and what one decides after it stands",
        arguments: [Subject.stage, .tag, .assignment]
    )
    func repeated(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        // A proxy that got no answer in time asks again, and hands on the second one.
        await bench.server.configure { server in
            server.writtenHook = { _ in await server.edit(lead) { _ in } }
        }
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            try await bench.deliver(entry.id)
            let next = try await bench.engine.submit(.addTag("second"), on: lead, hold: .zero)
            try await bench.deliver(next.id)
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
        #expect(await bench.server.leads[lead]?.tags.count { $0 == "second" } == 1)
    }

    @Test("and comes late shows as what it is: the server's, not one's own")
    func late() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            for (before, after) in [("New Lead", "Contacted"), ("Contacted", "Qualified")] {
                let step = LeadChange.setStage(from: before, to: after)
                let entry = try await bench.engine.submit(step, on: lead, hold: .zero)
                try await bench.deliver(entry.id)
            }
        }
        bench.clock.advance(by: 30)
        await bench.server.edit(lead) { $0.stage = "Contacted" }
        _ = try await bench.engine.fetch(lead)
        #expect(try bench.row(lead)?.lead.stage == "Contacted")
    }
}
