import Leads
import Sync
import TestSupport
import Testing

@Suite("Taking many changes back", .timeLimit(.minutes(1)))
struct TakingBackTests {
    @Test("takes back in one transaction what has not left, and leaves what has")
    func mixed() async throws {
        let bench = try EngineBench(.manual)
        let first = try await bench.seed(7)
        let second = try await bench.seed(8)
        let sent = try await bench.engine.submit(.addTag("sent"), on: first, hold: .zero)
        _ = try await bench.running { bench in
            try await eventually { if case .settled = try bench.status(sent.id) { true } else { false } }
        }
        let held = try await bench.engine.submit(
            [
                Proposal(.setStage(from: "New Lead", to: "Contacted"), on: first),
                Proposal(.setStage(from: "Contacted", to: "Qualified"), on: first),
                Proposal(.addTag("hot"), on: second),
            ],
            hold: .seconds(8)
        )

        let taken = try await bench.engine.takeBack([sent.id] + held.map(\.id))

        #expect(taken.map(\.id) == held.reversed().map(\.id))
        #expect(try bench.row(first)?.lead.stage == "New Lead")
        #expect(try bench.row(first)?.lead.tags == ["sent"])
        #expect(try bench.row(second)?.lead.tags == [])
        #expect(await bench.engine.unsentEntries.isEmpty)
        #expect(try await bench.engine.takeBack(held.map(\.id)).isEmpty, "there is nothing left to take back")
    }
}
