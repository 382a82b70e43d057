/// Somebody who is to have a role for a lead.
///
/// Source: Lofty API, `POST /v1.0/leads/{leadId}/assignment`.
public struct LeadAssignment: Hashable, Sendable {
    public var role: Role
    /// Login email; an id is not taken.
    public var account: String

    public init(_ role: Role, account: String) {
        self.role = role
        self.account = account
    }

    public enum Role: String, Hashable, Sendable, CaseIterable {
        case agent = "Agent"
        case assistant = "Assistant"
        case lender = "Lender"
    }
}

/// A person for whom routing is to be tried without making a lead.
///
/// Source: Lofty API, `POST /v1.0/leads/assignee`.
public struct RoutingTrial: Hashable, Sendable {
    public var firstName: String
    public var lastName: String?
    public var email: String
    /// At most 20 characters.
    public var phone: String?
    public var birthday: Birthday?

    public init(firstName: String, email: String) {
        self.firstName = firstName
        self.email = email
    }
}

/// What routing would decide.
public struct RoutingOutcome: Hashable, Sendable {
    /// `nil` where no lead exists yet.
    public var leadID: Int64?
    public var leadUserID: Int64?
    public var firstName: String?
    public var lastName: String?
    /// In the server's order.
    public var roles: [Role]

    public struct Role: Hashable, Sendable {
        /// Such as 40 for a buyer agent.
        public var id: Int64?
        public var name: String?
        public var assigneeID: RecordUser.ID?
        /// Login email.
        public var account: String?
        public var fullName: String?
        public var permissionProfile: String?
    }
}
