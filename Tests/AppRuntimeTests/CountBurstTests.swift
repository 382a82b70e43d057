import Commands
import Leads
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Counts, matches and lines come to the same however fast the keys are.
@Suite("Counts and matches in a burst", .timeLimit(.minutes(1)))
@MainActor struct CountBurstTests {
    enum Hand: CaseIterable { case slow, fast }

    private func bench(_ keys: String, _ hand: Hand, leads: Int = 12) throws -> (LoopBench, ScriptedBackend) {
        let leads = (1...leads).map { Team.lead(Int64($0), tags: $0 % 4 == 0 ? ["hot"] : []) }
        let backend = ScriptedBackend(leads, allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        switch hand {
        case .slow: try bench.press(keys)
        case .fast: try bench.pressAtOnce(keys)
        }
        bench.settleKeys()
        try bench.run()
        return (bench, backend)
    }

    @Test("a count goes as far as it says, and what follows is meant for that lead", arguments: Hand.allCases)
    func counts(hand: Hand) throws {
        let (bench, backend) = try bench("<A-5>jsc<A-1>0Gsc", hand)
        let order = bench.state.list.rows
        #expect(backend.submissions.map(\.lead) == [order.id(at: 5), order.id(at: 9)])
    }

    @Test("a count before a verb that takes none changes one lead, the one it stood on", arguments: Hand.allCases)
    func notTaken(hand: Hand) throws {
        let (bench, backend) = try bench("<A-3>sc", hand)
        #expect(backend.submissions.map(\.lead) == [bench.state.list.rows.id(at: 0)])
    }

    @Test("the next match is found before the key behind it acts", arguments: Hand.allCases)
    func matches(hand: Hand) async throws {
        let leads = (1...6).map { Team.lead(Int64($0), tags: $0 % 3 == 0 ? ["hot"] : []) }
        let bench = try await AccountBench(leads, .manual)
        switch hand {
        case .slow:
            for keys in ["/tag:hot<Enter>", "\\", "gg", "n", "tvip<Enter>", "n", "tvip<Enter>"] {
                try bench.press(keys)
                bench.loop.wait {
                    $0.program.heldKeys == 0 && !$0.state.isAwaitingRows && $0.state.list.pending.isEmpty
                }
            }
        case .fast: try bench.loop.pressAtOnce("/tag:hot<Enter>\\ggntvip<Enter>ntvip<Enter>")
        }
        bench.waitUntilKept(2)
        try bench.loop.run()
        #expect(Set(bench.loop.state.unsent.map(\.leadID)) == [Lead.ID(3), Lead.ID(6)])
    }

    @Test("a line of the palette runs before the keys behind it", arguments: Hand.allCases)
    func lines(hand: Hand) throws {
        let (bench, backend) = try bench(":4<Enter>sc:$<Enter>sc", hand)
        let order = bench.state.list.rows
        #expect(backend.submissions.map(\.lead) == [order.id(at: 3), order.id(at: 11)])
    }
}
