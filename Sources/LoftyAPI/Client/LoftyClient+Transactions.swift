import FoundationEssentials
import JSONText
public import Leads

extension LoftyClient {
    /// All transactions of a lead.
    ///
    /// `GET /v1.0/leads/{leadId}/transactions`.
    public func transactions(of lead: Lead.ID) async throws(APIError) -> [LeadTransaction] {
        try RequestChecks(.leadTransactions).isOnServer(lead)
        return try await fetchList(APICall(.leadTransactions, of: lead), of: "transaction") { item throws(WireError) in
            try LeadTransaction(wire: item)
        }
    }

    /// One transaction.
    ///
    /// `GET /v1.0/leads/{leadId}/transaction/{transactionId}`.
    ///
    /// One of another lead is ``APIError/Kind/notFound``.
    public func transaction(_ id: LeadTransaction.ID, of lead: Lead.ID) async throws(APIError) -> LeadTransaction {
        let path = try RequestChecks(.transaction).path(id, lead)
        return try await fetch(APICall(.transaction, filling: path)) { answer throws(WireError) in
            try LeadTransaction(wire: answer)
        }
    }

    /// Makes a transaction.
    ///
    /// `POST /v1.0/leads/{leadId}/transaction`. Not repeatable.
    ///
    /// - `fields`: a name is needed.
    ///
    /// Returns what Lofty has stored. It puts another status in place of one that the pipeline does not have, without a
    /// word, so compare.
    public func createTransaction(
        _ fields: TransactionFields,
        for lead: Lead.ID
    ) async throws(APIError) -> LeadTransaction {
        let checks = RequestChecks(.createTransaction)
        try checks.isOnServer(lead)
        try checks.isTransactionName(fields.name ?? "")
        try checks.areFields(fields)
        let body = try TransactionBody(fields, checks)
        return try await fetch(APICall(.createTransaction, of: lead, body: body)) { answer throws(WireError) in
            try LeadTransaction(wire: answer)
        }
    }

    /// Changes only what is set.
    ///
    /// `PUT /v1.0/leads/{leadId}/transaction/{transactionId}`. Repeatable.
    ///
    /// Returns what Lofty has stored then.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, when nothing is set.
    @discardableResult
    public func updateTransaction(
        _ id: LeadTransaction.ID,
        of lead: Lead.ID,
        _ fields: TransactionFields
    ) async throws(APIError) -> LeadTransaction {
        let checks = RequestChecks(.updateTransaction)
        let path = try checks.path(id, lead)
        try checks.changesSomething(fields == TransactionFields())
        if let name = fields.name { try checks.isTransactionName(name) }
        try checks.areFields(fields)
        let body = try TransactionBody(fields, checks)
        return try await fetch(APICall(.updateTransaction, filling: path, body: body)) { answer throws(WireError) in
            try LeadTransaction(wire: answer)
        }
    }

    // MARK: Address

    /// Where the property lies.
    ///
    /// `GET /v1.0/leads/{leadId}/transaction/{transactionId}/property/address`.
    ///
    /// A transaction without an address is ``APIError/Kind/notFound``.
    public func transactionAddress(
        _ id: LeadTransaction.ID,
        of lead: Lead.ID
    ) async throws(APIError) -> TransactionAddress {
        let path = try RequestChecks(.transactionAddress).path(id, lead)
        return try await fetch(APICall(.transactionAddress, filling: path)) { answer throws(WireError) in
            try TransactionAddress(wire: answer)
        }
    }

    /// Replaces where the property lies.
    ///
    /// `POST /v1.0/leads/{leadId}/transaction/property/address`. Repeatable.
    ///
    /// What is `nil` is emptied: read the address first to change a part of it.
    public func setTransactionAddress(
        _ address: TransactionAddress,
        of id: LeadTransaction.ID,
        lead: Lead.ID
    ) async throws(APIError) {
        let checks = RequestChecks(.setTransactionAddress)
        _ = try checks.path(id, lead)
        guard address != TransactionAddress() else {
            throw APIError.invalid(checks.operation, "The address is empty; it would erase the one on the server")
        }
        try await perform(APICall(.setTransactionAddress, of: lead, body: TransactionAddressBody(id, address)))
    }

