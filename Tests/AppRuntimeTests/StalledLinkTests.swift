import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Keys that come all at once, as over a link that has stalled: each does what it would have done typed slowly.
@Suite("Keys behind a stalled link", .timeLimit(.minutes(1)))
@MainActor struct StalledLinkTests {
    /// Leads of which only the third is new.
    private func leads() -> [Lead] {
        [
            Team.lead(1, stage: "Contacted"), Team.lead(2, stage: "Contacted"), Team.lead(3, stage: "New Lead"),
            Team.lead(4, stage: "New Lead"),
        ]
    }

    @Test("K1: a queue switch, a step and a stage change a lead of the queue that was switched to")
    func queueThenVerb() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("2jsc")
        bench.waitUntilKept(1)

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(4)])
        #expect(bench.loop.state.list.selected == Lead.ID(4))
    }

    @Test("K2: two stages of one lead are journaled in the order of the keys, the second on top of the first")
    func order() async throws {
        let bench = try await AccountBench(Team.leads(40), .manual)
        try bench.loop.pressAtOnce(String(repeating: "scsqj", count: 40))
        bench.waitUntilKept(80)

        try bench.loop.run()

        let byLead = Dictionary(grouping: bench.loop.state.unsent, by: \.leadID)
        #expect(byLead.count == 40)
        for entries in byLead.values {
            #expect(
                entries.map(\.change) == [
                    .setStage(from: "New Lead", to: "Contacted"), .setStage(from: "Contacted", to: "Qualified"),
                ]
            )
        }
    }

    @Test("K3: an undo takes back the change pressed before it, though that is not in the journal yet")
    func undoOfUnjournaled() async throws {
        let bench = try await AccountBench(Team.leads(2), .manual)
        try bench.press("tvip<Enter>")
        bench.waitUntilKept(1)
        try bench.loop.pressAtOnce("scu")
        bench.wait { state in
            state.list.pending.isEmpty && state.undo.undone.count == 1 && state.unsent.count == 1
        }

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.addTag("vip")])
        #expect(bench.loop.selected?.stage == "New Lead")
        #expect(bench.loop.selected?.tags == ["vip"])
    }

    @Test("an undo and a redo leave the change once")
    func undoAndRedo() async throws {
        let bench = try await AccountBench(Team.leads(1), .manual)
        try bench.loop.pressAtOnce("mcall back<Enter>uU")
        bench.wait { $0.undo.undone.isEmpty && $0.undo.done.count == 1 && $0.unsent.count == 1 }

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.addNote("call back")])
    }

    @Test("keys before the first rows are there wait for them")
    func beforeTheFirstRows() async throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        try bench.pressAtOnce("jsq")
        bench.wait { _ in backend.submissions.count == 1 }

        try bench.run()

        #expect(backend.submissions.map(\.lead) == [Lead.ID(2)])
    }

    @Test("keys behind a create are for the lead that was made")
    func create() async throws {
        let bench = try await AccountBench(Team.leads(2), .manual)
        try bench.loop.pressAtOnce("NZoe<Enter>tvip<Enter>")
        bench.wait { $0.unsent.count == 2 }

        try bench.loop.run()

        let entries = bench.loop.state.unsent
        #expect(entries.map(\.change).last == .addTag("vip"))
        #expect(Set(entries.map(\.leadID)).count == 1 && entries[0].leadID.isProvisional)
    }

    @Test("a filter typed at once, kept and worked on acts on what it leaves")
    func filter() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("/no4<Enter>sc")
        bench.waitUntilKept(1)

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(4)])
    }

    @Test("a line of the palette waits for its rows too")
    func line() async throws {
        let bench = try await AccountBench(leads(), .manual)
        try bench.loop.pressAtOnce("2:stage Qualified<Enter>j")
        bench.waitUntilKept(1)

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(3)])
        #expect(bench.loop.state.list.selected == Lead.ID(4))
    }

    @Test("K4: letters, Enter and what follows, all read at once, are a saved note and two steps")
    func note() async throws {
        let bench = try await AccountBench(Team.leads(4), .manual)
        try bench.loop.pressAtOnce("mprefers mornings after nine<Enter>jj")
        bench.waitUntilKept(1)

        try bench.loop.run()

        #expect(bench.loop.state.unsent.map(\.change) == [.addNote("prefers mornings after nine")])
        #expect(bench.loop.state.list.selected == Lead.ID(3))
    }

    @Test("Ctrl-C gives up the keys that wait, and says how many")
    func giveUp() async throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        try bench.pressAtOnce("jsq<C-c>")
        bench.settle()

        try bench.run()

        #expect(backend.submissions.isEmpty)
        #expect(bench.state.notice == .keysDropped(3))
    }
}
