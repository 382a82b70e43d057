import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("A key that is held down", .timeLimit(.minutes(1)))
@MainActor struct HeldKeyTests {
    /// What reads the past of a lead.
    private nonisolated static let readings: [FakeLofty.Operation] = [
        .siteActivities, .communications, .notes, .systemLogEntries, .calendarEntries, .transactionEntries,
    ]

    @Test("a thousand leads that are passed cost no call; the one where the cursor rests costs six")
    func passing() async throws {
        let bench = try await AccountBench(Team.leads(1_000), .manual)
        // A frame for some keys each, as a terminal that is behind brings them.
        for _ in 0..<40 { try bench.loop.pressAtOnce(String(repeating: "j", count: 25)) }
        bench.wait { $0.list.selected == Lead.ID(1_000) }
        bench.meanwhile { server in
            for reading in Self.readings { #expect(await server.count(reading) == 0, "\(reading)") }
        }
        // Time that passes before the reading has begun to wait for it wakes nobody, so it passes in steps.
        for _ in 0..<10 {
            bench.pass(1)
            bench.meanwhile { _ in try? await Task.sleep(for: .milliseconds(20)) }
        }
        bench.wait { if case .loaded(_, isFresh: true) = $0.timeline.content { true } else { false } }

        try bench.loop.run()

        let server = bench.server
        for reading in Self.readings { #expect(await server.count(reading) == 1, "\(reading)") }
        #expect(await server.count(.lead) < 50)
    }
}
