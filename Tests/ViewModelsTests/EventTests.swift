import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("What happens elsewhere")
struct EventTests {
    private let first = Lead.ID(1)

    @Test("the counts of an answer stand at their queues, and those too many are left")
    func counts() {
        var state = workbench([lead(1)])
        var counted = answer(state, [lead(1)])
        counted.counts = Array(1...state.queues.count + 3)
        happen(&state, .queryAnswered(counted))

        #expect(state.queues.map(\.count) == Array(1...state.queues.count))
    }

    @Test("link, budget, progress and age are those that were told last")
    func account() {
        var state = workbench([])
        happen(&state, .link(.credentialRejected))
        happen(&state, .budget(CallBudget(remaining: 3, limit: 60)))
        happen(&state, .progress(SweepProgress(loaded: 4, total: 9)))
        happen(&state, .freshness(Freshness(seenAt: noon)))

        #expect(state.account.link == .credentialRejected)
        #expect(state.account.budget == CallBudget(remaining: 3, limit: 60))
        #expect(state.account.progress == SweepProgress(loaded: 4, total: 9))
        #expect(state.account.freshness == Freshness(seenAt: noon))
        happen(&state, .progress(nil))
        #expect(state.account.progress == nil)
    }

    @Test("what a refresh or the disk came to is said")
    func notices() {
        var state = workbench([])
        happen(&state, .refreshed(leads: 12))
        #expect(state.notice == .refreshed(leads: 12))
        happen(&state, .refreshFailed(reason: "No link."))
        #expect(state.notice == .refreshFailed(reason: "No link."))
        happen(&state, .trouble("The disk is full."))
        #expect(state.notice == .trouble(reason: "The disk is full."))
        guard case .write(.drop(_, let order)) = state.order({ .drop(OutboxEntry.ID(rawValue: 1), as: $0) }) else {
            Issue.record("a drop is an order")
            return
        }
        happen(&state, .entryActionFailed(order, reason: "The disk is full."))
        #expect(state.notice == .notSaved(reason: "The disk is full."))
    }

    @Test("a note that goes to the outbox, or leaves it, makes the open timeline be read anew")
    func notesOnTheTimeline() {
        var state = workbench([lead(1), lead(2)])
        let note = entry(1, .addNote("call back"), .queued)

        #expect(happen(&state, .outboxChanged([note])) == [.loadTimeline(first)])
        #expect(happen(&state, .outboxChanged([note])) == [])
        #expect(happen(&state, .outboxChanged([])) == [.loadTimeline(first)])
        #expect(happen(&state, .outboxChanged([entry(2, .addTag("vip"), .queued)])) == [])
        #expect(happen(&state, .outboxChanged([entry(3, on: 2, .addNote("x"), .queued)])) == [])
    }

    @Test("what was read of a timeline before a note was written is not shown for the newest again")
    func staleTimeline() {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .timelineLoaded(first, Timeline(merging: []), isFresh: true))
        happen(&state, .outboxChanged([entry(1, .addNote("call back"), .queued)]))

        act(&state, .navigate(.move(.lines(1))), .navigate(.move(.lines(-1))))

