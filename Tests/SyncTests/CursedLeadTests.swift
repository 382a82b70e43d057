import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A lead with which the server always fails", .timeLimit(.minutes(1)))
struct CursedLeadTests {
    @Test(
        "lets the notes of another go through, and stops with a reason",
        arguments: Subject.allCases.filter { $0 != .create }
    )
    func stops(_ subject: Subject) async throws {
        let bench = try EngineBench()
        let cursed = try await bench.seed(1)
        let other = try await bench.seed(2)
        await bench.server.configure { $0.cursed = [cursed] }
        try await bench.running { bench in
            let stuck = try await subject.submit(to: bench, on: cursed)
            for number in 0..<20 {
                let note = try await bench.engine.submit(.addNote("\(number)"), on: other, hold: .zero)
                _ = try await bench.engine.waitUntilSettled([note.id])
            }
            let ended = try await bench.engine.waitUntilSettled([stuck.id])
            guard case .wedged(let failure) = ended.first?.status, case .exhausted = failure.cause else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.reason.contains("\(RetryPolicy.patience) times"))
            await bench.server.configure { $0.cursed = [] }
            _ = try await bench.engine.retry(stuck.id)
            #expect(try await bench.engine.waitUntilSettled([stuck.id]).map(\.status.isSettled) == [true])
        }
        #expect(await subject.count(on: bench.server, lead: cursed) == 1 || subject == .call)
    }

    @Test("costs a note on another no second of waiting")
    func noDelay() async throws {
        let bench = try EngineBench(.manual)
        let cursed = try await bench.seed(1)
        let other = try await bench.seed(2)
        await bench.server.configure { $0.cursed = [cursed] }
        try await bench.running { bench in
            _ = try await bench.engine.submit(.addTag("hot"), on: cursed, hold: .zero)
            for _ in 0..<5 {
                #expect(try await eventually { !bench.clock.deadlines.isEmpty })
                bench.clock.advance(by: 60)
            }
            let start = bench.clock.now
            let note = try await bench.engine.submit(.addNote("hello"), on: other, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([note.id])
            #expect(bench.clock.now == start)
        }
    }
}
