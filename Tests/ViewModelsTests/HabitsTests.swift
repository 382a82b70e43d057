import Leads
import Testing

@testable import ViewModels

@Suite("Files that are read again")
struct HabitsTests {
    private func habits(_ queues: [QueueDefinition]) -> Habits {
        Habits(
            queues: queues,
            dispositions: Disposition.defaults,
            dispositionPlaces: [:],
            templates: [],
            links: LinkPreferences(),
            columns: nil
        )
    }

    @Test("keep the queue that is open, with its order and its filter, and ask for all counts")
    func sameQueue() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .navigate(.selectQueue(2)), .navigate(.setSort(LeadSort(.name))), .navigate(.setFilter("jane")))
        let open = state.queues[2]
        let effects = AppReducer.reduce(
            &state,
            .happened(.habitsRead(habits([state.queues[8].definition, open.definition])))
        )

        #expect(state.queues.count == 2 && state.activeQueue == 1)
        #expect(state.queue == open && state.list.filter == "jane")
        guard case .query(let question)? = effects.first else {
            Issue.record("no question")
            return
        }
        #expect(question.counting.count == 2)
    }

    @Test("open the first queue when the one that was open is gone or has another query")
    func otherQueue() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.selectQueue(2)), .navigate(.setFilter("jane")))
        var changed = state.queues[2].definition
        changed.sort = LeadSort(.score)
        _ = AppReducer.reduce(&state, .happened(.habitsRead(habits([state.queues[0].definition, changed]))))
        #expect(state.activeQueue == 1 && state.list.filter.isEmpty && state.sort == LeadSort(.score))

        _ = AppReducer.reduce(&state, .happened(.habitsRead(habits([state.queues[0].definition]))))
        #expect(state.activeQueue == 0 && state.isAwaitingRows)
    }

    @Test("leave the queues alone in triage, which counts the leads of one of them")
    func triage() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .handle(.startTriage))
        let before = state.queues
        #expect(state.triage != nil)
        #expect(AppReducer.reduce(&state, .happened(.habitsRead(habits([])))).isEmpty)
        #expect(state.queues == before)
    }
}
