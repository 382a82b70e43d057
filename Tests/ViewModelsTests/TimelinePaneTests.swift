import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The timeline under a person's hands")
struct TimelinePaneTests {
    private func view(_ number: Int) -> TimelineEntry {
        TimelineEntry(id: "view-\(number)", at: noon - Double(number), kind: .site("Browse"), text: "home \(number)")
    }

    private func note(_ number: Int, at date: Date) -> TimelineEntry {
        TimelineEntry(id: "note-\(number)", at: date, kind: .note(isPinned: false), text: "note \(number)")
    }

    private func reading(_ entries: [TimelineEntry], created: Date? = nil) -> AppState {
        var person = lead(1)
        person.createdAt = created
        var state = workbench([person, lead(2, "Bea")])
        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: entries), isFresh: true))
        act(&state, .navigate(.open), .navigate(.open))
        return state
    }

    private func ids(_ state: AppState) -> [String] { state.timeline.outline.rows.map(\.id) }

    /// Lays the pane out with rows of one line.
    private func layOut(_ state: inout AppState) {
        let rows = state.timeline.outline.rows.count
        let scroll = state.timeline.scroll.settled(count: rows, visible: 5) { _ in 1 }
        happen(&state, .viewport(Viewport(list: 5, timeline: scroll)))
    }

    @Test("Enter opens the visit at the cursor under itself and closes it again")
    func opens() {
        var state = reading([view(1), view(2), view(3)])
        let closed = ids(state)
        #expect(closed.count == 1)
        act(&state, .navigate(.open))
        #expect(ids(state) == closed + ["home:view-1", "home:view-2", "home:view-3"])
        act(&state, .navigate(.open))
        #expect(ids(state) == closed)
    }

    @Test("a lead of which nothing but its creation is known shows that")
    func creation() {
        let state = reading([], created: noon - 86_400)
        #expect(ids(state) == ["created"])
    }

    @Test("the creation stands in its place among entries from before, and not beside the server's own word of it")
    func creationInPlace() {
        let older = note(1, at: noon - 200)
        #expect(ids(reading([note(2, at: noon - 10), older], created: noon - 100)) == ["note-2", "created", "note-1"])
        let log = TimelineEntry(id: "log", at: noon - 101, kind: .system, text: "created by Website")
        #expect(ids(reading([log], created: noon - 100)) == ["log"])
    }

    @Test("entries that come in above leave the cursor on its row, and a pane at its top stays there")
    func staysOnRow() {
        let old = (1...6).map { note($0, at: noon - Double($0) * 10) }
        var state = reading(old)
        act(&state, .navigate(.move(.lines(3))))
        layOut(&state)
        #expect(ids(state)[state.timeline.scroll.cursor] == "note-4")

        let news = note(0, at: noon)
        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: [news] + old), isFresh: true))
        #expect(ids(state)[state.timeline.scroll.cursor] == "note-4")

        act(&state, .navigate(.move(.start)))
        layOut(&state)
        happen(
            &state,
            .timelineLoaded(Lead.ID(1), Timeline(merging: [note(9, at: noon + 1), news] + old), isFresh: true)
        )
        #expect(state.timeline.scroll.cursor == 0)
        #expect(ids(state).first == "note-9")
    }

    @Test("what is shown of kinds stays for the next lead, what is open or searched for does not")
    func nextLead() {
        var state = reading([view(1), view(2), view(3), note(1, at: noon - 9)])
        act(&state, .navigate(.timeline(.show(.notes))), .navigate(.timeline(.search("note"))))
        #expect(ids(state) == ["note-1"])
        act(&state, .navigate(.stepLead(1)))
        #expect(state.timeline.choice == TimelineOutline.Choice(families: [.notes]))
        act(&state, .navigate(.timeline(.show(nil))))
        #expect(state.timeline.choice.families.isEmpty)
    }

    @Test("everything is everything: the key for it ends a search too")
    func everything() {
        var state = reading([note(1, at: noon - 9), note(2, at: noon - 10)])
        act(&state, .navigate(.timeline(.search("no such word"))))
        #expect(ids(state).isEmpty && state.timeline.shownCount == 0)
        act(&state, .navigate(.timeline(.show(nil))))
        #expect(ids(state) == ["note-1", "note-2"] && state.timeline.shownCount == 2)
    }

    /// Goes to the other lead and comes back, with what was kept of the look.
    private func comeBack(_ state: inout AppState) {
        let kept = act(&state, .navigate(.stepLead(1))).compactMap { effect in
            if case .keepLook(Lead.ID(1), let look) = effect { look } else { nil }
        }
        #expect(kept.count == 1)
        act(&state, .navigate(.stepLead(-1)))
        happen(&state, .lookRecalled(Lead.ID(1), kept.first))
    }

    @Test("what was not on the screen is not taken for seen: a past that was never read, or only as it was before")
    func notSeen() {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .lookRecalled(Lead.ID(1), nil))
        comeBack(&state)
        let old = note(1, at: noon - 100)
        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: [old]), isFresh: false))
        #expect(ids(state) == ["note-1"], "nothing of it has been seen")
        comeBack(&state)
        // A colleague wrote it before the look, in which it did not show yet.
        let news = note(2, at: noon - 50)
        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: [news, old]), isFresh: true))
        #expect(ids(state) == ["note-2", "seen", "note-1"])
        comeBack(&state)
        #expect(ids(state) == ["note-2", "note-1"], "it has been seen now")
    }

    @Test("the mark of what is new does not move while the person stays on the lead")
    func markStays() {
        var state = reading([note(1, at: noon - 50), note(2, at: noon - 500)])
        let look = LeadLook(at: lead(1), on: noon - 100)
        happen(&state, .lookRecalled(Lead.ID(1), look))
        #expect(ids(state) == ["note-1", "seen", "note-2"])
        happen(&state, .lookRecalled(Lead.ID(1), LeadLook(at: lead(1), on: noon)))
        #expect(ids(state) == ["note-1", "seen", "note-2"])
    }

    @Test("a lead that was looked at is remembered with what it showed when the person leaves, one passed by is not")
    func keepsLook() {
        var state = reading([])
        let passing = act(&state, .navigate(.stepLead(1)), .navigate(.stepLead(-1)))
        #expect(passing.allSatisfy { if case .keepLook = $0 { false } else { true } })

        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: []), isFresh: true))
        happen(&state, .lookRecalled(Lead.ID(1), nil))
        let leaving = act(&state, .navigate(.stepLead(1)))
        #expect(leaving.contains(.keepLook(Lead.ID(1), LeadLook(at: lead(1), on: noon))))
    }

    @Test("a lead that the server changes while it is looked at has its timeline read again")
    func news() {
        var state = reading([])
        var moved = lead(1)
        moved.lastVisitAt = noon
        let effects = happen(&state, .queryAnswered(answer(state, [moved, lead(2, "Bea")])))
        #expect(effects == [.loadTimeline(Lead.ID(1))])
        #expect(happen(&state, .queryAnswered(answer(state, [moved, lead(2, "Bea")]))).isEmpty)
    }
}
