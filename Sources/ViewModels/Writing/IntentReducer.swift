package import Leads

/// The verbs that change a lead: each becomes a change for the journal, or says why it cannot.
enum IntentReducer {
    static func reduce(_ state: inout AppState, _ intent: Intent) -> [Effect] {
        if state.isAboutMarks, intent.isForMany { return state.planBulk(.intent(intent)) }
        if state.isAboutMarks, case .trash = intent { return state.refuseBulk(state.noTrashOfMarksWords) }
        guard let row = state.list.selectedRow else {
            state.notice = .noLead
            return []
        }
        guard case .trash(let reason) = intent else { return state.plan(intent, on: row.lead.id) }
        switch state.verdict(on: intent, for: row.lead.id) {
        case .change:
            let question = Confirmation.Question.trash(row.lead.id, name: row.lead.displayName, reason: reason)
            state.push(.question(Confirmation(question)))
            return []
        case .blocked(let obstacle): return state.refuse(obstacle, lead: row.lead.displayName)
        case .nothingToDo: return []
        }
    }
}

extension AppState {
    /// What the planner says of an intent on a lead as it is shown; with a reason it goes over the guard.
    func verdict(on intent: Intent, for id: Lead.ID, because reason: String? = nil) -> Verdict {
        var planner = planner
        planner.overridesGuard = reason != nil || isOverridden(for: id)
        planner.deals = deals.flatMap { $0.lead == id ? $0 : nil }
        return planner.plan(dialled(intent, for: id), for: workableLead(id), isBeingTrashed: isBeingTrashed(id))
    }

    /// A call that is logged in words is the one that was dialled, where there is one.
    private func dialled(_ intent: Intent, for id: Lead.ID) -> Intent {
        guard case .logCall(let outcome, let text, phone: nil) = intent, let call = dialled(for: id) else {
            return intent
        }
        return .logCall(outcome, text: call.text(text, outcome), phone: call.number)
    }

    package var planner: Planner { Planner(team: account.team, now: now) }

    /// The lead as it is shown, with what unsent calls say against contacting it; `nil` when it is gone.
    package func workableLead(_ id: Lead.ID) -> Lead? {
        let isGone = list.departure(of: id) == .gone || goneLeads.contains(id)
        guard !isGone, var lead = lead(of: id) else { return nil }
        let evidence = ContactEvidence(unsent.lazy.filter { $0.leadID == id }.map(\.change))
        if !evidence.isEmpty { lead.mark(evidence) }
        return lead
    }

    func isBeingTrashed(_ id: Lead.ID) -> Bool {
        if list.pending.trashes(id) { return true }
        guard !list.pending.bringsBack(id) else { return false }
        return unsent.contains { $0.leadID == id && $0.isTrashOnItsWay }
    }

    /// Submits what the planner makes of an intent, or says why there is nothing to submit.
    ///
    /// `form` is put back on the screen when the journal refuses.
    mutating func plan(
        _ intent: Intent,
        on id: Lead.ID,
        restoring form: Form? = nil,
        because reason: String? = nil
    ) -> [Effect] {
        if id == .marked { return planBulk(.intent(intent)) }
        let name = lead(of: id)?.displayName ?? "The lead"
        switch verdict(on: intent, for: id, because: reason) {
        case .change(let change):
            remember(intent)
            defer { if case .logCall = change { closeCall(of: id, by: undo.done.last?.id) } }
            return submit([proposal(change, on: id, because: reason)], restoring: form)
        case .nothingToDo(let reason):
            notice = .nothingToDo(reason, lead: name)
            return []
        case .blocked(.forbidden(let bar)): return askWhy(bar, intent, on: id)
        case .blocked(let obstacle): return refuse(obstacle, lead: name)
        }
    }

    mutating func refuse(_ obstacle: PlanObstacle, lead: String) -> [Effect] {
        notice = .blocked(obstacle, lead: lead)
        return [.bell]
    }

    /// Sends changes through the door as one group, which one undo takes back.
    ///
    /// `form` or `prompt` is put back on the screen when the journal refuses; with `leavesOut`, a lead that cannot have
    /// its changes any more is left out, instead of keeping back all of them; with `asks`, they are not done again unasked.
    mutating func submit(
        _ proposals: [Proposal],
        restoring form: Form?,
        reopening prompt: DatePrompt? = nil,
        named name: String? = nil,
        leavesOut: Bool = false,
        asks: Bool = false
    ) -> [Effect] {
        let id = undo.makeID()
        let group = ChangeGroup(id: id, .changes(proposals), name: name, leavesOut: leavesOut, asks: asks)
        undo.record(group)
        submitting[group.id] = form
        leaving[group.id] = prompt
        show(group)
        return [.write(.submit(group, restoring: form))]
    }

    /// Sends a new lead through the door; keys that follow are for it, so they wait until it is there.
    mutating func submit(_ new: NewLead, restoring form: Form?) -> [Effect] {
        let group = ChangeGroup(id: undo.makeID(), .create(new))
        undo.record(group)
        submitting[group.id] = form
        list.awaited = .group(group.id)
        list.expect(group.id)
        return [.write(.submit(group, restoring: form))]
    }

    /// Shows what was decided before the journal has answered.
    mutating func show(_ group: ChangeGroup) {
        list.pending.add(group)
        list.expect(group.id)
        guard Set(group.proposals.map(\.leadID)).count < 2 else {
            // Rows of many leads are not held in their places: the view is asked for as it will be.
            list.awaited = .group(group.id)
            return
        }
        for proposal in group.proposals { list.handle(proposal.leadID, by: group.id) }
        // A lead that is not among the rows may come among them, and one that is gone is refused; keys that follow find
        // it there, or find the change before it the last one.
        let isInSight = group.proposals.allSatisfy { proposal in
            list.rows.position(of: proposal.leadID) != nil && list.departure(of: proposal.leadID) != .gone
        }
        // A number that is listed is listed for everyone who has it, as the rows will show.
        let evidence = ContactEvidence(group.proposals.map(\.change))
        let listsNumber = evidence.refusesContact || !evidence.listedNumbers.isEmpty
        if group.proposals.isEmpty || !isInSight || listsNumber { list.awaited = .group(group.id) }
    }
}
