import Leads
import Sync
import TestSupport
import Testing

@Suite("What is decided on a lead that Lofty has not made yet", .timeLimit(.minutes(1)))
struct NewLeadFollowerTests {
    @Test("a stage that was decided before the new lead had one, without a conflict with Lofty's own default")
    func stageAfterCreate() async throws {
        let bench = try EngineBench(.jumping)
        try await bench.running { bench in
            let create = try await bench.engine.submit(create: NewLead(firstName: "Ravi"), hold: .zero)
            let change = LeadChange.setStage(from: nil, to: "Contacted")
            let stage = try await bench.engine.submit(change, on: create.leadID, hold: .zero)
            let settled = try await bench.engine.waitUntilSettled([create.id, stage.id])
            #expect(settled.allSatisfy { if case .settled = $0.status { true } else { false } }, "\(settled)")
        }
        #expect(await bench.server.leads.values.map(\.stage) == ["Contacted"])
    }
}
