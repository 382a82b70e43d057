public import FoundationEssentials

/// For whom a rule of routing chooses people.
public enum RoutingTarget: Hashable, Sendable {
    /// Type 1 on the wire.
    case agent
    /// Type 2 on the wire; its meaning is not published.
    case type2
    /// Type 4 on the wire: an assistant of a role.
    case assistant(RoutingRole.ID)

    var type: Int {
        switch self {
        case .agent: 1
        case .type2: 2
        case .assistant: 4
        }
    }

    var role: RoutingRole.ID? {
        switch self {
        case .agent, .type2: nil
        case .assistant(let role): role
        }
    }
}

/// A role that routing can fill.
///
/// Source: Lofty API, `GET /v1.0/routing/role/list`.
public struct RoutingRole: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<RoutingRole>

    public var id: ID
    public var name: String
}

/// Somebody to whom routing can give leads.
///
/// Source: Lofty API, `GET /v1.0/routing/member/list/{type}`.
public struct RoutingMember: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<RoutingMember>

    public var id: ID
    public var name: String
    /// Its values are not published.
    public var type: Int?
}

/// Days and hours in which a rule holds.
public struct ActiveHours: Hashable, Sendable, Codable {
    /// 1 to 7; which day is the first is not published.
    public var activeDays: [Int]
    /// 0 to 23.
    public var hoursStart: Int
    /// 0 to 23.
    public var hoursEnd: Int

    public init(activeDays: [Int], hoursStart: Int, hoursEnd: Int) {
        self.activeDays = activeDays
        self.hoursStart = hoursStart
        self.hoursEnd = hoursEnd
    }
}

/// How a rule chooses among people.
public struct RoutingStrategy: Hashable, Sendable {
    /// Lofty's number for the way; its values are not published, so take one from a rule that has it.
    public var type: Int
    /// Only for the way that puts leads into a pond.
    public var pondID: LeadPond.ID?
    /// Time to answer, in minutes: 1 to 60, or whole hours up to 24; only for ways that ask one after another.
    public var touchMinutes: Int?
    /// Not for the way that puts leads into a pond.
    public var weights: [Weight]

    public init(type: Int, pondID: LeadPond.ID? = nil, touchMinutes: Int? = nil, weights: [Weight] = []) {
        self.type = type
        self.pondID = pondID
        self.touchMinutes = touchMinutes
        self.weights = weights
    }

    /// How much of the leads somebody gets.
    public struct Weight: Hashable, Sendable {
        public var memberID: RoutingMember.ID
        public var weight: Int

        public init(_ memberID: RoutingMember.ID, weight: Int) {
            self.memberID = memberID
            self.weight = weight
        }
    }
}

/// Which leads go to whom.
///
/// Source: Lofty API, `GET /v1.0/routing/rule/list/{type}`.
public struct RoutingRule: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<RoutingRule>

    public var id: ID
    public var name: String
    public var isOn: Bool
    public var condition: Condition
    public var activeHours: ActiveHours?
    public var strategy: RoutingStrategy?
    public var updatedAt: Date?

    /// What a lead must be like; numbers that say how to match are not published.
    public struct Condition: Hashable, Sendable {
        public var place: Place?
        public var sourceName: String?
        public var sourceMatchType: Int?
        public var tags: [String]
        public var tagMatchType: Int?
        public var segments: [String]
        public var segmentMatchType: Int?
        /// `"With"`, `"Without"` or `nil` for either.
        public var phone: String?
        public var priceMin: Int64?
        public var priceMax: Int64?
        /// As the server writes it.
        public var leadType: String?
        /// JSON text with several types, as the server writes it.
        public var leadTypeFilters: String?
    }

    public struct Place: Hashable, Sendable {
        public var matchType: Int?
        public var state: String?
        public var county: String?
        public var city: String?
        public var zipCode: String?
        public var streetAddress: String?
    }
}

/// A change of a rule; both parts are sent as they stand here.
public struct RoutingRuleEdit: Hashable, Sendable {
    public var activeHours: ActiveHours?
    public var strategy: RoutingStrategy?

    public init(activeHours: ActiveHours? = nil, strategy: RoutingStrategy? = nil) {
        self.activeHours = activeHours
        self.strategy = strategy
    }
}

/// Where leads go that no rule takes; the wire calls it the supplement.
///
/// Source: Lofty API, `GET /v1.0/routing/rule/supplement/{type}`.
public struct FallbackRule: Hashable, Sendable {
    /// Lofty's number for the way; its values are not published.
    public var strategyType: Int
    public var touchMinutes: Int?
    public var assignee: Assignee?
    public var assigneeName: String?
    public var updatedAt: Date?

    public enum Assignee: Hashable, Sendable {
        case agent(RecordUser.ID)
        /// An office or a pond; only for agents' leads.
        case group(Int64)
    }
}

/// A change of the fallback.
public struct FallbackRuleEdit: Hashable, Sendable {
    public var strategyType: Int
    public var choice: Choice

    public init(strategyType: Int, _ choice: Choice) {
        self.strategyType = strategyType
        self.choice = choice
    }

    /// A fallback gives leads to one assignee, or asks people within a time; never both.
    public enum Choice: Hashable, Sendable {
        case assignee(FallbackRule.Assignee)
        /// Time to answer, in minutes: 1 to 60, or whole hours up to 24.
        case touch(minutes: Int)
    }
}
