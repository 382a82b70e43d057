import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The tour")
struct TourTests {
    private func begun() -> AppState {
        var state = workbench([lead(1), lead(2)])
        state.isDemo = true
        act(&state, .program(.tour(.begin)))
        return state
    }

    private func entry(_ change: LeadChange) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(1),
            leadName: "Ada",
            change: change,
            status: .held(until: noon),
            createdAt: noon
        )
    }

    private func journal(_ change: LeadChange, in state: inout AppState) {
        happen(&state, .submitted(ChangeGroup.ID(rawValue: 7), [entry(change)]))
    }

    @Test("goes on by what is done, and only by that")
    func doing() {
        var state = begun()
        #expect(state.tour?.step == .move && state.layout.hasTour)
        act(&state, .open(.stages), .overlay(.picker(.cancel)))
        #expect(state.tour?.step == .move)
        act(&state, .navigate(.move(.lines(1))))
        #expect(state.tour?.step == .open)
        act(&state, .navigate(.open), .navigate(.open))
        #expect(state.tour?.step == .back)
        act(&state, .navigate(.back), .navigate(.back))
        #expect(state.tour?.step == .stage)
        journal(.addTag("hot"), in: &state)
        #expect(state.tour?.step == .stage)
        journal(.setStage(from: nil, to: "Contacted"), in: &state)
        #expect(state.tour?.step == .undo)
        happen(&state, .undone(ChangeGroup.ID(rawValue: 7), [.cancelled(entry(.addTag("hot")))]))
        #expect(state.tour?.step == .filter)
        act(&state, .open(.filter))
        type(&state, "ada")
        #expect(state.tour?.step == .filter, "not while it is being typed")
        submit(&state)
        #expect(state.tour?.step == .clear)
        act(&state, .navigate(.clearFilter))
        #expect(state.tour?.step == .note)
        journal(.addNote("hello"), in: &state)
        #expect(state.tour?.step == .queue)
        act(&state, .navigate(.selectQueue(1)))
        act(&state, .open(.help), .overlay(.help(.close)))
        #expect(state.tour?.step == .palette)
        act(&state, .open(.commandLine("")), .overlay(.palette(.cancel)))
        #expect(state.tour?.step == .done)
        act(&state, .program(.tour(.skip)))
        #expect(state.tour == nil && state.isTourOver && !state.layout.hasTour)
    }

    @Test("can be skipped step by step, and stopped; a skip outside it says so")
    func skipping() {
        var state = begun()
        act(&state, .program(.tour(.skip)), .program(.tour(.skip)))
        #expect(state.tour?.step == .back)
        act(&state, .program(.tour(.stop)))
        #expect(state.tour == nil && state.isTourOver)
        act(&state, .program(.tour(.skip)))
        guard case .noted? = state.notice else {
            Issue.record("nothing was said")
            return
        }
    }
}

@Suite("What is remembered of a sitting")
struct RememberedViewTests {
    private func arranged() throws -> AppState {
        var state = workbench([lead(1)])
        state.isDemo = true
        act(
            &state,
            .navigate(.selectQueue(2)),
            .navigate(.setSort(LeadSort(.name, descending: false))),
            .navigate(.togglePreview),
            .navigate(.resizeList(3)),
            .navigate(.toggleSplit),
            .navigate(.setColumns(try ListColumnChoice(["name:12", "tags"]))),
            .program(.tour(.begin)),
            .program(.tour(.skip))
        )
        return state
    }

    @Test("comes back as it was, through the file")
    func roundTrip() throws {
        let left = try arranged().remembered
        let bytes = try JSONEncoder().encode(left)
        let read = try JSONDecoder().decode(RememberedView.self, from: bytes)
        #expect(read == left)
        var state = workbench([lead(1)])
        state.adopt(read)
        #expect(state.remembered == left)
        #expect(state.tour?.step == .open && state.layout.hasTour)
        act(&state, .navigate(.selectQueue(2)))
        #expect(state.sort == LeadSort(.name, descending: false))
        act(&state, .navigate(.selectQueue(1)))
        #expect(state.sort == state.queues[1].definition.sort)
    }

    @Test("holds no text of a lead, and nothing that is impossible is adopted")
    func limits() {
        var state = workbench([lead(1)])
        state.adopt(RememberedView(sorts: ["no such queue": LeadSort(.score)], listSteps: 4_000, tourStep: 99))
        #expect(state.layout.listSteps == LayoutPreferences.mostSteps && state.tour == nil)
        #expect(state.remembered.sorts.isEmpty)
        act(&state, .navigate(.setSort(state.queues[0].definition.sort)))
        #expect(state.remembered.sorts.isEmpty, "the order of its own needs no remembering")
    }

    @Test("a tour that was done with does not begin again")
    func tourOver() {
        var state = workbench([lead(1)])
        state.adopt(RememberedView(tourStep: 3, isTourOver: true))
        #expect(state.tour == nil && state.isTourOver)
    }
}
