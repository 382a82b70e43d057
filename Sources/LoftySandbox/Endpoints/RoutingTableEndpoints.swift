import GRDB

/// What the contract leaves to Lofty's own pages: making rules, ordering them, giving an office rules of its own.
///
/// Only the sandbox has these paths. A table is
/// `{"rules":[RoutingRule…],"supplement":SupplementRoutingRule}` for one type and one group, which `groupId` names: -1
/// or absent for the company, else an office. Rules are asked in the order of the list.
enum RoutingTableEndpoints {
    static let routes: [Route] = [
        .get("/sandbox/routing/{type}", get),
        .put("/sandbox/routing/{type}", replace),
    ]

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let table = try RoutingTable.fetch(db)
        return .json(try json(table, try scope(call, table, db), db))
    }

    /// Without a supplement the built-in one applies again.
    @Sendable private static func replace(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageRouting)
        let table = try RoutingTable.fetch(db)
        let scope = try scope(call, table, db)
        let fields = try call.fields
        guard let rules = try fields.array("rules") else { throw SandboxError.invalidParameter("rules is required") }
        try table.replace(rules, scope, for: call, db)
        if let supplement = try fields.object("supplement") {
            try table.setSupplement(supplement, scope, for: call, db)
        } else {
            try table.removeSupplement(scope, db)
        }
        return .json(try json(table, scope, db))
    }

    private static func scope(_ call: Call, _ table: RoutingTable, _ db: Database) throws -> RoutingScope {
        let type = try call.routingType
        let group = try call.query.integer("groupId") ?? RoutingScope.company
        guard group == RoutingScope.company || table.offices.contains(group) else {
            throw SandboxError.named("INVAID_GROUP_ID")
        }
        let role = try call.routingRole(try call.query.integer("roleId"), type, db)
        return RoutingScope(type: type, groupID: group, roleID: role)
    }

    private static func json(_ table: RoutingTable, _ scope: RoutingScope, _ db: Database) throws -> JSON {
        let rules = try table.rules(where: { $0 == scope }, db)
        return [
            "rules": .array(rules.map { $0.json(table.team) }),
            "supplement": try table.supplement(scope, db)?.supplementJSON(table.team) ?? .null,
        ]
    }
}
