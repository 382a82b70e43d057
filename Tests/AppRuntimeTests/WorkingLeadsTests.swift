import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Working leads by keys", .timeLimit(.minutes(1)))
@MainActor struct WorkingLeadsTests {
    private let first = Lead.ID(1)

    private func leads() -> [Lead] { [Team.lead(1), Team.lead(2, tags: ["vip"]), Team.lead(3)] }

    @Test("stage, tag, owner, note and call reach the account, each once")
    func verbs() async throws {
        let bench = try await AccountBench(leads())
        try bench.press("sctvip<Enter>abmPrefers mornings<Enter>c<Tab>nleft word<Enter>")
        bench.waitUntilSent(5)

        try bench.loop.run()

        let lead = try #require(await bench.server.leads[first])
        #expect(lead.stage == "Contacted")
        #expect(lead.tags == ["vip", "attempt-1"])
        #expect(lead.assignee?.name == "Bob Stone")
        #expect(await bench.server.texts(of: first) == ["Prefers mornings"])
        let calls = await bench.server.callLogs
        #expect(calls.map(\.text) == ["left word"])
        #expect(calls.map(\.kind) == [.call(.outbound, outcome: "NoAnswer")])
        #expect(await bench.server.leads[Lead.ID(2)]?.stage == "New Lead")
    }

    @Test("a lead shows that its change is waiting, and no longer when the server has it")
    func sign() async throws {
        let bench = try await AccountBench(leads(), .manual)
        let server = bench.server
        try bench.press("sc")
        bench.waitForSign(.queued, of: first)
        bench.loop.note { #expect($0.selected?.stage == "Contacted") }
        bench.meanwhile { server in #expect(await server.count(.updateLead) == 0) }
        bench.pass(8)
        bench.waitForSign(.clean, of: first)
        bench.wait { $0.unsent.isEmpty }

        try bench.loop.run()

        #expect(bench.loop.selected?.stage == "Contacted")
        #expect(await server.leads[first]?.stage == "Contacted")
    }

    @Test("trash goes out when its longer window has passed, and takes the lead off the list")
    func trash() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.press("Xsold<Enter>")
        bench.loop.read()
        try bench.press("y")
        bench.waitUntilKept(1)
        bench.pass(59)
        bench.meanwhile { server in #expect(await server.count(.trashLead) == 0) }
        bench.pass(1)
        bench.wait { $0.unsent.isEmpty && $0.list.departure(of: Lead.ID(1)) == .gone }
        try bench.press("1")
        bench.wait { !$0.list.isAwaitingRows && $0.list.rows.count == 2 }

        try bench.loop.run()

        #expect(await bench.server.trashed == [first])
        #expect(bench.loop.selected?.id == Lead.ID(2))
    }

    @Test("an undo in the window costs no request, and a redo brings the change back")
    func undoAndRedo() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.press("sc")
        bench.waitUntilKept(1)
        try bench.press("u")
        bench.wait { $0.unsent.isEmpty && $0.list.selectedRow?.lead.stage == "New Lead" && !$0.undo.undone.isEmpty }
        bench.meanwhile { server in #expect(await server.count(.updateLead) == 0) }
        try bench.press("U")
        bench.waitUntilKept(1)
        bench.pass(8)
        bench.waitUntilSent(1)

        try bench.loop.run()

        #expect(await bench.server.leads[first]?.stage == "Contacted")
        #expect(await bench.server.count(.updateLead) == 1)
    }

    @Test("an undo after the window sends the inverse")
    func inverse() async throws {
        let bench = try await AccountBench(leads())
        try bench.press("sc")
        bench.waitUntilSent(1)
        // The rows lag behind the outbox: the old stage on the screen must not pass for the one that came back.
        bench.wait { $0.list.selectedRow?.lead.stage == "Contacted" }
        try bench.press("u")
        bench.wait {
            $0.unsent.isEmpty && $0.list.pending.isEmpty && $0.list.selectedRow?.lead.stage == "New Lead"
        }

        try bench.loop.run()

        #expect(await bench.server.leads[first]?.stage == "New Lead")
        #expect(await bench.server.count(.updateLead) == 2)
    }

    @Test("an undo that comes while the change is on the wire does not take an older change back instead")
    func undoOnTheWire() async throws {
        let bench = try await AccountBench(leads())
        let gate = Gate()
        try bench.press("sc")
        bench.waitUntilSent(1)
        bench.meanwhile { server in
            await server.configure { server in
                server.hook = { if $0 == .addNote { await gate.pass() } }
            }
        }
        try bench.press("mhello<Enter>")
        bench.wait { $0.list.selectedRow?.syncState == .sending && $0.undo.done.count == 2 }
        try bench.press("u")
        bench.wait { if case .undoImpossible = $0.notice { true } else { false } }
        bench.meanwhile { _ in await gate.open() }
        bench.waitUntilSent(2)
        try bench.press("u")
        bench.wait { $0.undo.done.count == 1 && $0.notice != nil }

        try bench.loop.run()

        #expect(await bench.server.leads[first]?.stage == "Contacted")
        #expect(await bench.server.texts(of: first) == ["hello"])
    }

    @Test("a lead that was handled keeps its place until the view is opened again")
    func handledStays() async throws {
        let bench = try await AccountBench(leads())
        try bench.press("2")
        bench.wait { $0.activeQueue == 1 && $0.list.selected != nil && $0.queues[1].count == 3 }
        try bench.press("jsc")
        bench.wait { $0.undo.done.count == 1 && $0.unsent.isEmpty && $0.queues[1].count == 2 }
        bench.loop.note { bench in
            #expect(bench.state.list.rows.count == 3)
            #expect(bench.state.list.position == 1)
            #expect(bench.selected?.stage == "Contacted")
        }
        try bench.press("12")
        bench.wait { $0.activeQueue == 1 && $0.list.rows.count == 2 }

        try bench.loop.run()

        #expect(bench.loop.state.list.rows.position(of: Lead.ID(2)) == nil)
    }

    @Test("a timeline is asked for where the cursor rests, not where it passes by")
    func timelineWhereCursorRests() async throws {
        let bench = try await AccountBench((1...6).map { Team.lead($0) }, .manual)
        let clock = bench.clock
        try bench.press("jjjj")
        bench.wait { $0.list.selected == Lead.ID(5) }
        bench.loop.wait { $0.program.inFlight == 1 }
        bench.meanwhile { _ in while clock.deadlines.isEmpty { await Task.yield() } }
        bench.pass(0.25)
        bench.wait { if case .loaded(_, isFresh: true) = $0.timeline.content { true } else { false } }

        try bench.loop.run()

        let asked = await bench.server.calls.filter { $0.operation == .communications }.map(\.leadID)
        #expect(asked == [Lead.ID(5)])
    }
}
