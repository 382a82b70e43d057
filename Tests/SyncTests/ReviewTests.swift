import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@Suite("Changes that could not leave for more than an hour", .timeLimit(.minutes(1)))
struct ReviewTests {
    private static let age = Duration.seconds(3_600)

    /// Another engine on what an earlier one has left behind so many seconds ago.
    private func leave(_ subject: Subject = .stage, for seconds: TimeInterval) async throws -> (
        EngineBench, OutboxEntry
    ) {
        let earlier = try EngineBench(.manual)
        let lead = try await earlier.seed()
        let entry = try await subject.submit(to: earlier, on: lead)
        earlier.clock.advance(by: seconds)
        return (try EngineBench(.manual, after: earlier, reviewAge: Self.age), entry)
    }

    private func review(_ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> OutboxEntry.Review? {
        try await bench.engine.entry(id)?.review
    }

    private func isShown(_ today: String, _ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> Bool {
        try await eventually { try await review(bench, id) == .needed(today: today) }
    }

    private func isAsked(_ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> Bool {
        try await eventually { try await review(bench, id) != nil }
    }

    private func isOffline(_ bench: EngineBench) async -> Bool {
        if case .offline = await bench.engine.linkState { true } else { false }
    }

    @Test("wait beside what the server holds today, and nothing goes out by itself")
    func waits() async throws {
        let (bench, entry) = try await leave(for: 7_200)
        await bench.server.edit(entry.leadID) { $0.stage = "Nurture" }
        try await bench.running { bench async throws in
            #expect(try await isShown("Nurture", bench, entry.id))
            #expect(try await bench.engine.waitUntilSettled([entry.id]).first?.status == .queued)
            #expect(try bench.row(entry.leadID)?.syncState == .conflict)
        }
        #expect(await bench.server.leads[entry.leadID]?.stage == "Nurture")
        #expect(await bench.server.count(.updateLead) == 0)
    }

    @Test(
        "wait whatever they are about",
        arguments: [Subject.trash, .note, .call, .assignment, .create, .followUp, .deal]
    )
    func everyKind(_ subject: Subject) async throws {
        let (bench, entry) = try await leave(subject, for: 7_200)
        let today =
            switch subject {
            case .create: "a new lead"
            case .assignment: "Alice Johnson"
            case .stage, .tag, .trash, .note, .call, .followUp, .deal: "New Lead, owner Alice Johnson"
            }
        try await bench.running { bench async throws in
            #expect(try await isShown(today, bench, entry.id))
        }
        #expect(await bench.server.count(subject.operation) == 0)
    }

    @Test("go out when the person has seen what the server holds, over it, and the audit log says so")
    func sent() async throws {
        let (bench, entry) = try await leave(for: 7_200)
        await bench.server.edit(entry.leadID) { $0.stage = "Nurture" }
        try await bench.running { bench async throws in
            #expect(try await isShown("Nurture", bench, entry.id))
            #expect(try await bench.engine.retry(entry.id)?.review == .given)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.leads[entry.leadID]?.stage == "Contacted")
        let log = try InMemoryStore(on: bench.medium).auditRecords(after: 0, limit: 10).compactMap(\.event?.kind)
        #expect(log.contains(.overruled(AuditStep("stage", from: "Nurture", to: "Contacted"), theirs: "Nurture")))
    }

    @Test("are asked about anew when somebody was at the lead since the look")
    func movedSince() async throws {
        let (bench, entry) = try await leave(for: 7_200)
        try await bench.running { bench async throws in
            #expect(try await isShown("New Lead", bench, entry.id))
            await bench.server.edit(entry.leadID) { $0.stage = "Closed" }
            _ = try await bench.engine.fetch(entry.leadID)
            #expect(try await bench.engine.retry(entry.id)?.review == .needed(today: "Closed"))
            #expect(try await bench.engine.waitUntilSettled([entry.id]).first?.status == .queued)
        }
        #expect(await bench.server.leads[entry.leadID]?.stage == "Closed")
    }

    @Test("are held back in peace when the disk is full at the moment the link comes back")
    func fullDisk() async throws {
        let (bench, entry) = try await leave(for: 7_200)
        bench.medium.failCommits(with: .diskFull(path: "/state/foyer.sqlite"))
        try await bench.running { bench async throws in
            #expect(try await eventually { bench.events.troubles.count >= 2 })
            // Long enough for thousands of rounds without a rest.
            try await Task.sleep(for: .milliseconds(50))
            let told = bench.events.troubles.count
            bench.medium.failCommits(with: nil)
            #expect(told <= 6, "tried \(told) times while no time passed")
            let isAsked = try await eventually {
                bench.clock.advance(by: 1)
                return try await review(bench, entry.id) == .needed(today: "New Lead")
            }
            #expect(isAsked)
        }
        #expect(await bench.server.count(.updateLead) == 0)
    }

    /// In which order a person agrees to two changes, and when.
    enum Agreement: CaseIterable {
        case firstThenSecond, secondThenFirst, secondWhenTheFirstIsThere, withoutAWorker
    }

    @Test(
        "of one thing of a lead go out one after the other, whichever is agreed to first",
        arguments: Agreement.allCases
    )
    func twice(_ agreement: Agreement) async throws {
        let earlier = try EngineBench(.manual)
        let lead = try await earlier.seed()
        let changes: [LeadChange] = [
            .setStage(from: "New Lead", to: "Contacted"), .setStage(from: "Contacted", to: "Qualified"),
            .assign(from: Assignee(id: 844_000_000_100_234, name: "Alice Johnson"), to: await earlier.server.team[1]),
            .addNote("reached her"),
        ]
        var ids: [OutboxEntry.ID] = []
        for change in changes { ids.append(try await earlier.engine.submit(change, on: lead, hold: .zero).id) }
        earlier.clock.advance(by: 7_200)
        await earlier.server.edit(lead) { $0.stage = "Nurture" }
        let bench = try EngineBench(.manual, after: earlier, reviewAge: Self.age)
        try await bench.running { [ids] bench async throws in
            for (id, today) in zip(ids, ["Nurture", "Nurture", "Alice Johnson", "Nurture, owner Alice Johnson"]) {
                #expect(try await isShown(today, bench, id))
            }
        }
        let next = try EngineBench(.manual, after: bench, reviewAge: Self.age)
        if agreement == .withoutAWorker { try await agree(to: ids, next) }
        try await next.running { [ids] next async throws in
            switch agreement {
            case .firstThenSecond: try await agree(to: ids, next)
            case .secondThenFirst: try await agree(to: [ids[1], ids[0], ids[3], ids[2]], next)
            case .secondWhenTheFirstIsThere:
                for id in ids {
                    try await agree(to: [id], next)
                    _ = try await next.engine.waitUntilSettled([id])
                }
            case .withoutAWorker: break
            }
            let ends = try await next.engine.waitUntilSettled(ids).map(\.status)
            #expect(ends.map(\.isSettled) == [true, true, true, true], "\(ends)")
        }
        #expect(await next.server.leads[lead]?.stage == "Qualified")
        #expect(await next.server.leads[lead]?.assignee?.name == "Bob Stone")
        #expect(await next.server.texts(of: lead) == ["reached her"])
    }

    private func agree(to ids: [OutboxEntry.ID], _ bench: EngineBench) async throws {
        for id in ids { #expect(try await bench.engine.retry(id)?.review == .given, "\(id)") }
    }

    @Test("are asked about again when somebody else was at it behind the first of two")
    func movedBehindTheFirst() async throws {
        let earlier = try EngineBench(.manual)
        let lead = try await earlier.seed()
        let first = try await earlier.engine.submit(.setStage(from: "New Lead", to: "Contacted"), on: lead, hold: .zero)
        let second = try await earlier.engine.submit(.addNote("reached her"), on: lead, hold: .zero)
        earlier.clock.advance(by: 7_200)
        let bench = try EngineBench(.manual, after: earlier, reviewAge: Self.age)
        try await bench.running { bench async throws in
            #expect(try await isShown("New Lead, owner Alice Johnson", bench, second.id))
            try await agree(to: [first.id], bench)
            _ = try await bench.engine.waitUntilSettled([first.id])
            await bench.server.edit(lead) { $0.assignee = Assignee(id: 9, name: "Bob Stone") }
            _ = try await bench.engine.fetch(lead)
            let today = "Contacted, owner Bob Stone"
            #expect(try await bench.engine.retry(second.id)?.review == .needed(today: today))
        }
    }

    @Test("can be dropped, and what was decided behind them goes out then")
    func dropped() async throws {
        let (bench, entry) = try await leave(for: 7_200)
        try await bench.running { bench async throws in
            #expect(try await isShown("New Lead", bench, entry.id))
            let later = try await bench.engine.submit(.addTag("vip"), on: entry.leadID, hold: .zero)
            guard case .cancelled = try await bench.engine.undo(entry.id) else {
                Issue.record("it cannot be taken back")
                return
            }
            #expect(try await bench.engine.waitUntilSettled([later.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.leads[entry.leadID]?.stage == "New Lead")
        #expect(await bench.server.leads[entry.leadID]?.tags == ["vip"])
    }

    @Test("are found when the link of a running Foyer comes back, before anything is sent", arguments: Subject.allCases)
    func sameProcess(_ subject: Subject) async throws {
        let bench = try EngineBench(.manual, reviewAge: Self.age)
        let lead = try await bench.seed()
        try await bench.running { bench async throws in
            _ = try await bench.engine.fetch(lead)
            await bench.server.fail(with: .unreachable)
            let entry = try await subject.submit(to: bench, on: lead)
            #expect(try await eventually { await isOffline(bench) })
            bench.clock.advance(by: 7_200)
            // A trash has been tried while nothing could arrive; the others read first, and that failed.
            let tried = await bench.server.count(subject.operation)
            await bench.server.fail(with: nil)
            await bench.engine.poke()
            #expect(try await isAsked(bench, entry.id))
            #expect(await bench.server.count(subject.operation) == tried)
        }
        #expect(await bench.server.leads[lead] != nil)
    }

    @Test("are none that are younger, or that wait in a queue while the server answers")
    func others() async throws {
        let (bench, young) = try await leave(.note, for: 3_000)
        try await bench.running { bench async throws in
            #expect(try await bench.engine.waitUntilSettled([young.id]).map(\.status.isSettled) == [true])
            let slow = try await bench.engine.submit(.addTag("vip"), on: young.leadID, hold: .seconds(9_000))
            for _ in 0..<6 {
                bench.clock.advance(by: 1_501)
                _ = try await bench.engine.fetch(young.leadID)
            }
            #expect(try await bench.engine.waitUntilSettled([slow.id]).map(\.status.isSettled) == [true])
        }
    }

    @Test("are none that another process of the directory could have sent a moment ago")
    func otherProcess() async throws {
        let (first, old) = try await leave(.note, for: 7_200)
        let lead = try await first.seed(8)
        let busy = try EngineBench(.manual, after: first)
        // What the other one sends keeps it from being silent.
        _ = try await busy.engine.undo(old.id)
        let sent = try await busy.engine.submit(.addNote("now"), on: lead, hold: .zero)
        let again = try await busy.running { bench async throws in
            _ = try await bench.engine.waitUntilSettled([sent.id])
            return try await bench.engine.submit(.addNote("queued"), on: lead, hold: .seconds(7_200))
        }
        busy.clock.advance(by: 3_599)
        let next = try EngineBench(.manual, after: busy, reviewAge: Self.age)
        try await next.running { bench async throws in
            _ = try await bench.engine.fetch(lead)
            bench.clock.advance(by: 3_599)
            _ = try await bench.engine.fetch(lead)
            bench.clock.advance(by: 3)
            #expect(try await bench.engine.waitUntilSettled([again.id]).map(\.status.isSettled) == [true])
        }
    }

    @Test("are none that may have arrived, nor any because the clock was set forward")
    func arrived() async throws {
        let (_, entry) = try await leave(for: 7_200)
        let limit = entry.createdAt + 90_000
        var outbox = Outbox(policy: RetryPolicy(random: { 0.5 }))
        var sent = JournalEntry(entry: entry)
        sent.delivery.mayHaveArrived = true
        outbox.adopt([sent])
        #expect(outbox.overdue(decidedBefore: limit) == [])
        sent.delivery.mayHaveArrived = false
        outbox.adopt([sent])
        #expect(outbox.overdue(decidedBefore: limit).map(\.id) == [entry.id])
        outbox.drift = 90_001
        #expect(outbox.overdue(decidedBefore: limit) == [])

        let bench = try EngineBench(.manual, reviewAge: Self.age)
        let lead = try await bench.seed()
        try await bench.running { bench async throws in
            _ = try await bench.engine.fetch(lead)
            let held = try await bench.engine.submit(.addTag("vip"), on: lead, hold: .seconds(8))
            bench.clock.set(by: 7_200)
            bench.clock.advance(by: 9)
            await bench.engine.poke()
            #expect(try await bench.engine.waitUntilSettled([held.id]).map(\.status.isSettled) == [true])
        }
    }
}
