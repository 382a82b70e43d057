import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("When something goes wrong", .timeLimit(.minutes(1)))
@MainActor struct TroubleTests {
    private let first = Lead.ID(1)

    @Test(
        "changes made while the server is away are kept, and go out by themselves or at a person's word",
        arguments: [true, false]
    )
    func offline(byHand: Bool) async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        bench.meanwhile { server in await server.fail(with: .unreachable) }
        try bench.press("scmcall back<Enter>")
        bench.waitUntilKept(2)
        bench.pass(8)
        bench.wait { if case .offline = $0.account.link { true } else { false } }
        bench.loop.note { bench in
            #expect(bench.state.unsent.count == 2)
            #expect(bench.selected?.stage == "Contacted")
        }
        bench.meanwhile { server in await server.fail(with: nil) }
        if byHand { try bench.press("R") }
        // By hand the link is tried at once; what a lost call put off still waits its few seconds.
        bench.pass(byHand ? 10 : 120)
        bench.waitUntilSent(2)

        try bench.loop.run()

        #expect(bench.loop.state.account.link == .online)
        #expect(await bench.server.leads[first]?.stage == "Contacted")
        #expect(await bench.server.texts(of: first) == ["call back"])
    }

    @Test("a refused change says why in the outbox, and goes out when it is tried again")
    func retry() async throws {
        let bench = try await refusedStage()
        try bench.press("r")
        bench.wait { $0.unsent.isEmpty && $0.list.selectedRow?.syncState == .clean }

        try bench.loop.run()

        #expect(await bench.server.leads[first]?.stage == "Contacted")
    }

    @Test("a refused change that is dropped gives back what was there, and is not sent again")
    func drop() async throws {
        let bench = try await refusedStage()
        try bench.press("x")
        bench.loop.note { #expect($0.terminal.text.contains("Drop this change")) }
        bench.loop.read()
        try bench.press("y")
        bench.wait { $0.unsent.isEmpty && $0.list.selectedRow?.lead.stage == "New Lead" }

        try bench.loop.run()

        #expect(await bench.server.count(.updateLead) == 1)
        #expect(await bench.server.leads[first]?.stage == "New Lead")
    }

    /// An account that refused a change, with the outbox open.
    private func refusedStage() async throws -> AccountBench {
        let bench = try await AccountBench([Team.lead(1)])
        await bench.server.script(.updateLead, [.before(.refusal("the stage is locked", operation: "PUT"))])
        try bench.press("sc")
        bench.waitForSign(.failed, of: first)
        bench.wait { if case .failed = $0.notice { true } else { false } }
        try bench.press("w")
        bench.loop.note { #expect($0.terminal.text.contains("the stage is locked")) }
        return bench
    }

    @Test("a note that the journal does not take is back on the screen, and can be sent again")
    func diskFull() async throws {
        let bench = try await AccountBench([Team.lead(1)])
        let medium = bench.medium
        bench.loop.note { _ in medium.failCommits(with: .diskFull(path: "/state")) }
        try bench.press("mcall back<Enter>")
        bench.wait { $0.overlay != nil && $0.notice != nil }
        bench.loop.note { bench in
            #expect(bench.terminal.text.contains("call back"))
            #expect(bench.state.notice?.isProblem == true)
            medium.failCommits(with: nil)
        }
        try bench.press("<Enter>")
        bench.wait { if case .submitted = $0.notice { true } else { false } }
        bench.waitUntilSent(1)

        try bench.loop.run()

        #expect(await bench.server.texts(of: first) == ["call back"])
    }

    @Test("a note that the journal does not take waits as a draft when something else is open")
    func diskFullWhileBusy() async throws {
        let bench = try await AccountBench([Team.lead(1)])
        let medium = bench.medium
        bench.loop.note { _ in medium.failCommits(with: .diskFull(path: "/state")) }
        try bench.press("mcall back")
        try bench.loop.pressAtOnce("<Enter>:")
        bench.wait { $0.drafts.map(\.form.purpose) == [.note(on: Lead.ID(1))] }
        try bench.press("<Esc>m")

        try bench.loop.run()

        guard case .form(let form) = bench.loop.state.overlay else {
            Issue.record("no form is open")
            return
        }
        #expect(form.purpose == .note(on: first))
        #expect(form.text(of: "Note") == "call back")
    }

    @Test("a timeline that cannot be read says so where it would be")
    func timelineGap() async throws {
        let bench = try await AccountBench([Team.lead(1)], .manual)
        let clock = bench.clock
        bench.meanwhile { server in
            await server.fail(with: .serverFailure)
            // Other things wait for the time too, and a quarter of a second that passes too early wakes nothing.
            while !clock.deadlines.contains(where: { $0 <= clock.now + 0.25 }) { await Task.yield() }
        }
        bench.pass(0.25)
        bench.wait { if case .loaded(_, isFresh: true) = $0.timeline.content { true } else { false } }

        try bench.loop.run()

        guard case .loaded(let timeline, isFresh: true) = bench.loop.state.timeline.content else { return }
        #expect(!timeline.gaps.isEmpty)
        #expect(bench.loop.terminal.text.contains("could not be read"))
    }
}
