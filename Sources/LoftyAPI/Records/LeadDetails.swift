public import FoundationEssentials
public import Leads

/// A lead with everything that Lofty says about it.
///
/// Source: Lofty API, the object of `GET /v1.0/leads/{leadId}`. ``Leads/Lead`` is the part that is worked with every
/// day; here stands the rest, without what the wire uses for "unset".
public struct LeadDetails: Hashable, Sendable {
    public var lead: Lead
    /// The lead's own user id; not an agent's.
    public var leadUserID: Int64?
    /// The team's number of the source; `nil` for -1, a lead made by hand or from elsewhere.
    public var sourceID: Int64?
    public var lenderID: RecordUser.ID?
    /// As the server wrote it; see ``Birthday/init(_:)``.
    public var birthday: String?
    public var facebook: String?
    public var twitter: String?
    public var segments: [String]
    /// Tags as objects, in the server's order; ``Leads/Lead/tags`` has their names.
    public var tags: [LeadTag]
    public var qualification: LeadQualification
    public var inquiry: LeadInquiry?
    public var properties: [LeadProperty]
    public var customAttributes: [CustomAttribute]
    public var family: [FamilyMember]
    /// The whole catalogue of roles, most of them empty.
    public var roles: [LeadRole]
    public var ownership: LeadOwnership?
    public var isAssignmentComplete: Bool?
    /// Parts that could not be read, one sentence each; their lists are short by as many.
    public var unreadable: [String]
}

/// A tag on a lead.
///
/// Source: Lofty API, `tags` of the lead.
public struct LeadTag: Hashable, Sendable {
    public var name: String
    public var id: Int64?
    /// Whoever put it there.
    public var creatorID: RecordUser.ID?
    /// Not documented; kept as it is.
    public var visibility: Int?
    public var createdAt: Date?
    public var updatedAt: Date?
}

/// A role that somebody may have for a lead.
///
/// Source: Lofty API, `customRoleList` of the lead.
public struct LeadRole: Hashable, Sendable {
    /// Such as 40 for a buyer agent.
    public var id: Int64
    public var name: String
    /// `nil` for an empty role.
    public var assigneeID: RecordUser.ID?
    /// Account of the assignee, or the name, as Lofty has it.
    public var assignee: String?
}
