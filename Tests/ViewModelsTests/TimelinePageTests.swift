import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The first lines of a long past")
struct TimelinePageTests {
    private func past(_ count: Int = 1_000, _ kind: TimelineEntry.Kind = .note(isPinned: false)) -> Timeline {
        Timeline(
            merging: (0..<count).map { number in
                let isDeal = number % 300 == 299
                return TimelineEntry(
                    id: "\(number)",
                    at: noon - Double(number) * 3_600,
                    kind: isDeal ? .transaction : kind,
                    text: "entry \(number)"
                )
            }
        )
    }

    private func happenLoaded(_ state: inout AppState, _ timeline: Timeline, isFresh: Bool = false) {
        happen(&state, .timelineLoaded(Lead.ID(1), timeline, isFresh: isFresh))
    }

    /// Carries out what waits on rows of one line each.
    private func settle(_ state: inout AppState) {
        let rows = state.timeline.outline.rows.count
        state.timeline.scroll = state.timeline.scroll.settled(
            count: rows,
            visible: 20,
            isCut: state.timeline.extent == .coming
        ) { _ in 1 }
    }

    @Test("say the numbers that all of it says, and move nothing when it comes")
    func same() {
        var state = workbench([lead(1)])
        happenLoaded(&state, past().newestPage)
        #expect(state.timeline.extent == .coming)
        #expect(state.timeline.count == 1_000 && state.timeline.deals.count == 3)
        let rows = state.timeline.outline.rows
        #expect(rows.count == Timeline.pageLength)
        state.focus = .timeline
        act(&state, .navigate(.move(.lines(7))))
        settle(&state)
        #expect(state.timeline.scroll.cursor == 7)
        let scroll = state.timeline.scroll

        happenLoaded(&state, past())
        #expect(state.timeline.extent == .whole)
        #expect(state.timeline.count == 1_000 && state.timeline.deals.count == 3)
        #expect(Array(state.timeline.outline.rows.prefix(rows.count)) == rows)
        settle(&state)
        #expect(state.timeline.scroll == scroll)
    }

    @Test("a page never takes the place of all of it, also not of an older copy")
    func pageAfterAll() {
        var state = workbench([lead(1)])
        happenLoaded(&state, past(), isFresh: true)
        happenLoaded(&state, past(1_200).newestPage)
        #expect(state.timeline.extent == .whole && state.timeline.count == 1_000)
    }

    @Test("a step of the cursor shows the page that is in memory, and no more than pages are")
    func memory() {
        var state = workbench([lead(1), lead(2)])
        happenLoaded(&state, past(), isFresh: true)
        #expect(state.timeline.known.values.allSatisfy { $0.entries.count <= Timeline.pageLength })
        act(&state, .navigate(.move(.lines(1))))
        let effects = act(&state, .navigate(.move(.lines(-1))))
        #expect(state.timeline.extent == .coming && state.timeline.outline.rows.count == Timeline.pageLength)
        #expect(effects.contains(.loadTimeline(Lead.ID(1))), "the rest is asked for")
    }

    @Test("a key that leads to the end waits for the end, and so do the keys after it")
    func end() {
        var state = workbench([lead(1)])
        happenLoaded(&state, past().newestPage)
        state.focus = .timeline
        act(&state, .navigate(.move(.lines(2))))
        act(&state, .navigate(.move(.end)))
        act(&state, .navigate(.move(.lines(-1))))
        settle(&state)
        #expect(state.timeline.scroll.cursor == 2, "the end of a page is not the end")
        happenLoaded(&state, past())
        settle(&state)
        #expect(state.timeline.scroll.cursor == 998)
    }

    @Test("a rest that could not be read keeps no key waiting")
    func cut() {
        var state = workbench([lead(1)])
        happenLoaded(&state, past().newestPage)
        state.focus = .timeline
        act(&state, .navigate(.move(.end)))
        settle(&state)
        #expect(state.timeline.scroll.cursor == 0)
        happen(&state, .timelineFailed(Lead.ID(1), reason: "no."))
        #expect(state.timeline.extent == .cut)
        settle(&state)
        #expect(state.timeline.scroll.cursor == Timeline.pageLength - 1)
    }

    @Test("a day behind the page, or at its end, is not said to be missing")
    func days() {
        var state = workbench([lead(1)])
        var all = workbench([lead(1)])
        happenLoaded(&state, past().newestPage)
        happenLoaded(&all, past())
        let words = (1...30).map { days -> [String] in
            [state, all].map { state in
                var state = state
                act(&state, .navigate(.goToDay("\(days) days ago")))
                return "\(String(describing: state.notice))"
            }
        }
        // 400 hours are 16 days and 16 hours.
        let missing = words.filter { $0[0].contains("still being read") }
        #expect(missing.count == 14 || missing.count == 15, "of the last day of the page only a part is there")
        #expect(words.allSatisfy { $0[0] == $0[1] || missing.contains($0) })
        #expect(!words.contains { $0[1].contains("still being read") })
    }

    @Test("the mark of what is new waits for all of it, as it may stand behind the page")
    func mark() {
        var state = workbench([lead(1)])
        let look = LeadLook(at: lead(1), on: noon - 500 * 3_600)
        happenLoaded(&state, past().newestPage)
        happen(&state, .lookRecalled(Lead.ID(1), look))
        #expect(!state.timeline.outline.rows.contains { $0.id == "seen" })
        happenLoaded(&state, past())
        #expect(state.timeline.outline.rows.firstIndex { $0.id == "seen" } == 500)
    }

    @Test("the lead's creation is counted once, whether the server's log tells of it behind the page or not")
    func creation() {
        var created = lead(1)
        created.createdAt = noon - 999 * 3_600
        for kind in [TimelineEntry.Kind.note(isPinned: false), .system] {
            var state = workbench([created])
            happenLoaded(&state, past(1_000, kind).newestPage)
            let count = state.timeline.count
            happenLoaded(&state, past(1_000, kind))
            #expect(state.timeline.count == count)
            #expect(count == (kind == .system ? 1_000 : 1_001))
        }
    }
}
