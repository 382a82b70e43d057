import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Follow-ups on their way to the server", .timeLimit(.minutes(1)))
struct FollowUpTests {
    /// A task that is there, as the mirror has it after a reading.
    private func planned(on bench: EngineBench, _ lead: Lead.ID) async throws -> FollowUp {
        let due = bench.clock.now + 3_600
        await bench.server.write(
            NewLeadTask(.call, for: lead, content: "Call back", endsAt: due, timeZone: .gmt)
        )
        try await bench.engine.readFollowUps()
        return try #require(try await bench.engine.mirroredFollowUps().followUps.first)
    }

    @Test("the list is read page by page, and kept for when there is no link")
    func listing() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.pageCap = 2 }
        for hour in 1...5 {
            let due = bench.clock.now + Double(hour) * 3_600
            await bench.server.write(
                NewLeadTask(.call, for: lead, content: "Call \(hour)", endsAt: due, timeZone: .gmt)
            )
        }

        try await bench.engine.readFollowUps()

        let book = try await EngineBench(after: bench).engine.mirroredFollowUps()
        #expect(book.followUps.map(\.text) == ["Call 5", "Call 4", "Call 3", "Call 2", "Call 1"])
        #expect(book.isWhole && book.readAt != nil)
    }

    @Test("a list that goes on and on is cut, and says so")
    func longList() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.pageCap = 2 }
        for hour in 1...20 {
            let due = bench.clock.now + Double(hour) * 3_600
            await bench.server.write(NewLeadTask(.call, for: lead, content: "x", endsAt: due, timeZone: .gmt))
        }

        try await bench.engine.readFollowUps()

        let book = try await bench.engine.mirroredFollowUps()
        #expect(book.followUps.count == 10 && !book.isWhole)
    }

    @Test("a new one is in the list as soon as the server has it, without another reading")
    func added() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let due = bench.clock.now + 86_400
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.followUp(.add(callBack(at: due))), on: lead, hold: .zero)
            try await bench.deliver(entry.id)
        }
        let book = try await bench.engine.mirroredFollowUps()
        #expect(book.followUps.map(\.dueAt) == [due])
        #expect(book.followUps.map(\.leadName) == ["Ana de la Cruz"])
        #expect(await bench.server.count(.myTasks) == 0)
    }

    @Test("an undo removes one that was sent already")
    func undoSent() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let change = LeadChange.followUp(.add(callBack(at: bench.clock.now + 86_400)))
            let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
            try await bench.deliver(entry.id)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("there is no way back")
                return
            }
            try await bench.deliver(inverse.id)
        }
        #expect(await bench.server.tasks.isEmpty)
        #expect(try await bench.engine.mirroredFollowUps().followUps.isEmpty)
    }

    @Test("moved, finished and opened again, each with its undo", arguments: [APIError?.none, .lostPut])
    func existing(_ lost: APIError?) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        for operation in [FakeLofty.Operation.updateTask, .finishTask, .unfinishTask] {
            await bench.server.script(operation, [lost.map { .after($0) }])
        }
        let later = bench.clock.now + 90_000
        try await bench.running { bench in
            for change in [FollowUpChange.move(followUp, to: later), .finish(followUp)] {
                let entry = try await bench.engine.submit(.followUp(change), on: lead, hold: .zero)
                try await bench.deliver(entry.id)
            }
            #expect(await bench.server.tasks.map(\.isFinished) == [true])
            #expect(await bench.server.tasks.map(\.endsAt) == [later])
            let reopened = try await bench.engine.submit(.followUp(.reopen(followUp)), on: lead, hold: .zero)
            try await bench.deliver(reopened.id)
        }
        #expect(await bench.server.tasks.map(\.isFinished) == [false])
        #expect(try await bench.engine.mirroredFollowUps().followUps.map(\.dueAt) == [later])
    }

    @Test("a task that is gone is told as such, and its lead stays in the mirror")
    func goneTask() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let followUp = try await planned(on: bench, lead)
        await bench.server.configure { $0.tasks = [] }
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.followUp(.finish(followUp)), on: lead, hold: .zero)
            let ended = try #require(try await bench.engine.waitUntilSettled([entry.id]).first)
            guard case .wedged(let failure) = ended.status else {
                Issue.record("\(ended.status)")
                return
            }
            #expect(failure.reason == "the follow-up is not there any more" && !failure.isLeadGone)
            let removal = try await bench.engine.submit(.followUp(.remove(followUp)), on: lead, hold: .zero)
            _ = try await bench.engine.drop(entry.id)
            try await bench.deliver(removal.id)
        }
        #expect(try bench.row(lead) != nil)
    }
}

@Suite("Leads that are put aside", .timeLimit(.minutes(1)))
struct SnoozeTests {
    @Test("a snooze is settled at once, sends nothing and survives a restart")
    func settled() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let snooze = Snooze(since: bench.clock.now, until: bench.clock.now + 3_600)

        let entry = try await bench.engine.submit(.snooze(from: nil, to: snooze), on: lead, hold: .seconds(8))

        #expect(entry.status.isSettled)
        #expect(await bench.engine.unsentEntries.isEmpty)
        #expect(try await EngineBench(after: bench).engine.snoozes() == [lead: snooze])
        try await bench.running { bench in _ = try await eventually { await bench.engine.rest == .untilPoked } }
        #expect(await bench.server.calls.filter { $0.leadID == lead }.isEmpty)
    }

    @Test("an undo takes it back for nothing, to what was before")
    func undo() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let first = Snooze(since: bench.clock.now, until: nil)
        let second = Snooze(since: bench.clock.now, until: bench.clock.now + 60)
        _ = try await bench.engine.submit(.snooze(from: nil, to: first), on: lead, hold: .zero)
        let entry = try await bench.engine.submit(.snooze(from: first, to: second), on: lead, hold: .zero)

        guard case .cancelled(let taken) = try await bench.engine.undo(entry.id) else {
            Issue.record("it is not taken back")
            return
        }

        #expect(taken.map(\.id) == [entry.id])
        #expect(try await bench.engine.snoozes() == [lead: first])
    }

    @Test("another process hears of it through the journal")
    func otherProcess() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let other = try EngineBench(after: bench)
        let snooze = Snooze(since: bench.clock.now, until: nil)
        _ = try await bench.engine.submit(.snooze(from: nil, to: snooze), on: lead, hold: .zero)

        _ = try await other.engine.rows()

        let heard = other.events.all.flatMap { event -> [LeadChange] in
            if case .outbox(let entries) = event { entries.map(\.change) } else { [] }
        }
        #expect(heard == [.snooze(from: nil, to: snooze)])
    }

    @Test("it ends when its time has come or the lead was on the website since")
    func isOver() {
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        var lead = Lead(id: Lead.ID(1), firstName: "Ana")
        let timed = Snooze(since: now, until: now + 60)
        let waiting = Snooze(since: now, until: nil)
        #expect(!timed.isOver(for: lead, at: now + 59) && timed.isOver(for: lead, at: now + 60))
        #expect(!waiting.isOver(for: lead, at: now + 9_000_000))
        lead.lastVisitAt = now - 1
        #expect(!waiting.isOver(for: lead, at: now + 10))
        lead.lastVisitAt = now + 1
        #expect(waiting.isOver(for: lead, at: now + 10) && timed.isOver(for: lead, at: now + 10))
    }
}
