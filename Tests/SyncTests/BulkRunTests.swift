import FoundationEssentials
import Leads
import Sync
import TestSupport
import Testing

@Suite("Changes of many leads that go into the journal", .timeLimit(.minutes(1)))
struct BulkRunTests {
    private let planner = Planner(
        team: Team(
            stages: ["New Lead", "Contacted", "Qualified"].enumerated().map {
                Stage(id: Stage.ID(rawValue: Int64($0.offset + 1)), name: $0.element)
            }
        ),
        now: TestClock(.manual).now
    )

    private func toContacted(_ lead: Lead.ID) -> Proposal {
        Proposal(.setStage(from: "New Lead", to: "Contacted"), on: lead)
    }

    @Test("leave out a lead that is gone, trashed, stuck, moved or there already, and keep back none of the others")
    func leftOut() async throws {
        let bench = try EngineBench(.manual)
        let fine = try await bench.seed(1)
        let gone = Lead.ID(2)
        let trashed = try await bench.seed(3)
        let moved = try await bench.seed(4, stage: "Qualified")
        let done = try await bench.seed(5, stage: "Contacted")
        _ = try await bench.engine.submit(.trash(reason: "spam"), on: trashed, hold: .seconds(60))

        let start = try await bench.engine.run(
            [fine, gone, trashed, moved, done].map(toContacted),
            checkedBy: planner,
            hold: .seconds(8)
        )

        #expect(start.entries.map(\.leadID) == [fine])
        #expect(
            start.leftOut == [
                gone: .blocked(.plan(.leadGone)), trashed: .blocked(.plan(.beingTrashed)),
                moved: .blocked(.moved(to: "Qualified")), done: .nothingToDo(nil),
            ]
        )
        #expect(try bench.row(fine)?.lead.stage == "Contacted")
    }

    @Test("leave out as a whole a lead that became one not to be called since the plan was made")
    func guarded() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed(1)
        let mate = try await bench.seed(2)
        let other = try await bench.seed(3, phone: "5125550143")
        let call = { LeadChange.logCall(LeadChange.CallLog(outcome: $0, phone: $1, text: "rang")) }
        _ = try await bench.engine.submit(call(.dncContact, "5125550142"), on: lead, hold: .seconds(8))
        let bundle = { (phone: String) in [call(.noAnswer, phone), .addTag("attempt-1")] }

        let start = try await bench.engine.run(
            [lead, mate].flatMap { id in bundle("5125550142").map { Proposal($0, on: id) } }
                + bundle("5125550143").map { Proposal($0, on: other) },
            checkedBy: planner,
            hold: .seconds(8)
        )

        #expect(start.entries.map(\.leadID) == [other, other])
        #expect(start.entries.map(\.change) == bundle("5125550143"))
        for left in [lead, mate] {
            guard case .blocked(.plan(.forbidden)) = start.leftOut[left] else {
                Issue.record("\(left): \(start.leftOut)")
                continue
            }
        }
    }

    @Test("leave out a lead that waits for the person")
    func stuck() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed(1)
        let other = try await bench.seed(2)
        await bench.server.script(.updateLead, [.before(.refusal("no.", operation: "updateLead"))])
        let first = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
        _ = try await bench.running { bench in
            try await eventually { if case .wedged = try bench.status(first.id) { true } else { false } }
        }

        let start = try await bench.engine.run(
            [lead, other].map(toContacted),
            checkedBy: planner,
            hold: .seconds(8)
        )

        #expect(start.entries.map(\.leadID) == [other] && start.leftOut == [lead: .blocked(.stuck)])
    }
}
