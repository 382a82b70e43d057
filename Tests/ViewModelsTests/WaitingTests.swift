import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

/// What is on its way to the journal keeps other views waiting until it is known what came of it.
@Suite("Waiting for the journal")
struct WaitingTests {
    enum End: CaseIterable {
        case submitted, refused, undone, postponed, impossible, contested, acted, notActed
        /// An undo of several changes that gets only so far.
        case partlyImpossible, partlyContested

        /// True when the rows that are there may be otherwise afterwards.
        var changesRows: Bool {
            switch self {
            case .submitted, .undone, .acted, .partlyImpossible, .partlyContested: true
            case .refused, .postponed, .impossible, .contested, .notActed: false
            }
        }
    }

    /// Something on its way, and the event that ends it.
    private func begin(_ end: End, _ state: inout AppState) -> Event {
        let change = LeadChange.addTag("vip")
        let kept = entry(1, change, .held(until: noon + 8))
        switch end {
        case .submitted: return .submitted(groups(act(&state, .work(.addTag("vip"))))[0].id, [kept])
        case .refused:
            return .submitFailed(groups(act(&state, .work(.addTag("vip"))))[0].id, reason: "no.", restoring: nil)
        case .undone, .postponed, .impossible, .contested, .partlyImpossible, .partlyContested:
            let group = groups(act(&state, .work(.addTag("vip"))))[0].id
            happen(&state, .submitted(group, [kept]))
            happen(&state, .queryAnswered(answer(state, [lead(1, tags: ["vip"]), lead(2)])))
            act(&state, .undo)
            return .undone(group, outcomes(end, entry(1, change, .cancelled)))
        case .acted, .notActed:
            happen(&state, .outboxChanged([entry(1, change, .wedged(.init(reason: "no.")))]))
            act(&state, .open(.outbox))
            guard case .write(.retry(_, as: let order))? = act(&state, .overlay(.outbox(.retry))).first else {
                Issue.record("nothing was ordered")
                return .leadsChanged
            }
            act(&state, .overlay(.outbox(.close)))
            return end == .acted ? .entryActed(order) : .entryActionFailed(order, reason: "no.")
        }
    }

    private func outcomes(_ end: End, _ entry: OutboxEntry) -> [UndoAnswer] {
        switch end {
        case .contested: [.contested(entry, theirs: "hot")]
        case .postponed: [.postponed(reason: "it is being sent.")]
        case .impossible: [.impossible(reason: "no way back.")]
        case .partlyImpossible: [.inverse(entry), .impossible(reason: "no way back.")]
        case .partlyContested: [.cancelled(entry), .contested(entry, theirs: "hot")]
        case .submitted, .refused, .undone, .acted, .notActed: [.cancelled(entry)]
        }
    }

    @Test("lasts until the end is told, and until the rows have what it changed", arguments: End.allCases)
    func untilItsEnd(end: End) {
        var state = workbench([lead(1), lead(2)])
        #expect(!state.list.isAwaitingJournal)
        let event = begin(end, &state)
        #expect(state.list.isAwaitingJournal)
        var earlier = answer(state, [lead(1), lead(2)])
        earlier.request.serial -= 1  // Rows that were asked for before the door has told anything.
        happen(&state, .queryAnswered(earlier))
        #expect(state.list.isAwaitingJournal, "rows say nothing of what the door has not told")

        happen(&state, event)
        #expect(state.list.isAwaitingJournal == end.changesRows)
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        #expect(!state.list.isAwaitingJournal && !state.isAwaitingRows)
    }

    @Test("goes on when another view is opened meanwhile", arguments: End.allCases)
    func inAnotherView(end: End) {
        var state = workbench([lead(1), lead(2)])
        let event = begin(end, &state)
        act(&state, .navigate(.selectQueue(1)))
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(state.list.isAwaitingJournal)

        happen(&state, event)
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(!state.list.isAwaitingJournal && !state.isAwaitingRows)
    }

    @Test(
        "keys on rows wait for the rows that show what an undo took back, all of it or a part",
        arguments: [(End.undone, true), (.partlyImpossible, true), (.partlyContested, true), (.impossible, false)]
    )
    func undoneRows(end: End, areAwaited: Bool) {
        var state = workbench([lead(1), lead(2)])
        let event = begin(end, &state)
        let asked = happen(&state, event).questions
        #expect(state.isAwaitingRows == areAwaited && asked.isEmpty == !areAwaited)
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        #expect(!state.isAwaitingRows)
    }

    @Test("a change and the undo behind it are waited for one by one: rows that have the change do not end it")
    func undoBehindItsChange() {
        var state = workbench([lead(1), lead(2)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0].id
        act(&state, .undo)
        let kept = entry(1, .addTag("vip"), .held(until: noon + 8))
        happen(&state, .submitted(group, [kept]))
        happen(&state, .queryAnswered(answer(state, [lead(1, tags: ["vip"]), lead(2)])))
        #expect(state.list.isAwaitingJournal)
        happen(&state, .undone(group, [.cancelled(kept)]))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        #expect(!state.list.isAwaitingJournal && !state.isAwaitingRows)
    }

    @Test("keys on rows wait for the answer to a retry, whatever rows come meanwhile", arguments: [true, false])
    func orderOnEntry(works: Bool) {
        var state = workbench([lead(1), lead(2)])
        let event = begin(works ? .acted : .notActed, &state)
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        #expect(state.isAwaitingRows)
        happen(&state, event)
        #expect(state.isAwaitingRows == works, "the rows are asked for once more when something changed")
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        #expect(!state.isAwaitingRows)
    }
}
