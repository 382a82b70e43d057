/// The filters, the order and the page of `GET /v1.0/leads` (contract §7.2).
struct LeadListQuery: Hashable, Sendable {
    var filters: [LeadFilter] = []
    var order = LeadOrder.default
    /// Newest first unless the request says otherwise; what an absent `desc` means is not documented.
    var isDescending = true
    var page = Page.offset(0)
    var limit: Int64 = 25
    /// Leads made later are left out.
    var newestVisibleMillis = Int64.max
    var unknownStage = SandboxOddities.UnknownStage.notFound

    enum Page: Hashable, Sendable {
        case offset(Int64)
        case after(ScrollPosition)
    }
}

/// One condition; all of a query must hold.
enum LeadFilter: Hashable, Sendable {
    case stage(String)
    case source(String)
    /// Digits only.
    case phone(String)
    case email(String)
    case key(String)
    case assignee(Int64)
    case contacted(Bool)
    case segments([String])
    case allTags([String])
    case anyTags([String])
    case office(Int64, withSuboffices: Bool)
    case languages([String])
    case role(name: String, assignees: [Int64])
}

/// Where a scroll stands: the last lead it delivered, and how many before.
struct ScrollPosition: Hashable, Sendable {
    var value: Int64
    var leadID: Int64
    var delivered: Int64
}
