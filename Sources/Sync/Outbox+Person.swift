package import FoundationEssentials
package import Leads

extension Outbox {
    /// Takes an entry back before it was sent, and with a create everything that was to follow it.
    ///
    /// What was decided on top of the entry is put on what was there before it.
    package func cancelling(_ id: OutboxEntry.ID) -> [JournalEntry] {
        guard let entry = entries[id] else { return [] }
        if case .create = entry.entry.change {
            return lane(of: entry.entry.leadID).map { $0.with(.cancelled) }
        }
        return [entry.with(.cancelled)] + rebased(after: entry)
    }

    /// Sends a wedged or conflicted entry again; `nil` when it is in no such state.
    ///
    /// What a person agrees to is what they have seen: when `base`, the lead as the server last showed it, holds
    /// something else by now, the entry stays, and names what is there.
    package func retrying(_ id: OutboxEntry.ID, onto base: Lead?, now: Date) -> JournalEntry? {
        guard let entry = entries[id] else { return nil }
        if entry.entry.awaitsReview { return reviewed(entry, onto: base) }
        switch entry.entry.status {
        case .conflicted(let theirs): return overruling(theirs, by: entry, onto: base)
        case .wedged(let failure):
            if case .merged(into: let survivor) = failure.cause {
                var agreed = entry.accepted(at: now, made: .lead(survivor))
                agreed.delivery.agreedSurvivor = survivor
                return agreed
            }
            return repeating(entry, onto: base)
        case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: return nil
        }
    }

    private func overruling(_ theirs: String, by entry: JournalEntry, onto base: Lead?) -> JournalEntry {
        let change = entry.entry.change
        if let base, change.held(in: base) != theirs, !Reconciliation.isSo(change, in: base) {
            return entry.with(.conflicted(theirs: change.held(in: base)))
        }
        var again = entry.with(.queued)
        if entry.entry.review != nil { again.entry.review = .given }
        again.delivery = Delivery(changedNothing: entry.delivery.changedNothing)
        again.delivery.isAlone = true
        if let base {
            again.entry.change = change.rebased(onto: base)
            again.delivery.seenLead = SeenLead(base)
        }
        return again
    }

    private func repeating(_ entry: JournalEntry, onto base: Lead?) -> JournalEntry {
        let change = entry.entry.change
        if let base, !Reconciliation.isMade(change, from: base), !Reconciliation.isSo(change, in: base) {
            return entry.with(.conflicted(theirs: change.held(in: base)))
        }
        var again = entry.with(.queued)
        if entry.entry.review != nil { again.entry.review = .given }
        again.delivery.failures = 0
        again.delivery.replacesTags = false
        again.delivery.isAlone = true
        return again
    }

    /// Everything of a lead that the server does not show any more, but what is on the wire.
    func stranded(on lead: Lead.ID, except handled: Set<OutboxEntry.ID>) -> [JournalEntry] {
        lane(of: lead).filter { entry in
            if case .wedged = entry.entry.status { return false }
            return entry.isCancellable && !handled.contains(entry.id)
        }
        .map { $0.with(.wedged(.leadGone)) }
    }

    /// What was decided next on the lead was made from the mirror's guess of this change; now the server has said.
    ///
    /// A new lead gets a stage and an agent from Lofty that nobody could know, and an assignment an id.
    func rebasedFollowers(of settled: JournalEntry, onto lead: Lead) -> [JournalEntry] {
        let later = lane(of: settled.entry.leadID).filter { $0.id > settled.id && $0.isCancellable }
        let stage = later.first { if case .setStage = $0.entry.change { true } else { false } }
        let assignment = later.first { if case .assign = $0.entry.change { true } else { false } }
        let guessed: [JournalEntry?] =
            switch settled.entry.change {
            case .create: [stage, assignment]
            case .assign: [assignment]
            case .setStage, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal,
                .snooze:
                []
            }
        return guessed.compactMap(\.self).map { follower in
            var next = follower
            next.entry.change = next.entry.change.rebased(onto: lead)
            return next
        }
    }

    private func rebased(after cancelled: JournalEntry) -> [JournalEntry] {
        for candidate in lane(of: cancelled.entry.leadID) where candidate.id > cancelled.id && candidate.isCancellable {
            guard let change = candidate.entry.change.rebased(withdrawing: cancelled.entry.change) else { continue }
            var next = candidate
            next.entry.change = change
            return [next]
        }
        return []
    }
}

extension LeadChange {
    /// The change made from what was there before `earlier`; `nil` when it was not made from it.
    func rebased(withdrawing earlier: LeadChange) -> LeadChange? {
        switch (earlier, self) {
        case (.setStage(from: let before, to: let withdrawn), .setStage(from: let from, to: let wanted)):
            from == withdrawn ? .setStage(from: before, to: wanted) : nil
        case (.assign(from: let before, to: let withdrawn), .assign(from: let from, to: let wanted)):
            from?.name == withdrawn.fullName ? .assign(from: before, to: wanted) : nil
        case (
            .setField(let field, from: let before, to: let withdrawn),
            .setField(let same, from: let from, to: let wanted)
        ):
            same == field && from == withdrawn ? .setField(field, from: before, to: wanted) : nil
        default:
            nil
        }
    }

    /// The change made from what the lead is now.
    func rebased(onto lead: Lead) -> LeadChange {
        switch self {
        case .setStage(from: _, to: let stage): .setStage(from: lead.stage, to: stage)
        case .assign(from: _, to: let member): .assign(from: lead.assignee, to: member)
        case .setField(let field, from: _, to: let values):
            .setField(field, from: lead.values(of: field), to: values)
        case .setHidden: self
        case .create, .addTag, .removeTag, .addNote, .logCall, .trash, .followUp, .deal, .snooze: self
        }
    }
}
