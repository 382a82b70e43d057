import FoundationEssentials
import Leads

/// What happened elsewhere: answers of the index, the journal, the server.
enum EventReducer {
    static func reduce(_ state: inout AppState, _ event: Event) -> [Effect] {
        switch event {
        case .tick(let now): return tick(&state, now)
        case .viewport(let viewport): state.take(viewport)
        case .queryAnswered(let answer): return show(&state, answer)
        case .found(let leads, let finding): state.takeFound(leads, for: finding)
        case .previewed(let preview): return show(&state, preview)
        case .matchFound(let answer, let step): return state.goToMatch(in: answer, step: step)
        case .habitsRead(let habits): return state.adopt(habits)
        case .leadsChanged: return [state.askIndex()]
        case .outboxChanged(let entries): return takeOutbox(&state, entries)
        case .submitted(let group, let entries): return recordSubmission(&state, group, entries)
        case .submitFailed(let group, let reason, let form): restore(&state, group, form, reason: reason)
        case .undone(let group, let answers): return recordUndo(&state, group, answers)
        case .planned(let plan, let request): state.takePlan(plan, of: request)
        case .stopped(let group, let entries): return state.takeStopped(group, entries)
        case .leftOut(let group, let outcomes): state.takeLeftOut(group, outcomes)
        case .withdrawn(let entries): state.takeWithdrawn(entries)
        case .entryActed(let order):
            state.list.deliver(order, changesRows: true)
            state.endWaiting(for: order)
            state.list.awaitNextAnswer()
            return [state.askIndex()]
        case .entryActionFailed(let order, let reason):
            state.list.deliver(order, changesRows: false)
            state.endWaiting(for: order)
            state.notice = .notSaved(reason: reason)
        case .identified(let provisional, let real): state.rename(provisional, to: real)
        case .timelinesKnown(let timelines): state.timeline.recall(timelines)
        case .timelineLoaded(let lead, let timeline, let isFresh):
            state.timeline.take(timeline, of: lead, isFresh: isFresh)
        case .lookRecalled(let lead, let look): state.timeline.recall(look, of: lead)
        case .timelineFailed(let lead, let reason): state.timeline.fail(lead, reason: reason)
        case .link(let link): state.account.link = link
        case .freshness(let freshness): state.account.freshness = freshness
        case .budget(let budget): state.account.budget = budget
        case .progress(let progress): state.account.progress = progress
        // What a person has to do something about is not hidden by good news.
        case .refreshed(let leads):
            if state.notice?.staysAfterRefresh != true { state.notice = .refreshed(leads: leads) }
        case .refreshFailed(let reason): state.notice = .refreshFailed(reason: reason)
        case .exported(let path): state.notice = .exported(path: path)
        case .kinKnown(let lead, let kin): state.kin = (lead, kin)
        case .formKinKnown(let subject, let kin): state.formKin = FormKin(subject: subject, kin: kin)
        case .routing(let preview, let person): state.takeRouting(preview, of: person)
        // A look that was kept here meanwhile is the newer one.
        case .looksKnown(let looks):
            for (lead, look) in looks where state.looks[lead].map({ $0.date <= look.date && $0 != look }) ?? true {
                state.looks[lead] = look
            }
        case .overrideRecorded(let override, let lead, let order):
            return state.startCall(over: override, on: lead, ordered: order)
        case .reached(let lead, let reading): return state.takeReach(reading, of: lead)
        case .dealsRead(let lead, let reading): return state.takeDeals(reading, of: lead)
        case .assisted(let answer, let order, let name): state.take(answer, of: order, named: name)
        case .assistantKnown(let reading): state.assistance = reading
        case .toolAnswered(let call, let answer): state.take(answer, of: call)
        case .trouble(let reason): state.notice = .trouble(reason: reason)
        case .reference(let team):
            state.learn(team)
            state.checkDispositions()
        case .followUps(let followUps, let readAt, let isWhole):
            state.followUps = FollowUpList(followUps, readAt: readAt, isWhole: isWhole)
        case .followUpsFailed(let reason): state.followUps.failure = reason
        case .reported(let report): state.take(.report(report), of: report.name)
        case .reportFailed(let name, let reason): state.take(.failed(reason: reason), of: name)
        case .snoozes(let snoozes, let names):
            state.snoozes = snoozes
            state.snoozeNames = names
            return [state.askIndex()]
        }
        return []
    }

