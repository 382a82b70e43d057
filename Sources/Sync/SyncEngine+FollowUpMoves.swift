import FoundationEssentials
import Leads
import LoftyAPI

/// A follow-up has one time and is finished or not, so a change of it is looked at before it goes out as a stage is.
extension SyncEngine {
    /// What a change of a follow-up sends; `nil` when it does not go now, and why is already recorded.
    func planFollowUp(_ change: FollowUpChange, of head: JournalEntry, _ batch: Outbox.Batch) async -> DeliveryPlan? {
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        let plan = DeliveryPlan(request: request)
        // A person who sends it again has been told of what others made of it.
        guard let followUp = change.existing, !head.delivery.isAlone else { return plan }
        let lead = batch.leadID
        let tasks: [LeadTask]
        switch await read(about: lead, { service throws(APIError) in try await service.tasks(of: lead) }) {
        case .success(let found): tasks = found
        case .failure(let error):
            // Who may not look may write all the same, and the write says what is wrong with the lead.
            if error.isRefusal || error.kind == .notFound { return plan }
            await noteUnread(batch.ids, error)
            return nil
        }
        // One that the list does not show may be gone or not shown yet, which the write finds out.
        guard let task = tasks.first(where: { $0.id.rawValue == followUp.id.rawValue }) else { return plan }
        let own = ownChanges(of: followUp.id, on: lead)
        switch FollowUpStanding(of: task, to: change, head.delivery, own: own) {
        case .asWanted:
            await record(.accepted(nil), for: batch.ids)
            return nil
        case .asKnown: return DeliveryPlan(request: request, seenUpdatedAt: task.updatedAt)
        case .changed(let what):
            await record(.failed(.refused(OutboxEntry.Failure(reason: what))), for: batch.ids)
            return nil
        }
    }

    /// Changes of this journal that the server has taken.
    private func ownChanges(of followUp: FollowUp.ID, on lead: Lead.ID) -> [FollowUpChange] {
        do throws(StoreError) {
            return try store.finished(of: lead, limit: Self.recentChangesOfFollowUps).compactMap { entry in
                guard case .followUp(let change) = entry.entry.change, change.existing?.id == followUp,
                    case .settled = entry.entry.status
                else { return nil }
                return change
            }
        } catch {
            observer(.trouble(error))
            return []
        }
    }

    /// More changes of one lead are not made while an older state stands on the screen.
    private static let recentChangesOfFollowUps = 20
}
