import FoundationEssentials
package import Leads
package import LoftyAPI

/// Transactions of leads.
extension FakeLofty {
    package func transactions(of lead: Lead.ID) async throws(APIError) -> [LeadTransaction] {
        let fault = try await begin(.transactions, lead)
        _ = try visible(lead)
        return try finish(fault, deals.filter { $0.leadID == lead && isVisible("deal \($0.id)") })
    }

    package func transactionPipelines() async throws(APIError) -> [TransactionPipeline] {
        let fault = try await begin(.transactionPipelines)
        return try finish(fault, dealPipelines)
    }

    package func createTransaction(
        _ fields: TransactionFields,
        for lead: Lead.ID
    ) async throws(APIError) -> LeadTransaction {
        let fault = try await begin(.createTransaction, lead)
        guard leads[lead] != nil, !trashed.contains(lead) else { throw .gone("POST /v1.0/leads/{leadId}/transaction") }
        let made = write(fields, of: lead)
        await writtenHook?(.createTransaction)
        return try finish(fault, made)
    }

    package func updateTransaction(
        _ id: LeadTransaction.ID,
        of lead: Lead.ID,
        _ fields: TransactionFields
    ) async throws(APIError) -> LeadTransaction {
        let fault = try await begin(.updateTransaction, lead)
        guard let index = deals.firstIndex(where: { $0.id == id && $0.leadID == lead }) else {
            throw .gone("PUT /v1.0/leads/{leadId}/transaction/{transactionId}")
        }
        deals[index].fields.status = fields.status ?? deals[index].fields.status
        return try finish(fault, deals[index])
    }

    /// Puts a transaction there that Foyer did not make; a stage that the pipeline does not have becomes its first.
    @discardableResult
    package func write(_ fields: TransactionFields, of lead: Lead.ID) -> LeadTransaction {
        nextID += 1
        var stored = fields
        let stages = dealPipelines.first { $0.kind.value == fields.kind }?.stages.map(\.name) ?? []
        if !stages.contains(fields.status ?? "") { stored.status = stages.first }
        let kind = stored.kind.map { Reported<LeadTransaction.Kind>.known($0) }
        let deal = LeadTransaction(
            id: LeadTransaction.ID(nextID),
            leadID: lead,
            kind: kind,
            fields: stored,
            createdAt: now()
        )
        deals.append(deal)
        visibleFrom["deal \(nextID)"] = now() + visibilityDelay
        return deal
    }
}

extension TransactionPipeline {
    /// Purchases in three stages.
    package static let sample = TransactionPipeline(
        kind: .known(.purchase),
        stages: ["Offer", "Contract", "Closed"].enumerated().map { place, name in
            Stage(id: Stage.ID(Int64(place + 1)), name: name, isDefault: place == 0)
        }
    )
}
