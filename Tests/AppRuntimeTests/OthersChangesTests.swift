import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("A change that meets a colleague's", .timeLimit(.minutes(1)))
@MainActor struct OthersChangesTests {
    @Test("is asked about by an undo, and only a yes puts the old value over theirs", arguments: [true, false])
    func undo(_ isYes: Bool) async throws {
        let bench = try await AccountBench([Team.lead(1)])
        try bench.press("sc")
        bench.waitUntilSent(1)
        bench.meanwhile { server in await server.edit(Lead.ID(1)) { $0.stage = "Closed" } }
        try bench.press("R")
        bench.wait { $0.list.selectedRow?.lead.stage == "Closed" }
        try bench.press("u")
        bench.wait { state in if case .question = state.overlay { true } else { false } }
        bench.loop.note { #expect($0.terminal.text.contains("Closed") && $0.terminal.text.contains("Contacted")) }
        bench.loop.read()
        try bench.press(isYes ? "y" : "n")
        bench.wait { $0.overlay == nil && $0.unsent.isEmpty && !$0.undo.isAwaitingAnswer }
        bench.wait { $0.list.selectedRow?.lead.stage == (isYes ? "New Lead" : "Closed") }

        try bench.loop.run()
        #expect(await bench.server.leads[Lead.ID(1)]?.stage == (isYes ? "New Lead" : "Closed"))
    }

    @Test(
        "stops as a conflict, and the person keeps theirs, sends their own or chooses another value",
        arguments: [("x", "Nurture"), ("r", "Contacted"), ("<Enter>q", "Qualified")]
    )
    func conflict(_ keys: String, _ stage: String) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        try bench.press("sc")
        bench.waitUntilKept(1)
        bench.meanwhile { server in await server.edit(Lead.ID(1)) { $0.stage = "Nurture" } }
        bench.pass(8)
        bench.waitForSign(.conflict, of: Lead.ID(1))
        try bench.press("w")
        bench.loop.note { bench in
            let lines = bench.terminal.text.split(separator: "\n")
            for (label, value) in [("you saw", "New Lead"), ("theirs", "Nurture"), ("yours", "Contacted")] {
                #expect(lines.contains { $0.contains("\(label) ") && $0.contains(value) }, "\(label)")
            }
        }
        try bench.press(keys)
        if keys == "x" {
            bench.loop.read()
            try bench.press("y")
        }
        bench.wait { state in !state.list.isAwaitingJournal && state.unsent.allSatisfy { !$0.needsPerson } }
        bench.pass(8)
        bench.wait { $0.unsent.isEmpty }

        try bench.loop.run()
        #expect(await bench.server.leads[Lead.ID(1)]?.stage == stage)
    }
}
