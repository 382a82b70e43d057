import FoundationEssentials
package import Leads
package import LoftyAPI

extension DealChange {
    /// Makes the change on the server.
    ///
    /// Lofty puts a new transaction in another stage, without a word, when its pipeline does not have the one asked for, so
    /// what it has stored is compared.
    ///
    /// - Returns: the transaction that an ``add(_:)`` made.
    func perform(on lead: Lead.ID, through service: any LoftyService) async throws(APIError) -> MadeRecord? {
        switch self {
        case .add(let plan):
            let made = try await service.createTransaction(TransactionFields(plan), for: lead)
            try made.check(isIn: plan.stage, "POST /v1.0/leads/{leadId}/transaction")
            return .entry(Lookup.name(ofDeal: made.id))
        case .move(let deal, to: let stage):
            let moved = try await APIError.onRecord("the transaction is not there any more") { () throws(APIError) in
                try await service.updateTransaction(deal.transactionID, of: lead, TransactionFields(status: stage))
            }
            try moved.check(isIn: stage, "PUT /v1.0/leads/{leadId}/transaction/{transactionId}")
            return nil
        }
    }
}

extension LeadTransaction {
    fileprivate func check(isIn stage: String?, _ operation: String) throws(APIError) {
        guard let stage, fields.status != stage else { return }
        let text =
            "Lofty has the transaction as \(id), but put it in \(fields.status ?? "no stage") and not in \(stage)"
        throw APIError(.refused, operation: operation, serverText: text, disposition: .permanent)
    }
}

extension Deal {
    var transactionID: LeadTransaction.ID { LeadTransaction.ID(id.rawValue) }

    /// A transaction as the server tells it.
    package init(_ transaction: LeadTransaction) {
        let kind: String =
            switch transaction.kind {
            case .known(let kind): kind.rawValue
            case .other(let word): word
            case nil: ""
            }
        self.init(
            id: ID(rawValue: transaction.id.rawValue),
            name: transaction.fields.name ?? "",
            kind: kind,
            stage: transaction.fields.status,
            // Cents are no part of what a person chooses by.
            price: transaction.fields.homePrice.flatMap { Double("\($0)") }.flatMap { Int64(exactly: $0.rounded()) }
        )
    }
}

extension DealBook {
    package init(of lead: Lead.ID, _ transactions: [LeadTransaction], _ pipelines: [TransactionPipeline]) {
        self.init(of: lead, deals: transactions.map { Deal($0) }, pipelines: pipelines.map { Pipeline($0) })
    }
}

extension DealBook.Pipeline {
    fileprivate init(_ pipeline: TransactionPipeline) {
        let kind =
            switch pipeline.kind {
            case .known(let kind): kind.rawValue
            case .other(let word): word
            }
        self.init(
            kind: kind,
            stages: pipeline.stages.map(\.name),
            first: pipeline.stages.first(where: \.isDefault)?.name
        )
    }
}

extension TransactionFields {
    package init(_ plan: DealPlan) {
        self.init(name: plan.name, kind: LeadTransaction.Kind(rawValue: plan.kind.rawValue), status: plan.stage)
        homePrice = plan.price.map { Decimal($0) }
    }
}

extension Lookup {
    /// How a transaction is named among the records of a lead.
    static func name(ofDeal id: LeadTransaction.ID) -> String { "transaction:\(id)" }

    /// Transactions of the same name and kind.
    static func deals(like plan: DealPlan, in transactions: [LeadTransaction]) -> Set<String> {
        let alike = transactions.filter { transaction in
            let deal = Deal(transaction)
            return deal.name.trimmed == plan.name && deal.kind == plan.kind.rawValue
        }
        return Set(alike.map { name(ofDeal: $0.id) })
    }
}
