package import Leads

/// What happened elsewhere: answers of the index, the journal, the server.
enum EventReducer {
    static func reduce(_ state: inout AppState, _ event: Event) -> [Effect] {
        switch event {
        case .tick(let now): state.now = now
        case .viewport(let list, let timeline): resize(&state, list: list, timeline: timeline)
        case .queryAnswered(let answer): return show(&state, answer)
        case .leadsChanged: return [.query(state.question(isNewView: false))]
        case .outboxChanged(let entries): return takeOutbox(&state, entries)
        case .submitted(let entries): return recordSubmission(&state, entries)
        case .submitFailed(let reason, let form): restore(&state, form, reason: reason)
        case .undone(let answer): return recordUndo(&state, answer)
        case .identified(let provisional, let real): state.rename(provisional, to: real)
        case .timelineLoaded(let lead, let timeline, let isFresh):
            guard state.timeline.lead == lead else { return [] }
            state.timeline.content = .loaded(timeline, isFresh: isFresh)
        case .link(let link): state.account.link = link
        case .budget(let budget): state.account.budget = budget
        case .progress(let progress): state.account.progress = progress
        case .refreshed(let leads): state.notice = .refreshed(leads: leads)
        case .refreshFailed(let reason): state.notice = .refreshFailed(reason: reason)
        case .trouble(let reason): state.notice = .trouble(reason: reason)
        case .reference(let stages, let tags, let members, let me):
            state.account.stages = stages
            state.account.tags = tags
            state.account.members = members
            state.account.me = me
        }
        return []
    }

    private static func resize(_ state: inout AppState, list: Int, timeline: Int) {
        state.list.visibleCount = max(1, list)
        state.timeline.visibleCount = max(1, timeline)
        if let position = state.list.position { state.list.reveal(position) }
    }

    private static func show(_ state: inout AppState, _ answer: IndexAnswer) -> [Effect] {
        for (index, count) in answer.counts.enumerated() where state.queues.indices.contains(index) {
            state.queues[index].count = count
        }
        state.list.filterProblem = answer.problem
        let request = answer.request
        // An answer to a view that was left meanwhile would show the wrong rows under the new title.
        guard request.queue == state.queue?.definition.query, request.filter == state.list.filter else { return [] }
        state.list.replaceRows(request.isNewView ? answer.rows : pin(answer, over: state.list))
        return state.followSelection()
    }

    /// Handled leads that fell out of the answer stay at the position they had.
    private static func pin(_ answer: IndexAnswer, over list: ListState) -> any LeadRows {
        let lost = list.handled.compactMap { id -> (position: Int, row: LeadRow)? in
            guard answer.rows.position(of: id) == nil, let row = answer.kept[id] else { return nil }
            // A lead that was created under a filter it does not match shows where the person is.
            return (list.rows.position(of: id) ?? list.position ?? 0, row)
        }
        return lost.isEmpty ? answer.rows : PinnedLeadRows(answer.rows, keeping: lost)
    }

    private static func takeOutbox(_ state: inout AppState, _ entries: [OutboxEntry]) -> [Effect] {
        let known = Set(state.outbox.filter(\.needsPerson).map(\.id))
        let before = entriesOnTimeline(state)
        state.outbox = entries
        if let failed = entries.last(where: { $0.needsPerson && !known.contains($0.id) }) {
            state.notice = .failed(failed)
        }
        let after = entriesOnTimeline(state)
        guard before != after, let lead = state.timeline.lead else { return [] }
        return [.loadTimeline(lead)]
    }

    /// The unsent notes and calls that stand on the open timeline.
    private static func entriesOnTimeline(_ state: AppState) -> [OutboxEntry.ID] {
        state.unsent.filter { $0.leadID == state.timeline.lead && $0.change.isOnTimeline }.map(\.id)
    }

    private static func recordSubmission(_ state: inout AppState, _ entries: [OutboxEntry]) -> [Effect] {
        var hasNewLead = false
        for entry in entries {
            state.undo.done.append(entry.id)
            state.notice = .submitted(entry.change, lead: entry.leadName)
            guard entry.leadID.isProvisional, case .create = entry.change else { continue }
            state.list.handled.append(entry.leadID)
            state.list.awaited = entry.leadID
            hasNewLead = true
        }
        // The rows that came with the create were asked for before the list knew that it has to keep the new lead.
        return hasNewLead ? [.query(state.question(isNewView: false))] : []
    }

    private static func restore(_ state: inout AppState, _ form: Form?, reason: String) {
        if let form, state.overlay == nil {
            state.overlay = .form(form)
        } else if let form {
            state.drafts[form.purpose] = form
        }
        state.notice = .notSaved(reason: reason)
    }

    private static func recordUndo(_ state: inout AppState, _ answer: UndoAnswer) -> [Effect] {
        switch answer {
        case .cancelled(let entry):
            state.undo.undone.append(UndoHistory.Step(lead: entry.leadID, change: entry.change))
            state.notice = .undone(entry.change, lead: entry.leadName)
        case .inverse(let entry):
            if let again = entry.change.inverse {
                state.undo.undone.append(UndoHistory.Step(lead: entry.leadID, change: again))
            }
            state.notice = .inverseQueued(entry.change, lead: entry.leadName)
        case .postponed(let entry, let reason):
            // The next undo is meant for the same change, not for the one before it.
            state.undo.done.append(entry)
            state.notice = .undoImpossible(reason: reason)
            return [.bell]
        case .impossible(let reason):
            state.notice = .undoImpossible(reason: reason)
            return [.bell]
        }
        return []
    }
}

extension OutboxEntry {
    /// True when nothing more happens until a person decides.
    package var needsPerson: Bool {
        switch status {
        case .wedged, .conflicted: true
        case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: false
        }
    }
}

extension AppState {
    /// Follows a created lead to the id the server gave it.
    fileprivate mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if list.selected == provisional {
            list.selected = real
            // Rows that were asked for under the provisional id may still come, and do not hold the real one.
            list.awaited = real
        }
        if timeline.lead == provisional { timeline.lead = real }
        if list.awaited == provisional { list.awaited = real }
        list.handled = list.handled.map { $0 == provisional ? real : $0 }
        undo.undone = undo.undone.map {
            UndoHistory.Step(lead: $0.lead == provisional ? real : $0.lead, change: $0.change)
        }
    }
}

extension LeadChange {
    /// True for what shows on the timeline rather than on the lead.
    fileprivate var isOnTimeline: Bool {
        switch self {
        case .addNote, .logCall: true
        case .create, .setStage, .addTag, .removeTag, .assign, .trash: false
        }
    }
}
