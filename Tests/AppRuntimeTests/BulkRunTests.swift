import Leads
import LoftyAPI
import Sync
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Changes of many leads by keys, with the journal and the account behind them.
@Suite("Changing many leads by keys", .timeLimit(.minutes(1)))
@MainActor struct BulkRunTests {
    private func leads() -> [Lead] { (1...5).map { Team.lead($0, stage: $0 == 5 ? "Contacted" : "New Lead") } }

    private func waitForPlan(_ bench: AccountBench) {
        bench.wait { $0.bulk?.phase == .review }
        bench.loop.read()
    }

    @Test("four keys make the plan of a stage for all of a view, and a yes behind its reading runs it")
    func stageOfView() async throws {
        let bench = try await AccountBench(leads())
        try bench.loop.pressAtOnce("*asc")
        waitForPlan(bench)
        bench.loop.note { #expect($0.terminal.text.contains("4 will change")) }
        try bench.press("y")
        bench.wait { $0.bulk?.phase == .finished && $0.unsent.isEmpty }

        try bench.loop.run()

        for lead in await bench.server.leads.values { #expect(lead.stage == "Contacted", "\(lead.id)") }
        #expect(await bench.server.count(.updateLead) == 4)
        #expect(bench.loop.state.bulk?.progress([]).done == 4)
    }

    @Test("a row that its own bulk change moves out of the view is not said to be a colleague's doing")
    func ownDeparture() async throws {
        let bench = try await AccountBench(leads())
        try bench.press("2")
        bench.wait { $0.activeQueue == 1 && !$0.list.isAwaitingRows }
        try bench.press("*asc")
        waitForPlan(bench)
        try bench.press("y")
        bench.wait { $0.bulk?.phase == .finished && $0.unsent.isEmpty }
        bench.loop.read()
        try bench.press("q")
        bench.wait { state in state.list.selected.flatMap { state.list.departure(of: $0) } != nil }
        bench.loop.note { bench in
            #expect(bench.terminal.text.contains("now Contacted"), "\(bench.terminal.text)")
            #expect(!bench.terminal.text.contains("by a colleague"))
        }

        try bench.loop.run()
    }

    @Test("a yes that was typed before the plan was on the screen runs nothing")
    func typedAhead() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("*ascyyy<Enter>")
        bench.wait { $0.bulk?.phase == .review }
        bench.loop.wait { $0.program.heldKeys == 0 }

        try bench.loop.run()

        #expect(bench.loop.state.unsent.isEmpty)
        guard case .bulk(let sheet) = bench.loop.state.overlay else {
            Issue.record("the plan is not open")
            return
        }
        #expect(sheet.ignoredKeys == 4)
    }

    @Test("the plan stands on what the keys before it decided")
    func behindOtherKeys() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("sc*asc")
        bench.wait { $0.bulk?.phase == .review }

        try bench.loop.run()

        #expect(bench.loop.state.bulk?.plan?.changingCount == 3)
    }

    @Test("one undo within the window takes all of it back, and nothing is sent")
    func undo() async throws {
        let bench = try await AccountBench((1...40).map { Team.lead($0) }, .manual)
        try bench.loop.pressAtOnce("*asc")
        waitForPlan(bench)
        try bench.press("y")
        bench.waitUntilKept(40)
        try bench.press("<Esc>u")
        bench.wait { $0.unsent.isEmpty && !$0.isAwaitingRows }

        try bench.loop.run()

        #expect(bench.loop.state.notice == .manyUndone("stage → Contacted", leads: 40))
        #expect(await bench.server.count(.updateLead) == 0)
        #expect(bench.loop.selected?.stage == "New Lead")
    }

    @Test("a pause holds back what has not left; going on shows the rest and sends it")
    func pause() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("*athot<Enter>")
        waitForPlan(bench)
        try bench.press("y")
        bench.waitUntilKept(5)
        try bench.press("p")
        bench.wait { $0.bulk?.phase == .paused && $0.unsent.isEmpty }
        bench.pass(60)
        bench.meanwhile { server in #expect(await server.count(.updateLead) == 0) }
        try bench.press("r")
        waitForPlan(bench)
        try bench.press("y")
        bench.waitUntilKept(5)
        bench.pass(9)
        bench.wait { $0.bulk?.phase == .finished && $0.unsent.isEmpty }

        try bench.loop.run()

        for lead in await bench.server.leads.values { #expect(lead.tags == ["hot"]) }
    }

    @Test("a lead that the server refuses is told, the others go through, and a retry sends it")
    func refusal() async throws {
        let bench = try await AccountBench(leads())
        await bench.server.script(.updateLead, [.before(.refusal("no.", operation: "updateLead"))])
        try bench.loop.pressAtOnce("*athot<Enter>")
        waitForPlan(bench)
        try bench.press("y")
        bench.wait { $0.bulk?.phase == .finished }
        bench.loop.note { #expect($0.state.bulk?.progress($0.state.unsent).failed == 1) }
        try bench.press("R")
        bench.wait { $0.unsent.isEmpty }

        try bench.loop.run()

        for lead in await bench.server.leads.values { #expect(lead.tags == ["hot"]) }
    }

    @Test("a pause between the log of a call and its follow-up makes neither of them twice")
    func pauseWithinLead() async throws {
        let bench = try await AccountBench((1...2).map { Team.lead($0) }, .manual)
        // Whatever else is answered meanwhile, no tag goes out before that is healed.
        let limit = FakeLofty.Fault.before(.rateLimited(after: .seconds(30)))
        await bench.server.script(.updateLead, Array(repeating: limit, count: 200))
        try bench.loop.pressAtOnce("*acn")
        waitForPlan(bench)
        try bench.press("y")
        bench.wait { $0.unsent.count == 6 }
        bench.pass(9)
        bench.wait { state in
            state.unsent.contains { $0.change == .addTag("attempt-1") }
                && state.unsent.count { if case .logCall = $0.change { true } else { false } } < 2
        }
        bench.meanwhile { server in #expect(await !server.callLogs.isEmpty) }
        try bench.press("p")
        bench.wait { $0.bulk?.phase == .paused }
        bench.meanwhile { server in await server.heal() }
        try bench.press("r")
        waitForPlan(bench)
        try bench.press("y")
        bench.wait { $0.bulk?.phase == .running }
        bench.pass(60)
        bench.wait { $0.bulk?.phase == .finished && $0.unsent.isEmpty }

        try bench.loop.run()

        #expect(await bench.server.callLogs.count == 2)
        #expect(await bench.server.tasks.count == 2)
        for lead in await bench.server.leads.values { #expect(lead.tags == ["attempt-1"]) }
    }

    @Test("a lead that went to the trash while the plan was read does not keep back the others")
    func trashedMeanwhile() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("*athot<Enter>")
        waitForPlan(bench)
        let backend = bench.backend
        bench.meanwhile { _ in
            do throws(BackendError) {
                _ = try await backend.submit([Proposal(.trash(reason: "spam"), on: Lead.ID(2))])
            } catch {
                Issue.record("\(error)")
            }
        }
        try bench.press("y")
        bench.wait { $0.bulk?.phase == .running }
        bench.loop.wait { $0.state.bulk?.plan?.blockedCount == 1 }
        bench.pass(9)
        bench.wait { $0.bulk?.phase == .finished }

        try bench.loop.run()

        let tagged = await bench.server.leads.values.filter { $0.tags == ["hot"] }.map(\.id.rawValue).sorted()
        #expect(tagged == [1, 3, 4, 5])
        #expect(bench.loop.state.marks.leads == [Lead.ID(2)])
    }
}
