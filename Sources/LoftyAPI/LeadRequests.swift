public import Leads

/// Filters, order and page of `GET /v1.0/leads`.
///
/// Filters combine with AND.
public struct LeadListRequest: Hashable, Sendable {
    /// Exact, case-sensitive stage name.
    ///
    /// An unknown one is answered with 404 by some accounts.
    public var stage: String?
    public var source: String?
    /// Exact number, bare digits.
    public var phone: String?
    /// Exact address.
    public var email: String?
    /// Forces exact matching of ``phone`` and ``email``.
    public var isPrecise: Bool?
    /// Fuzzy search over name, phone and email.
    public var key: String?
    /// The id as it stands on leads, see ``Leads/Assignee/id``.
    public var assigneeID: Int64?
    public var isContacted: Bool?
    public var allTags: [String]
    public var anyTags: [String]
    public var sort: Sort?
    public var isDescending: Bool?
    public var page: Page
    /// 1 to 100; anything else is refused by the server with code 20042.
    public var limit: Int

    public init(
        stage: String? = nil,
        source: String? = nil,
        phone: String? = nil,
        email: String? = nil,
        isPrecise: Bool? = nil,
        key: String? = nil,
        assigneeID: Int64? = nil,
        isContacted: Bool? = nil,
        allTags: [String] = [],
        anyTags: [String] = [],
        sort: Sort? = nil,
        isDescending: Bool? = nil,
        page: Page = .offset(0),
        limit: Int = 100
    ) {
        self.stage = stage
        self.source = source
        self.phone = phone
        self.email = email
        self.isPrecise = isPrecise
        self.key = key
        self.assigneeID = assigneeID
        self.isContacted = isContacted
        self.allTags = allTags
        self.anyTags = anyTags
        self.sort = sort
        self.isDescending = isDescending
        self.page = page
        self.limit = limit
    }

    public enum Page: Hashable, Sendable {
        case offset(Int)
        /// The cursor of the page before; it expires after a time that Lofty does not document.
        case scroll(String)
    }

    /// Orders the server knows; spelled as on the wire.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case createTime = "CreateTime"
        case lastActivity = "LastActivity"
        case lastContact = "LastContact"
        case assignTime = "AssignTime"
        case score = "Score"
    }
}

/// One page of leads.
public struct LeadPage: Hashable, Sendable {
    public var leads: [Lead]
    /// Matches in all, not in this page.
    public var total: Int
    /// Asks for the next page; absent when the server gave none.
    public var scrollID: String?
    /// Items that could not be read, one sentence each; the page is short by as many.
    public var unreadable: [String]

    public init(leads: [Lead], total: Int, scrollID: String? = nil, unreadable: [String] = []) {
        self.leads = leads
        self.total = total
        self.scrollID = scrollID
        self.unreadable = unreadable
    }
}

/// A partial update: only what is set is sent, and an array replaces the whole value on the server.
public struct LeadEdit: Hashable, Sendable {
    public var firstName: String?
    public var lastName: String?
    public var emails: [String]?
    public var phones: [String]?
    public var source: String?
    public var stage: String?
    public var types: [LeadType]?
    /// Replaces every tag; prefer ``addingTags`` and ``removingTags``.
    public var tags: [String]?
    public var addingTags: [String]
    public var removingTags: [String]

    public init(
        firstName: String? = nil,
        lastName: String? = nil,
        emails: [String]? = nil,
        phones: [String]? = nil,
        source: String? = nil,
        stage: String? = nil,
        types: [LeadType]? = nil,
        tags: [String]? = nil,
        addingTags: [String] = [],
        removingTags: [String] = []
    ) {
        self.firstName = firstName
        self.lastName = lastName
        self.emails = emails
        self.phones = phones
        self.source = source
        self.stage = stage
        self.types = types
        self.tags = tags
        self.addingTags = addingTags
        self.removingTags = removingTags
    }
}
