import FoundationEssentials
package import Leads

extension SyncEngine {
    /// Takes a change into the journal; it is durable when this returns.
    ///
    /// It waits for `hold` before it is sent; taking it back meanwhile costs no request.
    package func submit(
        _ change: LeadChange,
        on lead: Lead.ID,
        hold: Duration
    ) throws(SubmitError) -> OutboxEntry {
        let entries = try submit([Proposal(change, on: lead)], hold: hold)
        guard let entry = entries.first else { throw .unknownLead(lead) }
        return entry
    }

    /// Takes several changes into the journal, all of them or none, in one transaction.
    package func submit(_ proposals: [Proposal], hold: Duration) throws(SubmitError) -> [OutboxEntry] {
        let ids = Set(proposals.map(\.leadID))
        var leads: [Lead.ID: Lead] = [:]
        do throws(StoreError) {
            for row in try store.rows(of: Array(ids)) { leads[row.lead.id] = row.lead }
        } catch {
            throw .store(error)
        }
        var drafts: [EntryDraft] = []
        for proposal in proposals {
            guard let lead = leads[proposal.leadID] else { throw .unknownLead(proposal.leadID) }
            if isBeingTrashed(lead.id) { throw .beingTrashed(lead.id) }
            try check(proposal.change)
            let change = proposal.change.spelled(as: lead)
            var draft = draft(change, on: lead, hold: hold)
            draft.changedNothing = Reconciliation.isSo(change, in: lead, among: reference.members)
            draft.seenLead = lead.id.isProvisional ? nil : SeenLead(lead)
            drafts.append(draft)
            var changed = lead
            changed.apply(change)
            leads[lead.id] = changed
        }
        return try append(drafts, audit: overrides(proposals, leads))
    }

    /// What the person went over with these changes.
    private func overrides(_ proposals: [Proposal], _ leads: [Lead.ID: Lead]) -> [AuditEvent] {
        proposals.compactMap { proposal in
            proposal.override.map { auditEvent(of: $0, on: proposal.leadID, leads[proposal.leadID]) }
        }
    }

    /// Takes a new lead into the journal, and notes on it in the same transaction; the entry names its provisional id.
    package func submit(
        create new: NewLead,
        notes: [String] = [],
        hold: Duration
    ) throws(SubmitError) -> OutboxEntry {
        let changes = [.create(new)] + notes.map(LeadChange.addNote)
        for change in changes { try check(change) }
        let lead = Lead(provisional: Lead.ID(-1), from: new, at: now)
        let drafts = changes.enumerated().map { place, change in
            var draft = draft(change, on: lead, hold: hold)
            draft.leadID = nil
            draft.isOfNewLead = place > 0
            return draft
        }
        guard let entry = try append(drafts).first else { throw .empty(.firstName) }
        return entry
    }

    private func append(_ drafts: [EntryDraft], audit: [AuditEvent] = []) throws(SubmitError) -> [OutboxEntry] {
        guard !drafts.isEmpty else { return [] }
        do throws(StoreError) {
            let entries = try commit(StoreTransaction(drafts: drafts, audit: audit)).added.map(\.entry)
            wake()
            return entries
        } catch {
            throw .store(error)
        }
    }

    func draft(_ change: LeadChange, on lead: Lead, hold: Duration) -> EntryDraft {
        let decidedAt = now
        let deadline = hold > .zero ? decidedAt + hold.seconds : nil
        var draft = EntryDraft(
            leadID: lead.id,
            leadName: lead.displayName,
            change: change,
            status: change.isLocal ? .settled(at: now) : deadline.map { .held(until: $0) } ?? .queued,
            createdAt: decidedAt
        )
        draft.steadyDeadline = deadline.flatMap(environment.clock.steady)
        return draft
    }

    func isBeingTrashed(_ lead: Lead.ID) -> Bool {
        outbox.lane(of: lead).contains { if case .trash = $0.entry.change { true } else { false } }
    }

    private func check(_ change: LeadChange) throws(SubmitError) {
        switch change {
        case .create(let new): try check(new)
        case .setStage(from: _, to: let stage): try check(stage: stage)
        case .addTag(let tag), .removeTag(let tag): try check(tag, .tag, limit: LeadLimits.tag)
        case .addNote(let text): try check(text, .note, limit: LeadLimits.note)
        case .logCall(let call):
            try check(call.phone, .phone, limit: LeadLimits.phone)
            try check(call.text, .callText, limit: LeadLimits.contactLog)
        case .trash(let reason): try check(reason, .reason, limit: .max)
        case .followUp(.add(let plan)): try check(plan.text, .followUp, limit: LeadLimits.note)
        case .deal(.add(let plan)): try check(plan.name, .dealName, limit: .max)
        case .setField(.firstName, from: _, to: let names):
            try check(names.first ?? "", .firstName, limit: LeadLimits.name)
        case .setField(.lastName, from: _, to: let names):
            if let name = names.first { try check(name, .lastName, limit: LeadLimits.name) }
        case .assign, .setField, .setHidden, .followUp, .deal, .snooze: break
        }
    }

    private func check(_ new: NewLead) throws(SubmitError) {
        try check(new.firstName, .firstName, limit: LeadLimits.name)
        if !new.lastName.isEmpty { try check(new.lastName, .lastName, limit: LeadLimits.name) }
        for tag in new.tags { try check(tag, .tag, limit: LeadLimits.tag) }
        for phone in new.phones { try check(phone, .phone, limit: LeadLimits.phone) }
        guard let stage = new.stage else { return }
        try check(stage, .stage, limit: LeadLimits.stage)
        try check(stage: stage)
    }

    /// The limit of 19 is of creates only; a stage that the team has may be longer.
    private func check(stage: String) throws(SubmitError) {
        guard !stage.isEmpty else { throw .empty(.stage) }
        let known = reference.stages.map(\.name)
        if !known.isEmpty, !known.contains(stage) { throw .unknownStage(stage, known: known) }
    }

    private func check(_ text: String, _ field: SubmitError.Field, limit: Int) throws(SubmitError) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty(field) }
        let length = LeadLimits.length(of: text)
        if length > limit { throw .tooLong(field, length: length, limit: limit) }
    }
}

extension LeadChange {
    /// The same change with a tag that is taken off spelled as the lead has it, so that taking it back restores it.
    fileprivate func spelled(as lead: Lead) -> LeadChange {
        guard case .removeTag(let tag) = self, let spelling = lead.spellings(of: tag).first else { return self }
        return .removeTag(spelling)
    }
}