    // MARK: The team

    /// Fields that the team has added to its transactions.
    ///
    /// `GET /v1.0/transaction/customfields`.
    public func transactionCustomFields() async throws(APIError) -> [TransactionCustomField] {
        try await fetchList(APICall(.transactionCustomFields), of: "field") { item throws(WireError) in
            try TransactionCustomField(wire: item)
        }
    }

    /// One page of the transactions of the team.
    ///
    /// `GET /v2.0/transactions`.
    ///
    /// - `page`: counted from 0.
    /// - `pageSize`: 1 to 100.
    public func transactions(
        _ request: TransactionRequest = TransactionRequest(),
        page: Int = 0,
        pageSize: Int = 100
    ) async throws(APIError) -> RecordPage<LeadTransaction> {
        let checks = RequestChecks(.transactions)
        try checks.pageSize(pageSize, 1...100)
        try checks.isWithin(page, 0...Int(Int32.max), "Pages are numbered", "")
        if let lead = request.leadID { try checks.isOnServer(lead) }
        if let key = request.key {
            try checks.isPresent(key, "The text to search for")
            try checks.fits(key, "The text to search for", within: 15)
        }
        let query = [
            QueryItem("pageSize", pageSize),
            QueryItem("pageNum", page),
            QueryItem("queryKey", request.key),
            QueryItem("leadId", request.leadID?.rawValue),
            // Without it Lofty lists purchases only.
            QueryItem("transactionType", request.kind?.rawValue ?? "All"),
        ]
        return try await fetchPage(APICall(.transactions, query: query)) { answer throws(WireError) in
            guard let total = answer["totalCount"]?.count, total >= 0 else {
                throw WireError("the list does not say how many items it has")
            }
            guard answer["pageData"]?.kind == .array || total == 0 else {
                throw WireError("the list of transactions is missing")
            }
            let list = LossyList(answer.list("pageData"), of: "transaction") { item throws(WireError) in
                try LeadTransaction(wire: item)
            }
            return RecordPage(list, total: total)
        }
    }

    /// All transactions of the team, page by page.
    public func allTransactions(
        _ request: TransactionRequest = TransactionRequest()
    ) -> RecordListing<LeadTransaction> {
        listing(of: .transactions, endingBy: .total) { position throws(APIError) in
            try await transactions(request, page: position.page)
        }
    }

    /// The stages that transactions go through, by kind.
    ///
    /// `GET /v2.0/transactions/pipelines`.
    public func transactionPipelines() async throws(APIError) -> [TransactionPipeline] {
        try await fetchList(APICall(.transactionPipelines), under: "pipelines", of: "pipeline") {
            item throws(WireError) in
            try TransactionPipeline(wire: item)
        }
    }
}

extension RequestChecks {
    fileprivate func path(_ id: LeadTransaction.ID, _ lead: Lead.ID) throws(APIError) -> [String: String] {
        try isOnServer(lead)
        try isID(id.rawValue, "The id of the transaction")
        return ["leadId": String(lead.rawValue), "transactionId": id.description]
    }

    fileprivate func isTransactionName(_ name: String) throws(APIError) {
        try isPresent(name, "The name of the transaction")
        guard name.contains("<") || name.contains(">") else { return }
        throw APIError.invalid(operation, "The name of a transaction has no angle brackets")
    }

    fileprivate func areFields(_ fields: TransactionFields) throws(APIError) {
        if let status = fields.status { try isPresent(status, "The status") }
        let amounts = [
            fields.homePrice, fields.commissionRate, fields.grossCommission, fields.teamRevenue, fields.agentRevenue,
        ]
        // JSON has no way to write it.
        guard amounts.contains(where: { $0?.isNaN == true }) else { return }
        throw APIError.invalid(operation, "An amount is not a number")
    }
}