    /// Leads grow older by themselves; what depends on that is asked again when its time has come.
    private static func tick(_ state: inout AppState, _ now: Date) -> [Effect] {
        state.now = now
        guard let due = state.list.changesAt, due <= now else { return [] }
        state.list.changesAt = nil
        return [state.askIndex()]
    }

    private static func show(_ state: inout AppState, _ answer: IndexAnswer) -> [Effect] {
        state.triage?.take(answer)
        for (index, count) in answer.counts.enumerated() where state.queues.indices.contains(index) {
            state.queues[index].count = count
        }
        if let vocabulary = answer.vocabulary { state.vocabulary = vocabulary }
        for lead in answer.request.keeping {
            let isThere = answer.kept[lead] != nil || answer.rows.position(of: lead) != nil
            if isThere { state.goneLeads.remove(lead) } else { state.goneLeads.insert(lead) }
        }
        let before = state.list.selectedRow?.lead
        state.list.take(answer, holding: state.leadsOfOverlays)
        state.markPickers()
        let effects = state.followSelection()
        return effects.isEmpty ? state.followNews(since: before) : effects
    }

    /// Keys that act on rows go on waiting for the answer.
    private static func show(_ state: inout AppState, _ preview: Preview) -> [Effect] {
        guard !state.list.isLoaded else { return [] }
        for index in state.queues.indices where state.queues[index].count == nil {
            state.queues[index].count = preview.counts[state.queues[index].definition.query]
        }
        state.list.show(preview)
        return state.followSelection()
    }

    private static func takeOutbox(_ state: inout AppState, _ entries: [OutboxEntry]) -> [Effect] {
        let known = Set(state.outbox.filter(\.needsPerson).map(\.id))
        let before = entriesOnTimeline(state)
        state.outbox = entries
        state.undo.see(entries)
        state.followOutbox()
        state.followBulk(state.unsent)
        let waiting = entries.filter { $0.needsPerson && !known.contains($0.id) }
        if let failed = waiting.last(where: { !$0.awaitsReview }) {
            state.notice = .failed(failed)
        } else if !waiting.isEmpty {
            state.notice = .reviewNeeded(changes: entries.count(where: \.awaitsReview))
        }
        let after = entriesOnTimeline(state)
        guard before != after, let lead = state.timeline.lead else { return [] }
        state.timeline.forget(lead)
        return [.loadTimeline(lead)]
    }

    /// The unsent notes and calls that stand on the open timeline.
    private static func entriesOnTimeline(_ state: AppState) -> [OutboxEntry.ID] {
        state.unsent.filter { $0.leadID == state.timeline.lead && $0.change.isOnTimeline }.map(\.id)
    }

    private static func recordSubmission(
        _ state: inout AppState,
        _ group: ChangeGroup.ID,
        _ entries: [OutboxEntry]
    ) -> [Effect] {
        state.submitting[group] = nil
        state.leaving[group] = nil
        state.callsBeingLogged[group] = nil
        state.list.deliver(group, changesRows: true)
        state.list.pending.confirm(group, isReverted: false, serial: state.list.nextSerial)
        let kept = state.takeRun(group, entries)
        let leads = Set(entries.map(\.leadID)).count
        if leads > 1 {
            state.notice = .manyChanged(state.undo.name(of: group) ?? "changed", leads: leads)
        } else if let entry = entries.last {
            state.notice =
                state.undo.name(of: group).map { .disposed($0, lead: entry.leadName) }
                ?? .submitted(entry.change, lead: entry.leadName)
        }
        if let created = entries.first(where: { $0.change.makesLead }) {
            state.follow(created.leadID, madeBy: group)
            state.list.handle(created.leadID, by: group)
            if state.list.awaited == .group(group) { state.list.awaited = .lead(created.leadID) }
        } else if state.list.awaited == .group(group) {
            state.list.awaited = nil
            state.list.awaitNextAnswer()
        }
        // The rows may have been asked for before the journal had the change.
        return [state.askIndex()] + kept
    }

    private static func restore(_ state: inout AppState, _ group: ChangeGroup.ID, _ form: Form?, reason: String) {
        state.submitting[group] = nil
        state.undo.forget(group)
        state.recording?.forget(group)
        _ = state.takeRun(group, nil)
        state.list.deliver(group, changesRows: false)
        state.list.pending.withdraw(group, isReverted: false)
        state.leaveOpen(group)
        state.markPickers()
        state.endWaiting(for: group)
        state.takeUpCall(loggedBy: group)
        if let prompt = state.leaving.removeValue(forKey: group) { state.reopen(prompt) }
        if let form, state.overlay == nil { state.push(.form(form)) } else if let form { state.keepDraft(of: form) }
        state.notice = .notSaved(reason: reason)
    }

