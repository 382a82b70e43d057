/// What a person types to make a lead.
///
/// Source: Lofty API, `POST /v1.0/leads`; only `firstName` is required there.
public struct NewLead: Hashable, Sendable, Codable {
    public var firstName: String
    public var lastName: String
    public var emails: [String]
    public var phones: [String]
    public var types: [LeadType]
    public var source: String?
    public var stage: String?
    public var tags: [String]
    /// Skips routing when given.
    ///
    /// This is the id that stands on leads, see ``Assignee/id``.
    public var assigneeID: Int64?
    /// What the person does not want, where the source says so; `nil` says nothing.
    public var permissions: ContactPermissions?
    /// What the lead wants; `nil` says nothing.
    public var inquiry: Inquiry?
    /// Where the lead lives; `nil` says nothing.
    public var address: PostalAddress?

    public init(
        firstName: String,
        lastName: String = "",
        emails: [String] = [],
        phones: [String] = [],
        types: [LeadType] = [],
        source: String? = nil,
        stage: String? = nil,
        tags: [String] = [],
        assigneeID: Int64? = nil,
        permissions: ContactPermissions? = nil,
        inquiry: Inquiry? = nil,
        address: PostalAddress? = nil
    ) {
        self.firstName = firstName
        self.lastName = lastName
        self.emails = emails
        self.phones = phones
        self.types = types
        self.source = source
        self.stage = stage
        self.tags = tags
        self.assigneeID = assigneeID
        self.permissions = permissions
        self.inquiry = inquiry
        self.address = address
    }
}
