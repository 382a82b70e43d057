import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// Marks by keys: what they come to typed slowly and all at once.
@Suite("Marking leads by keys", .timeLimit(.minutes(1)))
@MainActor struct MarkingTests {
    private func marks(after keys: String, atOnce: Bool) async throws -> [Int64] {
        let leads = (1...6).map { Team.lead($0, stage: $0.isMultiple(of: 2) ? "Contacted" : "New Lead") }
        let bench = try await AccountBench(leads, .manual)
        if atOnce {
            try bench.loop.pressAtOnce(keys)
        } else {
            try bench.loop.eachPress(keys) { press in
                bench.loop.send([.key(press)])
                bench.loop.wait { $0.program.heldKeys == 0 && $0.program.inFlight <= 1 }
            }
        }
        bench.loop.wait { $0.program.heldKeys == 0 && !$0.state.isAwaitingRows }
        try bench.loop.run()
        return bench.loop.state.marks.leads.map(\.rawValue).sorted()
    }

    @Test(
        "a burst marks what slow typing marks",
        arguments: [
            ("  ", [1, 2]), ("jvjjv", [2, 3, 4]), ("*a x", [3, 4, 5, 6]), (" V", [2, 3, 4, 5, 6]), ("*=s", [1, 3, 5]),
            ("j*=s*i", [1, 3, 5]), ("*a*n ", [1]), (":mark stage:Contacted<Enter>", [2, 4, 6]),
            ("/no3<Enter> \\gg ", [1, 3]), ("*fno<Esc>vG", [1, 2, 3, 4, 5, 6]), ("jj *s V*s", [3]),
            ("vj2 1 ", [1, 2]),
        ] as [(String, [Int64])]
    )
    func bursts(keys: String, expected: [Int64]) async throws {
        #expect(try await marks(after: keys, atOnce: false) == expected, "slow")
        #expect(try await marks(after: keys, atOnce: true) == expected, "at once")
    }
}
