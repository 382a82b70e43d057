import Leads
import Panes
import Terminal
import Testing
import ViewModels

@Suite("Pickers on the screen")
struct PickerViewTests {
    @Test(
        "an address is cut where there is little room, and never how many leads its member has",
        arguments: [120, 80, 60]
    )
    func load(width: Int) {
        var state = Scenes.book
        let address = String(repeating: "a-long-name.", count: 8) + "@example.com"
        let members = [Scenes.alice, Scenes.bob].map { member in
            Member(id: member.id, firstName: member.firstName, lastName: member.lastName, email: address)
        }
        let team = Team(stages: state.account.team.stages, members: members, me: members[0])
        for action in [Action.happened(.reference(team)), .open(.assignees)] {
            _ = AppReducer.reduce(&state, action)
        }
        state.vocabulary = QueryVocabulary(owners: [
            QueryVocabulary.Label("Alice Johnson", count: 31_204), QueryVocabulary.Label("Bob Li", count: 7),
        ])

        let lines = Scenes.frame(state, width: width, height: 24).lines

        #expect(lines.contains { $0.contains("Alice Johnson (me)") && $0.contains("…  31 204  now") }, "\(lines)")
        #expect(lines.contains { $0.contains("Bob Li") && $0.contains("…  7 ") }, "\(lines)")
    }
}
