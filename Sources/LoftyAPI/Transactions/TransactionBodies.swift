import FoundationEssentials

/// Body of `POST /v1.0/leads/{leadId}/transaction` and `PUT …/transaction/{transactionId}`; only what is set is written.
struct TransactionBody: Encodable, Hashable {
    private var fields: TransactionFields
    /// In milliseconds, by key.
    private var dates: [String: Int64] = [:]

    init(_ fields: TransactionFields, _ checks: RequestChecks) throws(APIError) {
        self.fields = fields
        for (milestone, date) in fields.dates {
            dates[milestone.rawValue] = try checks.milliseconds(date, "The date \(milestone)")
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(fields.name, forKey: Key("transactionName"))
        try container.encodeIfPresent(fields.kind?.rawValue, forKey: Key("transactionType"))
        try container.encodeIfPresent(fields.status, forKey: Key("transactionStatus"))
        try container.encodeIfPresent(fields.homePrice, forKey: Key("homePrice"))
        try container.encodeIfPresent(fields.commissionRate, forKey: Key("commissionRate"))
        try container.encodeIfPresent(fields.grossCommission, forKey: Key("gci"))
        try container.encodeIfPresent(fields.teamRevenue, forKey: Key("teamRevenue"))
        try container.encodeIfPresent(fields.agentRevenue, forKey: Key("agentRevenue"))
        for (key, milliseconds) in dates { try container.encode(milliseconds, forKey: Key(key)) }
        let values = fields.customFields?.map { FieldValueBody(id: $0.id.rawValue, value: $0.value) }
        try container.encodeIfPresent(values, forKey: Key("customFields"))
        try container.encodeIfPresent(fields.commissions.map { CommissionsBody($0) }, forKey: Key("commissions"))
    }
}

private struct FieldValueBody: Encodable {
    var id: Int64
    var value: String
}

private struct CommissionsBody: Encodable {
    var preSplit: [CommissionBody]
    var split: [CommissionBody]
    var postSplit: [CommissionBody]

    init(_ commissions: Commissions) {
        preSplit = commissions.beforeSplit.map { CommissionBody($0) }
        split = commissions.split.map { CommissionBody($0) }
        postSplit = commissions.afterSplit.map { CommissionBody($0) }
    }
}

private struct CommissionBody: Encodable {
    var id: Int64?
    var splitPayType: String?
    var splitPayTo: Int64?
    var splitPayToName: String?
    var payType: String?
    var payTo: Int64?
    var payToName: String?
    var value: Int64?
    var calculateType: String?
    var desc: String?

    init(_ commission: Commission) {
        id = commission.id
        splitPayType = commission.splitPayee?.kind.word
        splitPayTo = commission.splitPayee?.id
        splitPayToName = commission.splitPayee?.name
        payType = commission.payee?.kind.word
        payTo = commission.payee?.id
        payToName = commission.payee?.name
        value = commission.value
        calculateType = commission.calculation?.word
        desc = commission.remark
    }
}

/// Body of `POST /v1.0/leads/{leadId}/transaction/property/address`.
struct TransactionAddressBody: Encodable, Hashable {
    /// In the body here, not in the path.
    var transactionId: Int64
    var unit: String?
    var label: String?
    var state: String?
    var city: String?
    var zipCode: String?
    var streetAddress: String?
    var county: String?

    init(_ id: LeadTransaction.ID, _ address: TransactionAddress) {
        transactionId = id.rawValue
        unit = address.unit
        label = address.label
        state = address.state
        city = address.city
        zipCode = address.zipCode
        streetAddress = address.streetAddress
        county = address.county
    }
}
