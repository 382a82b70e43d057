import GRDB

/// The rules of one scope, as those who may change them see them.
struct RoutingTable: Sendable {
    let team: Team
    let state: RoutingState
    let offices: Set<Int64>

    /// Most rules of one scope.
    static let mostRules = 500

    static func fetch(_ db: Database) throws -> RoutingTable {
        let team = try Team.fetch(db)
        return RoutingTable(
            team: team,
            state: try RoutingState.fetch(team, db),
            offices: try Int64.fetchSet(db, sql: "SELECT id FROM office")
        )
    }

    /// The supplement that is in force, the built-in one included; `nil` where leads stay without.
    func supplement(_ scope: RoutingScope, _ db: Database) throws -> RoutingRule? {
        let stored = try RoutingRule.fetchAll(db).first { $0.scope == scope && $0.isSupplement }
        return stored ?? (scope.type == .agent ? .builtInSupplement(scope) : nil)
    }

    /// Rules without supplements, those of the company first.
    func rules(where isWanted: (RoutingScope) -> Bool, _ db: Database) throws -> [RoutingRule] {
        try RoutingRule.fetchAll(db).filter { !$0.isSupplement && isWanted($0.scope) }
    }

    /// Changes what the body of the contract names: hours and strategy.
    func update(_ body: JSON, _ type: RoutingType, for call: Call, _ db: Database) throws {
        let fields = try BodyFields(body)
        let id = try fields.integer("id") ?? 0
        let rules = try RoutingRule.fetchAll(db)
        guard let old = rules.first(where: { $0.id == id && !$0.isSupplement && $0.scope.type == type }) else {
            throw SandboxError.named("INVAID_ID")
        }
        var definition = old.json(team)
        for name in ["activeHours", "routingStrategy"] {
            if let part = try fields.object(name) { definition = definition.setting(name, to: part) }
        }
        let new = try RoutingRule(definition, id: id, in: old.scope, updateMillis: call.nowMillis)
        try new.checkReferences(state, offices: offices)
        let position = rules.filter { $0.scope == old.scope && !$0.isSupplement }.firstIndex { $0.id == id }
        try new.store(at: position ?? 0, team, db)
    }

    func setSupplement(_ body: JSON, _ scope: RoutingScope, for call: Call, _ db: Database) throws {
        let old = try RoutingRule.fetchAll(db).first { $0.scope == scope && $0.isSupplement }
        let id = try old?.id ?? IDSequence.routingRule.next(db)
        let new = try RoutingRule(supplement: body, id: id, in: scope, updateMillis: call.nowMillis)
        try new.checkReferences(state, offices: offices)
        try new.store(at: 0, team, db)
    }

    /// Replaces all rules of a scope; those that are sent with their id keep their turns.
    func replace(_ items: [JSON], _ scope: RoutingScope, for call: Call, _ db: Database) throws {
        guard items.count <= Self.mostRules else {
            throw SandboxError.invalidParameter("a scope has at most \(Self.mostRules) rules")
        }
        var gone = Set(try rules(where: { $0 == scope }, db).map(\.id))
        for (position, item) in items.enumerated() {
            var id = try BodyFields(item).integer("id") ?? 0
            if id == 0 {
                id = try IDSequence.routingRule.next(db)
            } else if gone.remove(id) == nil {
                throw SandboxError.named("INVAID_ID")
            }
            let rule = try RoutingRule(item, id: id, in: scope, updateMillis: call.nowMillis)
            try rule.checkReferences(state, offices: offices)
            try rule.store(at: position, team, db)
        }
        for id in gone { try RoutingRule.delete(id, db) }
    }

    func removeSupplement(_ scope: RoutingScope, _ db: Database) throws {
        guard let old = try RoutingRule.fetchAll(db).first(where: { $0.scope == scope && $0.isSupplement }) else {
            return
        }
        try RoutingRule.delete(old.id, db)
    }
}
