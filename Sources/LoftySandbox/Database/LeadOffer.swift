import Foundation
import GRDB

/// A lead that waits for one of some members to claim it.
struct LeadOffer: Sendable {
    let leadID: Int64
    let type: RoutingType
    let ruleID: Int64
    let expiryMillis: Int64
    /// Who may claim it now.
    let offered: [Int64]
    /// Who let it lapse.
    let tried: [Int64]
    let facts: RoutingFacts

    func insert(_ db: Database) throws {
        let facts = String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO leadOffer (leadId, type, ruleId, expiryMillis, offered, tried, facts)
                VALUES (:lead, :type, :rule, :expiry, :offered, :tried, :facts)
                """,
            arguments: [
                "lead": leadID, "type": type.rawValue, "rule": ruleID, "expiry": expiryMillis,
                "offered": JSON.integers(offered).text, "tried": JSON.integers(tried).text, "facts": facts,
            ]
        )
    }

    private init(_ row: Row) throws {
        guard let type = RoutingType(rawValue: row["type"]) else { throw SandboxError.internalError }
        leadID = row["leadId"]
        self.type = type
        ruleID = row["ruleId"]
        expiryMillis = row["expiryMillis"]
        offered = try Self.ids(row["offered"])
        tried = try Self.ids(row["tried"])
        let facts: String = row["facts"]
        self.facts = try JSONDecoder().decode(RoutingFacts.self, from: Data(facts.utf8))
    }

    private static func ids(_ text: String) throws -> [Int64] {
        guard case .array(let items) = try JSON(stored: text) else { throw SandboxError.internalError }
        return items.compactMap { item in
            if case .integer(let id) = item { id } else { nil }
        }
    }

    init(
        leadID: Int64,
        type: RoutingType,
        ruleID: Int64,
        expiryMillis: Int64,
        offered: [Int64],
        tried: [Int64],
        facts: RoutingFacts
    ) {
        self.leadID = leadID
        self.type = type
        self.ruleID = ruleID
        self.expiryMillis = expiryMillis
        self.offered = offered
        self.tried = tried
        self.facts = facts
    }
}

// MARK: - Looking and taking back

extension LeadOffer {
    static func fetch(of leadID: Int64, _ db: Database) throws -> [LeadOffer] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM leadOffer WHERE leadId = :lead ORDER BY type",
            arguments: ["lead": leadID]
        ).map(LeadOffer.init)
    }

    /// What a member may claim now, the most urgent first; hidden and trashed leads are not among it.
    static func fetch(for member: Member, _ db: Database) throws -> [LeadOffer] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT leadOffer.* FROM leadOffer JOIN lead ON lead.id = leadOffer.leadId
                WHERE EXISTS (SELECT 1 FROM json_each(leadOffer.offered) WHERE value = :caller)
                    AND lead.trashMillis = 0 AND \(LeadVisibility.condition)
                ORDER BY leadOffer.expiryMillis, leadOffer.leadId
                """,
            arguments: ["caller": member.recordID]
        ).map(LeadOffer.init)
    }

    static func withdraw(of leadID: Int64, _ type: RoutingType, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM leadOffer WHERE leadId = :lead AND type = :type",
            arguments: ["lead": leadID, "type": type.rawValue]
        )
    }
}

// MARK: - The passing of time

extension LeadOffer {
    /// Whether an offer has lapsed that ``moveOn(nowMillis:_:)`` has not yet seen.
    static func isDue(_ nowMillis: Int64, _ db: Database) throws -> Bool {
        try earliest(nowMillis, db) != nil
    }

    private static func earliest(_ nowMillis: Int64, _ db: Database) throws -> LeadOffer? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT * FROM leadOffer WHERE expiryMillis <= :now ORDER BY expiryMillis, leadId, type LIMIT 1
                """
        )
        return try Row.fetchOne(statement, arguments: ["now": nowMillis]).map(LeadOffer.init)
    }

    /// Gives every lapsed offer to the next member, at the moment at which it lapsed.
    ///
    /// No clock drives this: it runs before whatever could see the difference, and takes the offers in the order in
    /// which they lapsed, so nobody can tell it from a clock that never sleeps.
    static func moveOn(nowMillis: Int64, _ db: Database) throws {
        while let offer = try earliest(nowMillis, db) {
            try withdraw(of: offer.leadID, offer.type, db)
            if try offer.isStillWanted(db) { try offer.passOn(db) }
        }
    }

    private func isStillWanted(_ db: Database) throws -> Bool {
        let column = type == .agent ? "assigneeId" : "lenderId"
        let sql = "SELECT 1 FROM lead WHERE id = :lead AND trashMillis = 0 AND \(column) = 0"
        return try Int.fetchOne(db, sql: sql, arguments: ["lead": leadID]) != nil
    }

    private func passOn(_ db: Database) throws {
        let routing = try Routing.fetch(nowMillis: expiryMillis, db)
        let tried = tried + offered
        let decision = routing.engine(for: type, 0, facts.groupID)
            .decide(facts, resuming: RoutingEngine.Resumption(ruleID: ruleID, tried: Set(tried)))
        let placement = Routing.Placement(type: type, roleID: 0, decision: decision)
        try routing.carryOut([placement], for: facts, on: leadID, setsAgent: true, db)
        // The rule that goes on remembers whom it asked; another one begins anew.
        guard decision.rule?.id == ruleID, case .offer(let members, let until) = decision.outcome else { return }
        let next = LeadOffer(
            leadID: leadID,
            type: type,
            ruleID: ruleID,
            expiryMillis: until,
            offered: members,
            tried: tried,
            facts: facts
        )
        try next.insert(db)
    }
}
