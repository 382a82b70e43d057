import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("Where the panes stand")
struct ScreenLayoutTests {
    private func kind(_ width: Int, _ height: Int, _ preferences: LayoutPreferences = LayoutPreferences())
        -> ScreenLayout.Kind
    {
        ScreenLayout(size: Size(width: width, height: height), preferences: preferences, focus: .list).kind
    }

    @Test("three panes side by side from 120 columns, stacked from 80, one below that or below 18 lines")
    func kinds() {
        #expect(kind(120, 18) == .wide && kind(119, 18) == .stacked)
        #expect(kind(80, 18) == .stacked && kind(79, 18) == .single)
        #expect(kind(120, 17) == .single && kind(200, 10) == .single)
    }

    @Test("below 40 columns or 10 lines nothing useful fits")
    func tooSmall() {
        #expect(kind(40, 10) == .single)
        #expect(kind(39, 10) == .tooSmall && kind(40, 9) == .tooSmall && kind(200, 9) == .tooSmall)
    }

    @Test("zoom and a hidden preview leave one pane on any screen")
    func preferences() {
        var zoomed = LayoutPreferences()
        zoomed.isZoomed = true
        var hidden = LayoutPreferences()
        hidden.hidesPreview = true

        #expect(kind(200, 50, zoomed) == .single && kind(200, 50, hidden) == .single)
    }

    @Test(
        "panes fill the screen between header and footer, each cell once",
        arguments: [(120, 40), (160, 50), (80, 18), (100, 30), (60, 12)]
    )
    func cells(width: Int, height: Int) {
        let layout = ScreenLayout(
            size: Size(width: width, height: height),
            preferences: LayoutPreferences(),
            focus: .detail
        )
        var count: [Point: Int] = [:]
        for rect in [layout.header, layout.footer] + layout.panes.values {
            for y in rect.y..<rect.y + rect.height {
                for x in rect.x..<rect.x + rect.width { count[Point(x: x, y: y), default: 0] += 1 }
            }
        }

        #expect(count.count == width * height && count.values.allSatisfy { $0 == 1 })
    }

    @Test("a detail that is cut takes the lines that the timeline below it leaves empty, and no other")
    func sharing() {
        let layout = ScreenLayout(size: Size(width: 80, height: 50), preferences: LayoutPreferences(), focus: .list)
        let (detail, timeline) = (layout.lines(of: .detail) ?? 0, layout.lines(of: .timeline) ?? 0)

        let shared = layout.sharing(detail: detail + 3, timeline: timeline - 5)
        #expect(shared.lines(of: .detail) == detail + 3 && shared.lines(of: .timeline) == timeline - 3)
        #expect(layout.sharing(detail: detail + 9, timeline: timeline - 5).lines(of: .timeline) == timeline - 5)
        #expect(layout.sharing(detail: detail, timeline: 1) == layout)
        #expect(layout.sharing(detail: detail + 9, timeline: timeline) == layout)
        let wide = ScreenLayout(size: Size(width: 160, height: 50), preferences: LayoutPreferences(), focus: .list)
        #expect(wide.sharing(detail: 40, timeline: 1) == wide)
    }

    @Test("a lead of whom little is known below has all that is known of them above")
    func shared() {
        var state = Scenes.book
        let lead = Scenes.leads[0].lead.id
        let short = Timeline(merging: Array(Scenes.timeline.entries.prefix(1)))
        _ = AppReducer.reduce(&state, .happened(.timelineLoaded(lead, short, isFresh: true)))
        let lines = Scenes.frame(state, width: 80, height: 40).lines
        #expect(!lines.contains { $0.contains("more line") }, "\(lines.joined(separator: "\n"))")
    }

    @Test("a list that is narrowed to one pane shows the focused one")
    func focusedPane() {
        let size = Size(width: 60, height: 20)
        let layout = ScreenLayout(size: size, preferences: LayoutPreferences(), focus: .timeline)

        #expect(layout.lines(of: .timeline) == 17 && layout.lines(of: .list) == nil)
    }
}
