import FoundationEssentials
import Glibc
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

/// Random interleavings of a person, colleagues, crashes and a server that loses answers, lags and fails; what the server
/// holds in the end decides.
///
/// `FOYER_MODEL_RUNS` sets the number of random seeds, `FOYER_MODEL_SEEDS` names some, apart by commas; a seed runs the
/// same each time.
@Suite("Whatever happens, in any order", .timeLimit(.minutes(10)))
struct ModelTests {
    static let seeds: [UInt64] = {
        if let named = ProcessInfo.processInfo.environment["FOYER_MODEL_SEEDS"] {
            return named.split(separator: ",").compactMap { UInt64($0) }
        }
        let runs = ProcessInfo.processInfo.environment["FOYER_MODEL_RUNS"].flatMap { Int($0) } ?? 30
        return (1...10).map { UInt64($0) } + (0..<runs).map { _ in .random(in: 1_000 ... .max) }
    }()

    @Test(
        "nothing is lost, doubled or out of order, and the screen is the server with what is unsent",
        arguments: seeds
    )
    func run(_ seed: UInt64) async throws {
        var story = try await ModelStory(seed: seed)
        for _ in 0..<60 { try await story.step() }
        try await story.comeToAnEnd()
        try await story.checkServer()
        await story.leave()
    }
}
