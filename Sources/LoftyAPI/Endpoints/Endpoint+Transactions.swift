// Transactions: contract §19.

extension Endpoint {
    static let leadTransactions = reading("/v1.0/leads/{leadId}/transactions")
    static let transaction = reading("/v1.0/leads/{leadId}/transaction/{transactionId}")
    static let createTransaction = adding("/v1.0/leads/{leadId}/transaction")
    static let updateTransaction = confirmed(
        .put,
        "/v1.0/leads/{leadId}/transaction/{transactionId}"
    )
    static let transactionAddress = reading("/v1.0/leads/{leadId}/transaction/{transactionId}/property/address")
    /// A POST that sets one value: sent twice, the same address stands.
    static let setTransactionAddress = setting(.post, "/v1.0/leads/{leadId}/transaction/property/address")
    static let transactionCustomFields = reading("/v1.0/transaction/customfields")
    static let transactions = reading("/v2.0/transactions")
    static let transactionPipelines = reading("/v2.0/transactions/pipelines")
}
