import Leads
import Testing

@testable import ViewModels

@Suite("A team that is edited while somebody works")
struct TeamChangeTests {
    private func team(_ stages: [(Int64, String)], _ members: [Member] = [alice, bob]) -> Team {
        Team(
            stages: stages.map { Stage(id: Stage.ID(rawValue: $0.0), name: $0.1) },
            tags: ["hot"],
            members: members,
            me: alice
        )
    }

    private func letters(_ state: AppState, of opening: Opening) -> [String: Character] {
        var state = state
        act(&state, .open(opening))
        guard case .picker(let picker) = state.overlay else { return [:] }
        return Dictionary(picker.items.compactMap { item in item.accelerator.map { (item.label, $0) } }) { $1 }
    }

    private let usual: [(Int64, String)] = [(1, "New Lead"), (2, "Contacted"), (3, "Closed"), (4, "Qualified")]

    private func workbench(_ team: Team) -> AppState {
        var state = ViewModelsTests.workbench([lead(1)])
        happen(&state, .reference(team))
        return state
    }

    @Test("a stage keeps its letter when others come, go, move or are renamed, and under its own new name")
    func stages() {
        var state = workbench(team(usual))
        let before = letters(state, of: .stages)
        #expect(before.count == 4)

        happen(&state, .reference(team([(9, "Cold"), (4, "Qualified"), (2, "Reached"), (1, "New Lead")])))
        let after = letters(state, of: .stages)
        #expect(after["Qualified"] == before["Qualified"] && after["New Lead"] == before["New Lead"])
        #expect(after["Reached"] == before["Contacted"])
        #expect(after["Cold"] != nil && Set(after.values).count == after.count)

        happen(&state, .reference(team(usual)))
        #expect(letters(state, of: .stages)["Closed"] == before["Closed"], "one that comes back has its letter again")
    }

    @Test("two members of one name have letters of their own and are told apart by their addresses")
    func members() {
        let twin = Member(id: Member.ID(rawValue: 13), firstName: "Bob", lastName: "Li", email: "li@example.com")
        var state = workbench(team(usual, [alice, bob, twin]))
        act(&state, .open(.assignees))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker")
            return
        }
        let twins = picker.items.filter { $0.label == "Bob Li" }
        #expect(Set(twins.map(\.accelerator)).count == 2 && Set(twins.map(\.detail)).count == 2)
        state.overlays = []
        happen(&state, .reference(team(usual, [alice, twin])))
        let left = letters(state, of: .assignees)
        #expect(left["Bob Li"] == twins.first { $0.detail == "li@example.com" }?.accelerator)
    }

    @Test("a queue says which stage it can no longer match by, and which it may be now")
    func queue() {
        var state = workbench(team(usual))
        #expect(state.goneStages == [])
        happen(&state, .reference(team([(1, "Fresh"), (2, "Contacted")])))
        #expect(state.goneStages.map(\.value) == ["New"])

        // Queues that only keep stages out lose nothing.
        act(&state, .navigate(.selectQueue(2)))
        #expect(state.goneStages == [])
    }

    @Test("a stage that a queue asks for and that goes is told at once, and only once")
    func lost() {
        var state = workbench(team(usual))
        happen(&state, .reference(team([(1, "Fresh"), (2, "Contacted")])))
        guard case .stageLost(let lost, let queue) = state.notice else {
            Issue.record("nothing is said: \(String(describing: state.notice))")
            return
        }
        #expect(lost.value == "New" && queue == state.queues[0].definition.name)
        state.notice = nil
        happen(&state, .reference(team([(1, "Fresh"), (2, "Contacted"), (3, "Closed")])))
        #expect(state.notice == nil)
    }

    @Test("an open picker offers the new names, keeps its cursor, and marks what the lead has now")
    func openPicker() throws {
        var state = workbench(team(usual))
        act(&state, .open(.stages), .overlay(.picker(.move(.lines(1)))))
        #expect(picker(state)?.selected?.label == "Contacted")
        happen(&state, .reference(team([(3, "Closed"), (1, "New Lead"), (2, "Reached")])))
        #expect(picker(state)?.selected?.label == "Reached")
        #expect(picker(state)?.items.map(\.label) == ["Closed", "New Lead", "Reached"])

        // The stage under the cursor goes: Enter must not choose the one that took its place.
        happen(&state, .reference(team([(3, "Closed"), (1, "New Lead")])))
        #expect(picker(state)?.selected?.isCurrent == true)

        var moved = lead(1)
        moved.stage = "Closed"
        happen(&state, .queryAnswered(answer(state, [moved])))
        #expect(picker(state)?.items.first { $0.isCurrent }?.label == "Closed")
    }

    private func picker(_ state: AppState) -> Picker? {
        if case .picker(let picker) = state.overlay { picker } else { nil }
    }
}
