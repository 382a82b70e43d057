public import FoundationEssentials
public import Leads

/// A deal with a lead: a purchase, a listing or a lease.
///
/// Source: Lofty API, the object of `GET /v1.0/leads/{leadId}/transactions` and an item of `GET /v2.0/transactions`.
public struct LeadTransaction: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<LeadTransaction>

    public var id: ID
    /// `nil` where the answer is about the transactions of one lead.
    public var leadID: Lead.ID?
    public var leadName: String?
    public var agentID: RecordUser.ID?
    public var agentName: String?
    public var propertyID: Int64?
    /// As the server reports it; ``TransactionFields/kind`` is its known value.
    public var kind: Reported<Kind>?
    public var fields: TransactionFields
    public var createdAt: Date?
    public var updatedAt: Date?

    package init(
        id: ID,
        leadID: Lead.ID? = nil,
        leadName: String? = nil,
        agentID: RecordUser.ID? = nil,
        agentName: String? = nil,
        propertyID: Int64? = nil,
        kind: Reported<Kind>? = nil,
        fields: TransactionFields,
        createdAt: Date? = nil,
        updatedAt: Date? = nil
    ) {
        self.id = id
        self.leadID = leadID
        self.leadName = leadName
        self.agentID = agentID
        self.agentName = agentName
        self.propertyID = propertyID
        self.kind = kind
        self.fields = fields
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Spelled as on the wire, where case matters.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case purchase = "Purchase"
        case listing = "Listing"
        case lease = "Lease"
        case other = "Other"
    }
}

/// What may be read and written of a transaction; only what is set is sent.
public struct TransactionFields: Hashable, Sendable {
    /// Address of the property or a name for the deal; not blank, without angle brackets.
    public var name: String?
    public var kind: LeadTransaction.Kind?
    /// Name of a stage of the pipeline of this kind, see ``LoftyClient/transactionPipelines()``.
    public var status: String?
    public var homePrice: Decimal?
    /// In percent: 3 is 3 %.
    public var commissionRate: Decimal?
    /// Gross commission income.
    public var grossCommission: Decimal?
    public var teamRevenue: Decimal?
    public var agentRevenue: Decimal?
    public var dates: [Milestone: Date]
    /// All values of the team's own fields: a write replaces every one of them.
    public var customFields: [FieldValue]?
    public var commissions: Commissions?

    public init(name: String? = nil, kind: LeadTransaction.Kind? = nil, status: String? = nil) {
        self.name = name
        self.kind = kind
        self.status = status
        dates = [:]
    }

    /// A date in the life of a transaction; spelled as on the wire.
    public enum Milestone: String, Hashable, Sendable, CaseIterable {
        case appointment = "appointmentDate"
        case agreementSigned = "agreementSignedDate"
        case offer = "offerDate"
        case contract = "contractDate"
        case appraisal = "appraisalDate"
        case homeInspection = "homeInspectionDate"
        case escrow = "escrowDate"
        case expectedClose = "expectedCloseDate"
        case close = "closeDate"
        case expiration
    }

    /// The value of one of the team's own fields.
    public struct FieldValue: Hashable, Sendable {
        public var id: TransactionCustomField.ID
        /// For several choices JSON text such as `["a","b"]`.
        public var value: String

        public init(_ id: TransactionCustomField.ID, _ value: String) {
            self.id = id
            self.value = value
        }
    }
}

/// A field that the team has added to its transactions.
///
/// Source: Lofty API, `GET /v1.0/transaction/customfields`.
public struct TransactionCustomField: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<TransactionCustomField>

    public var id: ID
    public var name: String
    public var kind: Reported<Kind>?
    /// JSON text with the options of a choice, as the server writes it.
    public var params: String?

    /// Spelled as on the wire.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case date = "DATE"
        case text = "TEXT"
        case number = "NUMBER"
        case percentage = "PERCENTAGE"
        case singleSelect = "Single-Select"
        case multiSelect = "Multi-Select"
        case currency = "CURRENCY"
        case html = "HTML"
    }
}
