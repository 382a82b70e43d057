import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Readings that are behind", .timeLimit(.minutes(1)))
struct LaggingReadTests {
    @Test("are repeated before anything is called a conflict", arguments: [Subject.stage, .tag, .assignment])
    func readBack(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        bench.clock.advance(by: 60)
        await bench.server.configure { $0.readLag = 6 }
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status.isSettled) == [true], "\(ended)")
        }
        #expect(await bench.server.count(subject.operation) == 1)
        #expect(try bench.row(lead)?.syncState == .clean)
    }

    @Test("never lead to a whole set of tags that wipes what others added")
    func othersTags() async throws {
        for lag in [6.0, 600] {
            let bench = try EngineBench()
            let lead = try await bench.seed(tags: ["cold"])
            bench.clock.advance(by: 1_000)
            await bench.server.configure { server in
                server.readLag = lag
                server.writtenHook = { if $0 == .updateLead { await server.edit(lead) { $0.tags.append("theirs") } } }
            }
            try await bench.running { bench in
                let entry = try await bench.engine.submit(.removeTag("cold"), on: lead, hold: .zero)
                _ = try await bench.engine.waitUntilSettled([entry.id])
            }
            #expect(await bench.server.leads[lead]?.tags == ["theirs"], "\(lag)")
            #expect(await bench.server.count(.updateLead) == 1)
        }
    }

    @Test("do not pass for what the server holds before a write")
    func beforeTheWrite() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        bench.clock.advance(by: 60)
        try await bench.running { bench in
            let there = try await bench.engine.submit(
                .setStage(from: "New Lead", to: "Contacted"),
                on: lead,
                hold: .zero
            )
            _ = try await bench.engine.waitUntilSettled([there.id])
            // The copy still shows the stage that is to be restored.
            bench.clock.advance(by: 1)
            await bench.server.configure { $0.readLag = 5 }
            let back = try await bench.engine.submit(
                .setStage(from: "Contacted", to: "New Lead"),
                on: lead,
                hold: .zero
            )
            let ended = try await bench.engine.waitUntilSettled([back.id])
            #expect(ended.map(\.status.isSettled) == [true], "\(ended)")
        }
        #expect(await bench.server.leads[lead]?.stage == "New Lead")
        #expect(await bench.server.count(.updateLead) == 2, "it was taken for done")
    }

    @Test(
        "that bear the time of what one has just written do not pass for what the server holds",
        arguments: [Subject.stage, .tag, .assignment]
    )
    func sameSecond(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            // Who had the lead before is known by the members.
            try await bench.engine.refresh(.full)
            let there = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([there.id])
            // The clock stands still: what follows happens within one second of the server.
            await bench.server.configure { $0.readLag = 5 }
            guard case .inverseQueued(let back) = try await bench.engine.undo(there.id) else {
                Issue.record("there is a way back")
                return
            }
            let ended = try await bench.engine.waitUntilSettled([back.id])
            #expect(ended.map(\.status.isSettled) == [true], "\(ended)")
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 0, "it was taken for done")
        #expect(await bench.server.count(subject.operation) == 2)
    }
}
