import GRDB

/// The rules by which leads find their agents (contract §10.5).
enum RoutingEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/routing/rule/list/{type}", rules),
        .put("/v1.0/routing/rule/{type}", updateRule),
        .get("/v1.0/routing/rule/supplement/{type}", supplement),
        .put("/v1.0/routing/rule/supplement/{type}", updateSupplement),
        .get("/v1.0/routing/role/list", roles),
        .get("/v1.0/routing/member/list/{type}", members),
    ]

    @Sendable private static func rules(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let type = try call.routingType
        let role = try call.routingRole(try call.query.integer("roleId"), type, db)
        let table = try RoutingTable.fetch(db)
        let rules = try table.rules(where: { $0.type == type && $0.roleID == role }, db)
        return .json(.array(rules.map { $0.json(table.team) }))
    }

    @Sendable private static func updateRule(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        try RoutingTable.fetch(db).update(try call.json, try call.routingType, for: call, db)
        return .json("ok")
    }

    /// An empty object where leads of the type go to nobody by default.
    @Sendable private static func supplement(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let type = try call.routingType
        let role = try call.routingRole(try call.query.integer("roleId"), type, db)
        let table = try RoutingTable.fetch(db)
        let scope = RoutingScope(type: type, groupID: RoutingScope.company, roleID: role)
        return .json(try table.supplement(scope, db)?.supplementJSON(table.team) ?? .object([]))
    }

    @Sendable private static func updateSupplement(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let type = try call.routingType
        let role = try call.routingRole(try call.fields.integer("roleId"), type, db)
        let scope = RoutingScope(type: type, groupID: RoutingScope.company, roleID: role)
        try RoutingTable.fetch(db).setSupplement(try call.json, scope, for: call, db)
        return .json("ok")
    }

    @Sendable private static func roles(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let roles = try Team.fetch(db).roles
        return .json(.array(roles.map { ["id": .integer($0.id), "name": .string($0.name)] }))
    }

    /// The ids are those on leads, as rules name them.
    @Sendable private static func members(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let type = try call.routingType
        _ = try call.routingRole(try call.query.integer("roleId"), type, db)
        let team = try Team.fetch(db)
        let shares = try RoutingState.fetch(team, db).shares(of: RoutingScope.company, for: type)
        return .json(
            .array(
                shares.compactMap { team.members[$0.memberID] }.map { member in
                    [
                        "id": .integer(member.recordID), "name": .string(member.fullName),
                        "type": .integer(member.role),
                    ]
                }
            )
        )
    }
}

extension Call {
    /// The path parameter `type`.
    var routingType: RoutingType {
        get throws(SandboxError) {
            guard let type = Int64(parameter("type")).flatMap(RoutingType.init) else {
                throw .named("BUSINESS_TYPE_ERROR")
            }
            return type
        }
    }

    /// The role that rules for assistants are about; 0 for the other types, which ignore what is sent.
    func routingRole(_ id: Int64?, _ type: RoutingType, _ db: Database) throws -> Int64 {
        guard type == .assistant else { return 0 }
        guard let id, try Team.fetch(db).roles.contains(where: { $0.id == id }) else {
            throw SandboxError.named("INVAID_ROLE_ID")
        }
        return id
    }
}
