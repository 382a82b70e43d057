import FoundationEssentials
import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("What the engine is told of the person", .timeLimit(.minutes(1)))
@MainActor struct PresenceTests {
    private let clock = TestClock(.manual, now: SampleLeads.now)

    private func start(_ backend: ScriptedBackend) throws -> LoopBench {
        let bench = try LoopBench(backend: backend, now: { [clock] in clock.now })
        bench.waitUntilLoaded()
        bench.wait { _ in backend.attended.count == 1 }
        return bench
    }

    @Test("who opens the workbench is there before the first key, with the rows in sight")
    func opening() throws {
        let backend = ScriptedBackend(Team.leads(3))
        try start(backend).run()

        let first = try #require(backend.attended.first)
        #expect(first.attention == Attention(cursor: Lead.ID(1), rows: (1...3).map { Lead.ID($0) }))
        #expect(first.lastKeyAt == SampleLeads.now)
    }

    @Test("the lead under the cursor is told as soon as it is another one")
    func cursor() throws {
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try start(backend)
        bench.note { [clock] _ in clock.advance(by: 2) }
        try bench.press("j")
        bench.wait { _ in backend.attended.count == 2 }
        try bench.run()

        #expect(backend.attended.last?.attention.cursor == Lead.ID(2))
        #expect(backend.attended.last?.lastKeyAt == SampleLeads.now + 2)
    }

    @Test("keys that change nothing in sight say every five seconds that somebody is there, and no oftener")
    func keys() throws {
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try start(backend)
        bench.note { [clock] _ in clock.advance(by: 4.9) }
        try bench.press("g<Esc>")
        bench.note { _ in #expect(backend.attended.count == 1) }
        bench.note { [clock] _ in clock.advance(by: 0.1) }
        try bench.press("g<Esc>")
        bench.wait { _ in backend.attended.count == 2 }
        bench.note { [clock] _ in clock.advance(by: 60) }
        bench.send([.wake])
        bench.settle()
        bench.note { _ in #expect(backend.attended.count == 2, "nobody has pressed a key") }
        try bench.run()

        #expect(backend.attended.last?.lastKeyAt == SampleLeads.now + 5)
    }

    @Test("a paste is a person too")
    func paste() throws {
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try start(backend)
        bench.note { [clock] _ in clock.advance(by: 9) }
        bench.send([.paste("hello")])
        bench.wait { _ in backend.attended.count == 2 }
        try bench.run()

        #expect(backend.attended.last?.lastKeyAt == SampleLeads.now + 9)
    }
}
