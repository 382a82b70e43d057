package import Leads
import LoftyAPI

/// Transactions, which are no part of the mirror: they are read when a person wants to do something with one.
extension SyncEngine {
    /// The transactions of a lead, with what is unsent, and the team's pipelines.
    package func readDeals(of id: Lead.ID) async throws(SyncError) -> DealBook {
        try await checkAccount()
        let transactions: [LeadTransaction]
        let pipelines: [TransactionPipeline]
        switch await read(about: id, { service throws(APIError) in try await service.transactions(of: id) }) {
        case .success(let found): transactions = found
        case .failure(let error): throw .service(error)
        }
        switch await read({ service throws(APIError) in try await service.transactionPipelines() }) {
        case .success(let found): pipelines = found
        case .failure(let error): throw .service(error)
        }
        var book = DealBook(of: id, transactions, pipelines)
        for entry in outbox.lane(of: id) {
            if case .deal(let change) = entry.entry.change { book.apply(change) }
        }
        return book
    }

    /// What a change of a transaction sends; `nil` when it does not go now, and why is already recorded.
    func planDeal(_ change: DealChange, of head: JournalEntry, _ batch: Outbox.Batch) async -> DeliveryPlan? {
        switch change {
        case .add(let plan): await planNewDeal(plan, of: head, batch)
        case .move(let deal, to: let stage): await planMove(of: deal, to: stage, of: head, batch)
        }
    }

    /// A lead has one transaction of a name and kind, so that a repetition is never made.
    private func planNewDeal(_ plan: DealPlan, of head: JournalEntry, _ batch: Outbox.Batch) async -> DeliveryPlan? {
        if head.delivery.mayHaveArrived { return await planPost(of: head, batch) }
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        let lead = batch.leadID
        switch await read(about: lead, { service throws(APIError) in try await service.transactions(of: lead) }) {
        case .success(let found) where Lookup.deals(like: plan, in: found).isEmpty:
            return DeliveryPlan(request: request, baseline: .known([]))
        case .success:
            let failure = OutboxEntry.Failure(reason: "the lead has a \(plan.kind.rawValue) of that name already")
            await record(.failed(.refused(failure)), for: batch.ids)
            return nil
        case .failure(let error):
            // Who may not look may write all the same, and the write says what is wrong with the lead.
            if error.isRefusal || error.kind == .notFound {
                return DeliveryPlan(request: request, baseline: .unknown)
            }
            await record(.unread(.init(error)), for: batch.ids)
            return nil
        }
    }

    private func planMove(
        of deal: Deal,
        to stage: String,
        of head: JournalEntry,
        _ batch: Outbox.Batch
    ) async -> DeliveryPlan? {
        guard let request = WriteRequest(batch, base: nil) else { return nil }
        let plan = DeliveryPlan(request: request)
        // A person who sends it again has been told of the other stage.
        guard !head.delivery.isAlone else { return plan }
        let lead = batch.leadID
        let found: Deal?
        switch await read(about: lead, { service throws(APIError) in try await service.transactions(of: lead) }) {
        case .success(let transactions): found = transactions.map { Deal($0) }.first { $0.id == deal.id }
        case .failure(let error):
            if error.isRefusal || error.kind == .notFound { return plan }
            await record(.unread(.init(error)), for: batch.ids)
            return nil
        }
        // One that the list does not show is gone, which the write finds out.
        guard let found else { return plan }
        if found.stage == stage {
            await record(.accepted(nil), for: batch.ids)
            return nil
        }
        if found.stage == deal.stage || ownStages(of: deal.id, on: lead).contains(found.stage) { return plan }
        let failure = OutboxEntry.Failure(
            reason: "somebody else moved the transaction to \(found.stage ?? "no stage") meanwhile"
        )
        await record(.failed(.refused(failure)), for: batch.ids)
        return nil
    }

    /// Stages that changes of this journal have given a transaction.
    private func ownStages(of deal: Deal.ID, on lead: Lead.ID) -> [String?] {
        do throws(StoreError) {
            return try store.finished(of: lead, limit: Self.recentMoves).compactMap { entry in
                guard case .deal(.move(let moved, to: let stage)) = entry.entry.change, moved.id == deal,
                    case .settled = entry.entry.status
                else { return nil }
                return stage
            }
        } catch {
            observer(.trouble(error))
            return []
        }
    }

    /// More changes of one lead are not made while an older stage stands on the screen.
    private static let recentMoves = 20
}
