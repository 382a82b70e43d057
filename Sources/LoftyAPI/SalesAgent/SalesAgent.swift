public import FoundationEssentials

/// Lofty's assistant, as it has been set up for somebody.
///
/// Source: Lofty API, `GET /v2.0/sales-agents/current` and `GET /v2.0/sales-agents/by-lead`.
public struct SalesAgent: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<SalesAgent>

    public var id: ID
    public var ownerID: RecordUser.ID?
    /// The person for whom it writes.
    public var agentName: String?
    public var assistantName: String?
    /// Such as `"ACTIVE"`; the words are not published.
    public var status: String?
    public var virtualNumber: String?
    public var virtualNumberCountry: String?
    public var email: String?
    public var followUpRole: String?
    public var agentExperience: String?
    public var hasQuotaSeat: Bool
    /// `nil` when it is the caller's own.
    public var borrowing: Borrowing?
    public var createdAt: Date?
    public var updatedAt: Date?

    /// Whose assistant is used when one has none of one's own.
    public struct Borrowing: Hashable, Sendable {
        public var level: Reported<Level>
        /// A person or an office, by ``level``.
        public var ownerID: Int64?
    }

    /// Spelled as on the wire.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case own = "SELF"
        case office = "GROUP"
        case team = "TEAM"
    }
}

/// How many leads the assistant may follow up, and does.
///
/// Source: Lofty API, `GET /v2.0/sales-agents/quota`.
public struct SalesAgentQuota: Hashable, Sendable {
    public var total: Int64
    public var used: Int64
    public var remaining: Int64
    public var isAvailable: Bool
    public var borrowing: SalesAgent.Borrowing?
}
