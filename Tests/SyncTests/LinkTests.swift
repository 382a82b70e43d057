import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("The link", .timeLimit(.minutes(1)))
struct LinkTests {
    @Test("is down without losing anything, and is tried again later and later")
    func offline() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let start = bench.clock.now
        await bench.server.script(.me, Array(repeating: .before(.unreachable), count: 4))
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            let settled = try await bench.engine.waitUntilSettled([entry.id])
            #expect(settled.map(\.attempts) == [1], "a call that never left is no attempt")
        }
        #expect(bench.events.links == [.offline(since: start), .online])
        #expect(bench.clock.now.timeIntervalSince(start) == 1 + 2 + 4 + 8)
    }

    @Test("is tried at once when a person asks")
    func poke() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.fail(with: .unreachable)
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            #expect(try await eventually { !bench.clock.deadlines.isEmpty })
            await bench.server.fail(with: nil)
            await bench.engine.poke()
            let settled = try await bench.engine.waitUntilSettled([entry.id])
            #expect(settled.first?.status.isSettled == true)
        }
    }

    @Test("lets a command give up waiting when it is down")
    func patience() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.fail(with: .unreachable)
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            let kept = try await bench.engine.waitUntilSettled([entry.id], patience: .whileReachable)
            #expect(kept.map(\.status) == [.queued])
        }
    }

    @Test("holds everything back for as long as the server asks")
    func limited() async throws {
        let bench = try EngineBench()
        let one = try await bench.seed(1)
        let two = try await bench.seed(2)
        let start = bench.clock.now
        await bench.server.script(.addNote, [.before(.rateLimited(after: .seconds(42)))])
        await bench.server.configure { server in
            server.hook = { _ in
                let now = bench.clock.now
                let isFirst = await server.count(.addNote) == 0
                #expect(isFirst || now >= start + 42, "a call during the pause")
            }
        }
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                [Proposal(.addNote("a"), on: one), Proposal(.addNote("b"), on: two)],
                hold: .zero
            )
            _ = try await bench.engine.waitUntilSettled(entries.map(\.id))
        }
        #expect(bench.events.links == [.online, .limited(until: start + 42), .online])
    }

    @Test("stops for good when the key is rejected, and keeps every entry")
    func rejected() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.addNote, [.before(.rejected)])
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                ["a", "b"].map { Proposal(.addNote($0), on: lead) },
                hold: .zero
            )
            let kept = try await bench.engine.waitUntilSettled(entries.map(\.id), patience: .whileReachable)
            #expect(kept.map(\.status) == [.queued, .queued])
            #expect(await bench.engine.linkState == .credentialRejected)
            let calls = await bench.server.calls.count
            let more = try await bench.engine.submit(.addNote("c"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([more.id], patience: .whileReachable)
            #expect(await bench.server.calls.count == calls)
        }
        try await EngineBench(after: bench).running { bench in
            let entries = await bench.engine.unsentEntries
            _ = try await bench.engine.waitUntilSettled(entries.map(\.id))
        }
        #expect(await bench.server.texts(of: lead) == ["a", "b", "c"])
    }

    @Test("is tried again with the same key when a person asks")
    func rejectedForAMoment() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.me, [.before(.rejected)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id], patience: .whileReachable)
            await #expect(throws: SyncError.self) { try await bench.engine.refresh(.full) }
            #expect(await bench.server.calls.count == 1, "nobody asked")
            await bench.engine.poke()
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }

    @Test("sends nothing while the server will not say whose key it is")
    func unknownAccount() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.me, [.before(.notGranted)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            let kept = try await bench.engine.waitUntilSettled([entry.id], patience: .whileReachable)
            #expect(kept.map(\.status) == [.queued])
            let reason = "this account has no right to do that"
            #expect(await bench.engine.linkState == .accountUnknown(reason: reason))
        }
    }

    @Test("is given a rest when the server fails time after time")
    func failingServer() async throws {
        let bench = try EngineBench()
        var leads: [Lead.ID] = []
        for id in 1...40 { leads.append(try await bench.seed(Int64(id))) }
        let start = bench.clock.now
        await bench.server.script(.updateLead, Array(repeating: .before(.serverFailure), count: 12))
        let proposals = leads.map { Proposal(.addTag("hot"), on: $0) }
        try await bench.running { bench in
            let entries = try await bench.engine.submit(proposals, hold: .zero)
            _ = try await bench.engine.waitUntilSettled(entries.map(\.id))
        }
        #expect(bench.clock.now.timeIntervalSince(start) >= 1 + 2 + 4 + 8 + 16 + 32 + 60)
        #expect(await bench.server.leads.values.allSatisfy { $0.tags == ["hot"] })
    }

    @Test("sends nothing with the credential of another person")
    func otherAccount() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { try await $0.engine.refresh(.full) }
        let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
        await bench.server.configure { $0.caller = $0.team[1] }
        let next = try EngineBench(after: bench)
        try await next.running { next in
            _ = try await next.engine.waitUntilSettled([entry.id], patience: .whileReachable)
            await #expect(throws: SyncError.self) { try await next.engine.refresh(.full) }
        }
        guard case .otherAccount = await next.engine.linkState else {
            Issue.record("\(await next.engine.linkState)")
            return
        }
        #expect(try next.status(entry.id) == .queued)
        #expect(await bench.server.texts(of: lead).isEmpty)
    }

    @Test("tells the budget that is left")
    func budget() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.rateBudget = RateBudget(limit: 100, remaining: 61) }
        _ = try await bench.engine.fetch(lead)
        #expect(bench.events.all.filter { $0 == .budget(RateBudget(limit: 100, remaining: 61)) }.count == 1)
    }

    @Test("is left alone when there is nothing to do")
    func idle() async throws {
        let bench = try EngineBench(.manual)
        _ = try await bench.seed()
        try await bench.running { bench in
            _ = try await bench.engine.waitUntilSettled([])
            #expect(bench.clock.deadlines.isEmpty)
        }
        #expect(await bench.server.calls.isEmpty)
    }
}

