import FoundationEssentials
import Leads

/// Moving about: the cursor, the focus, the queues and the view.
enum NavigationReducer {
    static func reduce(_ state: inout AppState, _ action: Navigation) -> [Effect] {
        switch action {
        case .move(let motion): return move(&state, motion, in: state.focus)
        case .stepLead(let step): return state.moveInList(.lines(step))
        case .focusStep(let step): state.focus = state.focus.stepped(by: step)
        case .open: return open(&state)
        case .back: return back(&state)
        case .selectQueue(let number): return openQueue(&state, number)
        case .stepQueue(let step): return stepQueue(&state, step)
        case .toggleMask:
            state.isMasked.toggle()
            state.notice = .noted(
                state.isMasked
                    ? "Phones, emails, streets and notes are masked, also in what is copied. \(state.keys[.mask]) shows them "
                        + "again."
                    : "Phones, emails, streets and notes are shown again."
            )
        case .toggleZoom: state.layout.isZoomed.toggle()
        case .toggleSplit: state.layout.prefersStacked.toggle()
        case .resizeList(let steps):
            let most = LayoutPreferences.mostSteps
            state.layout.listSteps = max(-most, min(most, state.layout.listSteps + steps))
        case .setColumns(let choice): state.layout.columns = choice
        case .togglePreview:
            state.layout.hidesPreview.toggle()
            // The panes that were hidden cannot have the keys.
            if state.layout.hidesPreview { state.focus = .list }
        case .timeline(let action): state.timeline.reduce(action)
        case .stepDay(let days): state.timeline.scroll.move(days: days)
        case .goToDay(let words): return state.goToDay(words)
        case .setFilter(let text): return setFilter(&state, text)
        case .toggleToday: return toggleToday(&state)
        case .clearFilter: return state.filter(by: "", isTyping: false)
        case .setSort(let sort):
            return state.order(by: sort)
        case .reverseSort: return state.order(by: state.sort.reversed)
        case .stepMatch(let step): return state.stepMatch(step)
        case .select(let lead): return select(&state, lead)
        case .focus(let pane): state.focus = pane
        case .scroll(let pane, let motion): return move(&state, motion, in: pane)
        }
        return []
    }

    private static func select(_ state: inout AppState, _ lead: Lead.ID) -> [Effect] {
        state.focus = .list
        return state.go(to: lead)
    }

    private static func move(_ state: inout AppState, _ motion: Motion, in pane: Pane) -> [Effect] {
        switch pane {
        case .list: return state.moveInList(motion)
        case .detail: state.detail.cursor.scroll(motion, count: state.detail.count)
        case .timeline: state.timeline.scroll.move(motion)
        }
        return []
    }

    private static func open(_ state: inout AppState) -> [Effect] {
        guard state.list.selected != nil else {
            state.notice = .noLead
            return []
        }
        switch state.focus {
        case .list: state.focus = .detail
        case .detail: state.focus = .timeline
        case .timeline: state.timeline.reduce(.toggle)
        }
        return []
    }

    private static func back(_ state: inout AppState) -> [Effect] {
        switch state.focus {
        case .timeline: state.focus = .detail
        case .detail: state.focus = .list
        case .list where state.marks.anchor != nil: state.marks.endRange()
        case .list where state.layout.isZoomed: state.layout.isZoomed = false
        case .list where !state.list.filter.isEmpty: return state.filter(by: "", isTyping: false)
        case .list where state.marks.alone != nil: return state.leaveMarked()
        case .list: break
        }
        return []
    }

    /// A filter from the `:` line that cannot be read changes nothing.
    private static func setFilter(_ state: inout AppState, _ text: String) -> [Effect] {
        if let problem = FilterLine.problem(in: text) {
            state.notice = .unavailable(verb: "filter", because: problem)
            return [.bell]
        }
        return state.filter(by: text.trimmed, isTyping: false)
    }

    /// A filter like any other, so that it can be changed and cleared.
    private static func toggleToday(_ state: inout AppState) -> [Effect] {
        let zone = ZoneRules.home
        let days = zone.wallTime(at: state.now.wholeSeconds).floored(by: 86_400)
        guard let day = Int(exactly: days).flatMap({ CivilDay(daysSince1970: $0) }) else { return [] }
        let text = "(updated>=\(day.text) or site>=\(day.text) or age>=\(day.text))"
        return state.filter(by: state.list.filter == text ? "" : text, isTyping: false)
    }

    private static func openQueue(_ state: inout AppState, _ number: Int) -> [Effect] {
        guard state.queues.indices.contains(number) else { return [] }
        state.activeQueue = number
        state.marks.closeAlone()
        state.list.sort = state.queues[number].sort
        state.list.filter = ""
        state.focus = .list
        return [state.openView()]
    }

    private static func stepQueue(_ state: inout AppState, _ step: Int) -> [Effect] {
        let count = state.queues.count
        guard count > 0 else { return [] }
        return openQueue(&state, (state.activeQueue + step + count) % count)
    }
}

extension AppState {
    /// Whether going back changes anything.
    package var canGoBack: Bool {
        focus != .list || marks.anchor != nil || layout.isZoomed || !list.filter.isEmpty || marks.alone != nil
    }
}

