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
    /// What Lofty means by contacted is not documented.
    public var isContacted: Bool?
    /// Names of segments; none may hold a comma.
    public var segments: [String] = []
    /// Tags that a lead must all have; none may hold a comma.
    public var allTags: [String]
    /// Tags of which a lead must have one; none may hold a comma.
    public var anyTags: [String]
    /// `groupIds`, of which Lofty takes one.
    public var officeID: Int64?
    /// `querySubGroup`: whether offices below ``officeID`` count too.
    public var includesSuboffices: Bool?
    /// Abbreviations such as `en`; any of them will do.
    public var languages: [String] = []
    /// People in roles; all must hold.
    public var roles: [RoleFilter] = []
    public var sort: Sort?
    /// Lofty's default is not documented, so it is better said than left out.
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

    /// One of these people in a role.
    public struct RoleFilter: Hashable, Sendable {
        /// Such as `Buyer Agent`.
        public var role: String
        public var assigneeIDs: [RecordUser.ID]

        public init(role: String, assigneeIDs: [RecordUser.ID]) {
            self.role = role
            self.assigneeIDs = assigneeIDs
        }
    }

    /// Orders the server knows; spelled as on the wire.
    ///
    /// Only ``createTime`` has been seen to work; which field an order goes by is not documented.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case `default` = "Default"
        case lastContact = "LastContact"
        case lastCall = "LastCall"
        case lastEmail = "LastEmail"
        case lastActivity = "LastActivity"
        case createTime = "CreateTime"
        /// Misspelled on the wire.
        case inquiries = "Inquries"
        case deleteTime = "DeleteTime"
        case assignTime = "AssignTime"
        case score = "Score"
        case activity = "Activity"
        case communication = "Communication"
        case hasDrip = "HasDrip"
        case hasAlert = "HasAlert"
        case task = "Task"
        case lender = "Lender"
        case activitySearch = "ActivitySearch"
        case activityViews = "ActivityViews"
        case activityFavorites = "ActivityFavorites"
        case dripStatus = "DripStatus"
        case dripOpenRate = "DripOpenRate"
        case alertFrequency = "AlertFrequency"
        case alertOpenRate = "AlertOpenRate"
        case scoreV2 = "SCOREV2"
        case smartPlanStatus = "SmartPlanStatus"
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
    /// Tags that the same edit adds are not removed.
    public var removingTags: [String]
    /// Takes all tags away; stands alone.
    public var clearsAllTags = false
    /// Gives the lead to this user, by the id that stands on leads; read it back, for there are two kinds of ids.
    public var assigneeID: Int64?
    /// Only the assigned agent sees a hidden lead.
    public var isHidden: Bool?
    public var profile = LeadProfile()

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
