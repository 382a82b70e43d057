import FoundationEssentials
import Leads
import LoftyAPI

/// What goes on the wire, and what was there before.
struct DeliveryPlan: Sendable {
    var request: WriteRequest
    var baseline: Baseline?
    /// `updatedAt` of the lead as it was read for the plan.
    var seenUpdatedAt: Date?
}

/// A lead as it was read for a decision, and when by the clock that nobody sets.
struct DecisionBase: Sendable {
    /// After this a reading says nothing of the present.
    static let lifetime = Duration.seconds(1)

    var lead: Lead
    var readAt: Duration
}

extension SyncEngine {
    /// Looks before sending; `nil` when the batch does not go now, and why is already recorded.
    func plan(for batch: Outbox.Batch) async -> DeliveryPlan? {
        guard let head = batch.entries.first else { return nil }
        switch head.entry.change {
        case .create, .addNote, .logCall: return await planPost(of: head, batch)
        case .followUp(.add): return await planPost(of: head, batch)
        case .followUp(let change): return await planFollowUp(change, of: head, batch)
        case .deal(let change): return await planDeal(change, of: head, batch)
        case .snooze: return nil
        case .trash: return await planTrash(batch, mayHaveArrived: head.delivery.mayHaveArrived)
        case .setStage, .addTag, .removeTag, .assign, .setField, .setHidden: return await planEdit(batch)
        }
    }

    func planPost(of head: JournalEntry, _ batch: Outbox.Batch) async -> DeliveryPlan? {
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        let baseline: Baseline?
        if head.delivery.mayHaveArrived {
            switch await freshLook(for: head) {
            case .goes(let seen): baseline = seen
            case .stays: return nil
            }
        } else {
            baseline = await self.baseline(for: head)
            guard baseline != nil else { return nil }
        }
        return DeliveryPlan(request: request, baseline: baseline)
    }

    /// A lead that is in the trash already needs no second request.
    private func planTrash(_ batch: Outbox.Batch, mayHaveArrived: Bool) async -> DeliveryPlan? {
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        guard mayHaveArrived else { return DeliveryPlan(request: request) }
        switch await currentBase(for: batch) {
        case .some: return DeliveryPlan(request: request)
        case .none: return nil
        }
    }

    private func planEdit(_ batch: Outbox.Batch) async -> DeliveryPlan? {
        guard case .some(let base) = await currentBase(for: batch) else { return nil }
        guard let base else { return WriteRequest(batch, base: nil).map { DeliveryPlan(request: $0) } }
        if let conflict = Reconciliation.conflict(of: batch, with: base, among: reference.members) {
            await record(.conflicting(theirs: conflict.theirs), for: [conflict.entry])
            return nil
        }
        guard let request = WriteRequest(batch, base: base, among: reference.members) else {
            let verdicts = Reconciliation.confirmations(of: batch, in: base)
            await record(.confirmed(verdicts, reading: base), for: batch.ids)
            return nil
        }
        return DeliveryPlan(request: request, seenUpdatedAt: base.updatedAt)
    }

    /// The lead as the server shows it now; the inner `nil` stands for one that may be written and not read.
    ///
    /// The outer `nil` says that the reading failed and the batch has to wait.
    private func currentBase(for batch: Outbox.Batch) async -> Lead?? {
        if let lead = takeDecisionBase(for: batch) { return .some(lead) }
        let began = now
        switch await readLead(batch.leadID) {
        case .success(let lead):
            guard !isBehind(lead) || hasWaited(batch) else {
                await record(.unread(.behind), for: batch.ids)
                return .none
            }
            store(.lead(lead, at: began))
            return .some(lead)
        case .failure(let error):
            if error.isRefusal, !batch.replacesTags { return .some(nil) }
            await noteUnread(batch.ids, error)
            return .none
        }
    }

    /// What was read of the lead a moment ago, for the first change that is sent since.
    private func takeDecisionBase(for batch: Outbox.Batch) -> Lead? {
        guard let base = decisionBase, base.lead.id == batch.leadID else { return nil }
        decisionBase = nil
        guard steadyNow() - base.readAt <= DecisionBase.lifetime, !isBehind(base.lead) else { return nil }
        return batch.entries.contains { $0.delivery.firstSentAt != nil } ? nil : base.lead
    }

    /// True when the mirror has seen a later copy of the lead than the one that was read, or the server has taken a
    /// change since.
    func isBehind(_ lead: Lead) -> Bool {
        do throws(StoreError) {
            if let known = try store.bases(of: [lead.id])[lead.id]?.lead.updatedAt,
                let read = lead.updatedAt, read < known
            {
                return true
            }
            return try isFromBeforeOwnChange(lead)
        } catch {
            observer(.trouble(error))
            return false
        }
    }

    /// True when the copy does not show a change that the server took, and is no later than what was there before it.
    ///
    /// Lofty's times are whole seconds, so the copies from before and after a change may bear the same one.
    private func isFromBeforeOwnChange(_ lead: Lead) throws(StoreError) -> Bool {
        let onTheWay = outbox.lane(of: lead.id).filter { $0.isAccepted || $0.delivery.firstSentAt != nil }
        var later = Set(onTheWay.map(\.entry.change.subject))
        for entry in try store.finished(of: lead.id, limit: Self.recentChanges) where entry.delivery.firstSentAt != nil
        {
            // Its times are the task's.
            if case .followUp = entry.entry.change { continue }
            guard later.insert(entry.entry.change.subject).inserted, case .settled = entry.entry.status,
                let before = entry.delivery.seenUpdatedAt, !Reconciliation.wasChanged(lead, since: before)
            else { continue }
            if !Reconciliation.isSo(entry.entry.change, in: lead) { return true }
        }
        return false
    }

    /// More changes of one lead are not made while a copy is behind.
    private static let recentChanges = 20

    /// A copy that never catches up is the truth by now, as after a restore of the server.
    private func hasWaited(_ batch: Outbox.Batch) -> Bool {
        batch.entries.allSatisfy { $0.delivery.failures >= RetryPolicy.lookupPauses.count }
    }

    func store(_ reading: LeadReading) {
        do throws(StoreError) {
            try commit(StoreTransaction(readings: [reading]))
        } catch {
            observer(.trouble(error))
        }
    }
}

extension APIError {
    /// True when the server would answer the same next time.
    var isRefusal: Bool {
        switch kind {
        case .notGranted, .refused, .invalidRequest, .answerTooLarge: true
        case .credentialRejected, .notFound, .rateLimited, .serverFailure, .unreadableAnswer, .unreachable,
            .connectionLost, .cancelled:
            false
        }
    }
}

extension Outbox.Batch {
    var replacesTags: Bool { entries.contains(where: \.delivery.replacesTags) }
}
