import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("What was taken back or refused is as open as before")
struct OpenAgainTests {
    private let first = Lead.ID(1)

    /// The groups that go through the door.
    private func groups(_ effects: [Effect]) -> [ChangeGroup] {
        effects.compactMap { effect in
            if case .write(.submit(let group, restoring: _)) = effect { return group }
            if case .write(.redo(let group, after: _)) = effect { return group }
            return nil
        }
    }

    private func undone(_ group: ChangeGroup, _ state: inout AppState) {
        let entry = entry(1, group.proposals[0].change, .cancelled)
        happen(&state, .undone(group.id, [.cancelled(entry)]))
    }

    private func refuse(_ group: ChangeGroup, _ state: inout AppState) {
        happen(&state, .submitFailed(group.id, reason: "the disk is full.", restoring: nil))
    }

    private static let verbs: [Action] = [
        .work(.setStage("Contacted")), .work(.addTag("vip")), .work(.addNote("a yard")),
        .handle(.dispose("no-answer", words: "")), .work(.addFollowUp(FollowUpWish("1"))),
    ]

    @Test("a change that is undone leaves no lead done", arguments: verbs.indices)
    func undo(_ index: Int) {
        var state = workbench([lead(1), lead(2)])
        let group = groups(act(&state, Self.verbs[index]))[0]
        #expect(state.list.isHandled(first))
        act(&state, .undo)
        undone(group, &state)
        #expect(!state.list.isHandled(first) && state.list.handled.isEmpty)
    }

    @Test("a change that the journal refuses leaves no lead done", arguments: verbs.indices)
    func refusal(_ index: Int) {
        var state = workbench([lead(1), lead(2)])
        refuse(groups(act(&state, Self.verbs[index]))[0], &state)
        #expect(!state.list.isHandled(first))
        // So it comes up again.
        act(&state, .navigate(.select(Lead.ID(2))), .handle(.done))
        #expect(state.list.selected == first)
    }

    @Test("what else was done with the lead still counts")
    func others() {
        var state = workbench([lead(1), lead(2)])
        let tag = groups(act(&state, .work(.addTag("vip"))))[0]
        let stage = groups(act(&state, .work(.setStage("Contacted"))))[0]
        refuse(stage, &state)
        #expect(state.list.isHandled(first))
        act(&state, .handle(.done), .navigate(.select(first)), .undo)
        undone(tag, &state)
        #expect(state.list.isHandled(first), "it was done with without a change, too")
    }

    @Test("a change that cannot be taken back stays done, and so does one that is done again")
    func stays() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        act(&state, .undo)
        happen(&state, .undone(group.id, [.impossible(reason: "no way back.")]))
        #expect(state.list.isHandled(first))
        let other = groups(act(&state, .work(.setStage("Contacted"))))[0]
        let again = groups(act(&state, .undo, .redo))[0]
        undone(other, &state)
        #expect(state.list.isHandled(first) && again.id != other.id)
    }

    @Test("a lead that the server named keeps what was done with it")
    func renamed() {
        var state = workbench([lead(-1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))
        #expect(state.list.isHandled(Lead.ID(77)))
        act(&state, .undo)
        undone(group, &state)
        #expect(!state.list.isHandled(Lead.ID(77)))
    }

    // MARK: Triage

    private func triage(_ count: Int64 = 3) -> AppState {
        var state = workbench((1...count).map { lead($0) })
        act(&state, .handle(.startTriage))
        return state
    }

    @Test("an outcome that the journal refuses is not counted, and its lead comes up again")
    func refusedOutcome() {
        var state = triage(2)
        let group = groups(act(&state, .handle(.disposeAt(2))))[0]
        refuse(group, &state)
        #expect(state.triage?.records.isEmpty == true && !state.list.isHandled(first))
        act(&state, .handle(.disposeAt(0)))
        #expect(state.list.selected == first)
        #expect(state.triage?.summary.handled == 1)
    }

    @Test("an outcome that is done again is counted again, and can be undone again")
    func redo() {
        var state = triage()
        let group = groups(act(&state, .handle(.disposeAt(2))))[0]
        act(&state, .undo)
        undone(group, &state)
        #expect(state.triage?.records.isEmpty == true && !state.list.isHandled(first))
        let again = groups(act(&state, .redo))[0]
        #expect(state.triage?.records.map(\.outcome) == ["no answer"] && state.list.isHandled(first))
        act(&state, .undo)
        undone(again, &state)
        #expect(state.triage?.records.isEmpty == true && state.list.selected == first)
    }

    @Test("of two outcomes on one lead an undo takes back the later one, and the first stands")
    func twoOutcomes() {
        var state = triage()
        act(&state, .handle(.disposeAt(2)), .navigate(.stepLead(-1)))
        let second = groups(act(&state, .handle(.disposeAt(0))))[0]
        #expect(state.triage?.records.map(\.outcome) == ["talked"])
        act(&state, .undo)
        undone(second, &state)
        #expect(state.triage?.records.map(\.outcome) == ["no answer"])
        #expect(state.list.isHandled(first) && state.list.selected == first)
    }

    @Test("an undo that comes to nothing leaves the outcome counted once", arguments: [false, true])
    func undoThatFails(isRedone: Bool) {
        var state = triage()
        let group = groups(act(&state, .handle(.disposeAt(2))))[0]
        act(&state, .undo)
        let again = isRedone ? groups(act(&state, .redo)).first : nil
        happen(&state, .undone(group.id, [.impossible(reason: "no way back.")]))
        if let again { refuse(again, &state) }
        #expect(state.triage?.records.map(\.outcome) == ["no answer"] && state.list.isHandled(first))
    }

    @Test("the panes are as they were before triage, and so they are remembered")
    func arrangement() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.togglePreview))
        #expect(state.remembered.hidesPreview)
        act(&state, .handle(.startTriage))
        #expect(!state.layout.hidesPreview && state.remembered.hidesPreview)
        act(&state, .handle(.leaveTriage))
        #expect(state.layout.hidesPreview && state.remembered.hidesPreview)
    }
}
