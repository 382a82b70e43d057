import GRDB

/// The assistants that follow up working leads (contract §18).
enum SalesAgentEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/sales-agents/current", current),
        .get("/v2.0/sales-agents/quota", quota),
        .get("/v2.0/sales-agents/by-lead", byLead),
        .get("/v2.0/sales-agent/settings", settings),
        .put("/v2.0/sales-agent/settings", update),
    ]

    /// An empty object for a member without one: the contract has no 404 here.
    @Sendable private static func current(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(try SalesAgent.find(of: call.caller, db)?.json ?? ["hasQuotaSeat": false])
    }

    @Sendable private static func quota(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let total = try SalesAgent.find(of: call.caller, db) == nil ? 0 : WorkingLead.quota
        let used = try WorkingLead.used(by: call.caller, db)
        return .json([
            "totalQuota": .integer(total), "usedQuota": .integer(used),
            "remainingQuota": .integer(max(0, total - used)), "hasQuotaAvailable": .bool(used < total),
            "usagePercentage": .integer(total == 0 ? 0 : used * 100 / total), "isBorrowed": false,
            "borrowLevel": "SELF", "borrowedFrom": .integer(call.caller.recordID),
        ])
    }

    /// That of the pool the lead is in, else that of its agent.
    @Sendable private static func byLead(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.query.requiredInteger("leadId")
        try call.requireShared(id, db)
        let assignee = try LeadRecord.fetch([id], db).first?.assigneeID ?? 0
        let memberID = try WorkingLead.owner(of: id, db) ?? assignee
        guard let member = try Member.find(userID: memberID, db), let agent = try SalesAgent.find(of: member, db) else {
            throw SandboxError.resourceNotExist
        }
        return .json(agent.json)
    }

    @Sendable private static func settings(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(try own(call, db).settings)
    }

    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let agent = try own(call, db)
        guard try fields.requiredInteger("id") == agent.id else {
            throw SandboxError.invalidParameter("id is not that of the caller's sales agent")
        }
        let settings = try SalesAgentSettings.merging(fields, into: agent.settings)
        try agent.store(settings, nowMillis: call.nowMillis, db)
        return .json(["message": "Operation successful"])
    }

    private static func own(_ call: Call, _ db: Database) throws -> SalesAgent {
        guard let agent = try SalesAgent.find(of: call.caller, db) else { throw SandboxError.resourceNotExist }
        return agent
    }
}
