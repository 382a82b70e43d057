import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("The chain of the audit log")
struct AuditChainTests {
    private static func records(_ count: Int) -> [AuditRecord] {
        (1...count).reduce(into: []) { records, number in
            let last = records.last?.digest ?? AuditChain.origin
            records.append(AuditChain.record("{\"n\":\(number)}", number: Int64(number), after: last))
        }
    }

    private func check(_ records: [AuditRecord]) -> AuditChain.Check {
        var check = AuditChain.Check()
        for record in records { check.take([record]) }
        return check
    }

    @Test("holds for records as they were written")
    func whole() {
        let records = Self.records(5)
        let check = check(records)
        #expect(check.fault == nil && check.count == 5 && check.head == records[4].digest)
        #expect(self.check([]).head == AuditChain.origin)
    }

    @Test("names the first record that was changed, in its body or its digest", arguments: 0..<5, [true, false])
    func changed(_ index: Int, _ inBody: Bool) {
        var records = Self.records(5)
        if inBody { records[index].body += " " } else { records[index].digest[31] ^= 1 }
        #expect(check(records).fault == .changed(number: Int64(index + 1)))
        #expect(check(records).count == Int64(index))
    }

    @Test("names the first record that is missing, put in or moved")
    func moved() {
        let records = Self.records(5)
        #expect(check([records[0]] + records[2...]).fault == .outOfOrder(expected: 2, found: 3))
        #expect(check([records[0], records[2], records[1]]).fault == .outOfOrder(expected: 2, found: 3))
        let forged = AuditChain.record("{}", number: 2, after: AuditChain.origin)
        #expect(check([records[0], forged]).fault == .changed(number: 2))
        // Numbers made to fit do not help.
        var shifted = records[2]
        shifted.number = 2
        #expect(check([records[0], shifted]).fault == .changed(number: 2))
    }
}

@Suite("What the audit log tells", .timeLimit(.minutes(1)))
struct AuditTests {
    private func events(_ bench: EngineBench) throws -> [AuditEvent] {
        try InMemoryStore(on: bench.medium).auditRecords(after: 0, limit: 100).compactMap(\.event)
    }

    @Test("a change that was sent, with who, which lead, before and after")
    func sent() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            try await bench.engine.refresh(.full)
            for subject in [Subject.stage, .tag, .assignment] {
                let entry = try await subject.submit(to: bench, on: lead)
                _ = try await bench.engine.waitUntilSettled([entry.id])
            }
        }
        let events = try events(bench)
        #expect(events.map(\.leadID) == [lead, lead, lead])
        #expect(events.map(\.leadName) == Array(repeating: "Ana de la Cruz", count: 3))
        #expect(events.allSatisfy { $0.by != nil && $0.entry != nil })
        guard case .sent(let step, beside: let beside) = events[0].kind else {
            Issue.record("\(events[0].kind)")
            return
        }
        #expect(step == AuditStep("stage", from: "New Lead", to: "Contacted") && beside == [])
    }

    @Test("a note by its length and digest, never by its words")
    func note() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("abc"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        // SHA-256 of "abc": FIPS 180-2, appendix B.1.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let after = "3 characters, sha256 \(digest)"
        #expect(try events(bench).map(\.kind) == [.sent(AuditStep("note", from: nil, to: after), beside: [])])
    }

    @Test("a refusal, and nothing of what was taken back before it left")
    func refused() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.script(.updateLead, [.before(.refusal("no", operation: "PUT /v1.0/leads/{leadId}"))])
        try await bench.running { bench in
            let held = try await bench.engine.submit(.addTag("vip"), on: lead, hold: .seconds(60))
            _ = try await bench.engine.undo(held.id)
            let entry = try await Subject.stage.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        let step = AuditStep("stage", from: "New Lead", to: "Contacted")
        #expect(try events(bench).map(\.kind) == [.refused(step, reason: "no")])
    }

    @Test("what others had changed meanwhile, which is said on the timeline too")
    func merged() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed(tags: ["cold"])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(
                .setStage(from: "New Lead", to: "Contacted"),
                on: lead,
                hold: .seconds(8)
            )
            await bench.server.edit(lead) { $0.tags = ["cold", "hot"] }
            bench.clock.advance(by: 8)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            let timeline = try await bench.engine.timeline(of: lead)
            let line = try #require(timeline.entries.first { $0.kind == .system })
            #expect(line.text.contains("stage New Lead → Contacted") && line.text.contains("tag +hot"))
        }
        let kinds = try events(bench).map(\.kind)
        let step = AuditStep("stage", from: "New Lead", to: "Contacted")
        #expect(kinds == [.sent(step, beside: [AuditStep("tag", from: nil, to: "hot")])])
        #expect(await bench.server.leads[lead]?.tags == ["cold", "hot"])
    }

    @Test("nothing of what one decided oneself passes for others' work")
    func ownChanges() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                [
                    Proposal(.addTag("vip"), on: lead),
                    Proposal(.setStage(from: "New Lead", to: "Contacted"), on: lead),
                    Proposal(.removeTag("vip"), on: lead),
                ],
                hold: .zero
            )
            _ = try await bench.engine.waitUntilSettled(entries.map(\.id))
        }
        for event in try events(bench) {
            guard case .sent(_, beside: let beside) = event.kind else { continue }
            #expect(beside == [], "\(event)")
        }
    }

    @Test("that a person overruled others")
    func overruled() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await Subject.stage.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            await bench.server.edit(lead) { $0.stage = "Closed" }
            _ = try await bench.engine.fetch(lead)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id, isOverriding: true) else {
                return
            }
            _ = try await bench.engine.waitUntilSettled([inverse.id])
        }
        let ours = AuditStep("stage", from: "New Lead", to: "Contacted")
        let back = AuditStep("stage", from: "Closed", to: "New Lead")
        #expect(
            try events(bench).map(\.kind) == [
                .sent(ours, beside: []), .overruled(ours, theirs: "Closed"), .sent(back, beside: []),
            ]
        )
    }

    @Test("that a person went over a rule, and why")
    func overridden() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let override = ContactOverride(
            channel: "call",
            target: "5125550142",
            rule: "number on a do-not-call list",
            reason: "they asked to be called"
        )
        try await bench.engine.record(override, on: lead)
        let event = try #require(try events(bench).first)
        #expect(event.kind == .overridden(override) && event.leadName == "Ana de la Cruz")
    }

    @Test("a call over a rule and why it was made come into the journal and the log together")
    func overriddenCall() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let override = ForbiddenContact(.call, "5125550142", rule: "do not contact").overridden(because: "they rang")
        let call = LeadChange.logCall(.init(outcome: .talked, phone: "5125550142", text: "a"))

        let entries = try await bench.engine.submit([Proposal(call, on: lead, override: override)], hold: .seconds(8))

        #expect(entries.count == 1)
        #expect(try events(bench).map(\.kind) == [.overridden(override)])
        #expect(try events(bench).first?.leadName == "Ana de la Cruz")
    }
}
