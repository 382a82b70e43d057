import FoundationEssentials
import Leads
import LoftyAPI
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Before a number is handed over", .timeLimit(.minutes(1)))
@MainActor struct ReachTests {
    private nonisolated static let wish = LeadChange.CallLog(
        outcome: .dncContact,
        phone: "5125550142",
        text: "leave me alone"
    )

    @Test("what a colleague has logged a moment ago is read, the number stays, and keys behind d are no reason for it")
    func colleague() async throws {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        await bench.server.configure { $0.logByColleague(Self.wish, on: Lead.ID(1)) }
        try bench.loop.pressAtOnce("djmcalled at ten<Enter>")
        bench.waitUntilKept(1)
        try bench.loop.run()
        #expect(bench.loop.state.call == nil && bench.loop.terminal.copies.isEmpty)
        #expect(bench.loop.state.unsent.map(\.change) == [.addNote("called at ten")])
        #expect(bench.loop.state.unsent.map(\.leadID) == [Lead.ID(2)])
    }

    @Test("what a colleague has logged a moment ago on somebody else at the number is read, and the number stays here")
    func household() async throws {
        let bench = try await AccountBench([Team.lead(1), Team.lead(2)], .manual)
        await bench.server.configure { $0.logByColleague(Self.wish, on: Lead.ID(2)) }
        try bench.press("d")
        bench.wait { if case .blocked = $0.notice { true } else { false } }
        // The bar has been told; going over it is what the next d asks a reason for.
        try bench.press("d")
        bench.wait { if case .form = $0.overlay { true } else { false } }
        bench.loop.note { #expect($0.state.call == nil) }
        try bench.loop.run()
        #expect(bench.loop.terminal.copies.isEmpty)
    }

    @Test("when the calls cannot be read, the person is asked, and No is the answer of Enter")
    func unread() async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        await bench.server.script(.communications, Array(repeating: .before(.unreachable), count: 20))
        try bench.press("d")
        bench.wait { if case .question = $0.overlay { true } else { false } }
        bench.loop.note { #expect($0.terminal.text.contains("not read since")) }
        try bench.loop.run()
        #expect(bench.loop.terminal.copies.isEmpty)
    }

    @Test("what is planned is read before those without it are marked, and nobody is marked when it cannot be")
    func planned() async throws {
        let bench = try await AccountBench((1...3).map { Team.lead($0) }, .manual)
        let view = ViewQuestion(queue: .everything, sort: LeadSort(.created))
        let finding = LeadFinding(view, where: try LeadQuery.parse("-next:planned"), serial: 1)
        let backend = bench.backend
        await bench.server.script(.myTasks, Array(repeating: .before(.unreachable), count: 99))
        try bench.loop.run()
        #expect(await backend.find(finding).isEmpty)
        await bench.server.heal()
        await bench.server.configure { server in
            let due = SampleLeads.now + 10 * 86_400
            _ = server.write(NewLeadTask(.call, for: Lead.ID(2), content: "x", endsAt: due, timeZone: .gmt))
        }
        #expect(await backend.find(finding) == [Lead.ID(1), Lead.ID(3)])
    }
}
