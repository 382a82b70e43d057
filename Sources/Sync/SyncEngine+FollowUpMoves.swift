import FoundationEssentials
import Leads
import LoftyAPI

/// A follow-up has one time, so a move is looked at before it goes out as a stage is.
extension SyncEngine {
    /// What a change of a follow-up sends; `nil` when it does not go now, and why is already recorded.
    func planFollowUp(_ change: FollowUpChange, of head: JournalEntry, _ batch: Outbox.Batch) async -> DeliveryPlan? {
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        let plan = DeliveryPlan(request: request)
        // A person who sends it again has been told of the other time.
        guard case .move(let followUp, to: let date) = change, !head.delivery.isAlone else { return plan }
        let lead = batch.leadID
        let tasks: [LeadTask]
        switch await read(about: lead, { service throws(APIError) in try await service.tasks(of: lead) }) {
        case .success(let found): tasks = found
        case .failure(let error):
            // Who may not look may write all the same, and the write says what is wrong with the lead.
            if error.isRefusal || error.kind == .notFound { return plan }
            await record(.unread(.init(error)), for: batch.ids)
            return nil
        }
        // One that the list does not show may be finished or gone, which the write finds out.
        guard let due = tasks.compactMap(FollowUp.init).first(where: { $0.id == followUp.id })?.dueAt else {
            return plan
        }
        if due.isSameDeadline(as: date) {
            await record(.accepted(nil), for: batch.ids)
            return nil
        }
        let known = ownTimes(of: followUp.id, on: lead) + [followUp.dueAt].compactMap(\.self)
        if known.contains(where: due.isSameDeadline) { return plan }
        let failure = OutboxEntry.Failure(reason: "somebody else gave the follow-up another time meanwhile")
        await record(.failed(.refused(failure)), for: batch.ids)
        return nil
    }

    /// Times that changes of this journal have given a follow-up.
    private func ownTimes(of followUp: FollowUp.ID, on lead: Lead.ID) -> [Date] {
        do throws(StoreError) {
            return try store.finished(of: lead, limit: Self.recentMoves).compactMap { entry in
                guard case .followUp(.move(let moved, to: let date)) = entry.entry.change, moved.id == followUp,
                    case .settled = entry.entry.status
                else { return nil }
                return date
            }
        } catch {
            observer(.trouble(error))
            return []
        }
    }

    /// More changes of one lead are not made while an older time stands on the screen.
    private static let recentMoves = 20
}

extension Date {
    /// The server keeps whole seconds of a deadline.
    fileprivate func isSameDeadline(as other: Date) -> Bool { abs(timeIntervalSince(other)) < 1 }
}
