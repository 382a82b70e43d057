import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@testable import AppRuntime

@Suite("Sending what is left when a person leaves", .timeLimit(.minutes(1)))
struct DepartureTests {
    private let server: FakeLofty
    private let engine: SyncEngine

    init() async throws {
        let clock = TestClock(.manual, now: SampleLeads.now)
        server = FakeLofty(now: { clock.now })
        let medium = InMemoryStore.Medium()
        engine = try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: TestLease(), signal: nil),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: { _ in }
        )
        for lead in Team.leads(3) { await server.add(lead) }
        try await engine.refresh(.full)
    }

    private func decide(_ change: LeadChange, on lead: Int64, hold: Duration = .seconds(8)) async throws {
        _ = try await engine.submit(change, on: Lead.ID(lead), hold: hold)
    }

    private let contacted = LeadChange.setStage(from: "New Lead", to: "Contacted")

    @Test(
        "what waits for an undo goes out at once; a trash keeps its window, unless that is wanted too",
        arguments: [false, true]
    )
    func undoWindows(includingTrash: Bool) async throws {
        try await decide(contacted, on: 1)
        try await decide(.addTag("vip"), on: 3)
        try await decide(.trash(reason: "sold"), on: 2, hold: .seconds(60))

        let left = await Departure(engine).sendAll(within: .seconds(20), includingTrash: includingTrash)

        #expect(left == (includingTrash ? 0 : 1))
        #expect(await server.leads[Lead.ID(1)]?.stage == "Contacted")
        #expect(await server.leads[Lead.ID(3)]?.tags == ["vip"])
        #expect(await server.trashed == (includingTrash ? [Lead.ID(2)] : []))
    }

    @Test("nobody waits for a server that is away; what stays is counted and kept")
    func away() async throws {
        try await decide(contacted, on: 1)
        await server.fail(with: .unreachable)
        let start = ContinuousClock.now

        #expect(await Departure(engine).sendAll(within: .seconds(40), includingTrash: false) == 1)
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(await engine.unsentEntries.count == 1)
    }

    @Test("nobody waits for what stands behind a change that needs a person")
    func blocked() async throws {
        await server.script(.updateLead, [.before(.refusal("the stage is locked", operation: "PUT"))])
        try await decide(contacted, on: 1)
        #expect(await Departure(engine).sendAll(within: .seconds(20), includingTrash: false) == 1)
        try await decide(.addNote("call back"), on: 1)
        try await decide(.addTag("vip"), on: 2)
        let start = ContinuousClock.now

        #expect(await Departure(engine).sendAll(within: .seconds(40), includingTrash: false) == 2)
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(await server.leads[Lead.ID(2)]?.tags == ["vip"], "another lead's change goes out")
        #expect(await server.texts(of: Lead.ID(1)) == [])
    }

    @Test("a time that is up is up, and what was on its way is still in the journal")
    func slow() async throws {
        let gate = Gate()
        await server.configure { server in
            server.hook = { if $0 == .updateLead { await gate.pass() } }
        }
        try await decide(contacted, on: 1)

        #expect(await Departure(engine).sendAll(within: .milliseconds(50), includingTrash: false) == 1)
        #expect(await engine.unsentEntries.map(\.change) == [contacted])
        await gate.open()
    }

    @Test("with nothing unsent there is nothing to wait for")
    func nothing() async { #expect(await Departure(engine).sendAll(within: .seconds(40), includingTrash: true) == 0) }
}
