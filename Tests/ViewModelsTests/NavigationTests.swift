import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Moving about")
struct NavigationTests {
    @Test("Tab goes round the panes, and Shift-Tab the other way")
    func focusSteps() {
        var state = workbench([lead(1)])
        var seen: [Pane] = []
        for step in [1, 1, 1, -1, -1, -1] {
            act(&state, .navigate(.focusStep(step)))
            seen.append(state.focus)
        }
        #expect(seen == [.detail, .timeline, .list, .timeline, .detail, .list])
    }

    @Test("the queues go round, and a number that has none does nothing")
    func queues() {
        var state = workbench([lead(1)])
        let last = state.queues.count - 1

        #expect(act(&state, .navigate(.stepQueue(-1))).questions.count == 1)
        #expect(state.activeQueue == last)
        act(&state, .navigate(.stepQueue(1)))
        #expect(state.activeQueue == 0)
        for number in [last + 1, -1] { #expect(act(&state, .navigate(.selectQueue(number))) == []) }
        #expect(state.activeQueue == 0)
    }

    @Test("another queue is asked for by its own query and order, without the filter, and the list has the keys")
    func newQueue() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.setSort(LeadSort(.name))), .navigate(.setFilter("ada")), .navigate(.open))

        let asked = act(&state, .navigate(.selectQueue(2))).questions.map(\.view)

        #expect(asked.map(\.queue) == [state.queues[2].definition.query])
        #expect(asked.map(\.sort) == [state.queues[2].definition.sort])
        #expect(asked.map(\.filter) == [""])
        #expect(state.focus == .list && state.list.filter.isEmpty && state.list.sort == nil)
    }

    @Test("an order is asked for, and the cursor starts at the top of it")
    func sort() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.end)))

        let asked = act(&state, .navigate(.setSort(LeadSort(.name, descending: false)))).questions.map(\.view.sort)
        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))

        #expect(asked == [LeadSort(.name, descending: false)])
        #expect(state.list.selected == Lead.ID(1))
    }

    @Test("zoom and preview go on and off; Esc in a zoomed list ends the zoom first, then clears the filter")
    func zoom() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.setFilter("ada")), .navigate(.toggleZoom))
        #expect(state.layout.isZoomed)
        #expect(act(&state, .navigate(.back)) == [])
        #expect(!state.layout.isZoomed && state.list.filter == "ada")
        #expect(act(&state, .navigate(.back)).questions.map(\.view.filter) == [""])
        act(&state, .navigate(.togglePreview))
        #expect(state.layout.hidesPreview)
        act(&state, .navigate(.togglePreview))
        #expect(!state.layout.hidesPreview)
    }

    @Test("showing the preview again leaves the focus where it is")
    func previewKeepsFocus() {
        var state = workbench([lead(1)])
        act(&state, .navigate(.togglePreview), .navigate(.open), .navigate(.togglePreview))
        #expect(state.focus == .detail)
    }

    @Test("a lead cannot be opened where there is none, and that is said")
    func openNothing() {
        var state = workbench([])
        act(&state, .navigate(.open))
        #expect(state.notice == .noLead && state.focus == .list)
    }

    @Test("the next lead can be had from any pane, which starts at its own top then")
    func stepLead() {
        var state = workbench([lead(1), lead(2)])
        let detail = Viewport.Extent(visible: 5, total: 12)
        happen(&state, .viewport(Viewport(list: 5, detail: detail)))
        act(&state, .navigate(.open), .navigate(.move(.lines(3))), .navigate(.stepLead(1)))

        #expect(state.list.selected == Lead.ID(2))
        #expect(state.focus == .detail && state.detail.cursor.top == 0)
    }

    @Test("what the mirror has of the two leads on either side is brought along, unless it is there")
    func neighbours() {
        var state = workbench((1...9).map { lead($0) })

        let asked = recalled(act(&state, .navigate(.move(.lines(4)))))

        #expect(asked == [3, 4, 5, 6, 7].map { Lead.ID($0) })
        let timelines = Dictionary(uniqueKeysWithValues: asked.map { ($0, Timeline(merging: [])) })
        happen(&state, .timelinesKnown(timelines))
        #expect(recalled(act(&state, .navigate(.move(.lines(1))))) == [Lead.ID(8)])
        #expect(recalled(act(&state, .navigate(.move(.lines(-1))))).isEmpty)
        #expect(recalled(act(&state, .navigate(.move(.end)))) == [Lead.ID(8), Lead.ID(9)], "nothing came of 8 yet")
    }

    @Test("at the edges of the list only the leads that are there are asked for")
    func neighboursAtEdges() {
        var state = workbench([])
        let effects = happen(&state, .queryAnswered(answer(state, (1...3).map { lead($0) })))
        #expect(recalled(effects) == [1, 2, 3].map { Lead.ID($0) })
    }

    @Test("a filter that is what it was asks nothing")
    func sameFilter() {
        var state = workbench([lead(1)])
        #expect(act(&state, .navigate(.clearFilter)) == [])
        #expect(act(&state, .navigate(.setFilter(" ada "))).questions.map(\.view.filter) == ["ada"])
        #expect(act(&state, .navigate(.setFilter("ada"))) == [])
    }

    @Test("a key takes away what was said, and a refresh asks again")
    func notice() {
        var state = workbench([lead(1)])
        for action in [Action.navigate(.move(.lines(1))), .open(.help)] {
            state.notice = .noLead
            act(&state, action)
            #expect(state.notice == nil)
        }
        act(&state, .program(.show(.nothingToUndo)))
        #expect(state.notice == .nothingToUndo)
        #expect(act(&state, .program(.redraw), .program(.suspend)) == [.redraw, .suspend])
        act(&state, .program(.quit))
        #expect(!state.isRunning)
    }

    @Test("what a person has before them is the rows in sight, from the top, and the lead under the cursor")
    func attention() {
        var state = workbench((1...9).map { lead($0) })
        #expect(state.attention == Attention(cursor: Lead.ID(1), rows: (1...5).map { Lead.ID($0) }))
        act(&state, .navigate(.move(.end)))
        #expect(state.attention == Attention(cursor: Lead.ID(9), rows: (5...9).map { Lead.ID($0) }))
        let few = workbench([lead(1), lead(2)])
        #expect(few.attention.rows == [Lead.ID(1), Lead.ID(2)])
    }

    @Test(
        "the age of what is seen is told in steps of ten seconds up to a minute",
        arguments: [(0.0, 0.0), (9.9, 0), (10, 10), (29, 20), (59.9, 50), (60, 60), (61, 61), (3_000, 3_000), (-5, 0)]
    )
    func freshness(age: Double, told: Double) {
        #expect(FreshnessScale.rounded(noon - age, at: noon) == noon - told)
    }

    private func recalled(_ effects: [Effect]) -> [Lead.ID] {
        effects.flatMap { effect -> [Lead.ID] in
            if case .recallTimelines(let leads) = effect { leads } else { [] }
        }
    }
}
