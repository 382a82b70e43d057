import Leads

/// Moving about: the cursor, the focus, the queues and the view.
enum NavigationReducer {
    static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .move(let motion): return move(&state, motion)
        case .stepLead(let step): return select(&state, from: state.list.position.map { $0 + step } ?? 0)
        case .focusStep(let step): state.focus = state.focus.stepped(by: step)
        case .open: return open(&state)
        case .back: return back(&state)
        case .selectQueue(let number): return openQueue(&state, number)
        case .stepQueue(let step): return stepQueue(&state, step)
        case .toggleZoom: state.layout.isZoomed.toggle()
        case .togglePreview: state.layout.hidesPreview.toggle()
        case .setFilter(let text): return state.filter(by: text)
        case .clearFilter: return state.filter(by: "")
        case .setSort(let sort):
            state.list.sort = sort
            return [state.newView()]
        default: break
        }
        return []
    }

    private static func move(_ state: inout AppState, _ motion: Motion) -> [Effect] {
        guard state.focus == .list else {
            scrollTimeline(&state, motion)
            return []
        }
        let page = state.list.visibleCount
        let position = state.list.position ?? 0
        return select(&state, from: motion.target(from: position, page: page, count: state.list.rows.count))
    }

    private static func select(_ state: inout AppState, from position: Int) -> [Effect] {
        let before = state.list.selected
        state.list.select(position: position)
        return before == state.list.selected ? [] : state.followSelection()
    }

    private static func scrollTimeline(_ state: inout AppState, _ motion: Motion) {
        guard case .loaded(let timeline, _) = state.timeline.content else { return }
        let last = max(0, timeline.entries.count - 1)
        let page = state.timeline.visibleCount
        let wanted = motion.target(from: state.timeline.scroll, page: page, count: timeline.entries.count)
        state.timeline.scroll = min(max(0, wanted), last)
    }

    private static func open(_ state: inout AppState) -> [Effect] {
        guard state.list.selected != nil else {
            state.notice = .noLead
            return []
        }
        switch state.focus {
        case .list: state.focus = .detail
        case .detail: state.focus = .timeline
        case .timeline: break
        }
        return []
    }

    private static func back(_ state: inout AppState) -> [Effect] {
        switch state.focus {
        case .timeline: state.focus = .detail
        case .detail: state.focus = .list
        case .list where state.layout.isZoomed: state.layout.isZoomed = false
        case .list where !state.list.filter.isEmpty: return state.filter(by: "")
        case .list: break
        }
        return []
    }

    private static func openQueue(_ state: inout AppState, _ number: Int) -> [Effect] {
        guard state.queues.indices.contains(number) else { return [] }
        state.activeQueue = number
        state.list.sort = nil
        state.list.filter = ""
        state.focus = .list
        return [state.newView()]
    }

    private static func stepQueue(_ state: inout AppState, _ step: Int) -> [Effect] {
        let count = state.queues.count
        guard count > 0 else { return [] }
        return openQueue(&state, (state.activeQueue + step + count) % count)
    }
}

extension Motion {
    /// The position this motion leads to, not yet bounded below 0 or above the last.
    func target(from position: Int, page: Int, count: Int) -> Int {
        switch self {
        case .lines(let lines): position + lines
        case .halfPages(let halves): position + halves * max(1, page / 2)
        case .pages(let pages): position + pages * max(1, page - 1)
        case .start: 0
        case .end: count - 1
        }
    }
}

extension Pane {
    fileprivate func stepped(by step: Int) -> Pane {
        let count = Pane.allCases.count
        return Pane.allCases[(rawValue + step + count) % count]
    }
}

extension AppState {
    /// Opens the view anew: handled leads may go, the cursor starts at the top.
    mutating func newView() -> Effect {
        list.handled = []
        list.awaited = nil
        list.selected = nil
        list.top = 0
        return .query(question(isNewView: true))
    }

    mutating func filter(by text: String) -> [Effect] {
        guard text != list.filter else { return [] }
        list.filter = text
        list.handled = []
        list.top = 0
        return [.query(question(isNewView: true))]
    }

    private var isTypingFilter: Bool {
        if case .filter = overlay { return true }
        return false
    }

    func question(isNewView: Bool) -> IndexQuestion {
        IndexQuestion(
            queue: queue?.definition.query ?? .everything,
            filter: list.filter,
            isTyping: isTypingFilter,
            sort: list.sort ?? queue?.definition.sort ?? LeadSort(.created),
            counting: queues.map(\.definition.query),
            keeping: list.handled,
            isNewView: isNewView
        )
    }

    /// Makes the timeline pane follow the cursor.
    mutating func followSelection() -> [Effect] {
        guard timeline.lead != list.selected else { return [] }
        timeline.lead = list.selected
        timeline.scroll = 0
        guard let lead = list.selected else {
            timeline.content = .nothing
            return []
        }
        timeline.content = .loading
        return [.loadTimeline(lead)]
    }
}
