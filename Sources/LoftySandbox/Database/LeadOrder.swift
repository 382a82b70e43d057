/// An order of the lead list: a column, then the id.
enum LeadOrder: String, CaseIterable, Sendable {
    case `default` = "Default"
    case lastContact = "LastContact"
    case lastCall = "LastCall"
    case lastEmail = "LastEmail"
    case lastActivity = "LastActivity"
    case createTime = "CreateTime"
    /// Spelled as on the wire.
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

    /// An unknown name means the default order; the contract does not refuse it.
    init(wireName: String?) { self = wireName.flatMap(LeadOrder.init(rawValue:)) ?? .default }

    /// What it sorts by.
    ///
    /// The book has no drips, alerts, tasks and smart plans: there all leads are equal, and the newest come first.
    var column: String {
        switch self {
        case .default, .createTime, .hasDrip, .hasAlert, .task, .dripStatus, .dripOpenRate, .alertFrequency,
            .alertOpenRate, .smartPlanStatus:
            "createMillis"
        case .lastContact: "touchMillis"
        case .lastCall: "callMillis"
        case .lastEmail: "emailMillis"
        case .lastActivity: "visitMillis"
        case .inquiries: "inquiryMillis"
        case .deleteTime: "trashMillis"
        case .assignTime: "assignMillis"
        case .score, .scoreV2: "score"
        case .activity: "siteActivities"
        case .communication: "communications"
        case .lender: "lenderId"
        case .activitySearch: "searches"
        case .activityViews: "views"
        case .activityFavorites: "favorites"
        }
    }

    /// The index that leads lie in by this order, with their cells.
    var index: String { "leadBy_" + column }
}
