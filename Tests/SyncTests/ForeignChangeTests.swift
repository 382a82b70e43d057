import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Taking back what others have changed since")
struct ForeignUndoTests {
    @Test("asks, when the mirror knows of it", arguments: [Subject.stage, .assignment, .tag])
    func asks(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            await bench.server.edit(lead) { held in
                held.stage = "Closed"
                held.tags = ["cold"]
                held.assignee = Assignee(id: 9, name: "Chidi Okafor")
            }
            _ = try await bench.engine.fetch(lead)
            let theirs = [Subject.stage: "Closed", .assignment: "Chidi Okafor", .tag: "cold"][subject]
            #expect(try await bench.engine.undo(entry.id) == .impossible(.changedByOthers(theirs: theirs ?? "")))
            #expect(await bench.engine.unsentEntries.isEmpty)
        }
    }

    @Test("takes it back all the same when a person says so")
    func overrides() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await Subject.stage.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            await bench.server.edit(lead) { $0.stage = "Closed" }
            _ = try await bench.engine.fetch(lead)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id, isOverriding: true) else {
                Issue.record("a person has seen it")
                return
            }
            _ = try await bench.engine.waitUntilSettled([inverse.id])
        }
        #expect(await bench.server.leads[lead]?.stage == "New Lead")
    }

    @Test("ends as a conflict, when only the server knows of it", arguments: [Subject.stage, .assignment])
    func conflicts(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            await bench.server.edit(lead) { held in
                held.stage = "Closed"
                held.assignee = Assignee(id: 9, name: "Chidi Okafor")
            }
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("the mirror does not know yet")
                return
            }
            let ended = try await bench.engine.waitUntilSettled([inverse.id])
            let theirs = subject == .stage ? "Closed" : "Chidi Okafor"
            #expect(ended.map(\.status) == [.conflicted(theirs: theirs)])
        }
        #expect(await bench.server.leads[lead]?.stage == "Closed")
    }
}

@Suite("Trying again what was stopped")
struct RetryTests {
    @Test("asks, when the lead has moved since it was refused", arguments: [false, true])
    func refused(_ isMirrorFresh: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [.before(.refusal("no", operation: "PUT /v1.0/leads/{leadId}"))])
        try await bench.running { bench in
            let entry = try await Subject.stage.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            await bench.server.edit(lead) { $0.stage = "Closed" }
            if isMirrorFresh { _ = try await bench.engine.fetch(lead) }
            _ = try await bench.engine.retry(entry.id)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status) == [.conflicted(theirs: "Closed")])
            #expect(await bench.server.leads[lead]?.stage == "Closed")
        }
    }

    @Test("keeps one's own over what one has seen, and asks anew about what came after that")
    func conflicted() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.edit(lead) { $0.stage = "Nurture" }
        try await bench.running { bench in
            let entry = try await Subject.stage.submit(to: bench, on: lead)
            #expect(
                try await bench.engine.waitUntilSettled([entry.id]).map(\.status) == [.conflicted(theirs: "Nurture")]
            )
            await bench.server.edit(lead) { $0.stage = "Closed" }
            _ = try await bench.engine.retry(entry.id)
            #expect(
                try await bench.engine.waitUntilSettled([entry.id]).map(\.status) == [.conflicted(theirs: "Closed")]
            )
            _ = try await bench.engine.retry(entry.id)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.leads[lead]?.stage == "Contacted")
    }
}

@Suite("A lead that one gives away")
struct GivenAwayTests {
    @Test("leaves the mirror, and the assignment is done", arguments: [false, true])
    func givenAway(_ isAnswerLost: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { server in
            server.writtenHook = { if $0 == .assignLead { await server.remove(lead) } }
        }
        if isAnswerLost { await bench.server.script(.assignLead, [.after(.lostPut)]) }
        try await bench.running { bench in
            let entry = try await Subject.assignment.submit(to: bench, on: lead)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status.isSettled) == [true], "\(ended)")
        }
        #expect(try bench.row(lead) == nil)
        #expect(bench.events.removed == [lead])
    }
}