        #expect(state.timeline.content == .loading)
    }

    @Test("of several changes that stopped, the newest is told, and those known before are not told again")
    func newestFailure() {
        var state = workbench([lead(1)])
        let stopped = (1...3).map { entry($0, .addTag("t\($0)"), .conflicted(theirs: "x")) }
        happen(&state, .outboxChanged([stopped[0], stopped[1]]))
        #expect(state.notice == .failed(stopped[1]))
        happen(&state, .outboxChanged([stopped[2], stopped[0], stopped[1]]))
        #expect(state.notice == .failed(stopped[2]))
    }

    @Test("a journaled change is told with its lead, the last one of its key")
    func submitted() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        let entries = [entry(1, .addTag("a"), .queued), entry(2, .addTag("vip"), .queued)]

        #expect(happen(&state, .submitted(group.id, entries)).questions.count == 1)
        #expect(state.notice == .submitted(.addTag("vip"), lead: "Ada Byron"))
    }

    @Test("what came of an undo is told: never sent, or on its way back")
    func undone() throws {
        var state = workbench([lead(1)])
        let change = entry(1, .addTag("vip"), .cancelled)
        for (outcome, notice) in [
            (UndoAnswer.cancelled(change), Notice.undone(.addTag("vip"), lead: "Ada Byron")),
            (.inverse(change), .inverseQueued(.addTag("vip"), lead: "Ada Byron")),
        ] {
            let group = groups(act(&state, .work(.addTag("vip"))))[0]
            happen(&state, .submitted(group.id, [change]))
            act(&state, .undo)
            #expect(state.isAwaitingRows)
            let asked = happen(&state, .undone(group.id, [outcome])).questions
            #expect(state.notice == notice)
            #expect(asked.count == 1 && state.isAwaitingRows, "the rows that have it are not there yet")
            var rows = answer(state, [lead(1)])
            rows.request = try #require(asked.first)
            happen(&state, .queryAnswered(rows))
            #expect(!state.isAwaitingRows && !state.list.isAwaitingJournal)
        }
    }

    @Test("of a group of which one change cannot be taken back, the first obstacle is told")
    func firstObstacle() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.addTag("vip"))))[0]
        act(&state, .undo)
        let answers: [UndoAnswer] = [.impossible(reason: "first."), .postponed(reason: "second.")]

        #expect(happen(&state, .undone(group.id, answers)) == [.bell])
        #expect(state.notice == .undoImpossible(reason: "first."))
    }

    @Test("a refused form comes back on the screen, or among the drafts when something else is open")
    func restoring() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        type(&state, "precious")
        let form = openForm(state)
        let group = groups(submit(&state))[0]
        act(&state, .open(.help))

        happen(&state, .submitFailed(group.id, reason: "no.", restoring: form))

        #expect(state.overlay?.kind == .help)
        #expect(state.drafts.map(\.form.fields[0].text.text) == ["precious"])
    }

    @Test("a lead that left the mirror and came back can be worked on again")
    func cameBack() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.note))
        type(&state, "wants a yard")
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(state.goneLeads == [first])
        happen(&state, .leadsChanged)
        happen(&state, .queryAnswered(answer(state, [lead(2)], kept: [lead(1, stage: "Qualified")])))
        #expect(state.goneLeads == [])

        #expect(submit(&state).changes == [Proposal(.addNote("wants a yard"), on: first)])
    }

    @Test("drafts and what is gone follow a created lead to its real id")
    func renaming() {
        var state = workbench([lead(-1)])
        act(&state, .open(.note))
        type(&state, "wants a yard")
        act(&state, .overlay(.form(.cancel)), .open(.stages))
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))

        #expect(state.drafts.map(\.form.purpose) == [.note(on: Lead.ID(77))])
        #expect(state.overlay?.lead == Lead.ID(77))
        #expect(state.list.selected == Lead.ID(77))
        #expect(state.timeline.lead == Lead.ID(77))
    }

    @Test("a pane that shrinks keeps its cursor in sight, and text its last page full")
    func viewport() {
        var state = workbench((1...20).map { lead($0) })
        act(&state, .navigate(.move(.lines(9))))
        happen(&state, .viewport(Viewport(list: 3)))
        #expect((state.list.cursor.top..<state.list.cursor.top + 3).contains(9))

        let detail = { Viewport.Extent(visible: $0, total: 20) }
        happen(&state, .viewport(Viewport(detail: detail(5))))
        act(&state, .navigate(.open), .navigate(.move(.end)))
        #expect(state.detail.cursor.top == 15)
        happen(&state, .viewport(Viewport(detail: detail(12))))
        #expect(state.detail.cursor.top == 8)

        happen(&state, .viewport(Viewport(timeline: TimelineScroll(entry: 3, line: 1, cursor: 4))))
        #expect(state.timeline.scroll == TimelineScroll(entry: 3, line: 1, cursor: 4))
    }

    @Test("the room of the outbox and of a picker is that of the screen, so a page goes as far as is seen")
    func overlayRoom() {
        var state = workbench([lead(1)])
        happen(&state, .outboxChanged((1...30).map { entry($0, .addTag("t\($0)"), .queued) }))
        act(&state, .open(.outbox))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 10, total: 30))))
        act(&state, .overlay(.outbox(.move(.pages(1)))))
        guard case .outbox(let sheet) = state.overlay else {
            Issue.record("the outbox was closed")
            return
        }
        #expect(sheet.cursor.position == 9)

        state.account.team.stages = (0..<30).map { Stage(id: Stage.ID(rawValue: $0), name: "Stage \($0)") }
        act(&state, .overlay(.outbox(.close)), .open(.stages))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 10, total: 30))))
        act(&state, .overlay(.picker(.move(.pages(1)))))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("the picker was closed")
            return
        }
        #expect(picker.cursor.position == 9)
    }
}
