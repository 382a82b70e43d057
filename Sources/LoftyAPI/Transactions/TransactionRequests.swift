public import Leads

/// Where the property of a transaction lies.
///
/// Writing it replaces it whole: what is `nil` is emptied on the server.
public struct TransactionAddress: Hashable, Sendable {
    public var streetAddress: String?
    public var unit: String?
    public var city: String?
    public var county: String?
    public var state: String?
    public var zipCode: String?
    /// Such as `"Primary Residence"`.
    public var label: String?

    public init(
        streetAddress: String? = nil,
        city: String? = nil,
        state: String? = nil,
        zipCode: String? = nil
    ) {
        self.streetAddress = streetAddress
        self.city = city
        self.state = state
        self.zipCode = zipCode
    }
}

/// What to list of the transactions of the team.
public struct TransactionRequest: Hashable, Sendable {
    /// All kinds without one; Lofty itself would list purchases only.
    public var kind: LeadTransaction.Kind?
    public var leadID: Lead.ID?
    /// Part of the name, the address or the lead's name, at most 15 characters, since Lofty ignores the rest.
    public var key: String?

    public init(kind: LeadTransaction.Kind? = nil, leadID: Lead.ID? = nil, key: String? = nil) {
        self.kind = kind
        self.leadID = leadID
        self.key = key
    }
}

/// The stages that transactions of one kind go through.
///
/// Source: Lofty API, `GET /v2.0/transactions/pipelines`.
public struct TransactionPipeline: Hashable, Sendable {
    public var kind: Reported<LeadTransaction.Kind>
    /// In the team's order.
    public var stages: [Stage]

    package init(kind: Reported<LeadTransaction.Kind>, stages: [Stage]) {
        self.kind = kind
        self.stages = stages
    }

    public struct Stage: Hashable, Sendable, Identifiable {
        public typealias ID = RecordID<Stage>

        /// Stays when the stage is renamed.
        public var id: ID
        /// What is written as ``TransactionFields/status``.
        public var name: String
        /// Where a transaction begins that names no stage.
        public var isDefault: Bool

        package init(id: ID, name: String, isDefault: Bool) {
            self.id = id
            self.name = name
            self.isDefault = isDefault
        }
    }
}
