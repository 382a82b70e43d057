import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Taking back", .timeLimit(.minutes(1)))
struct UndoTests {
    private let contacted = LeadChange.setStage(from: "New Lead", to: "Contacted")

    @Test("a held change costs no request", arguments: Subject.allCases)
    func held(_ subject: Subject) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let before = try bench.row(lead)
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead, hold: .seconds(8))
            let result = try await bench.engine.undo(entry.id)
            guard case .cancelled(let entries) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(entries.map(\.id) == [entry.id])
            bench.clock.advance(by: 60)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.calls.isEmpty)
        #expect(try bench.row(lead) == before)
    }

    @Test("a settled stage, tag or assignment sends the opposite", arguments: [Subject.stage, .tag, .assignment])
    func settled(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(await subject.count(on: bench.server, lead: lead) == 1)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("no inverse")
                return
            }
            #expect(try await bench.engine.waitUntilSettled([inverse.id]).first?.status.isSettled == true)
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 0)
        let held = await bench.server.leads[lead]
        #expect(held?.assignee?.name == "Alice Johnson" && held?.stage == "New Lead" && held?.tags == [])
    }

    @Test(
        "a settled note, call, create or trash is impossible, and says so",
        arguments: [Subject.note, .call, .create]
    )
    func impossible(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(try await bench.engine.undo(entry.id) == .impossible(.noWayBack))
        }
    }

    @Test("a change that may have arrived sends the opposite after it")
    func mayHaveArrived() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [.after(.serverFailure)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(contacted, on: lead, hold: .zero)
            #expect(
                try await eventually {
                    if case .waiting = try bench.status(entry.id) { true } else { false }
                }
            )
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("the server may have it")
                return
            }
            #expect(try bench.status(entry.id) == .cancelled)
            _ = try await bench.engine.waitUntilSettled([inverse.id])
        }
        #expect(await bench.server.leads[lead]?.stage == "New Lead")
        #expect(try bench.row(lead)?.lead.stage == "New Lead")
    }

    @Test("a note on the wire is impossible until it is there")
    func onTheWire() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let gate = Gate()
        await bench.server.configure { server in
            server.hook = { if $0 == .addNote { await gate.pass() } }
        }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            #expect(try await eventually { try bench.status(entry.id) == .sending(attempt: 1) })
            #expect(try await bench.engine.undo(entry.id) == .impossible(.beingSent))
            await gate.open()
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
    }

    @Test("a tag that was there before is not removed")
    func changedNothing() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["hot"])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(try await bench.engine.undo(entry.id) == .impossible(.changedNothing))
        }
        #expect(await bench.server.leads[lead]?.tags == ["hot"])
    }

    @Test("a create takes what was decided on the new lead with it")
    func create() async throws {
        let bench = try EngineBench(.manual)
        let create = try await bench.engine.submit(create: NewLead(firstName: "Ravi"), hold: .seconds(8))
        let note = try await bench.engine.submit(.addNote("hello"), on: create.leadID, hold: .zero)
        guard case .cancelled(let entries) = try await bench.engine.undo(create.id) else {
            Issue.record("it never left")
            return
        }
        #expect(entries.map(\.id) == [create.id, note.id])
        #expect(try bench.row(create.leadID) == nil)
    }

    @Test("twice is refused")
    func twice() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(contacted, on: lead, hold: .seconds(8))
        _ = try await bench.engine.undo(entry.id)
        #expect(try await bench.engine.undo(entry.id) == .impossible(.alreadyCancelled))
        let unknown = OutboxEntry.ID(rawValue: 999)
        #expect(try await bench.engine.undo(unknown) == .impossible(.unknownEntry))
    }
}
