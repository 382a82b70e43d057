/// One line of the team's routing: which leads, when, to whom.
struct RoutingRule: Hashable, Sendable {
    let id: Int64
    let scope: RoutingScope
    /// The one that takes what no other rule of the scope took.
    var isSupplement = false
    var name: String
    var isOn = true
    var condition = RoutingCondition()
    var hours: ActiveHours?
    var strategy: RoutingStrategy
    var updateMillis: Int64 = 0

    private static let longestName = 100

    /// What applies as long as nobody has set a supplement: agents take turns.
    static func builtInSupplement(_ scope: RoutingScope) -> RoutingRule {
        RoutingRule(
            id: scope.builtInRuleID,
            scope: scope,
            isSupplement: true,
            name: scope.groupID == RoutingScope.company ? "Company default" : "Office default",
            // A supplement of the wire must name minutes, so that what is read can be sent back.
            strategy: .members(RoutingTargets(members: .group(scope.groupID)), .assign(minutes: 60))
        )
    }
}

extension RoutingRule {
    /// A rule of the contract's shape, which `definition` also has in the database.
    init(_ json: JSON, id: Int64, in scope: RoutingScope, updateMillis: Int64) throws(SandboxError) {
        let fields = try BodyFields(json)
        self.id = id
        self.scope = scope
        self.updateMillis = updateMillis
        name = (try fields.string("name") ?? "").cut(to: Self.longestName)
        isOn = try fields.bool("ruleSwitch") ?? true
        condition = try RoutingCondition(fields)
        hours = try fields.object("activeHours").map(ActiveHours.init).flatMap { $0.isAlways ? nil : $0 }
        guard let strategy = try fields.object("routingStrategy") else {
            throw .invalidParameter("routingStrategy is required")
        }
        self.strategy = try RoutingStrategy(strategy, in: scope)
    }

    func json(_ team: Team) -> JSON {
        let head: JSON = ["id": .integer(id), "name": .string(name)]
        let hours: JSON = hours?.json ?? ["activeDays": [], "hoursStart": 0, "hoursEnd": 0]
        return head.merging(condition.json).merging([
            "activeHours": hours,
            "routingStrategy": strategy.json(team),
            "ruleSwitch": .bool(isOn),
            "updateTime": .integer(updateMillis),
        ])
    }
}

// MARK: - Supplements

extension RoutingRule {
    /// A supplement of the contract's shape (`SupplementRoutingRule`).
    ///
    /// The contract leaves open what `assigneeGroupId` groups; it is a pond here, as `groupId` of a rule is.
    init(supplement json: JSON, id: Int64, in scope: RoutingScope, updateMillis: Int64) throws(SandboxError) {
        let fields = try BodyFields(json)
        guard let kind = RoutingStrategy.Kind(rawValue: try fields.requiredInteger("strategyType")) else {
            throw .named("STRATEGY_TYPE_ERROR")
        }
        guard kind != .leadPond, kind.isAllowed(for: scope.type) else { throw .named("STRATEGY_TYPE_NOT_MATCH") }
        self.id = id
        self.scope = scope
        self.updateMillis = updateMillis
        isSupplement = true
        name = "Supplement"
        if kind == .defaultAssignee {
            strategy = try Self.defaultAssignee(fields, in: scope)
        } else {
            let minutes = try RoutingStrategy.touchMinutes(fields, isRequired: true)
            strategy = .members(
                RoutingTargets(members: .group(scope.groupID)),
                RoutingMode(kind, minutes: minutes)
            )
        }
    }

    private static func defaultAssignee(
        _ fields: BodyFields,
        in scope: RoutingScope
    ) throws(SandboxError) -> RoutingStrategy {
        let agent = try given("assigneeAgentId", fields)
        let group = try given("assigneeGroupId", fields)
        switch (agent, group) {
        case (let agent?, nil): return .member(agent)
        case (nil, let group?) where scope.type == .agent: return .pond(group)
        default: throw .named("INVAID_ID")
        }
    }

    /// Zero and -1 are how the wire says that there is none.
    private static func given(_ name: String, _ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard let id = try fields.integer(name), id > 0 else { return nil }
        return id
    }

    func supplementJSON(_ team: Team) -> JSON {
        var json: JSON = [
            "roleId": .integer(scope.roleID),
            "businessType": .integer(scope.type.rawValue),
            // A pond as the fallback is a default assignee on this wire.
            "strategyType": .integer(kindOnWire.rawValue),
            "touchMinutes": .integer(strategy.touchMinutes),
            "updateTime": .integer(updateMillis),
        ]
        switch strategy {
        case .members: break
        case .member(let id):
            json = json.setting("assigneeAgentId", to: .integer(id))
                .setting("assigneeAgentName", to: .text(team.members[id]?.fullName))
        case .pond(let id):
            json = json.setting("assigneeGroupId", to: .integer(id))
                .setting("assigneeGroupName", to: .text(team.ponds[id]))
        }
        return json
    }

    private var kindOnWire: RoutingStrategy.Kind { strategy.kind == .leadPond ? .defaultAssignee : strategy.kind }
}
