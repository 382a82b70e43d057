/// A person of the team who can be assigned leads.
///
/// Source: Lofty API, `GET /v1.0/members` and `GET /v1.0/me`. The short ids here are not always the ids that stand on
/// leads (``Assignee/id``), so a member is assigned by ``email`` and matched to leads by name.
public struct Member: Hashable, Sendable, Codable, Identifiable {
    /// `memberUserId`, or `id` where that is missing.
    public var id: ID
    public var firstName: String
    public var lastName: String
    /// Login account; the only name that `POST /v1.0/leads/{leadId}/assignment` takes in Lofty's published form.
    public var email: String
    /// Role label such as `"Agent"`.
    public var role: String?
    public var isAdmin: Bool
    /// IANA name such as `"America/Chicago"`.
    public var timeZoneID: String?
    public var teamID: Int64?

    public init(
        id: ID,
        firstName: String,
        lastName: String = "",
        email: String,
        role: String? = nil,
        isAdmin: Bool = false,
        timeZoneID: String? = nil,
        teamID: Int64? = nil
    ) {
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.role = role
        self.isAdmin = isAdmin
        self.timeZoneID = timeZoneID
        self.teamID = teamID
    }

    public var fullName: String { [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ") }

    public struct ID: RawRepresentable, Hashable, Sendable, Codable {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }
    }
}

/// The agent of a lead as the lead itself names them.
public struct Assignee: Hashable, Sendable, Codable {
    /// `assignedUserId`.
    ///
    /// May differ from the ``Member/id`` of the same person; `nil` before the server has said it.
    public var id: Int64?
    /// `assignedUser`, a display name.
    public var name: String

    public init(id: Int64?, name: String) {
        self.id = id
        self.name = name
    }
}

/// A shared pool of leads that nobody owns yet.
public struct Pond: Hashable, Sendable, Codable {
    public var id: Int64
    public var name: String

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}
