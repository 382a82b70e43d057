import FoundationEssentials
import Leads
import LoftyAPI

/// What goes on the wire, and what was there before.
struct DeliveryPlan: Sendable {
    var request: WriteRequest
    var baseline: Baseline?
}

extension SyncEngine {
    /// Looks before sending; `nil` when the batch does not go now, and why is already recorded.
    func plan(for batch: Outbox.Batch) async -> DeliveryPlan? {
        guard let head = batch.entries.first else { return nil }
        if !head.entry.change.isRepeatable {
            guard let baseline = await baseline(for: head) else { return nil }
            return DeliveryPlan(request: WriteRequest(batch, base: nil), baseline: baseline)
        }
        let base: Lead?
        switch await currentBase(for: batch) {
        case .some(let known): base = known
        case .none: return nil
        }
        if let base, let conflict = Reconciliation.conflict(of: batch, with: base) {
            await record(.conflicting(theirs: conflict.theirs), for: [conflict.entry])
            return nil
        }
        return DeliveryPlan(request: WriteRequest(batch, base: base), baseline: nil)
    }

    /// The server's lead to compare with: the mirror's when it is fresh enough or does not matter, else a new reading.
    ///
    /// The outer `nil` says that the reading failed and the batch has to wait.
    private func currentBase(for batch: Outbox.Batch) async -> Lead?? {
        let known: MirroredLead?
        do throws(StoreError) {
            known = try store.bases(of: [batch.leadID])[batch.leadID]
        } catch {
            observer(.trouble(error))
            known = nil
        }
        guard needsFreshReading(batch, known: known) else { return .some(known?.lead) }
        let began = now
        switch await readLead(batch.leadID) {
        case .success(let lead):
            store(.lead(lead, at: began))
            return .some(lead)
        case .failure(let error):
            // Who may write but not read goes by the mirror.
            if error.isRefusal, !batch.replacesTags { return .some(known?.lead) }
            await record(.unread(.init(error)), for: batch.ids)
            return .none
        }
    }

    private func needsFreshReading(_ batch: Outbox.Batch, known: MirroredLead?) -> Bool {
        if batch.replacesTags { return true }
        let canConflict = batch.changes.contains { change in
            switch change {
            case .setStage, .assign: true
            case .addTag, .removeTag, .create, .addNote, .logCall, .trash: false
            }
        }
        guard canConflict else { return false }
        guard let known else { return true }
        // A reading from the future means that the clock was set back, and says nothing about its age.
        return abs(now.timeIntervalSince(known.readAt)) > environment.freshness.seconds
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
