import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The timeline's copies")
struct TimelineStateTests {
    private func timeline(_ text: String) -> Timeline {
        Timeline(merging: [TimelineEntry(id: text, at: noon, kind: .system, text: text)])
    }

    @Test("what the mirror brings does not replace what is shown, which may be newer")
    func recallKeepsNewer() {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .timelineLoaded(Lead.ID(1), timeline("fresh"), isFresh: true))
        happen(&state, .timelinesKnown([Lead.ID(1): timeline("old"), Lead.ID(2): timeline("two")]))

        #expect(state.timeline.content == .loaded(timeline("fresh"), isFresh: true))
        act(&state, .navigate(.move(.lines(1))))
        #expect(state.timeline.content == .loaded(timeline("two"), isFresh: false))
        act(&state, .navigate(.move(.lines(-1))))
        #expect(state.timeline.content == .loaded(timeline("fresh"), isFresh: false))
    }

    @Test("what the mirror brings for the lead under the cursor is shown while that is still being read")
    func recallWhileLoading() {
        var state = workbench([lead(1)])
        #expect(state.timeline.content == .loading)
        happen(&state, .timelinesKnown([Lead.ID(1): timeline("old")]))
        #expect(state.timeline.content == .loaded(timeline("old"), isFresh: false))
    }

    @Test("an answer for a lead that the cursor has left changes nothing on the screen, and is there on return")
    func otherLead() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .navigate(.move(.lines(1))))
        happen(&state, .timelineLoaded(Lead.ID(1), timeline("one"), isFresh: true))
        happen(&state, .timelineFailed(Lead.ID(1), reason: "no."))

        #expect(state.timeline.content == .loading && state.timeline.failure == nil)
        act(&state, .navigate(.move(.lines(-1))))
        #expect(state.timeline.content == .loaded(timeline("one"), isFresh: false))
    }

    @Test("a first reading that fails leaves nothing and the reason, which the next lead does not inherit")
    func failure() {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .timelineFailed(Lead.ID(1), reason: "no."))
        #expect(state.timeline.content == .nothing && state.timeline.failure == "no.")
        // A copy of the mirror does not make the failure unsaid, only a new reading does.
        happen(&state, .timelineLoaded(Lead.ID(1), timeline("old"), isFresh: false))
        #expect(state.timeline.failure == "no.")
        act(&state, .navigate(.move(.lines(1))))
        #expect(state.timeline.failure == nil)
    }

    @Test("another lead's timeline begins at its top")
    func scrollStartsAnew() {
        var state = workbench([lead(1), lead(2)])
        state.timeline.scroll = TimelineScroll(entry: 3, line: 2)
        act(&state, .navigate(.move(.lines(1))))
        #expect(state.timeline.scroll == TimelineScroll())
    }

    @Test("a book of any size keeps the timelines of at most 256 leads in memory, the newest among them")
    func bounded() {
        var state = TimelineState()
        for number in 1...1_000 {
            state.take(timeline("\(number)"), of: Lead.ID(Int64(number)), isFresh: true)
            #expect(state.known.count <= 256)
            #expect(state.known[Lead.ID(Int64(number))] != nil)
        }
    }

    @Test("a known lead's new timeline pushes out nobody's")
    func replacing() {
        var state = TimelineState()
        for number in 1...256 { state.take(timeline("a"), of: Lead.ID(Int64(number)), isFresh: true) }
        state.take(timeline("b"), of: Lead.ID(7), isFresh: true)
        #expect(state.known.count == 256)
    }

    @Test("keys in the timeline go by rows, half and whole pages of what is seen, and to both ends")
    func motions() {
        var scroll = TimelineScroll()
        for (motion, place) in [
            (Motion.lines(3), TimelineScroll(cursor: 3)), (.halfPages(1), TimelineScroll(entry: 5, cursor: 5)),
            (.pages(1), TimelineScroll(entry: 14, cursor: 14)), (.pages(-1), TimelineScroll(entry: 5, cursor: 14)),
            (.start, TimelineScroll()), (.end, TimelineScroll(entry: 30, cursor: 39)),
        ] {
            scroll.move(motion)
            scroll = scroll.settled(count: 40, visible: 10) { _ in 1 }
            #expect(scroll == place, "after \(motion)")
        }
        var tiny = TimelineScroll()
        tiny.move(.pages(1))
        tiny.move(.halfPages(1))
        #expect(tiny.settled(count: 40, visible: 1) { _ in 1 } == TimelineScroll(entry: 2, cursor: 2))
    }

    @Test("a place above the first line is the first, and one behind the end the last full page")
    func settling() {
        let settle = { (scroll: TimelineScroll) in scroll.settled(count: 4, visible: 5) { [3, 1, 4, 2][$0] } }

        // The cursor is where it can be seen, which is of no matter here.
        func place(_ entry: Int, _ line: Int) -> [Int] {
            let settled = settle(TimelineScroll(entry: entry, line: line))
            return [settled.entry, settled.line]
        }
        #expect(settle(TimelineScroll(entry: 0, line: -2)) == TimelineScroll())
        #expect(place(2, -1) == [1, 0])
        #expect(place(2, -4) == [0, 0])
        #expect(place(0, 3) == [1, 0])
        #expect(place(0, 4) == [2, 0])
        #expect(place(0, 5) == [2, 1])
        #expect(place(0, 6) == [2, 1])
        #expect(place(3, 1) == [2, 1])
        #expect(place(.max, 0) == [2, 1])
        #expect(TimelineScroll(entry: 2).settled(count: 3, visible: 50) { _ in 1 } == TimelineScroll())
        #expect(TimelineScroll(entry: 2).settled(count: 0, visible: 5) { _ in 1 } == TimelineScroll())
    }
}
