import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A change of a follow-up whose answer was lost", .timeLimit(.minutes(1)))
struct FollowUpReversalTests {
    enum Wish: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case finish, reopen, move

        var testDescription: String { rawValue }

        var operation: FakeLofty.Operation {
            switch self {
            case .finish: .finishTask
            case .reopen: .unfinishTask
            case .move: .updateTask
            }
        }

        /// How the task is before.
        func prepare(_ task: inout LeadTask) { task.isFinished = self == .reopen }

        func change(of followUp: FollowUp, _ later: Date) -> FollowUpChange {
            switch self {
            case .finish: .finish(followUp)
            case .reopen: .reopen(followUp)
            case .move: .move(followUp, to: later)
            }
        }
    }

    private let later = Date(timeIntervalSinceReferenceDate: 800_200_000)
    private let before = Date(timeIntervalSinceReferenceDate: 800_100_000)

    private func planned(on bench: EngineBench, _ lead: Lead.ID, for wish: Wish) async throws -> FollowUp {
        let id = await bench.server.write(
            NewLeadTask(.call, for: lead, content: "Call back", endsAt: before, timeZone: .gmt)
        )
        await bench.server.editTask(id) { wish.prepare(&$0) }
        try await bench.engine.readFollowUps()
        return try #require(try await bench.engine.mirroredFollowUps().followUps.first)
    }

    private func isAsWanted(_ bench: EngineBench, _ wish: Wish) async -> Bool {
        guard let task = await bench.server.tasks.first else { return false }
        return switch wish {
        case .finish: task.isFinished
        case .reopen: !task.isFinished
        case .move: task.endsAt == later
        }
    }

    private func isWaiting(_ bench: EngineBench, _ id: OutboxEntry.ID) async throws -> Bool {
        try await eventually { if case .waiting = try bench.status(id) { true } else { false } }
    }

    @Test(
        "is not repeated over a colleague who put it back as it was: the person is told, and decides",
        arguments: Wish.allCases
    )
    func reversed(_ wish: Wish) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead, for: wish)
        let before = before
        await bench.server.script(wish.operation, [.after(.lostPut)])
        try await bench.running { bench in
            let change = LeadChange.followUp(wish.change(of: followUp, later))
            let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
            #expect(try await isWaiting(bench, entry.id))
            #expect(await isAsWanted(bench, wish))
            bench.clock.advance(by: 0.5)
            await bench.server.editTask(LeadTask.ID(followUp.id.rawValue)) { task in
                wish.prepare(&task)
                task.endsAt = before
            }
            bench.clock.advance(by: 5)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            guard case .wedged(let failure) = ended.first?.status else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.reason.hasPrefix("somebody else"))
            #expect(await bench.server.count(wish.operation) == 1)
            #expect(await !isAsWanted(bench, wish))
            _ = try await bench.engine.retry(entry.id)
            #expect(try await bench.engine.waitUntilSettled([entry.id]).map(\.status.isSettled) == [true])
        }
        #expect(await isAsWanted(bench, wish))
    }

    @Test("is sent once more when it had not arrived, and not when it had", arguments: Wish.allCases, [true, false])
    func repeated(_ wish: Wish, _ isExecuted: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead, for: wish)
        await bench.server.script(wish.operation, [isExecuted ? .after(.lostPut) : .before(.lostPut)])
        try await bench.running { bench in
            let change = LeadChange.followUp(wish.change(of: followUp, later))
            let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
            try await bench.deliver(entry.id)
        }
        #expect(await isAsWanted(bench, wish))
        #expect(await bench.server.count(wish.operation) == (isExecuted ? 1 : 2))
    }

    @Test("is taken back on the server also where it does not show there")
    func takenBack() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead, for: .finish)
        await bench.server.script(.finishTask, [.before(.lostPut)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.followUp(.finish(followUp)), on: lead, hold: .zero)
            #expect(try await isWaiting(bench, entry.id))
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("it may have arrived, so its opposite has to go out")
                return
            }
            #expect(try await bench.engine.waitUntilSettled([inverse.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.count(.unfinishTask) == 1)
        #expect(await bench.server.tasks.map(\.isFinished) == [false])
    }
}

@Suite("Taking a new follow-up back", .timeLimit(.minutes(1)))
struct FollowUpUndoTests {
    private func made(_ bench: EngineBench, on lead: Lead.ID) async throws -> (entry: OutboxEntry, task: LeadTask) {
        let change = LeadChange.followUp(.add(callBack(at: bench.clock.now + 86_400)))
        let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
        try await bench.deliver(entry.id)
        return (entry, try #require(await bench.server.tasks.first))
    }

    @Test("asks where somebody else has finished or moved it since", arguments: [true, false])
    func foreign(_ isFinished: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let (entry, task) = try await made(bench, on: lead)
            await bench.server.editTask(task.id) { task in
                if isFinished { task.isFinished = true } else { task.endsAt? += 3_600 }
            }
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("there is no way back")
                return
            }
            let ended = try await bench.engine.waitUntilSettled([inverse.id])
            guard case .wedged(let failure) = ended.first?.status else {
                Issue.record("\(ended)")
                return
            }
            #expect(failure.reason == "somebody else changed the follow-up meanwhile")
            #expect(await bench.server.tasks.count == 1)
            _ = try await bench.engine.retry(inverse.id)
            #expect(try await bench.engine.waitUntilSettled([inverse.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.tasks.isEmpty)
    }

    @Test("removes it also after one has moved and finished it oneself")
    func own() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let (entry, task) = try await made(bench, on: lead)
            let followUp = try #require(FollowUp(task))
            for change in [FollowUpChange.move(followUp, to: bench.clock.now + 7_200), .finish(followUp)] {
                let step = try await bench.engine.submit(.followUp(change), on: lead, hold: .zero)
                try await bench.deliver(step.id)
            }
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("there is no way back")
                return
            }
            #expect(try await bench.engine.waitUntilSettled([inverse.id]).map(\.status.isSettled) == [true])
        }
        #expect(await bench.server.tasks.isEmpty)
    }
}
