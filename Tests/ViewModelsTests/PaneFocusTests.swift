import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Focus")
struct PaneFocusTests {
    @Test("hiding the preview takes the focus back to the list, which the keys then move in")
    func hiddenPaneHasNoFocus() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.open), .navigate(.togglePreview), .navigate(.move(.lines(2))))

        #expect(state.focus == .list)
        #expect(state.list.selected == Lead.ID(3))
    }

    @Test("a filter shows the list that it narrows")
    func filterFocusesList() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.open), .open(.filter))

        #expect(state.focus == .list)
    }

    @Test("keys in the detail scroll the detail and leave the timeline alone")
    func detailScrolls() {
        var state = workbench([lead(1)])
        let detail = Viewport.Extent(visible: 5, total: 12)
        happen(&state, .viewport(Viewport(list: 5, detail: detail, timeline: TimelineScroll())))
        act(&state, .navigate(.open), .navigate(.move(.lines(3))))

        #expect(state.detail.cursor.top == 3)
        #expect(state.timeline.scroll == TimelineScroll())
        act(&state, .navigate(.move(.end)))
        #expect(state.detail.cursor.top == 7)
    }

    @Test("open goes from the list to the detail to the timeline, and back goes the same way")
    func openAndBack() {
        var state = workbench([lead(1)])
        var seen: [Pane] = []
        for step in [Navigation.open, .open, .open, .back, .back, .back] {
            act(&state, .navigate(step))
            seen.append(state.focus)
        }
        #expect(seen == [.detail, .timeline, .timeline, .detail, .list, .list])
    }

    @Test("an overlay that is left gives the keys to what lies under it")
    func stack() {
        var state = workbench([lead(1)])
        happen(&state, .outboxChanged([entry(1, .addTag("a"), .held(until: noon + 5))]))
        act(&state, .open(.outbox), .overlay(.outbox(.drop)))
        #expect(state.overlay?.kind == .question)

        act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(false))))

        #expect(state.overlay?.kind == .outbox)
    }
}
