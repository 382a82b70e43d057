import Testing

/// A burst and the same keys typed slowly come to the same journal.
@Suite("Bursts are typing")
@MainActor struct BurstTortureTests {
    /// `FOYER_TORTURE_KEYS=1000000` for a night.
    nonisolated private static let keys = TortureComparison.keys(unlessAsked: 100_000)

    @Test(
        "every script of keys leaves the same journal in bursts as typed one at a time",
        .timeLimit(.minutes(max(5, keys / 4_000)))
    )
    func torture() async throws {
        let lines = try await TortureComparison.play(Self.keys, "torture") { TortureScript(seed: $0, keys: $1) }
        #expect(lines * 50 > Self.keys, "the scripts hardly write anything")
    }
}
