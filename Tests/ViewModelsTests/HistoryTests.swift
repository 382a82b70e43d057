import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Undo and redo")
struct HistoryTests {
    private let first = Lead.ID(1)

    @Test("an undo names the change pressed before it, also before the journal has it")
    func undoNamesItsGroup() {
        var state = workbench([lead(1)])
        let tag = groups(act(&state, .work(.addTag("vip"))))[0]
        let stage = groups(act(&state, .work(.setStage("Contacted"))))[0]

        #expect(act(&state, .undo) == [.write(.undo(stage.id))])
        #expect(state.list.selectedRow?.lead.stage == "New Lead")
        #expect(state.list.selectedRow?.lead.tags == ["vip"])
        #expect(act(&state, .undo) == [.write(.undo(tag.id))])
        #expect(act(&state, .undo) == [])
        #expect(state.notice == .nothingToUndo)
    }

    @Test("a redo hangs on its undo and repeats what that took back")
    func redo() {
        var state = workbench([lead(1)])
        let tag = groups(act(&state, .work(.addTag("vip"))))[0]

        let effects = act(&state, .undo, .redo)

        let again = groups(effects)[0]
        #expect(effects == [.write(.undo(tag.id)), .write(.redo(again, after: tag.id))])
        #expect(again.proposals == tag.proposals && again.id != tag.id)
        #expect(state.list.selectedRow?.lead.tags == ["vip"])
        #expect(act(&state, .redo) == [])
        #expect(act(&state, .undo) == [.write(.undo(again.id))])
    }

    @Test("a new change leaves nothing to do again")
    func newChangeEndsRedo() {
        var state = workbench([lead(1)])
        act(&state, .work(.addTag("vip")), .undo, .work(.setStage("Contacted")))

        #expect(act(&state, .redo) == [])
        #expect(state.notice == .nothingToRedo)
    }

    @Test(
        "an undo that may work later is tried again by the next one; one that cannot is over",
        arguments: [true, false]
    )
    func undoThatFails(mayPass: Bool) {
        var state = workbench([lead(1)])
        let older = groups(act(&state, .work(.addTag("vip"))))[0]
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        act(&state, .undo)

        let answer: UndoAnswer = mayPass ? .postponed(reason: "it is being sent.") : .impossible(reason: "no way back.")
        #expect(happen(&state, .undone(group.id, [answer])) == [.bell])

        #expect(state.list.selectedRow?.lead.stage == "Contacted")
        #expect(act(&state, .redo) == [])
        #expect(act(&state, .undo) == [.write(.undo(mayPass ? group.id : older.id))])
    }

    @Test("changes of an earlier session that still wait are taken back newest first, each once")
    func earlierSession() {
        var state = workbench([lead(1)])
        let entries = (1...3).map { entry($0, .addTag("t\($0)"), $0 == 3 ? .queued : .held(until: noon + 5)) }
        happen(&state, .outboxChanged(entries))

        let taken = act(&state, .undo, .undo, .undo).compactMap { effect -> OutboxEntry.ID? in
            guard case .write(.undoEntry(let entry, _)) = effect else { return nil }
            return entry
        }

        #expect(taken == [entries[1].id, entries[0].id])
        #expect(state.notice == .nothingToUndo)
    }

