import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Going to a day of the timeline")
struct TimelineDayTests {
    private func note(_ id: String, daysAgo: Double) -> TimelineEntry {
        TimelineEntry(id: id, at: noon - daysAgo * 86_400, kind: .note(isPinned: false), text: id)
    }

    private func reading(_ entries: [TimelineEntry]) -> AppState {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .timelineLoaded(Lead.ID(1), Timeline(merging: entries), isFresh: true))
        return state
    }

    /// The row at the top once the panes have laid it out, and the one that keys mean.
    private func settled(_ state: AppState) -> (top: String, cursor: String) {
        let rows = state.timeline.outline.rows
        let scroll = state.timeline.scroll.settled(count: rows.count, visible: 1) { _ in 1 }
        return (rows[scroll.entry].id, rows[scroll.cursor].id)
    }

    private func words(daysAgo: Double) throws -> String {
        let days = Int(ZoneRules.home.wallTime(at: (noon - daysAgo * 86_400).wholeSeconds).floored(by: 86_400))
        return PastDay(try #require(CivilDay(daysSince1970: days))).words
    }

    @Test("the first entry of that day is at the top, the timeline has the keys, and it is said how many there are")
    func exact() throws {
        var state = reading([0, 1, 3.1, 3, 5].map { note("\($0)", daysAgo: $0) })
        #expect(act(&state, .navigate(.goToDay("3"))).isEmpty)
        #expect(settled(state) == ("3.0", "3.0") && state.focus == .timeline)
        #expect(state.notice == .noted("\(try words(daysAgo: 3)): 2 entries."))
        act(&state, .navigate(.goToDay("yesterday")))
        #expect(settled(state).cursor == "1.0")
        #expect(state.notice == .noted("\(try words(daysAgo: 1)): 1 entry."))
    }

    @Test(
        "a day without an entry leads to the nearest before it, one before everything to the oldest, and both are said"
    )
    func nearest() throws {
        var state = reading([0, 1, 3, 5].map { note("\($0)", daysAgo: $0) })
        act(&state, .navigate(.goToDay("2 days ago")))
        #expect(settled(state).cursor == "3.0")
        let (two, three, five) = (try words(daysAgo: 2), try words(daysAgo: 3), try words(daysAgo: 5))
        #expect(state.notice == .noted("Nothing on \(two); the nearest day before it is \(three)."))
        act(&state, .navigate(.goToDay("2001-01-01")))
        #expect(settled(state).cursor == "5.0")
        #expect(state.notice == .noted("Nothing as old as Mon 1 Jan 2001; this is the oldest, of \(five)."))
    }

    @Test("the mark of what is new and entries without a time are no day, and a day ahead leads to what is planned")
    func odd() throws {
        let plan = TimelineEntry(id: "plan", at: noon + 3 * 86_400, kind: .task(isFinished: false), text: "ring")
        let timeless = TimelineEntry(id: "timeless", at: .distantPast, kind: .system, text: "no time")
        var state = reading([plan, note("new", daysAgo: 0), note("old", daysAgo: 4), timeless])
        happen(&state, .lookRecalled(Lead.ID(1), LeadLook(at: lead(1), on: noon - 2 * 86_400)))
        try #require(state.timeline.outline.rows.map(\.id) == ["plan", "new", "seen", "old", "timeless"])
        act(&state, .navigate(.goToDay("2")))
        #expect(settled(state).cursor == "old")
        act(&state, .navigate(.goToDay("1999-12-31")))
        #expect(settled(state).cursor == "old")
        act(&state, .navigate(.goToDay("9999-12-31")))
        #expect(settled(state).cursor == "plan")
    }

    @Test("what cannot be read moves nothing and says what to type; an empty timeline and hidden kinds are told")
    func refusals() {
        var state = reading([note("a", daysAgo: 1)])
        #expect(act(&state, .navigate(.goToDay("someday"))) == [.bell])
        #expect(state.focus == .list && state.timeline.scroll == TimelineScroll())
        let advice = "“someday” is no day; type 3 nov, 2026-11-03, tue or 2 weeks ago"
        #expect(state.notice == .unavailable(verb: "timeline-day", because: advice))

        act(&state, .navigate(.timeline(.show(.calls))))
        #expect(act(&state, .navigate(.goToDay("1"))) == [.bell])
        #expect(state.notice == .noted("The timeline shows nothing. Not every kind is shown; za shows everything."))

        var empty = workbench([lead(1)])
        #expect(act(&empty, .navigate(.goToDay("1"))) == [.bell])
        #expect(empty.notice == .noted("The timeline is still being read. Ask for the day again in a moment."))
    }

    @Test("what comes in afterwards leaves the cursor on the day")
    func stays() {
        let entries = [1, 3, 5].map { note("\($0)", daysAgo: $0) }
        var state = reading(entries)
        act(&state, .navigate(.goToDay("3")))
        let scroll = state.timeline.scroll.settled(count: 3, visible: 1) { _ in 1 }
        happen(&state, .viewport(Viewport(list: 5, timeline: scroll)))
        let more = Timeline(merging: entries + [note("new", daysAgo: 0)])
        happen(&state, .timelineLoaded(Lead.ID(1), more, isFresh: true))
        #expect(settled(state).cursor == "3.0")
    }
}
