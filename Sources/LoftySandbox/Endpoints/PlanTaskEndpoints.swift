import GRDB

/// Tasks that the Sales Agent plans (contract §18); they are the smart-plan tasks of the other endpoints.
enum PlanTaskEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/plan-tasks/lead/{leadId}", list),
        .post("/v2.0/plan-tasks/create", create),
    ]

    private static let mostLeads = 100
    private static let delayMillis: Int64 = 86_400_000

    /// A bare array; 403 where the lead is out of reach, missing or not.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let lead = try call.id("leadId")
        do {
            try call.requireReadable(lead, db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.notSharedWithCaller
        }
        let wire = TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis)
        let tasks = try TaskRecord.all(ofLead: lead, for: call.caller, db).filter { $0.origin == .smartPlan }
        return .json(.array(tasks.map(wire.planTask)))
    }

    /// One task a lead; leads out of reach are named as failed, and the others go on.
    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leads = try call.fields.integers("leadIds") ?? []
        guard (1...mostLeads).contains(leads.count) else {
            throw SandboxError.invalidParameter("leadIds must hold 1 to \(mostLeads) leads")
        }
        var succeeded: [Int64] = []
        var failed: [Int64] = []
        for lead in leads {
            do {
                try call.requireWritable(lead, db)
                try plan(lead, call, db)
                succeeded.append(lead)
            } catch SandboxError.leadNotExist {
                failed.append(lead)
            }
        }
        return .json([
            "code": 0,
            "message": "success",
            "data": ["succeededLeadIds": .integers(succeeded), "failedLeadIds": .integers(failed)],
        ])
    }

    /// Plans the next step of a lead that the caller may change, and says so in its system log.
    static func plan(_ lead: Int64, _ call: Call, _ db: Database) throws {
        let due = call.nowMillis + delayMillis
        let draft = TaskDraft(
            leadID: lead,
            kind: .call,
            role: .agent,
            origin: .smartPlan,
            content: "Follow up with this lead",
            startMillis: due,
            endMillis: due,
            timeZone: call.caller.timeZone
        )
        let id = try TaskWrite(call).create(draft, db)
        let event = WorkEvent.planTask(kind: draft.kind, content: draft.content, plan: "Sales Agent")
        try SystemEvent.work(event, id).record(on: lead, by: call.caller.recordID, millis: call.nowMillis, db)
    }
}
