package import Leads

/// The verbs that change a lead: each becomes one change for the journal, or says why it cannot.
enum VerbReducer {
    static func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .undo: return undo(&state)
        case .redo: return redo(&state)
        case .retryEntry: return state.entryUnderCursor.map { [.retry($0.id)] } ?? []
        case .dropEntry: return askToDrop(&state)
        default: break
        }
        guard let lead = state.list.selectedRow?.lead else {
            state.notice = .noLead
            return []
        }
        switch action {
        case .setStage(let name): return setStage(&state, of: lead.id, to: name)
        case .addTag(let tag): return changeTag(&state, of: lead.id, .addTag(tag))
        case .removeTag(let tag): return changeTag(&state, of: lead.id, .removeTag(tag))
        case .assign(let words): return assign(&state, lead.id, toMemberNamed: words)
        case .addNote(let text): return submit(&state, .addNote(text), on: lead.id)
        case .logCall(let outcome, let text): return logCall(&state, on: lead.id, outcome, text: text)
        case .trash(let reason):
            let question = Confirmation.Question.trash(lead.id, name: lead.displayName, reason: reason)
            state.overlay = .confirm(Confirmation(question))
            return []
        default: return []
        }
    }

    static func setStage(_ state: inout AppState, of id: Lead.ID, to name: String) -> [Effect] {
        guard let stage = state.account.stages.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            let known = state.account.stages.map(\.name).joined(separator: ", ")
            return state.refuse("stage", because: "the team has no stage “\(name)”; it has \(known)")
        }
        guard let lead = state.row(of: id)?.lead else { return state.refuse("stage", because: "the lead is gone") }
        guard lead.stage != stage.name else {
            state.notice = .alreadySo("\(lead.displayName) is in \(stage.name) already")
            return []
        }
        return submit(&state, .setStage(from: lead.stage, to: stage.name), on: id)
    }

    static func changeTag(_ state: inout AppState, of id: Lead.ID, _ change: LeadChange) -> [Effect] {
        guard let lead = state.row(of: id)?.lead else { return state.refuse("tag", because: "the lead is gone") }
        switch change {
        case .addTag(let tag) where lead.tags.contains(tag):
            state.notice = .alreadySo("\(lead.displayName) has the tag \(tag) already")
        case .removeTag(let tag) where !lead.tags.contains(tag):
            state.notice = .alreadySo("\(lead.displayName) does not have the tag \(tag)")
        case .addTag(let tag) where tag.trimmed.isEmpty || LeadLimits.length(of: tag) > LeadLimits.tag:
            return state.refuse("tag", because: "a tag has 1 to \(LeadLimits.tag) characters")
        default:
            return submit(&state, change, on: id)
        }
        return []
    }

    static func assign(_ state: inout AppState, _ id: Lead.ID, to member: Member) -> [Effect] {
        guard let lead = state.row(of: id)?.lead else { return state.refuse("assign", because: "the lead is gone") }
        guard lead.assignee?.name != member.fullName else {
            state.notice = .alreadySo("\(lead.displayName) is \(member.fullName)'s already")
            return []
        }
        return submit(&state, .assign(from: lead.assignee, to: member), on: id)
    }

    private static func assign(_ state: inout AppState, _ id: Lead.ID, toMemberNamed words: String) -> [Effect] {
        let wanted = words.trimmed.lowercased()
        if wanted == "me", let me = state.account.me { return assign(&state, id, to: me) }
        let found = state.account.members.filter { $0.answers(to: wanted) }
        guard let member = found.first, found.count == 1 else {
            let reason = found.isEmpty ? "no member is called “\(words)”" : "“\(words)” is \(found.count) members"
            return state.refuse("assign", because: reason)
        }
        return assign(&state, id, to: member)
    }

    static func logCall(
        _ state: inout AppState,
        on id: Lead.ID,
        _ outcome: CallOutcome,
        text: String,
        restoring form: Form? = nil
    ) -> [Effect] {
        guard let phone = state.row(of: id)?.lead.phones.first else {
            return state.refuse("log a call", because: "the lead has no phone number, and Lofty wants one")
        }
        // Lofty refuses a log without content, so the outcome stands for it.
        let content = text.isEmpty ? outcome.label : text
        let log = LeadChange.CallLog(outcome: outcome, phone: String(phone.number.prefix(20)), text: content)
        return submit(&state, .logCall(log), on: id, restoring: form)
    }

    static func trash(_ state: inout AppState, _ id: Lead.ID, reason: String) -> [Effect] {
        submit(&state, .trash(reason: reason), on: id)
    }

    static func submit(
        _ state: inout AppState,
        _ change: LeadChange,
        on id: Lead.ID,
        restoring form: Form? = nil
    ) -> [Effect] {
        if !state.list.handled.contains(id) { state.list.handled.append(id) }
        return [.submit(change, on: id, restoring: form)]
    }

    private static func undo(_ state: inout AppState) -> [Effect] {
        // Changes of an earlier session that still wait can be taken back too, the newest first.
        let waiting = state.unsent.last { $0.status.isInUndoWindow }?.id
        guard let last = state.undo.done.popLast() ?? waiting else {
            state.notice = .nothingToUndo
            return []
        }
        return [.undo(last)]
    }

    private static func redo(_ state: inout AppState) -> [Effect] {
        guard let step = state.undo.undone.popLast() else {
            state.notice = .nothingToRedo
            return []
        }
        if case .create(let new) = step.change { return [.create(new, restoring: nil)] }
        return submit(&state, step.change, on: step.lead)
    }

    private static func askToDrop(_ state: inout AppState) -> [Effect] {
        guard let entry = state.entryUnderCursor else { return [] }
        state.overlay = .confirm(Confirmation(.drop(entry)))
        return []
    }
}

extension AppState {
    /// The row of a lead in the current view.
    package func row(of id: Lead.ID) -> LeadRow? {
        list.rows.position(of: id).map { list.rows.row(at: $0) }
    }

    /// The entry the outbox overlay points at.
    package var entryUnderCursor: OutboxEntry? {
        guard case .outbox(let cursor) = overlay, unsent.indices.contains(cursor) else { return nil }
        return unsent[cursor]
    }

    fileprivate mutating func refuse(_ verb: String, because reason: String) -> [Effect] {
        notice = .unavailable(verb: verb, because: reason)
        return [.bell]
    }
}

extension Member {
    /// True for the address, the whole name, or the start of the first or last name.
    fileprivate func answers(to wanted: String) -> Bool {
        guard !wanted.isEmpty else { return false }
        let names = [fullName, firstName, lastName].map { $0.lowercased() }
        return email.lowercased() == wanted || names.contains { $0.hasPrefix(wanted) }
    }
}
