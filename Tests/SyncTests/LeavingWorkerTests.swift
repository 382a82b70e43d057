import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

/// A command has a worker of its own for every wait, so one leaves whenever what was waited for is there: often while the
/// next change is being looked at.
@Suite("A worker that leaves in the middle of a look", .timeLimit(.minutes(1)))
struct LeavingWorkerTests {
    /// More often than a change may fail before it stops.
    private static let times = 13

    private static let givenUp = APIError(.cancelled, operation: "any", disposition: .retry(after: nil))

    /// Has a worker leave during a look; `passing` looks of the kind are answered before.
    private func leave(_ bench: EngineBench, during look: FakeLofty.Operation, passing: Int = 0) async throws {
        let gate = Gate()
        let looks = Mutex(0)
        await bench.server.script(look, Array(repeating: nil, count: passing) + [.before(Self.givenUp)])
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == look else { return }
                let number = looks.withLock { looks in
                    looks += 1
                    return looks
                }
                if number > passing { await gate.pass() }
            }
        }
        let worker = Task { await bench.engine.run() }
        let isLooking = try await eventually(within: 3) { looks.withLock { $0 > passing } }
        worker.cancel()
        await gate.open()
        await worker.value
        await bench.server.configure { $0.hook = nil }
        try #require(isLooking, "the next worker does not look at once")
    }

    private func isSettled(_ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> Bool {
        try await bench.running { bench in
            // The clock stands, so whatever waits for a pause waits for ever.
            try await eventually(within: 5) { if case .settled = try bench.status(id) { true } else { false } }
        }
    }

    @Test(
        "before a write costs the change neither time nor patience, however often it happens",
        arguments: [
            (Subject.stage, FakeLofty.Operation.lead), (.tag, .lead), (.assignment, .lead), (.note, .notes),
            (.call, .communications), (.followUp, .tasks), (.create, .leads),
        ]
    )
    func before(_ subject: Subject, _ look: FakeLofty.Operation) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await subject.submit(to: bench, on: lead)
        for _ in 0..<Self.times { try await leave(bench, during: look) }
        #expect(try await isSettled(bench, entry.id))
        #expect(await subject.count(on: bench.server, lead: lead) == 1)
    }

    @Test("behind a write does not count as a look", arguments: [Subject.stage, .assignment])
    func behind(_ subject: Subject) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await subject.submit(to: bench, on: lead)
        try await leave(bench, during: .lead, passing: 1)
        for _ in 1..<Self.times { try await leave(bench, during: .lead) }
        #expect(try bench.status(entry.id)?.isUnsent == true, "nobody has seen yet that it is there")
        #expect(try await isSettled(bench, entry.id))
        #expect(await bench.server.count(subject.operation) == 1)
    }

    @Test("for what may have arrived does not count as a look either")
    func lost() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        await bench.server.script(.addNote, [.after(.lostPost)])
        let entry = try await Subject.note.submit(to: bench, on: lead)
        try await bench.running { bench in
            let isLost = try await eventually {
                if case .ambiguous = try bench.status(entry.id) { true } else { false }
            }
            #expect(isLost)
        }
        bench.clock.advance(by: 1)
        for _ in 0..<Self.times { try await leave(bench, during: .notes) }
        #expect(try await isSettled(bench, entry.id))
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }
}
