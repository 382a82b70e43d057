/// How the assistant works.
///
/// Source: Lofty API, `GET /v2.0/sales-agent/settings`.
public struct SalesAgentSettings: Hashable, Sendable {
    public var id: SalesAgent.ID
    public var values: SalesAgentValues
    public var avatarURL: String?
    /// Its words are not published.
    public var hostedStatus: String?
}

/// What may be set; only what is not `nil` is sent, and a list replaces the one on the server.
///
/// Beware of empty lists: for days and filters they mean "all".
public struct SalesAgentValues: Hashable, Sendable {
    public var assistantName: String?
    public var virtualNumber: String?
    public var virtualNumberCountry: String?
    public var callTransfer: Reported<CallTransfer>?
    public var fixedNumber: String?
    public var agentExperience: String?
    public var worksRentals: Bool?
    public var usesWebsite: Bool?
    public var usesTexts: Bool?
    public var usesEmails: Bool?
    /// 0 to 23.
    public var startActiveHour: Int?
    /// 0 to 23.
    public var endActiveHour: Int?
    /// 0 is Sunday, 6 is Saturday; empty means all days.
    public var activeDays: [Int]?
    /// Empty means all.
    public var leadTypes: [Int]?
    /// Empty means all.
    public var leadSources: [Int64]?
    /// Ids of stages; empty means all.
    public var leadPipelines: [Int64]?
    /// With -1 in it everybody.
    public var agentIDs: [Int64]?
    /// With -1 in it all.
    public var officeIDs: [Int64]?
    /// With -1 in it all.
    public var leadPondIDs: [Int64]?
    public var followsNewLeads: Bool?
    public var followsVisitors: Bool?
    /// `"AI"` or `"Agent"`.
    public var followUpRole: String?

    public init() {}

    /// What happens to a call that reaches the assistant; spelled as on the wire.
    public enum CallTransfer: String, Hashable, Sendable, CaseIterable {
        case disabled = "Disabled"
        case toAssignedAgent = "ToAssignedAgent"
    }
}
