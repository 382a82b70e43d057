import Leads

/// My day: what is overdue, what is due today and next, and which leads are put aside.
package struct AgendaSheet: Hashable, Sendable {
    /// The line that keys act on; it stays selected wherever it stands in the sheet.
    package private(set) var selected: AgendaItem.ID?
    package var cursor = ListCursor()

    package init() {}

    package enum Action: Hashable, Sendable {
        case move(Motion)
        /// Goes to the lead.
        case open
        /// Done with the follow-up, or takes a lead back that is put aside.
        case finish
        /// To another time.
        case reschedule
        case undo
        case reload
        case close
    }

    /// The sheet on these items: the same one stays selected, or else the one that took its place.
    func following(_ items: [AgendaItem]) -> AgendaSheet {
        var sheet = self
        let known = selected.flatMap { id in items.firstIndex { $0.id == id } }
        sheet.cursor.place(at: known ?? cursor.position, count: items.count)
        sheet.select(items)
        return sheet
    }

    private mutating func select(_ items: [AgendaItem]) {
        selected = items.indices.contains(cursor.position) ? items[cursor.position].id : nil
    }

    /// Follows a created lead to the id the server gave it.
    func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> AgendaSheet {
        guard selected == .snoozed(provisional) else { return self }
        var sheet = self
        sheet.selected = .snoozed(real)
        return sheet
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        let items = state.agenda.map(\.item)
        var sheet = following(items)
        let item = items.first { $0.id == sheet.selected }
        switch action {
        case .move(let motion):
            sheet.cursor.move(motion, count: items.count)
            sheet.select(items)
            state.replaceTop(with: .agenda(sheet))
            return []
        case .close:
            state.pop()
            return []
        case .reload: return [.loadFollowUps]
        case .undo: return HistoryReducer.undo(&state)
        case .open, .finish, .reschedule: break
        }
        guard let item else {
            state.notice = .noted("Nothing is due. \(state.keys[.followUp]) on a lead plans a follow-up.")
            return [.bell]
        }
        switch action {
        case .open: return open(&state, item)
        case .finish: return finish(&state, item)
        case .reschedule: return reschedule(&state, item)
        case .move, .close, .reload, .undo: return []
        }
    }

    /// A lead of another view is looked for by its id among all leads.
    private func open(_ state: inout AppState, _ item: AgendaItem) -> [Effect] {
        state.pop()
        if state.list.rows.position(of: item.leadID) != nil { return state.go(to: item.leadID) }
        state.activeQueue = state.queueOfEverything()
        state.marks.closeAlone()
        state.list.sort = nil
        state.list.filter = "id:\(item.leadID)"
        state.focus = .list
        return [state.openView()]
    }

    private func finish(_ state: inout AppState, _ item: AgendaItem) -> [Effect] {
        switch item.content {
        case .followUp(let followUp):
            return submit(&state, .finishFollowUp(followUp), item, named: "\(followUp.text) done")
        case .snoozed(let snooze):
            return submit(&state, .wake(snooze), item, named: "taken back into the queues")
        case .planned:
            // It is not on the server yet, so there is nothing to finish; taking it back is the same.
            return item.unsent.map { entry in [state.order { .drop(entry, as: $0) }] } ?? []
        }
    }

    private func reschedule(_ state: inout AppState, _ item: AgendaItem) -> [Effect] {
        switch item.content {
        case .followUp(let followUp): state.push(.dates(DatePrompt(.move(followUp), for: item.leadName)))
        case .snoozed: state.push(.dates(DatePrompt(.snooze(of: item.leadID), for: item.leadName)))
        case .planned:
            state.notice = .noted("It goes out in a moment; move it then, or undo it with \(state.keys[.agendaUndo]).")
            return []
        }
        return state.askForRow(of: item.leadID)
    }

    private func submit(
        _ state: inout AppState,
        _ intent: Intent,
        _ item: AgendaItem,
        named name: String
    ) -> [Effect] {
        switch state.agendaVerdict(on: intent, for: item.leadID, named: item.leadName) {
        case .change(let change):
            return state.submit([Proposal(change, on: item.leadID)], restoring: nil, named: name)
        case .nothingToDo(let reason):
            state.notice = .nothingToDo(reason, lead: item.leadName)
            return []
        case .blocked(let obstacle): return state.refuse(obstacle, lead: item.leadName)
        }
    }
}

extension AppState {
    /// Where every lead can be looked for; with queues of the person's own that leave some out, one more is opened.
    fileprivate mutating func queueOfEverything() -> Int {
        if let known = queues.firstIndex(where: { $0.definition.query == .everything }) { return known }
        let all = QueueDefinition(name: "All", query: .everything, sort: LeadSort(.created), showsSnoozed: true)
        queues.append(QueueState(definition: all))
        return queues.count - 1
    }

    /// What the planner says of a line of my day, whose lead need not be among the rows.
    func agendaVerdict(on intent: Intent, for id: Lead.ID, named name: String) -> Verdict {
        guard list.row(of: id) == nil, !goneLeads.contains(id) else { return verdict(on: intent, for: id) }
        return planner.plan(intent, for: Lead(id: id, firstName: name))
    }

    /// Keeps the sheet on the line it was on, whatever comes in above it.
    mutating func followAgenda() {
        guard overlays.contains(where: { $0.kind == .agenda }) else { return }
        let items = agenda.map(\.item)
        overlays = overlays.map { overlay in
            guard case .agenda(let sheet) = overlay else { return overlay }
            return .agenda(sheet.following(items))
        }
    }
}
