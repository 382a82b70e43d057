extension RoutingStrategy {
    /// Beyond the contract, `officeId` makes all agents of an office the targets, and `dailyCap` limits each member,
    /// here for all and inside `memberWeights` for one.
    ///
    /// Throws `STRATEGY_TYPE_ERROR` for a number without a strategy, `STRATEGY_TYPE_NOT_MATCH` for a strategy that the
    /// type of the scope does not allow, `INVAID_MEMBER_WEIGHT` and `INVAID_TOUCHMINUTES`.
    init(_ json: JSON, in scope: RoutingScope) throws(SandboxError) {
        let fields = try BodyFields(json)
        guard let kind = Kind(rawValue: try fields.requiredInteger("strategyType")) else {
            throw .named("STRATEGY_TYPE_ERROR")
        }
        guard kind != .defaultAssignee, kind.isAllowed(for: scope.type) else { throw .named("STRATEGY_TYPE_NOT_MATCH") }
        let minutes = try Self.touchMinutes(fields, isRequired: kind == .nextUp || kind == .blastAlert)
        if kind == .leadPond {
            self = .pond(try fields.requiredInteger("groupId"))
        } else {
            self = .members(try RoutingTargets(fields, in: scope), RoutingMode(kind, minutes: minutes))
        }
    }

    /// Above an hour only whole hours are minutes to touch a lead within.
    static func touchMinutes(_ fields: BodyFields, isRequired: Bool) throws(SandboxError) -> Int64 {
        guard let minutes = try fields.integer("touchMinutes") else {
            if isRequired { throw .named("INVAID_TOUCHMINUTES") }
            return 0
        }
        // Strategies without an offer show 0, and what is shown may be sent back.
        if minutes == 0, !isRequired { return 0 }
        guard (1...1_440).contains(minutes), minutes <= 60 || minutes % 60 == 0 else {
            throw .named("INVAID_TOUCHMINUTES")
        }
        return minutes
    }

    func json(_ team: Team) -> JSON {
        var json: JSON = ["strategyType": .integer(kind.rawValue), "touchMinutes": .integer(touchMinutes)]
        switch self {
        case .members(let targets, _): json = json.merging(targets.json(team))
        case .pond(let id): json = json.merging(["groupId": .integer(id), "groupName": .text(team.ponds[id])])
        case .member: break
        }
        return json
    }
}

extension RoutingStrategy.Kind {
    func isAllowed(for type: RoutingType) -> Bool {
        switch self {
        case .roundRobin, .defaultAssignee: true
        case .nextUp, .blastAlert: type != .assistant
        case .leadPond: type == .agent
        }
    }
}

extension RoutingMode {
    init(_ kind: RoutingStrategy.Kind, minutes: Int64) {
        switch kind {
        case .nextUp: self = .offerToOne(minutes: minutes)
        case .blastAlert: self = .offerToAll(minutes: minutes)
        case .roundRobin, .leadPond, .defaultAssignee: self = .assign(minutes: minutes)
        }
    }
}

extension RoutingTargets {
    private static let largestWeight: Int64 = 1_000
    private static let mostMembers = 1_000

    /// Without members and office, the whole scope is meant.
    fileprivate init(_ fields: BodyFields, in scope: RoutingScope) throws(SandboxError) {
        dailyCap = try Self.cap(fields)
        let items = try Self.weightItems(fields)
        guard !items.isEmpty else {
            members = .group(try fields.integer("officeId") ?? scope.groupID)
            return
        }
        var shares: [WeightedTurns.Share] = []
        for item in items {
            let fields = try BodyFields(item)
            let id = try fields.requiredInteger("memberId")
            let weight = try fields.integer("weight") ?? 1
            guard (0...Self.largestWeight).contains(weight), !shares.contains(where: { $0.memberID == id }) else {
                throw .named("INVAID_MEMBER_WEIGHT")
            }
            shares.append(WeightedTurns.Share(memberID: id, weight: weight))
            if let cap = try Self.cap(fields) { ownCaps[id] = cap }
        }
        guard shares.contains(where: { $0.weight > 0 }) else { throw .named("INVAID_MEMBER_WEIGHT") }
        members = .named(shares)
    }

    /// The published schema has one object where only a list makes sense; both are read, a list is written.
    private static func weightItems(_ fields: BodyFields) throws(SandboxError) -> [JSON] {
        switch fields["memberWeights"] {
        case nil: return []
        case .object(let members): return [.object(members)]
        case .array(let items) where items.count <= mostMembers: return items
        default: throw .named("INVAID_MEMBER_WEIGHT")
        }
    }

    private static func cap(_ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard let cap = try fields.integer("dailyCap") else { return nil }
        guard (1...100_000).contains(cap) else { throw .invalidParameter("dailyCap must be 1 to 100000") }
        return cap
    }

    fileprivate func json(_ team: Team) -> JSON {
        var json = JSON.object([])
        switch members {
        case .group(let id):
            json = json.setting("memberWeights", to: [])
            if id != RoutingScope.company { json = json.setting("officeId", to: .integer(id)) }
        case .named(let shares):
            json = json.setting("memberWeights", to: .array(shares.map { weight($0, team) }))
        }
        if let dailyCap { json = json.setting("dailyCap", to: .integer(dailyCap)) }
        return json
    }

    private func weight(_ share: WeightedTurns.Share, _ team: Team) -> JSON {
        let member = team.members[share.memberID]
        let json: JSON = [
            "memberId": .integer(share.memberID),
            "firstName": .text(member?.firstName),
            "lastName": .text(member?.lastName),
            "weight": .integer(share.weight),
        ]
        guard let cap = ownCaps[share.memberID] else { return json }
        return json.setting("dailyCap", to: .integer(cap))
    }
}