    @Test("a created lead's changes are redone under the id the server gave it")
    func redoAfterRename() {
        var state = workbench([lead(-1)])
        act(&state, .work(.addTag("vip")), .undo)
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))

        #expect(groups(act(&state, .redo)).flatMap(\.proposals) == [Proposal(.addTag("vip"), on: Lead.ID(77))])
    }

    @Test(
        "what was decided on a new lead is done again on the lead that its create makes when that is done again",
        arguments: [-2, -3] as [Int64]
    )
    func redoBehindCreate(anew: Int64) {
        var state = workbench([lead(1)])
        act(&state, .open(.newLead))
        type(&state, "Max")
        submit(&state)
        let create = LeadChange.create(NewLead(firstName: "Max", lastName: ""))
        let first = state.undo.done[0].id
        happen(&state, .submitted(first, [entry(1, on: -1, create, .held(until: noon + 8))]))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(-1, "Max")])))
        let stage = groups(act(&state, .work(.setStage("Contacted"))))[0]
        act(&state, .open(.note))
        type(&state, "wants a yard")
        act(&state, .overlay(.form(.cancel)), .undo)
        happen(&state, .undone(stage.id, [.cancelled(entry(2, on: -1, stage.proposals[0].change, .cancelled))]))
        act(&state, .undo)
        happen(&state, .undone(first, [.cancelled(entry(1, on: -1, create, .cancelled))]))
        happen(&state, .queryAnswered(answer(state, [lead(1)])))
        #expect(state.list.departure(of: Lead.ID(-1)) == .gone)

        let again = groups(act(&state, .redo))[0]
        happen(&state, .submitted(again.id, [entry(3, on: anew, create, .held(until: noon + 8))]))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(anew, "Max")])))

        #expect(state.list.selected == Lead.ID(anew) && state.list.departure(of: Lead.ID(anew)) == nil)
        #expect(state.list.rows.count == 2 && !state.isAwaitingRows)
        #expect(state.drafts.map(\.form.purpose) == [.note(on: Lead.ID(anew))])
        #expect(!state.goneLeads.contains(Lead.ID(anew)))
        #expect(
            groups(act(&state, .redo)).flatMap(\.proposals) == [Proposal(stage.proposals[0].change, on: Lead.ID(anew))]
        )
    }

    @Test("a create of an earlier session that is done again takes what was undone before it along")
    func redoBehindEarlierCreate() {
        var state = workbench([lead(-1, "Max"), lead(1)])
        let create = LeadChange.create(NewLead(firstName: "Max", lastName: ""))
        let held = OutboxEntry.Status.held(until: noon + 8)
        happen(&state, .outboxChanged([entry(1, on: -1, create, held), entry(2, on: -1, .addTag("vip"), held)]))
        for number: Int64 in [2, 1] {
            act(&state, .undo)
            let change = number == 1 ? create : .addTag("vip")
            happen(&state, .undone(state.undo.undone[0].id, [.cancelled(entry(number, on: -1, change, .cancelled))]))
        }

        let again = groups(act(&state, .redo))[0]
        happen(&state, .submitted(again.id, [entry(3, on: -2, create, held)]))

        #expect(groups(act(&state, .redo)).flatMap(\.proposals) == [Proposal(.addTag("vip"), on: Lead.ID(-2))])
    }

    @Test("keys behind a redo on a lead that has gone wait until it is known that nothing came of it")
    func redoOnGoneLead() {
        var state = workbench([lead(1), lead(2)])
        let older = groups(act(&state, .work(.addTag("vip"))))[0]
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        act(&state, .undo)
        happen(
            &state,
            .undone(group.id, [.cancelled(entry(1, .setStage(from: "New Lead", to: "Contacted"), .cancelled))])
        )
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(state.list.departure(of: Lead.ID(1)) == .gone && !state.isAwaitingRows)

        let again = groups(act(&state, .redo))[0]
        #expect(state.isAwaitingRows)
        happen(&state, .submitFailed(again.id, reason: "Lead 1 is gone.", restoring: nil))

        #expect(!state.isAwaitingRows)
        #expect(act(&state, .undo) == [.write(.undo(older.id))])
    }

    @Test("an undo behind an undo does not take the same change back a second time")
    func undoTwice() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        let kept = entry(1, .addTag("vip"), .held(until: noon + 8))
        happen(&state, .outboxChanged([kept]))
        happen(&state, .submitted(group.id, [kept]))

        #expect(act(&state, .undo, .undo) == [.write(.undo(group.id))])
        #expect(state.notice == .nothingToUndo)
        #expect(groups(act(&state, .redo)).flatMap(\.proposals) == group.proposals)
    }

    @Test("an undo that may work later keeps its turn among the changes pressed behind it")
    func lateObstacle() {
        var state = workbench([lead(1), lead(2)])
        let first = groups(act(&state, .work(.addTag("vip"))))[0]
        act(&state, .undo)
        let second = groups(act(&state, .work(.setStage("Contacted"))))[0]
        happen(&state, .undone(first.id, [.postponed(reason: "it is being sent.")]))

        #expect(act(&state, .undo, .undo) == [.write(.undo(second.id)), .write(.undo(first.id))])
    }

    @Test("an undo that was not to be is not done again by the redo behind it, and stays to be undone")
    func redoOfLateObstacle() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        let again = groups(act(&state, .undo, .redo))[0]
        happen(&state, .undone(group.id, [.postponed(reason: "it is being sent.")]))
        happen(&state, .submitFailed(again.id, reason: "no.", restoring: nil))

        #expect(state.list.selectedRow?.lead.tags == ["vip"])
        #expect(act(&state, .undo) == [.write(.undo(group.id))])
    }

    @Test("keys behind a redo that may bring a lead back among the rows wait for them")
    func redoOfLeadThatLeft() {
        var state = workbench([lead(1), lead(2)])
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        happen(&state, .submitted(group.id, [entry(1, .setStage(from: "New Lead", to: "Contacted"), .queued)]))
        act(&state, .navigate(.setFilter("stage:contacted")))
        happen(&state, .queryAnswered(answer(state, [lead(1, stage: "Contacted"), lead(3, stage: "Contacted")])))
        act(&state, .navigate(.move(.lines(1))), .undo)
        happen(
            &state,
            .undone(group.id, [.cancelled(entry(1, .setStage(from: "New Lead", to: "Contacted"), .cancelled))])
        )
        happen(&state, .queryAnswered(answer(state, [lead(3, stage: "Contacted")])))
        #expect(!state.isAwaitingRows && state.list.rows.count == 1)

        let again = groups(act(&state, .redo))[0]
        #expect(state.isAwaitingRows)
        happen(&state, .submitted(again.id, [entry(2, .setStage(from: "New Lead", to: "Contacted"), .queued)]))
        #expect(state.isAwaitingRows)
        happen(&state, .queryAnswered(answer(state, [lead(1, stage: "Contacted"), lead(3, stage: "Contacted")])))
        #expect(!state.isAwaitingRows)
        #expect(state.list.selected == Lead.ID(3))
    }

    @Test("keys behind a redo of a lead that is among the rows go on")
    func redoOfLeadInSight() {
        var state = workbench([lead(1)])
        act(&state, .work(.setStage("Contacted")), .undo, .redo)

        #expect(!state.list.isAwaitingRows)
    }
}