extension Pane {
    fileprivate func stepped(by step: Int) -> Pane {
        let count = Pane.allCases.count
        return Pane.allCases[(rawValue + step + count) % count]
    }
}

extension AppState {
    /// Moves the cursor of the list.
    mutating func moveInList(_ motion: Motion) -> [Effect] {
        guard list.move(motion) else { return [] }
        extendRange()
        triage?.show(list.selected, at: now)
        return followSelection()
    }

    /// Puts the cursor on a lead; nothing happens when it is not among the rows.
    mutating func go(to lead: Lead.ID) -> [Effect] {
        guard list.go(toLead: lead) else { return [] }
        extendRange()
        triage?.show(list.selected, at: now)
        return followSelection()
    }

    /// Orders the queue, now and when it is opened again; its own order needs no remembering.
    mutating func order(by sort: LeadSort) -> [Effect] {
        list.sort = sort
        if queues.indices.contains(activeQueue) {
            queues[activeQueue].sort = sort == queues[activeQueue].definition.sort ? nil : sort
        }
        return [openView()]
    }

    /// Opens the view anew: handled leads may go, the cursor starts at the top.
    mutating func openView() -> Effect {
        marks.endRange()
        list.begin(viewQuestion(isTyping: false), keepsOrigin: false)
        return askIndex()
    }

    /// Opens the same view anew, with the cursor where it is.
    mutating func refreshView() -> Effect {
        list.begin(viewQuestion(isTyping: list.asked.isTyping), place: list.placeToReturnTo, keepsOrigin: true)
        return askIndex()
    }

    mutating func filter(by text: String, isTyping: Bool) -> [Effect] {
        guard text != list.filter || isTyping != list.asked.isTyping else { return [] }
        list.filter = text
        if !isTyping, !text.isEmpty { lastFilter = text }
        list.begin(viewQuestion(isTyping: isTyping), keepsOrigin: true)
        return [askIndex()]
    }

    /// The order of the rows.
    var sort: LeadSort { list.sort ?? queue?.definition.sort ?? LeadSort(.created) }

    func viewQuestion(isTyping: Bool) -> ViewQuestion {
        ViewQuestion(
            queue: marks.alone == nil ? queue?.definition.query ?? .everything : .everything,
            filter: list.filter,
            isTyping: isTyping,
            sort: sort,
            showsSnoozed: marks.alone != nil || queue?.definition.showsSnoozed ?? true,
            only: marks.alone,
            visit: list.asked.visit
        )
    }

    /// Asks the index for the view as it stands.
    mutating func askIndex() -> Effect {
        let breaches = breachQuery
        var question = list.ask(
            counting: queues.map(\.definition.query) + [breaches].compactMap(\.self),
            watching: leadsOfOverlays + [call?.lead].compactMap(\.self) + leadsOfDrafts
                + unsent.filter(\.needsPerson).map(\.leadID)
        )
        question.countsBreaches = breaches != nil
        if case .picker(let picker) = overlay { question.wantsLabels = picker.showsCounts }
        question.countingAside = Set(queues.indices.filter { queues[$0].definition.showsSnoozed })
        return .query(question)
    }

    /// Makes detail and timeline follow the cursor.
    mutating func followSelection() -> [Effect] {
        guard timeline.lead != list.selected else { return [] }
        let left = look.map { [Effect.keepLook($0.lead, $0.look)] } ?? []
        if let look { looks[look.lead] = look.look }
        detail = DetailState()
        timeline.begin(list.selected, as: list.selectedRow?.lead)
        guard let lead = list.selected else { return left }
        return left + [.loadTimeline(lead)] + recallNeighbours()
    }

    /// What the person sees of the lead they are on, with their own changes; `nil` while they only pass by.
    var look: (lead: Lead.ID, look: LeadLook)? {
        guard let id = timeline.lead, timeline.isLookedAt, let row = list.row(of: id) else { return nil }
        let planned = timeline.planned(after: now)
        return (id, LeadLook(at: row.lead, on: now, planned: planned, pastSeen: timeline.pastSeen(before: now)))
    }

    /// Reads the timeline anew when the server's copy of the lead tells of something that happened meanwhile.
    mutating func followNews(since before: Lead?) -> [Effect] {
        guard let before, let lead = list.selectedRow?.lead, lead.id == before.id, lead.id == timeline.lead else {
            return []
        }
        return lead.happenings == before.happenings ? [] : [.loadTimeline(lead.id)]
    }

    /// Timelines of the rows around the cursor, so that the next step shows its past at once.
    private mutating func recallNeighbours() -> [Effect] {
        guard let position = list.position else { return [] }
        let reach = max(0, position - 2)..<min(list.rows.count, position + 3)
        let unknown = reach.map { list.rows.id(at: $0) }.filter { timeline.known[$0] == nil }
        return unknown.isEmpty ? [] : [.recallTimelines(unknown)]
    }
}

extension Lead {
    /// The moments that move when something is added to the lead's past.
    fileprivate var happenings: [Date?] { [updatedAt, lastTouchAt, lastVisitAt] }
}
