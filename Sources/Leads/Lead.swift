public import FoundationEssentials

/// A contact or prospect of a Lofty account: the thing a person works.
///
/// Source: Lofty API, the object of `GET /v1.0/leads` and `GET /v1.0/leads/{leadId}`. Values that the wire uses for
/// "unset" (`-1`, `"N/A"`, `""`, `0` for ponds and assignees) arrive here as `nil`.
public struct Lead: Hashable, Sendable, Codable, Identifiable {
    public var id: ID
    /// Given name; Lofty cuts it to 30 characters without saying so.
    public var firstName: String
    /// Family name; Lofty cuts it to 30 characters without saying so.
    public var lastName: String
    /// Addresses, the first is the primary one.
    public var emails: [String]
    /// Numbers with what is known of each, the first is the primary one.
    public var phones: [Phone]
    /// Stage label, exactly as the team spells it.
    public var stage: String?
    public var stageID: Stage.ID?
    /// Where the lead came from, such as `"Zillow"`.
    public var source: String?
    /// Lofty's own score; higher is warmer.
    ///
    /// No range is documented.
    public var score: Int?
    /// Tag names in the order the server gave them.
    public var tags: [String]
    public var types: [LeadType]
    /// The agent who works the lead; `nil` is unassigned.
    public var assignee: Assignee?
    public var pond: Pond?
    public var teamID: Int64?
    /// Only the assigned agent may see a hidden lead, admins included.
    public var isHidden: Bool
    public var permissions: ContactPermissions
    public var inquiry: Inquiry
    /// Where the lead lives; `nil` when Lofty does not say.
    public var address: PostalAddress?
    public var language: String?
    public var referredBy: String?
    /// Lofty's hint such as `"High Interest"` or `"Back to Site"`.
    public var opportunity: String?
    public var createdAt: Date?
    public var assignedAt: Date?
    public var updatedAt: Date?
    /// Last time somebody of the team reached out.
    public var lastTouchAt: Date?
    /// Last time the lead was on the website.
    public var lastVisitAt: Date?
    /// As the server wrote it, such as `"Jun 5, 1981"`; the form is not documented for reading.
    public var birthday: String?
    /// What stands in the team's own fields, in the server's order; empty ones are left out.
    public var teamFields: [TeamField]

    public init(
        id: ID,
        firstName: String,
        lastName: String = "",
        emails: [String] = [],
        phones: [Phone] = [],
        stage: String? = nil,
        stageID: Stage.ID? = nil,
        source: String? = nil,
        score: Int? = nil,
        tags: [String] = [],
        types: [LeadType] = [],
        assignee: Assignee? = nil,
        pond: Pond? = nil,
        teamID: Int64? = nil,
        isHidden: Bool = false,
        permissions: ContactPermissions = ContactPermissions(),
        inquiry: Inquiry = Inquiry(),
        language: String? = nil,
        referredBy: String? = nil,
        opportunity: String? = nil,
        createdAt: Date? = nil,
        assignedAt: Date? = nil,
        updatedAt: Date? = nil,
        lastTouchAt: Date? = nil,
        lastVisitAt: Date? = nil,
        address: PostalAddress? = nil,
        birthday: String? = nil,
        teamFields: [TeamField] = []
    ) {
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.emails = emails
        self.phones = phones
        self.stage = stage
        self.stageID = stageID
        self.source = source
        self.score = score
        self.tags = tags
        self.types = types
        self.assignee = assignee
        self.pond = pond
        self.teamID = teamID
        self.isHidden = isHidden
        self.permissions = permissions
        self.inquiry = inquiry
        self.address = address
        self.language = language
        self.referredBy = referredBy
        self.opportunity = opportunity
        self.createdAt = createdAt
        self.assignedAt = assignedAt
        self.updatedAt = updatedAt
        self.lastTouchAt = lastTouchAt
        self.lastVisitAt = lastVisitAt
        self.birthday = birthday
        self.teamFields = teamFields
    }

    /// First and last name with one space; the primary address or number when both are empty.
    public var displayName: String {
        let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? emails.first ?? phones.first?.number ?? "(no name)" : name
    }
}

extension Lead {
    /// The 64-bit `leadId`.
    ///
    /// Never passes through a floating-point number.
    ///
    /// A negative value is provisional: Foyer made it for a lead that the server has not created yet.
    public struct ID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }

        public init(_ rawValue: Int64) { self.rawValue = rawValue }

        /// True while the server has not given the lead its own id.
        public var isProvisional: Bool { rawValue < 0 }

        public var description: String { String(rawValue) }

        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }
}
