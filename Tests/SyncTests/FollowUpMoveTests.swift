import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A follow-up that is moved", .timeLimit(.minutes(1)))
struct FollowUpMoveTests {
    private let day: TimeInterval = 86_400

    private func planned(on bench: EngineBench, _ lead: Lead.ID) async throws -> FollowUp {
        await bench.server.write(
            NewLeadTask(.call, for: lead, content: "Call back", endsAt: bench.clock.now + day, timeZone: .gmt)
        )
        try await bench.engine.readFollowUps()
        return try #require(try await bench.engine.mirroredFollowUps().followUps.first)
    }

    private func due(_ bench: EngineBench) async -> Date? { await bench.server.tasks.first?.endsAt }

    @Test("is not moved over the time that a colleague gave it meanwhile, but when the person says so")
    func colleague() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        let (ours, theirs) = (bench.clock.now + 2 * day, bench.clock.now + 5 * day)
        await bench.server.configure { $0.tasks[0].endsAt = theirs }
        try await bench.running { bench in
            let move = try await bench.engine.submit(.followUp(.move(followUp, to: ours)), on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([move.id])
            guard case .wedged(let failure) = ended.first?.status else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.reason.contains("another time"))
            #expect(await due(bench) == theirs)
            _ = try await bench.engine.retry(move.id)
            #expect(try await bench.engine.waitUntilSettled([move.id]).map(\.status.isSettled) == [true])
        }
        #expect(await due(bench) == ours)
    }

    @Test(
        "is not moved a second time over what a colleague made of it after the answer was lost",
        arguments: [true, false]
    )
    func lostAnswer(_ isExecuted: Bool) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        let (ours, theirs) = (bench.clock.now + 2 * day, bench.clock.now + 5 * day)
        await bench.server.script(.updateTask, [isExecuted ? .after(.lostPut) : .before(.lostPut)])
        try await bench.running { bench in
            let move = try await bench.engine.submit(.followUp(.move(followUp, to: ours)), on: lead, hold: .zero)
            let isWaiting = try await eventually {
                if case .waiting = try bench.status(move.id) { true } else { false }
            }
            #expect(isWaiting)
            if isExecuted { await bench.server.configure { $0.tasks[0].endsAt = theirs } }
            bench.clock.advance(by: 5)
            let ended = try await bench.engine.waitUntilSettled([move.id])
            #expect(ended.map(\.status.isSettled) == [!isExecuted], "\(ended)")
        }
        #expect(await due(bench) == (isExecuted ? theirs : ours))
    }

    @Test("is moved twice in a row by its owner, also where the second move was made from the first time")
    func twice() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        let times = [bench.clock.now + 2 * day, bench.clock.now + 3 * day]
        try await bench.running { bench in
            let moves = times.map { Proposal(.followUp(.move(followUp, to: $0)), on: lead) }
            let entries = try await bench.engine.submit(moves, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled(entries.map(\.id))
            #expect(ended.allSatisfy { $0.status.isSettled }, "\(ended)")
        }
        #expect(await due(bench) == times.last)
        #expect(await bench.server.count(.updateTask) == 2)
    }

    @Test("and has that time already, is done without a write")
    func already() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        let wanted = bench.clock.now + 2 * day
        await bench.server.configure { $0.tasks[0].endsAt = wanted }
        try await bench.running { bench in
            let move = try await bench.engine.submit(.followUp(.move(followUp, to: wanted)), on: lead, hold: .zero)
            #expect(try await bench.engine.waitUntilSettled([move.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.count(.updateTask) == 0)
    }
}