    private static func recordUndo(
        _ state: inout AppState,
        _ group: ChangeGroup.ID,
        _ answers: [UndoAnswer]
    ) -> [Effect] {
        state.takeBack(of: group, answers)
        if case .contested(let entry, let theirs) = answers.last {
            return ask(&state, group, entry, theirs: theirs) + deliver(&state, group, after: answers)
        }
        let obstacle = answers.compactMap(\.obstacle).first
        let name = state.undo.name(of: group)
        if let obstacle {
            // The next undo is meant for the same change, not for the one before it.
            state.undo.keep(group, canBeTriedAgain: obstacle.mayPass)
            state.recording?.keep(group)
            state.list.pending.withdraw(group, isReverted: true)
            state.handleAgain(group)
            state.notice = .undoImpossible(reason: obstacle.reason)
            return [.bell] + deliver(&state, group, after: answers)
        }
        state.undo.confirm(group)
        state.leaveOpen(group)
        state.list.pending.confirm(group, isReverted: true, serial: state.list.nextSerial)
        switch answers.first {
        case _ where answers.leads.count > 1:
            state.notice = .manyUndone(name ?? "the change", leads: answers.leads.count)
        case .cancelled(let entry):
            state.notice =
                name.map { .dispositionUndone($0, lead: entry.leadName) }
                ?? .undone(entry.change, lead: entry.leadName)
        case .inverse(let entry): state.notice = .inverseQueued(entry.change, lead: entry.leadName)
        case .contested, .postponed, .impossible, nil: break
        }
        return deliver(&state, group, after: answers)
    }

    /// Asks for the rows that show what an undo took back, also when that is only a part of its group; what follows is
    /// meant for those.
    private static func deliver(
        _ state: inout AppState,
        _ group: ChangeGroup.ID,
        after answers: [UndoAnswer]
    ) -> [Effect] {
        let changesRows = answers.contains(where: \.isTakenBack)
        state.list.deliver(group, changesRows: changesRows)
        guard changesRows else { return [] }
        state.list.awaitNextAnswer()
        return [state.askIndex()]
    }

    /// Others have changed what the group made: the person says whether it is taken back all the same.
    private static func ask(
        _ state: inout AppState,
        _ group: ChangeGroup.ID,
        _ entry: OutboxEntry,
        theirs: String
    ) -> [Effect] {
        state.undo.keep(group, canBeTriedAgain: true)
        state.recording?.keep(group)
        state.list.pending.withdraw(group, isReverted: true)
        state.handleAgain(group)
        state.ask(.overrule(group, entry, theirs: theirs))
        return [.bell]
    }
}

extension Notice {
    /// True for what a refresh that went well does not answer.
    fileprivate var staysAfterRefresh: Bool {
        switch self {
        case .undoImpossible, .failed, .reviewNeeded, .stageLost, .notSaved, .unavailable, .blocked, .textKept,
            .textRecovered, .exported, .brokenDisposition:
            true
        case .submitted, .disposed, .dispositionUndone, .manyChanged, .manyUndone, .done, .viewIsDone, .undone,
            .inverseQueued, .nothingToUndo,
            .nothingToRedo, .trouble, .refreshed, .refreshFailed,
            .noLead, .marked, .nothingToDo, .noRetryNeeded, .keysDropped, .unknownKey, .pasteIgnored, .terminalFallback,
            .noted, .dialling, .copied, .nothingToCopy:
            false
        }
    }
}

extension UndoAnswer {
    /// Why the change stays, and whether the same undo may work a moment later.
    fileprivate var obstacle: (reason: String, mayPass: Bool)? {
        switch self {
        case .cancelled, .inverse, .contested: nil
        case .postponed(let reason): (reason, true)
        case .impossible(let reason): (reason, false)
        }
    }
}

extension LeadChange {
    fileprivate var makesLead: Bool {
        if case .create = self { true } else { false }
    }

    /// True for what shows on the timeline rather than on the lead.
    fileprivate var isOnTimeline: Bool {
        switch self {
        case .addNote, .logCall, .deal: true
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash, .followUp, .snooze: false
        }
    }
}
