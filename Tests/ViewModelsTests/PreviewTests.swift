import Leads
import Testing

@testable import ViewModels

@Suite("The rows before the first answer", .timeLimit(.minutes(1)))
struct PreviewTests {
    private var opening: QueueDefinition { QueueDefinition.defaults[0] }

    private func fresh() -> AppState {
        AppState(accountName: "test", queues: QueueDefinition.defaults, now: noon)
    }

    private func preview(_ leads: [Lead], of queue: QueueDefinition? = nil) -> Preview {
        let queue = queue ?? opening
        let second = QueueDefinition.defaults[1].query
        return Preview(
            queue: queue.query,
            sort: queue.sort,
            rows: leads.map { LeadRow(lead: $0, syncState: .clean) },
            counts: [second: 3].merging([queue.query: 12]) { $1 }
        )
    }

    @Test("are on the screen with the first one selected and the counts as they were, while keys on rows wait")
    func shown() {
        var state = fresh()

        happen(&state, .previewed(preview([lead(1), lead(2)])))

        #expect(state.list.rows.count == 2)
        #expect(state.list.selectedRow?.lead.id == Lead.ID(1))
        #expect(state.queues[0].count == 12 && state.queues[1].count == 3 && state.queues[2].count == nil)
        #expect(!state.list.isLoaded && state.isAwaitingRows)
    }

    @Test("make room for the answer, which begins at its own first row")
    func replaced() {
        var state = fresh()
        happen(&state, .previewed(preview([lead(1), lead(2)])))
        _ = EventReducer.reduce(&state, .leadsChanged)

        happen(&state, .queryAnswered(answer(state, [lead(9), lead(1)])))

        #expect(state.list.selected == Lead.ID(9))
        #expect(state.list.rows.count == 2 && state.list.isLoaded)
        #expect(state.list.departure(of: Lead.ID(2)) == nil)
    }

    @Test("of another view, or that come after the answer, are not shown")
    func late() {
        var state = fresh()
        happen(&state, .previewed(preview([lead(1)], of: QueueDefinition.defaults[1])))
        #expect(state.list.rows.count == 0)

        state = workbench([lead(5)])
        happen(&state, .previewed(preview([lead(1)])))
        #expect(state.list.selected == Lead.ID(5) && state.list.rows.count == 1)
    }
}
