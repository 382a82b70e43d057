import GRDB

extension RoutingRule {
    /// In the order in which they are asked: rules by position, each scope's supplement last.
    static func fetchAll(_ db: Database) throws -> [RoutingRule] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT * FROM routingRule ORDER BY type, roleId, groupId, isSupplement, position"
            )
        )
        return try rows.map(stored)
    }

    private static func stored(_ row: Row) throws -> RoutingRule {
        guard let type = RoutingType(rawValue: row["type"]) else { throw SandboxError.internalError }
        let scope = RoutingScope(type: type, groupID: row["groupId"], roleID: row["roleId"])
        let json = try JSON(stored: row["definition"])
        if row["isSupplement"] {
            return try RoutingRule(supplement: json, id: row["id"], in: scope, updateMillis: row["updateMillis"])
        }
        return try RoutingRule(json, id: row["id"], in: scope, updateMillis: row["updateMillis"])
    }

    /// Puts the rule at its place, which it keeps when it is stored again.
    func store(at position: Int, _ team: Team, _ db: Database) throws {
        let definition = isSupplement ? supplementJSON(team) : json(team)
        try db.execute(
            sql: """
                INSERT INTO routingRule (id, type, groupId, roleId, position, isSupplement, definition, updateMillis)
                VALUES (:id, :type, :group, :role, :position, :isSupplement, :definition, :millis)
                ON CONFLICT (id) DO UPDATE SET
                    position = :position, definition = :definition, updateMillis = :millis
                """,
            arguments: [
                "id": id, "type": scope.type.rawValue, "group": scope.groupID, "role": scope.roleID,
                "position": position, "isSupplement": isSupplement, "definition": definition.text,
                "millis": updateMillis,
            ]
        )
    }

    /// Forgets a rule and its turns.
    static func delete(_ id: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM routingRule WHERE id = :id", arguments: ["id": id])
        try db.execute(sql: "DELETE FROM routingTurn WHERE ruleId = :id", arguments: ["id": id])
    }

    /// Throws the contract's names for members, offices and ponds that the team does not have.
    func checkReferences(_ state: RoutingState, offices: Set<Int64>) throws(SandboxError) {
        switch strategy {
        case .pond(let id):
            guard state.ponds.contains(id) else { throw .named("INVAID_GROUP_ID") }
        case .member(let id):
            guard state.candidates[id]?.types.contains(scope.type) == true else { throw .named("INVAID_ID") }
        case .members(let targets, _):
            switch targets.members {
            case .group(let id):
                guard id == RoutingScope.company || offices.contains(id) else { throw .named("INVAID_GROUP_ID") }
            case .named(let shares):
                let areKnown = shares.allSatisfy { share in
                    state.candidates[share.memberID]?.types.contains(scope.type) == true
                }
                guard areKnown else { throw .named("INVAID_MEMBER_WEIGHT") }
            }
        }
    }
}
