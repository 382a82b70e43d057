import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

/// A change together with the way to count it on the server.
enum Subject: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case stage, tag, assignment, trash, note, call, create, followUp, deal

    var testDescription: String { rawValue }

    var operation: FakeLofty.Operation {
        switch self {
        case .stage, .tag: .updateLead
        case .assignment: .assignLead
        case .trash: .trashLead
        case .note: .addNote
        case .call: .logCall
        case .create: .createLead
        case .followUp: .createTask
        case .deal: .createTransaction
        }
    }

    var isRepeatable: Bool {
        switch self {
        case .stage, .tag, .assignment, .trash: true
        case .note, .call, .create, .followUp, .deal: false
        }
    }

    func submit(to bench: EngineBench, on lead: Lead.ID, hold: Duration = .zero) async throws -> OutboxEntry {
        switch self {
        case .create:
            let new = NewLead(firstName: "Ravi", lastName: "Patel", emails: ["ravi@example.com"])
            return try await bench.engine.submit(create: new, hold: hold)
        case .stage, .tag, .assignment, .trash, .note, .call, .followUp, .deal:
            return try await bench.engine.submit(change(on: bench), on: lead, hold: hold)
        }
    }

    /// How often the server has it, where twice is a difference; else whether it has it.
    func count(on server: FakeLofty, lead: Lead.ID) async -> Int {
        let held = await server.leads[lead]
        return switch self {
        case .stage: held?.stage == "Contacted" ? 1 : 0
        case .tag: held?.tags.count { $0 == "hot" } ?? 0
        case .assignment: held?.assignee?.name == "Bob Stone" ? 1 : 0
        case .trash: await server.trashed.contains(lead) ? 1 : 0
        case .note: await server.texts(of: lead).count { $0 == "hello" }
        case .call: await server.callLogs.count
        case .create: await server.leads.values.count { $0.firstName == "Ravi" }
        case .followUp: await server.tasks.count { $0.content == "Call back" }
        case .deal: await server.deals.count
        }
    }

    private func change(on bench: EngineBench) -> LeadChange {
        let alice = Assignee(id: 844_000_000_100_234, name: "Alice Johnson")
        let bob = Member(
            id: Member.ID(rawValue: 100_235),
            firstName: "Bob",
            lastName: "Stone",
            email: "bob@example.com"
        )
        return switch self {
        case .stage: .setStage(from: "New Lead", to: "Contacted")
        case .tag: .addTag("hot")
        case .assignment: .assign(from: alice, to: bob)
        case .trash: .trash(reason: "Duplicate")
        case .note, .create: .addNote("hello")
        case .call: .logCall(.init(outcome: .talked, phone: "5125550142", text: "hello"))
        case .followUp: .followUp(.add(callBack(at: bench.clock.now + 86_400)))
        case .deal: .deal(.add(DealPlan(name: "12 Oak St", kind: .purchase)))
        }
    }
}

/// A call that is to be made.
func callBack(at date: Date) -> FollowUpPlan {
    FollowUpPlan(kind: .call, text: "Call back", dueAt: date, words: "tomorrow")
}

@Suite("A change reaches the server exactly once", .timeLimit(.minutes(5)))
struct ExactlyOnceTests {
    enum Mishap: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case unreachable, limited, limitedWithoutWord, failedBefore, failedAfter, lostBefore, lostAfter, lostTwice
        case unreadableAfter, cancelledAfter

        var testDescription: String { rawValue }

