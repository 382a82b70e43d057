import FoundationEssentials
package import Leads

extension SyncEngine {
    /// Notes that a person went over a rule that speaks against contacting a lead; durable when this returns.
    package func record(_ override: ContactOverride, on lead: Lead.ID) throws(StoreError) {
        let event = auditEvent(of: override, on: lead, try store.rows(of: [lead]).first?.lead)
        try commit(StoreTransaction(audit: [event]))
    }

    func auditEvent(of override: ContactOverride, on id: Lead.ID, _ lead: Lead?) -> AuditEvent {
        AuditEvent(
            at: now,
            by: person,
            leadID: id,
            leadName: lead?.displayName ?? "",
            kind: .overridden(override)
        )
    }

    /// What a transaction has to leave in the audit log.
    func auditEvents(of transaction: StoreTransaction) -> [AuditEvent] {
        transaction.updates.compactMap { after in
            guard let before = outbox[after.id], let kind = auditKind(of: after, before, in: transaction) else {
                return nil
            }
            return AuditEvent(
                at: now,
                by: person,
                leadID: after.delivery.acceptance?.createdID ?? after.entry.leadID,
                leadName: after.entry.leadName,
                entry: after.id,
                kind: kind
            )
        }
    }

    /// An opposite change that a person sends although others have changed what it takes back.
    func auditEvent(overruling entry: JournalEntry, theirs: String) -> AuditEvent {
        AuditEvent(
            at: now,
            by: person,
            leadID: entry.entry.leadID,
            leadName: entry.entry.leadName,
            entry: entry.id,
            kind: .overruled(AuditStep(entry.entry.change), theirs: theirs)
        )
    }

    private var person: AuditEvent.Person? { reference.me.map(AuditEvent.Person.init) }

    /// `nil` for a step that is none of a change that was sent.
    private func auditKind(
        of after: JournalEntry,
        _ before: JournalEntry,
        in transaction: StoreTransaction
    ) -> AuditEvent.Kind? {
        let step = AuditStep(after.entry.change)
        if case .conflicted(let theirs) = before.entry.status, case .queued = after.entry.status {
            return .overruled(step, theirs: theirs)
        }
        // A second look, after which the change goes over what it was not made from.
        if case .needed(let today?) = before.entry.review, after.entry.review == .given,
            before.entry.change != after.entry.change
        {
            return .overruled(step, theirs: today)
        }
        guard after.delivery.firstSentAt != nil, before.entry.status != after.entry.status else { return nil }
        switch after.entry.status {
        case .settled: return .sent(step, beside: changedByOthers(than: after, in: transaction))
        case .conflicted(let theirs): return .contested(step, theirs: theirs)
        case .wedged(let failure):
            switch failure.cause {
            case .none, .exhausted: return .refused(step, reason: failure.reason)
            case .undecided: return .undecided(step, reason: failure.reason)
            case .merged(into: let survivor): return .merged(step, into: survivor)
            }
        case .held, .queued, .sending, .waiting, .ambiguous, .cancelled: return nil
        }
    }

    /// What others had changed of the lead between the decision and the reading that settles it.
    private func changedByOthers(than entry: JournalEntry, in transaction: StoreTransaction) -> [AuditStep] {
        guard let seen = entry.delivery.seenLead, let reading = transaction.reading(of: entry.entry.leadID) else {
            return []
        }
        // What was decided here before is seen already; what was decided behind it shows in the reading as well.
        let later = transaction.updates.filter { other in
            other.entry.leadID == entry.entry.leadID && other.id >= entry.id && !other.entry.status.isUnsent
        }
        let expected = later.sorted { $0.id < $1.id }.reduce(seen) { $0.applying($1.entry.change) }
        return AuditStep.differences(from: expected, to: SeenLead(reading))
    }
}

extension StoreTransaction {
    /// The lead as the transaction's own reading of it shows it.
    fileprivate func reading(of id: Lead.ID) -> Lead? {
        for case .lead(let lead, at: _, asked: _) in readings where lead.id == id { return lead }
        return nil
    }
}
