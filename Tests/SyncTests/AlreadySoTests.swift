import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("What is so already", .timeLimit(.minutes(1)))
struct AlreadySoTests {
    @Test("is a stage of that name, also when the lead names its id")
    func stage() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) { $0.stageID = Stage.ID(rawValue: 1) }
        try await bench.running { bench in
            _ = try await bench.engine.fetch(lead)
            let change = LeadChange.setStage(from: "New Lead", to: "New Lead")
            let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(try await bench.engine.undo(entry.id) == .impossible(.changedNothing))
        }
        #expect(await bench.server.count(.updateLead) == 0)
    }

    @Test("is no owner who only bears the name of the one that is wanted")
    func namesakes() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let stones = [100_235, 100_236].map { id in
            Member(id: Member.ID(rawValue: id), firstName: "Bob", lastName: "Stone", email: "bob\(id)@example.com")
        }
        let held = Assignee(id: 844_000_000_100_235, name: "Bob Stone")
        await bench.server.configure { $0.team += [stones[1]] }
        await bench.server.edit(lead) { $0.assignee = held }
        try await bench.engine.refresh(.full)
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.assign(from: held, to: stones[1]), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.count(.assignLead) == 1)
        #expect(await bench.server.leads[lead]?.assignee?.id == 844_000_000_100_236)
    }

    @Test("is a tag in another case: no twin is made, and adding never removes")
    func addingInAnotherCase() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["Hot"])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try bench.row(lead)?.lead.tags == ["Hot"])
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(try await bench.engine.undo(entry.id) == .impossible(.changedNothing))
        }
        #expect(await bench.server.leads[lead]?.tags == ["Hot"])
    }

    @Test("is a tag that a colleague added in another case a moment ago")
    func addedByAnother() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) { $0.tags = ["HOT"] }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.leads[lead]?.tags == ["HOT"])
    }

    @Test("is not a tag that stands in another case and is to go: it goes, and comes back as it was")
    func removingInAnotherCase() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(tags: ["Hot", "vip"])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.removeTag("HOT"), on: lead, hold: .zero)
            #expect(try bench.row(lead)?.lead.tags == ["vip"])
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(await bench.server.leads[lead]?.tags == ["vip"])
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("there is a way back")
                return
            }
            _ = try await bench.engine.waitUntilSettled([inverse.id])
        }
        #expect(Set(await bench.server.leads[lead]?.tags ?? []) == ["Hot", "vip"])
    }

    @Test("costs a look and no write")
    func costsALook() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) { $0.stage = "Contacted" }
        try await bench.running { bench in
            let change = LeadChange.setStage(from: "New Lead", to: "Contacted")
            let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.calls.map(\.operation) == [.me, .lead])
    }
}

@Suite("A change is cheap", .timeLimit(.minutes(1)))
struct FrugalTests {
    @Test(
        "three calls for a stage, a tag or an assignment, two for a note, a call or the trash",
        arguments: [(Subject.stage, 3), (.tag, 3), (.assignment, 3), (.note, 2), (.call, 2), (.trash, 2)]
    )
    func calls(_ subject: Subject, _ count: Int) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        let calls = await bench.server.calls.map(\.operation)
        #expect(calls.count { $0 != .me } == count, "\(calls)")
    }
}