        func faults(isRepeatable: Bool) -> [FakeLofty.Fault?] {
            let lost = isRepeatable ? APIError.lostPut : .lostPost
            return switch self {
            case .unreachable: [.before(.unreachable), .before(.unreachable)]
            case .limited: [.before(.rateLimited(after: .seconds(7)))]
            case .limitedWithoutWord: [.before(.rateLimited(after: nil)), .before(.rateLimited(after: nil))]
            case .failedBefore: [.before(.serverFailure)]
            case .failedAfter: [.after(.serverFailure)]
            case .lostBefore: [.before(lost)]
            case .lostAfter: [.after(lost)]
            case .lostTwice: [.before(lost), .after(lost)]
            case .unreadableAfter:
                [.after(APIError(.unreadableAnswer, operation: "any", status: 200, disposition: .retry(after: nil)))]
            case .cancelledAfter: [.after(APIError(.cancelled, operation: "any", disposition: .ambiguous))]
            }
        }
    }

    @Test("whatever happens to the request or its answer", arguments: Subject.allCases, Mishap.allCases)
    func write(_ subject: Subject, _ mishap: Mishap) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(subject.operation, mishap.faults(isRepeatable: subject.isRepeatable))
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            try await bench.deliver(entry.id)
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
        #expect(bench.events.troubles.isEmpty)
    }

    @Test(
        "also when the server shows new records late",
        arguments: [Subject.note, .call, .create, .followUp, .deal],
        [1.0, 5, 20]
    )
    func lateVisibility(_ subject: Subject, _ delay: Double) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.visibilityDelay = delay }
        await bench.server.script(subject.operation, [.after(.lostPost)])
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    static let readings: [FakeLofty.Operation] = [.me, .lead, .leads, .notes, .communications, .tasks, .transactions]

    @Test("whatever happens to the readings around it", arguments: Subject.allCases, readings)
    func reading(_ subject: Subject, _ reading: FakeLofty.Operation) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(
            reading,
            [.before(.serverFailure), .before(.unreachable), .before(.rateLimited(after: .seconds(3)))]
        )
        await bench.server.script(subject.operation, [.after(subject.isRepeatable ? .lostPut : .lostPost)])
        try await bench.running { bench in
            let entry = try await subject.submit(to: bench, on: lead)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    @Test("when the process is killed at any call of it", arguments: Subject.allCases, [0.0, 5])
    func killed(_ subject: Subject, _ delay: Double) async throws {
        for step in 1...20 {
            let bench = try EngineBench()
            let lead = try await bench.seed()
            await bench.server.configure { $0.visibilityDelay = delay }
            let killer = Killer(atCall: step)
            await bench.server.configure { server in
                server.hook = { _ in await killer.call() }
                server.writtenHook = { _ in await killer.call() }
            }
            let worker = Task { await bench.engine.run() }
            let entry = try await subject.submit(to: bench, on: lead)
            let waiter = Task {
                _ = try? await bench.engine.waitUntilSettled([entry.id])  // What it answers is not asked.
                await killer.survived()
            }
            let isKilled = await killer.outcome()
            worker.cancel()
            if isKilled { try await recover(subject, entry, lead: lead, from: bench) }
            #expect(await subject.count(on: bench.server, lead: lead) == 1, "killed at call \(step)")
            waiter.cancel()
            await killer.gate.open()
            await worker.value
            if !isKilled { return }
        }
        Issue.record("the change never came to an end")
    }

    private func recover(
        _ subject: Subject,
        _ entry: OutboxEntry,
        lead: Lead.ID,
        from dead: EngineBench
    ) async throws {
        await dead.server.configure { server in
            server.hook = nil
            server.writtenHook = nil
        }
        try await EngineBench(after: dead).running { bench in
            try await bench.deliver(entry.id)
        }
    }

    @Test("also two equal notes in a row, when the answer of the second is lost", arguments: [true, false])
    func equalNotes(_ isExecuted: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.addForeignNote("hello", to: lead)
        await bench.server.script(.addNote, [nil, isExecuted ? .after(.lostPost) : .before(.lostPost)])
        try await bench.running { bench in
            let entries = try await bench.engine.submit(
                [Proposal(.addNote("hello"), on: lead), Proposal(.addNote("hello"), on: lead)],
                hold: .zero
            )
            for entry in entries { try await bench.deliver(entry.id) }
        }
        #expect(await bench.server.texts(of: lead) == ["hello", "hello", "hello"])
    }

    @Test("also two equal new leads, when both answers are lost")
    func equalCreates() async throws {
        let bench = try EngineBench()
        await bench.server.script(.createLead, [.after(.lostPost), .before(.lostPost)])
        try await bench.running { bench in
            let new = NewLead(firstName: "Ravi", emails: ["ravi@example.com"])
            let first = try await bench.engine.submit(create: new, hold: .zero)
            let second = try await bench.engine.submit(create: new, hold: .zero)
            for entry in [first, second] { try await bench.deliver(entry.id) }
        }
        #expect(await bench.server.leads.count == 2)
        #expect(Set(bench.events.rows.map(\.lead.id).filter { !$0.isProvisional }).count == 2)
    }

    @Test("or not at all, when nobody can tell whether it is there")
    func undecidable() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.addForeignNote("hello", to: lead)
        // The notes could not be read before the write, so an equal one proves nothing.
        await bench.server.script(.notes, [.before(.notGranted)])
        await bench.server.script(.addNote, [.before(.lostPost)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            guard case .wedged(let failure) = ended.first?.status else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.reason.contains("nobody can tell"))
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }
}

/// Freezes the engine at its n-th call, as a kill would.
private actor Killer {
    let gate = Gate()
    private let fatal: Int
    private var count = 0
    private var isKilled: Bool?
    private var waiting: CheckedContinuation<Bool, Never>?

    init(atCall fatal: Int) { self.fatal = fatal }

    func call() async {
        count += 1
        guard count == fatal else { return }
        decide(true)
        await gate.pass()
    }

    func survived() { decide(false) }

    func outcome() async -> Bool {
        if let isKilled { return isKilled }
        return await withCheckedContinuation { waiting = $0 }
    }

    private func decide(_ value: Bool) {
        guard isKilled == nil else { return }
        isKilled = value
        waiting?.resume(returning: value)
        waiting = nil
    }
}

extension OutboxEntry.Status {
    var isSettled: Bool { if case .settled = self { true } else { false } }
}

extension EngineBench {
    /// Waits until the change is on the server; a person has it sent again when nobody can tell whether it arrived.
    func deliver(_ id: OutboxEntry.ID) async throws {
        for _ in 0..<3 {
            let entry = try #require(try await engine.waitUntilSettled([id]).first)
            if entry.status.isSettled { return }
            #expect(entry.isUndecided, "\(entry.status)")
            _ = try await engine.retry(id)
        }
        Issue.record("it is never delivered")
    }
}
