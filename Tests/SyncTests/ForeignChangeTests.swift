import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

/// What somebody else makes of a lead, whatever one has made of it oneself.
private enum Colleague {
    static let words = [Subject.stage: "Closed", .assignment: "Chidi Okafor", .tag: "cold"]

    @Sendable static func edit(_ lead: inout Lead) {
        lead.stage = "Closed"
        lead.tags = ["cold"]
        lead.assignee = Assignee(id: 9, name: "Chidi Okafor")
    }
}

extension EngineBench {
    /// Waits until one's own change has ended, in the account or with a refusal, and then lets a colleague work.
    fileprivate func submitAndBeOutdone(
        _ subject: Subject,
        on lead: Lead.ID,
        isSeen: Bool
    ) async throws -> OutboxEntry {
        let entry = try await subject.submit(to: self, on: lead)
        _ = try await engine.waitUntilSettled([entry.id])
        await server.edit(lead, Colleague.edit)
        if isSeen { _ = try await engine.fetch(lead) }
        return entry
    }
}

@Suite("Taking back what others have changed since", .timeLimit(.minutes(1)))
struct ForeignUndoTests {
    @Test("asks, when the mirror knows of it", arguments: [Subject.stage, .assignment, .tag])
    func asks(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
            let entry = try await bench.submitAndBeOutdone(subject, on: lead, isSeen: true)
            let theirs = try #require(Colleague.words[subject])
            #expect(try await bench.engine.undo(entry.id) == .impossible(.changedByOthers(theirs: theirs)))
            #expect(await bench.engine.unsentEntries.isEmpty)
        }
    }

    @Test("takes it back all the same when a person says so")
    func overrides() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.submitAndBeOutdone(.stage, on: lead, isSeen: true)
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
            let entry = try await bench.submitAndBeOutdone(subject, on: lead, isSeen: false)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("the mirror does not know yet")
                return
            }
            let ended = try await bench.engine.waitUntilSettled([inverse.id])
            let theirs = try #require(Colleague.words[subject])
            #expect(ended.map(\.status) == [.conflicted(theirs: theirs)])
        }
        #expect(await bench.server.leads[lead]?.stage == "Closed")
    }
}

@Suite("Trying again what was stopped", .timeLimit(.minutes(1)))
struct RetryTests {
    @Test("asks, when the lead has moved since it was refused", arguments: [false, true])
    func refused(_ isMirrorFresh: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [.before(.refusal("no", operation: "PUT /v1.0/leads/{leadId}"))])
        try await bench.running { bench in
            let entry = try await bench.submitAndBeOutdone(.stage, on: lead, isSeen: isMirrorFresh)
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

@Suite("A lead that one gives away", .timeLimit(.minutes(1)))
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
