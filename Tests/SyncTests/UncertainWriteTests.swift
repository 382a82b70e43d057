import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A change whose answer was lost", .timeLimit(.minutes(1)))
struct UncertainWriteTests {
    private let contacted = LeadChange.setStage(from: "New Lead", to: "Contacted")

    /// Waits until the entry is to be tried again.
    private func isWaiting(_ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> Bool {
        try await eventually { if case .waiting = try bench.status(id) { true } else { false } }
    }

    @Test("is taken back on the server, not cancelled out against its opposite", arguments: [true, false])
    func opposite(_ isExecuted: Bool) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [isExecuted ? .after(.lostPut) : .before(.lostPut)])
        try await bench.running { bench in
            let add = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try await isWaiting(bench, add.id))
            let remove = try await bench.engine.submit(.removeTag("hot"), on: lead, hold: .zero)
            bench.clock.advance(by: 5)
            let ended = try await bench.engine.waitUntilSettled([add.id, remove.id])
            #expect(ended.allSatisfy { $0.status.isSettled }, "\(ended)")
        }
        #expect(await bench.server.leads[lead]?.tags == [])
        #expect(try bench.row(lead)?.lead.tags == [])
    }

    @Test("is taken back also when the reading before the write does not show it yet")
    func oppositeOnALaggingCopy() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [.after(.lostPut)])
        try await bench.running { bench in
            let add = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try await isWaiting(bench, add.id))
            await bench.server.configure { $0.readLag = 60 }
            let remove = try await bench.engine.submit(.removeTag("hot"), on: lead, hold: .zero)
            bench.clock.advance(by: 5)
            _ = try await bench.engine.waitUntilSettled([add.id, remove.id])
        }
        #expect(await bench.server.leads[lead]?.tags == [])
    }

    @Test("is not sent again when it is there, and not over what somebody else set after it")
    func laterValueStays() async throws {
        for theirs in ["Contacted", "Closed", "New Lead"] {
            let bench = try EngineBench(.manual)
            let lead = try await bench.seed()
            bench.clock.advance(by: 1)
            await bench.server.script(.updateLead, [.after(.lostPut)])
            try await bench.running { bench in
                let entry = try await bench.engine.submit(contacted, on: lead, hold: .zero)
                #expect(try await isWaiting(bench, entry.id))
                bench.clock.advance(by: 0.1)
                await bench.server.edit(lead) { $0.stage = theirs }
                bench.clock.advance(by: 5)
                let ended = try await bench.engine.waitUntilSettled([entry.id])
                if theirs == "Contacted" {
                    #expect(ended.map(\.status.isSettled) == [true])
                } else {
                    #expect(ended.map(\.status) == [.conflicted(theirs: theirs)])
                }
            }
            #expect(await bench.server.leads[lead]?.stage == theirs)
            #expect(await bench.server.count(.updateLead) == 1, "it was sent over \(theirs)")
        }
    }

    @Test("does not put a tag back that somebody took off after it")
    func laterTagStays() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        bench.clock.advance(by: 1)
        await bench.server.script(.updateLead, [.after(.lostPut)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try await isWaiting(bench, entry.id))
            bench.clock.advance(by: 0.1)
            await bench.server.edit(lead) { $0.tags = [] }
            bench.clock.advance(by: 5)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.status) == [.conflicted(theirs: "no tags")])
        }
        #expect(await bench.server.leads[lead]?.tags == [])
    }

    @Test("is asked for before a lead is trashed a second time")
    func trash() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.trashLead, [.after(.lostPut)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.trash(reason: "Duplicate"), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.count(.trashLead) == 1)
        #expect(try bench.row(lead) == nil)
    }
}

@Suite("A record that is made once only", .timeLimit(.minutes(1)))
struct MadeOnceTests {
    static let posts: [Subject] = [.note, .call, .create]

    @Test("is a person's to decide when it does not show after the last look", arguments: posts)
    func undecided(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(subject.operation, [.before(.lostPost)])
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            #expect(ended.map(\.isUndecided) == [true], "\(ended)")
            #expect(await bench.server.count(subject.operation) == 1)
            _ = try await bench.engine.retry(entry.id)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    @Test("is found by the look before it is sent again, however late it showed", arguments: posts)
    func foundLate(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.visibilityDelay = 200 }
        await bench.server.script(subject.operation, [.after(.lostPost)])
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.isUndecided) == [true])
            bench.clock.advance(by: 160)
            _ = try await bench.engine.retry(entry.id)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    @Test("is not sent after a fall of the link without another look")
    func linkDownInBetween() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.visibilityDelay = 60.5 }
        await bench.server.script(.addNote, [.after(.lostPost), .before(.unreachable)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            // Not shown yet, so it is sent; the link falls, and by the next try the first one shows.
            _ = try await bench.engine.retry(entry.id)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }

    @Test("is not taken for an equal one of before that shows late", arguments: [Subject.note, .call])
    func equalShowsLate(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.visibilityDelay = 5 }
        await bench.server.script(subject.operation, [nil, .before(.lostPost)])
        try await bench.running { bench in
            let first = try await subject.submit(to: bench, on: lead)
            let second = try await subject.submit(to: bench, on: lead)
            let ended = try await bench.engine.waitUntilSettled([first.id, second.id])
            #expect(ended.map(\.status.isSettled) == [true, false])
            #expect(ended.map(\.isUndecided) == [false, true], "the second never arrived")
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    @Test("is not taken for a colleague's equal one, or for one with other words", arguments: ["hello", "oh hello"])
    func colleagues(_ text: String) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let bob = await bench.server.team[1]
        try await bench.running { try await $0.engine.refresh(.full) }
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .addNote || operation == .logCall else { return }
                await server.addForeignNote(text, to: lead, by: bob.fullName)
                let call = LeadChange.CallLog(outcome: .talked, phone: "5125550142", text: text)
                await server.addForeignCall(call, on: lead, by: bob)
            }
        }
        await bench.server.script(.addNote, [.before(.lostPost)])
        await bench.server.script(.logCall, [.before(.lostPost)])
        try await bench.running { bench in
            for subject in [Subject.note, .call] {
                let entry = try await subject.submit(to: bench, on: lead)
                #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.isUndecided) == [true])
                _ = try await bench.engine.drop(entry.id)
            }
        }
    }

    @Test("twice, when two equal new leads without an address are asked for and show late", arguments: [true, false])
    func twoEqualCreates(_ isLost: Bool) async throws {
        let bench = try EngineBench()
        await bench.server.configure { $0.visibilityDelay = 20 }
        if isLost { await bench.server.script(.createLead, [.after(.lostPost), .after(.lostPost)]) }
        try await bench.running { bench in
            let new = NewLead(firstName: "Ravi", lastName: "Patel")
            let first = try await bench.engine.submit(create: new, hold: .zero)
            let second = try await bench.engine.submit(create: new, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([first.id, second.id])
            #expect(ended.allSatisfy { $0.status.isSettled }, "\(ended)")
            #expect(Set(ended.map(\.leadID)).count == 2)
        }
        #expect(await bench.server.leads.count == 2)
    }
}

extension OutboxEntry {
    /// True for a change that only a person can tell what to do with, because it may have arrived.
    var isUndecided: Bool {
        guard case .wedged(let failure) = status else { return false }
        return failure.cause == .undecided
    }
}
