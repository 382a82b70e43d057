/// Where the owner of the credential stands in the company.
///
/// Source: Lofty API, `GET /v1.0/org`.
public struct Organization: Hashable, Sendable {
    /// Lofty's number for the kind of organization; its values are not published.
    public var type: Int?
    /// `nil` for a team that belongs to a group of teams.
    public var enterprise: Enterprise?
    /// `nil` for a team that stands alone.
    public var multiTeam: MultiTeam?

    public struct Enterprise: Hashable, Sendable {
        public var office: Office
        public var profile: PermissionProfile?
        /// Offices that the caller may see.
        public var visibleOffices: [Office]
    }

    public struct MultiTeam: Hashable, Sendable {
        public var id: Int64
        public var name: String
    }
}

/// A part of a company; the wire calls it a group.
public struct Office: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<Office>

    public var id: ID
    public var name: String
    /// `nil` for the top of the company.
    public var parentID: ID?
}

/// A set of rights that people are given.
///
/// Source: Lofty API, `GET /v1.0/org/permission/profiles`.
public struct PermissionProfile: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<PermissionProfile>

    public var id: ID
    public var name: String
}

/// Somebody who works with the team, such as a lender.
///
/// Source: Lofty API, `GET /v1.0/vendor/list`.
public struct Vendor: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<Vendor>

    public var id: ID
    /// `nil` for somebody without an account in Lofty.
    public var userID: RecordUser.ID?
    public var firstName: String
    public var lastName: String
    /// Without country calling code.
    public var phone: String?
    /// Country calling code, digits only.
    public var phoneCode: String?
    /// Two letters, such as `"US"`.
    public var phoneCountry: String?
    public var email: String?
    public var role: String?
    public var company: String?
    public var companyAddress: String?
}

/// A pool of leads that several agents may take from, as the team has set it up.
///
/// Source: Lofty API, `GET /v1.0/team-features/lead-ponds`. A lead knows its pond by ``Leads/Pond/id``.
public struct LeadPond: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<LeadPond>

    public var id: ID
    public var name: String
    public var ownerID: RecordUser.ID?
    /// Who may take leads from it.
    public var agentIDs: [RecordUser.ID]
}
