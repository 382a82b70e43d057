import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A change of which nobody can tell yet what became of it", .timeLimit(.minutes(1)))
struct DoubtTests {
    @Test(
        "is on the server or a person's to decide within a minute of the start after a kill",
        arguments: [true, false],
        [0.0, 5, 20]
    )
    func killed(_ isExecuted: Bool, _ delay: Double) async throws {
        let dead = try EngineBench()
        let lead = try await dead.seed()
        let (struck, gate) = (Gate(), Gate())
        await dead.server.configure { server in
            server.visibilityDelay = delay
            let freeze: @Sendable (FakeLofty.Operation) async -> Void = { operation in
                guard operation == .addNote else { return }
                await struck.open()
                await gate.pass()
            }
            if isExecuted { server.writtenHook = freeze } else { server.hook = freeze }
        }
        let worker = Task { await dead.engine.run() }
        let note = try await Subject.note.submit(to: dead, on: lead)
        let owner = try await Subject.assignment.submit(to: dead, on: lead)
        await struck.pass()
        worker.cancel()
        await dead.server.configure { ($0.hook, $0.writtenHook) = (nil, nil) }
        let start = dead.clock.now
        try await EngineBench(after: dead).running { bench in
            let ended = try await bench.engine.waitUntilSettled([note.id, owner.id])
            #expect(bench.clock.now.timeIntervalSince(start) <= 61)
            #expect(ended.map(\.status.isSettled) == [isExecuted, isExecuted], "\(ended)")
            #expect(ended.first?.isUndecided == !isExecuted)
            guard !isExecuted else { return }
            _ = try await bench.engine.retry(note.id)
            let sent = try await bench.engine.waitUntilSettled([note.id, owner.id])
            #expect(sent.allSatisfy { $0.status.isSettled }, "\(sent)")
        }
        #expect(await dead.server.texts(of: lead) == ["hello"])
        #expect(await dead.server.leads[lead]?.assignee?.name == "Bob Stone")
        await gate.open()
        await worker.value
    }

    @Test("is none that waits for its turn when the process ends: it is sent by the next one, and not looked for")
    func turn() async throws {
        let dead = try EngineBench(.manual)
        let lead = try await dead.seed()
        let turns = Gate()
        await dead.server.configure { $0.turns = turns }
        let worker = Task { await dead.engine.run() }
        let note = try await Subject.note.submit(to: dead, on: lead)
        // The look before the write is over, so the write waits.
        #expect(try await eventually { await dead.server.count(.notes) == 1 })
        for _ in 0..<20 { await Task.yield() }
        #expect(try dead.status(note.id) == .queued)
        worker.cancel()
        await dead.server.configure { $0.turns = nil }
        try await EngineBench(.manual, after: dead).running { bench in
            let ended = try await bench.engine.waitUntilSettled([note.id])
            #expect(ended.map(\.status.isSettled) == [true])
        }
        #expect(await dead.server.texts(of: lead) == ["hello"])
        await turns.open()
        await worker.value
        #expect(await dead.server.texts(of: lead) == ["hello"], "the dead one has lost the entry to the other")
    }

    @Test("is not waited for by who has other leads to see to, nor is what waits behind it")
    func others() async throws {
        let bench = try EngineBench(.manual)
        let doubtful = try await bench.seed(1)
        let other = try await bench.seed(2)
        await bench.server.script(.addNote, [.before(.lostPost)])
        try await bench.running { bench in
            let note = try await Subject.note.submit(to: bench, on: doubtful)
            let behind = try await Subject.assignment.submit(to: bench, on: doubtful)
            let free = try await Subject.assignment.submit(to: bench, on: other)
            // The clock stands, so whoever waits for the note waits for ever.
            let ended = try await bench.engine.waitUntilSettled(
                [note.id, behind.id, free.id],
                patience: .whileUndoubted
            )
            guard case .ambiguous = ended[0].status else {
                Issue.record("\(ended)")
                return
            }
            #expect(ended.map(\.isInDoubt) == [true, false, false])
            #expect(ended[1].status == .queued)
            #expect(ended[2].status.isSettled)
        }
    }

    @Test("and one that a lead's server fails with for now is not waited for either")
    func failing() async throws {
        let bench = try EngineBench(.manual)
        let cursed = try await bench.seed(1)
        let other = try await bench.seed(2)
        await bench.server.configure { $0.cursed = [cursed] }
        try await bench.running { bench in
            let stuck = try await Subject.tag.submit(to: bench, on: cursed)
            let free = try await Subject.tag.submit(to: bench, on: other)
            let ended = try await bench.engine.waitUntilSettled([stuck.id, free.id], patience: .whileUndoubted)
            #expect(ended.map(\.isInDoubt) == [true, false] && ended[1].status.isSettled, "\(ended)")
        }
    }

    @Test("and what waits behind a change that needs a person comes to no end by waiting")
    func behindAPersonsDecision() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.addNote, [.before(.notGranted)])
        try await bench.running { bench in
            let note = try await Subject.note.submit(to: bench, on: lead)
            let behind = try await Subject.assignment.submit(to: bench, on: lead)
            let ended = try await bench.engine.waitUntilSettled([behind.id])
            #expect(ended.map(\.status) == [.queued])
            #expect(try bench.status(note.id)?.isSettled == false)
            _ = try await bench.engine.drop(note.id)
            let sent = try await bench.engine.waitUntilSettled([behind.id])
            #expect(sent.map(\.status.isSettled) == [true])
        }
    }
}
