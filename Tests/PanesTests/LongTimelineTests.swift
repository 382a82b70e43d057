import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("A timeline of ten thousand entries")
struct LongTimelineTests {
    private static let size = Size(width: 160, height: 50)

    private static var timeline: Timeline {
        let entries = (0..<10_000).map { number in
            TimelineEntry(
                id: "\(number)",
                at: Scenes.now - Double(number) * 3_600,
                kind: number.isMultiple(of: 3) ? .note(isPinned: false) : .call(.outbound, outcome: "Talked"),
                text: "Entry \(number): " + String(repeating: "said something ", count: number % 40)
            )
        }
        return Timeline(merging: entries)
    }

    private var state: AppState { Self.state(Self.timeline, isFresh: true) }

    private static func state(_ timeline: Timeline, isFresh: Bool) -> AppState {
        var state = Scenes.book(of: Scenes.leads)
        let id = Scenes.leads[0].lead.id
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(id, timeline, isFresh: isFresh)))
        state.focus = .timeline
        return state
    }

    @Test(
        "the frame with the newest page alone differs from the one with everything by how much is below"
    )
    func pageThenAll() {
        var state = Self.state(Self.timeline.newestPage, isFresh: false)
        var memory = ScreenMemory()
        let before = paint(&state, &memory).frame.lines
        let id = Scenes.leads[0].lead.id
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(id, Self.timeline, isFresh: false)))
        let after = paint(&state, &memory).frame.lines
        #expect(before.joined().contains("Entry 0:") && before.joined().contains("· 10001"))
        // The edge shows how far down one is, which only all of it tells.
        let inside = { (lines: [String]) in lines.dropLast(2).map { $0.dropLast() } }
        #expect(inside(before) == inside(after))
        #expect(before.contains { $0.hasSuffix(" ▾ more ─╯") } && after.contains { $0.hasSuffix(" ▾ 9989 more ─╯") })
    }

    private func paint(_ state: inout AppState, _ memory: inout ScreenMemory) -> Rendering {
        let layout = ScreenLayout(size: Self.size, preferences: state.layout, focus: state.focus)
        let viewport = Screen.viewport(state, layout: layout, context: PaneContext(), memory: &memory)
        _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
        return Screen.render(state, layout: layout, context: PaneContext(), memory: &memory)
    }

    @Test("a frame makes the lines of what is seen and of nothing else, also while it scrolls and at the end")
    func onlyWhatIsSeen() {
        var state = state
        var memory = ScreenMemory()
        #expect(paint(&state, &memory).frame.lines.joined().contains("Entry 0:"))
        #expect(memory.timeline.lines.count <= Self.size.height)
        for _ in 0..<100 {
            _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
            _ = paint(&state, &memory)
        }
        #expect(memory.timeline.lines.count <= Self.size.height + 110)
        _ = AppReducer.reduce(&state, .navigate(.move(.end)))
        #expect(paint(&state, &memory).frame.lines.joined().contains("Entry 9999:"))
        #expect(memory.timeline.lines.count <= 2 * Self.size.height + 120)
    }

    @Test("a step makes the lines of one entry, not of the page")
    func oneStep() {
        var state = state
        var memory = ScreenMemory()
        _ = paint(&state, &memory)
        _ = AppReducer.reduce(&state, .navigate(.move(.pages(3))))
        _ = paint(&state, &memory)
        let before = memory.timeline.lines.count
        _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
        _ = paint(&state, &memory)
        #expect(memory.timeline.lines.count <= before + 2)
    }
}
