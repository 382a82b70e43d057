import Leads
import Testing

@testable import ViewModels

@Suite("Queues that name a stage that is gone")
struct GoneStageTests {
    @Test("the stages that a queue looks for and the team does not have are known")
    func goneStages() throws {
        var state = workbench([])
        state.queues[0].definition = QueueDefinition(
            name: "Mine",
            query: try LeadQuery.parse("stage:contacted,\"Qualifeid\" -stage:Gone"),
            sort: LeadSort(.created)
        )
        #expect(state.goneStages.map(\.value) == ["Qualifeid"])
        #expect(state.goneStages.map(\.suggestion) == ["Qualified"])
    }
}
