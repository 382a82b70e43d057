import GRDB

/// What one brokerage saw: a create for somebody who is known already is absorbed (contract §7.4).
extension LeadWrite {
    /// The lead of the book that has one of these emails or phones, if the caller may know of it.
    func survivor(of id: Int64, for call: Call, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT id FROM lead WHERE id <> :id AND trashMillis = 0 AND \(LeadVisibility.condition) AND (
                    id IN (SELECT leadId FROM leadEmail WHERE folded IN (SELECT value FROM json_each(:emails)))
                    OR id IN (SELECT leadId FROM leadPhone WHERE digits IN (SELECT value FROM json_each(:phones)))
                ) ORDER BY createMillis, id
                """,
            arguments: [
                "id": id, "caller": call.caller.recordID,
                "emails": JSON.strings((emails ?? []).map { $0.lowercased() }).text,
                "phones": JSON.strings((phones ?? []).map(\.phoneDigits).filter { !$0.isEmpty }).text,
            ]
        )
    }

    /// Gives the survivor what the create said and leaves the new record dead: its id is what the caller gets.
    func merge(_ id: Int64, into survivor: Int64, for call: Call, _ db: Database) throws {
        try apply(to: survivor, for: call, db)
        try db.execute(
            sql: "UPDATE lead SET trashMillis = :now, trashReason = :reason WHERE id = :id",
            arguments: ["id": id, "now": call.nowMillis, "reason": "Merged into \(survivor)"]
        )
        // Nobody is told of a lead that never was.
        try db.execute(sql: "DELETE FROM webhookEvent WHERE leadId = :id", arguments: ["id": id])
    }
}
