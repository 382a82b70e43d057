extension RoutingRole {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(id: id, name: wire["name"]?.text ?? "")
    }
}

extension RoutingMember {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(id: id, name: wire["name"]?.text ?? "", type: wire["type"]?.count)
    }
}

extension ActiveHours {
    init?(wire: JSONValue) {
        guard let start = wire["hoursStart"]?.count, let end = wire["hoursEnd"]?.count else { return nil }
        self.init(activeDays: wire.list("activeDays").compactMap(\.count), hoursStart: start, hoursEnd: end)
    }
}

extension RoutingStrategy {
    init?(wire: JSONValue) {
        guard let type = wire["strategyType"]?.count else { return nil }
        self.init(
            type: type,
            pondID: wire.id("groupId"),
            touchMinutes: wire["touchMinutes"]?.minutes,
            // The schema shows one object where there can only be several; both are read.
            weights: wire.list("memberWeights").compactMap { Weight(wire: $0) }
        )
    }
}

extension RoutingStrategy.Weight {
    init?(wire: JSONValue) {
        guard let id: RoutingMember.ID = wire.id("memberId") else { return nil }
        self.init(id, weight: wire["weight"]?.count ?? 0)
    }
}

extension RoutingRule {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            name: wire["name"]?.text ?? "",
            isOn: wire["ruleSwitch"]?.flag ?? false,
            condition: Condition(wire: wire),
            activeHours: wire["activeHours"].flatMap { ActiveHours(wire: $0) },
            strategy: wire["routingStrategy"].flatMap { RoutingStrategy(wire: $0) },
            updatedAt: wire["updateTime"]?.date
        )
    }
}

extension RoutingRule.Condition {
    init(wire: JSONValue) {
        self.init(
            place: wire["locationRule"].map { RoutingRule.Place(wire: $0) },
            sourceName: wire["sourceName"]?.text,
            sourceMatchType: wire["sourceMatchType"]?.count,
            tags: wire.texts("tagNames"),
            tagMatchType: wire["tagMatchType"]?.count,
            segments: wire.texts("groupNames"),
            segmentMatchType: wire["groupMatchType"]?.count,
            phone: wire["phone"]?.text,
            priceMin: wire["priceMin"]?.bound,
            priceMax: wire["priceMax"]?.bound,
            leadType: wire["leadType"]?.text,
            leadTypeFilters: wire["leadTypeFilters"]?.text
        )
    }
}

extension RoutingRule.Place {
    init(wire: JSONValue) {
        self.init(
            matchType: wire["locationMatchType"]?.count,
            state: wire["state"]?.text,
            county: wire["county"]?.text,
            city: wire["city"]?.text,
            zipCode: wire["zipcode"]?.text,
            streetAddress: wire["streetAddress"]?.text
        )
    }
}

extension FallbackRule {
    init(wire: JSONValue) throws(WireError) {
        guard let strategy = wire["strategyType"]?.count else { throw WireError("it has no readable strategyType") }
        let agent = wire.id("assigneeAgentId").map { Assignee.agent($0) }
        let group = wire["assigneeGroupId"]?.reference.map { Assignee.group($0) }
        self.init(
            strategyType: strategy,
            touchMinutes: wire["touchMinutes"]?.minutes,
            assignee: agent ?? group,
            assigneeName: (agent == nil ? wire["assigneeGroupName"] : wire["assigneeAgentName"])?.text,
            updatedAt: wire["updateTime"]?.date
        )
    }
}

extension JSONValue {
    /// A time to answer; strategies without one may show 0, which must not be written back.
    fileprivate var minutes: Int? { count.flatMap { $0 > 0 ? $0 : nil } }
}

// MARK: Bodies

/// Body of `PUT /v1.0/routing/rule/{type}`.
struct RoutingRuleBody: Encodable, Hashable {
    struct Strategy: Encodable, Hashable {
        var strategyType: Int
        var groupId: Int64?
        var touchMinutes: Int?
        /// The schema shows one object; its own text speaks of several members.
        var memberWeights: [Weight]?
    }

    struct Weight: Encodable, Hashable {
        var memberId: Int64
        var weight: Int
    }

    var id: Int64
    var activeHours: ActiveHours?
    var routingStrategy: Strategy?

    init(_ id: RoutingRule.ID, _ edit: RoutingRuleEdit) {
        self.id = id.rawValue
        activeHours = edit.activeHours
        routingStrategy = edit.strategy.map { strategy in
            let weights = strategy.weights.map { Weight(memberId: $0.memberID.rawValue, weight: $0.weight) }
            return Strategy(
                strategyType: strategy.type,
                groupId: strategy.pondID?.rawValue,
                touchMinutes: strategy.touchMinutes,
                memberWeights: weights.isEmpty ? nil : weights
            )
        }
    }
}

/// Body of `PUT /v1.0/routing/rule/supplement/{type}`.
struct FallbackRuleBody: Encodable, Hashable {
    var roleId: Int64?
    var strategyType: Int
    var touchMinutes: Int?
    var assigneeAgentId: Int64?
    var assigneeGroupId: Int64?

    init(_ target: RoutingTarget, _ edit: FallbackRuleEdit) {
        roleId = target.role?.rawValue
        strategyType = edit.strategyType
        switch edit.choice {
        case .assignee(.agent(let id)): assigneeAgentId = id.rawValue
        case .assignee(.group(let id)): assigneeGroupId = id
        case .touch(let minutes): touchMinutes = minutes
        }
    }
}
