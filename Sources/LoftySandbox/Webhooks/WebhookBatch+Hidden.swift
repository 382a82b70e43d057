import GRDB

extension WebhookBatch {
    /// Takes leads that their receivers may no longer see out of the batches that are about to be repeated.
    ///
    /// A batch that tells of nothing else is cancelled.
    func withholdHiddenLeads(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, memberId, payload FROM webhookDelivery
                WHERE state = 'waiting' AND attempts > 0 AND dueMillis <= :now
                """,
            arguments: ["now": nowMillis]
        )
        for row in rows {
            let payload = try JSON(stored: row["payload"])
            let told = try visiblePart(of: payload, to: row["memberId"], db)
            if told != payload { try replace(row["id"], with: told, db) }
        }
    }

    private func visiblePart(of payload: JSON, to memberID: Int64, _ db: Database) throws -> JSON {
        guard case .object(let members) = payload else { return payload }
        var told: [JSON.Member] = []
        for member in members {
            guard case .array(let entries) = member.value else {
                told.append(member)
                continue
            }
            let visible = try entries.filter { entry in
                guard case .integer(let lead) = entry["leadId"] else { return true }
                return try isVisible(lead, to: memberID, db)
            }
            if !visible.isEmpty { told.append(JSON.Member(name: member.name, value: .array(visible))) }
        }
        return .object(told)
    }

    private func replace(_ id: Int64, with payload: JSON, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE webhookDelivery SET payload = :payload WHERE id = :id",
            arguments: ["id": id, "payload": payload.text]
        )
        guard !payload.hasEntries else { return }
        try db.execute(
            sql: """
                UPDATE webhookDelivery SET state = 'cancelled', problem = 'its leads have been hidden', settleMillis = :now
                WHERE id = :id
                """,
            arguments: ["id": id, "now": nowMillis]
        )
    }
}

extension JSON {
    /// Whether a payload still tells of anything beyond its team and list.
    fileprivate var hasEntries: Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { member in
            if case .array = member.value { true } else { false }
        }
    }
}