@Suite("A full disk", .timeLimit(.minutes(1)))
struct FullDiskTests {
    private let full = StoreError.diskFull(path: "/state/foyer.sqlite")

    @Test("refuses a change, says so, and takes it when there is room again")
    func submit() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        bench.medium.failCommits(with: full)
        await #expect(throws: SubmitError.store(full)) {
            try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
        }
        #expect(try bench.row(lead)?.lead.tags == [])
        #expect(bench.events.rows.isEmpty)
        bench.medium.failCommits(with: nil)
        _ = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
        #expect(try bench.row(lead)?.lead.tags == ["hot"])
    }

    @Test("sends nothing that it could not mark as sent")
    func beforeSending() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
        bench.medium.failCommits(with: full)
        try await bench.running { bench in
            #expect(try await eventually { bench.events.troubles.contains(full) })
            #expect(await bench.server.count(.addNote) == 0)
            bench.medium.failCommits(with: nil)
            bench.clock.advance(by: 60)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }

    @Test("keeps the answer of a write until it can be written down")
    func afterSending() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let medium = bench.medium
        let full = full
        await bench.server.configure { server in
            server.writtenHook = { _ in medium.failCommits(with: full) }
        }
        let mender = Task {
            _ = try await eventually { bench.events.troubles.count > 2 }
            medium.failCommits(with: nil)
        }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        try await mender.value
        #expect(await bench.server.texts(of: lead) == ["hello"])
        #expect(await bench.server.count(.addNote) == 1)
    }
}

@Suite("A change is refused", .timeLimit(.minutes(1)))
struct SubmissionTests {
    @Test(
        "when Lofty would cut it or has no use for it",
        arguments: [
            (LeadChange.addTag(String(repeating: "t", count: 65)), SubmitError.tooLong(.tag, length: 65, limit: 64)),
            (.addNote(String(repeating: "👩‍👩‍👧", count: 251)), .tooLong(.note, length: 2_008, limit: 2_000)),
            (.addNote(" \n"), .empty(.note)),
            (.logCall(.init(outcome: .talked, phone: "", text: "a")), .empty(.phone)),
            (.logCall(.init(outcome: .talked, phone: "5", text: "")), .empty(.callText)),
            (
                .logCall(.init(outcome: .talked, phone: "5", text: String(repeating: "c", count: 5_001))),
                .tooLong(.callText, length: 5_001, limit: 5_000)
            ),
            (.trash(reason: ""), .empty(.reason)),
            (.setStage(from: nil, to: ""), .empty(.stage)),
        ]
    )
    func validates(_ change: LeadChange, _ error: SubmitError) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await #expect(throws: error) { try await bench.engine.submit(change, on: lead, hold: .zero) }
        #expect(await bench.engine.unsentEntries.isEmpty)
    }

    @Test("when the name of a new lead is too long or missing")
    func validatesCreate() async throws {
        let bench = try EngineBench(.manual)
        let long = String(repeating: "n", count: 31)
        await #expect(throws: SubmitError.tooLong(.firstName, length: 31, limit: 30)) {
            try await bench.engine.submit(create: NewLead(firstName: long), hold: .zero)
        }
        await #expect(throws: SubmitError.tooLong(.lastName, length: 31, limit: 30)) {
            try await bench.engine.submit(create: NewLead(firstName: "Ravi", lastName: long), hold: .zero)
        }
        await #expect(throws: SubmitError.empty(.firstName)) {
            try await bench.engine.submit(create: NewLead(firstName: " "), hold: .zero)
        }
    }

    @Test("when the team has no such stage, and not before the stages are known")
    func unknownStage() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let change = LeadChange.setStage(from: "New Lead", to: "contacted")
        let early = try await bench.engine.submit(change, on: lead, hold: .seconds(60))
        _ = try await bench.engine.undo(early.id)
        try await bench.engine.refresh(.full)
        let known = await bench.server.pipeline.map(\.name)
        await #expect(throws: SubmitError.unknownStage("contacted", known: known)) {
            try await bench.engine.submit(change, on: lead, hold: .zero)
        }
    }

    @Test("when the lead is unknown or on its way to the trash, and then no part of it is taken")
    func unknownLead() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await #expect(throws: SubmitError.unknownLead(Lead.ID(404))) {
            try await bench.engine.submit(
                [Proposal(.addTag("a"), on: lead), Proposal(.addTag("a"), on: Lead.ID(404))],
                hold: .zero
            )
        }
        #expect(await bench.engine.unsentEntries.isEmpty)
        _ = try await bench.engine.submit(.trash(reason: "Duplicate"), on: lead, hold: .seconds(60))
        await #expect(throws: SubmitError.beingTrashed(lead)) {
            try await bench.engine.submit(.addTag("a"), on: lead, hold: .zero)
        }
    }
}
