import GRDB

/// The roles that the assignment endpoint knows.
enum AssignmentRole: String, Hashable, Sendable {
    case agent = "Agent"
    case assistant = "Assistant"
    case lender = "Lender"
}

/// Gives a lead to a member in one of the three roles.
struct LeadAssignment: Sendable {
    let role: AssignmentRole
    let member: Member

    func apply(to leadID: Int64, for call: Call, _ db: Database) throws {
        switch role {
        case .agent: try assignAgent(leadID, call, db)
        case .lender:
            var columns = LeadColumns(nowMillis: call.nowMillis)
            columns.set("lenderId", member.recordID)
            try columns.update(leadID, db)
            try LeadOffer.withdraw(of: leadID, .lender, db)
        case .assistant: try assignAssistant(leadID, call, db)
        }
    }

    private func assignAgent(_ leadID: Int64, _ call: Call, _ db: Database) throws {
        let old = try Int64.fetchOne(db, sql: "SELECT assigneeId FROM lead WHERE id = :id", arguments: ["id": leadID])
        var columns = LeadColumns(nowMillis: call.nowMillis)
        if old != member.recordID {
            columns.set("assigneeId", member.recordID)
            columns.set("assignMillis", call.nowMillis)
            // A lead that somebody owns has left its pond.
            columns.set("pondId", 0)
            let former = try Team.fetch(db).members[old ?? 0]
            let event = SystemEvent.assignment(from: former, to: member)
            try event.record(on: leadID, by: call.caller.recordID, millis: call.nowMillis, db)
        }
        try columns.update(leadID, db)
        // Whoever was asked is too late now.
        try LeadOffer.withdraw(of: leadID, .agent, db)
    }

    private func assignAssistant(_ leadID: Int64, _ call: Call, _ db: Database) throws {
        guard let role = try Team.fetch(db).role(named: role.rawValue) else { throw SandboxError.internalError }
        try db.execute(
            sql: """
                INSERT INTO leadRole (leadId, roleId, assigneeId) VALUES (:lead, :role, :assignee)
                ON CONFLICT (leadId, roleId) DO UPDATE SET assigneeId = :assignee
                """,
            arguments: ["lead": leadID, "role": role.id, "assignee": member.recordID]
        )
        try LeadColumns(nowMillis: call.nowMillis).update(leadID, db)
    }
}
