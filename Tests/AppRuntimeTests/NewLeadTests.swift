import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("A created lead", .timeLimit(.minutes(1)))
@MainActor struct NewLeadTests {
    private static let typed = "NZoe<Tab>Quist<Tab>zoe@example.com<Tab>5125550199<Enter>"

    @Test("is selected at once and followed to the id the server gives it", arguments: ["", "/tag:vip<Enter>"])
    func followed(_ filter: String) async throws {
        let bench = try await AccountBench([Team.lead(1, tags: ["vip"]), Team.lead(2), Team.lead(3)], .manual)
        let expected = filter.isEmpty ? 3 : 1
        try bench.press(filter)
        bench.wait { $0.list.rows.count == expected }
        try bench.press(Self.typed)
        bench.wait { $0.list.selected?.isProvisional == true && $0.list.selectedRow?.lead.firstName == "Zoe" }
        bench.pass(8)
        bench.wait { $0.unsent.isEmpty && $0.list.selectedRow?.lead.id.isProvisional == false }
        bench.wait { $0.list.selectedRow?.lead.firstName == "Zoe" && $0.list.selectedRow?.syncState == .clean }

        try bench.loop.run()

        let created = try #require(bench.loop.selected)
        #expect(await bench.server.leads[created.id]?.emails == ["zoe@example.com"])
        #expect(bench.loop.state.list.rows.count == expected + 1)
        #expect(await bench.server.count(.createLead) == 1)
    }

    @Test("can be worked before the server knows it")
    func workedEarly() async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        // Lofty gives a lead without a stage one of its own choice, so this one has a stage from the start.
        try bench.press("NZoe" + String(repeating: "<Tab>", count: 6) + "new lead<Enter>")
        bench.wait { $0.list.selectedRow?.lead.firstName == "Zoe" }
        try bench.press("scmasked for a tour<Enter>")
        bench.waitUntilKept(3)
        bench.pass(8)
        bench.wait { $0.unsent.isEmpty && $0.list.selectedRow?.lead.id.isProvisional == false }

        try bench.loop.run()

        let id = try #require(bench.loop.selected?.id)
        #expect(await bench.server.leads[id]?.stage == "Contacted")
        #expect(await bench.server.texts(of: id) == ["asked for a tour"])
    }

    @Test("stays selected when rows that were read before its id are shown after it")
    func lateRows() {
        var state = AppState(accountName: "test", queues: [LoopBench.everything], now: SampleLeads.now)
        let old = Team.lead(1)
        let provisional = Team.lead(-1, "Zoe")
        let real = Team.lead(900, "Zoe")
        show([old, provisional], in: &state)
        _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
        guard case .query(let late) = state.askIndex() else { return }
        _ = AppReducer.reduce(&state, .happened(.identified(provisional: provisional.id, as: real.id)))

        take([old, provisional], to: late, in: &state)
        #expect(state.list.selected == real.id)
        show([old, real], in: &state)

        #expect(state.list.selected == real.id)
    }

    private func show(_ leads: [Lead], in state: inout AppState) {
        guard case .query(let question) = state.askIndex() else { return }
        take(leads, to: question, in: &state)
    }

    private func take(_ leads: [Lead], to question: IndexQuestion, in state: inout AppState) {
        let answer = IndexAnswer(
            request: question,
            rows: ArrayLeadRows(leads.map { LeadRow(lead: $0, syncState: .clean) }),
            counts: [leads.count]
        )
        _ = AppReducer.reduce(&state, .happened(.queryAnswered(answer)))
    }
}
