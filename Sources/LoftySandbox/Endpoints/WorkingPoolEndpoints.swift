import GRDB

/// Leads that a sales agent, Lofty's assistant, follows up (contract §18).
enum WorkingPoolEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/working-leads", list),
        .post("/v2.0/working-leads/add", add),
        .get("/v2.0/sales-agents/working-lead/{leadId}", get),
        .put("/v2.0/sales-agents/working-lead/{leadId}/mute", mute),
        .get("/v2.0/sales-agent/lead/mute-status", muteStatus),
    ]

    private static let mostAtOnce = 100

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let listing = try listing(call.query)
        let leads = try listing.fetch(for: call.caller, db)
        return .json([
            "workingLeads": .array(leads.map(\.json)),
            // Without an underscore here.
            "metadata": [
                "total": .integer(try listing.count(for: call.caller, db)), "count": .integer(Int64(leads.count)),
                "offset": .integer(listing.offset), "limit": .integer(listing.limit),
            ],
        ])
    }

    private static func listing(_ query: QueryItems) throws(SandboxError) -> WorkingLead.Listing {
        var listing = WorkingLead.Listing()
        if let name = query.string("aiStage") {
            guard let stage = WorkingLead.Stage(rawValue: name) else {
                throw .invalidParameter("aiStage must be HIGH_PRIORITY, AI_PROSPECTING or AI_MONITORING")
            }
            listing.stage = stage
        }
        switch query.string("sort") ?? "UpdateTime" {
        case "Default", "UpdateTime": listing.isByCreateTime = false
        case "CreateTime": listing.isByCreateTime = true
        default: throw .invalidParameter("sort must be Default, CreateTime or UpdateTime")
        }
        listing.isDescending = try query.bool("desc") ?? true
        listing.limit = try query.integer("limit") ?? 20
        listing.offset = try query.integer("offset") ?? 0
        guard (1...100).contains(listing.limit), listing.offset >= 0 else {
            throw .invalidParameter("limit is 1 to 100, offset starts at 0")
        }
        return listing
    }

    /// Says which leads are in; the rest are not the caller's to see, or beyond the quota.
    ///
    /// With `createPlanTask` each lead that came in gets a planned task; one that was there already gets none, so that a
    /// repeated call plans nothing twice.
    @Sendable private static func add(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let ids = (try fields.integers("leadIds") ?? []).withoutRepeats
        guard (1...mostAtOnce).contains(ids.count) else {
            throw SandboxError.invalidParameter("leadIds must hold 1 to \(mostAtOnce) ids")
        }
        let plansTasks = try fields.bool("createPlanTask") ?? false
        var succeeded: [Int64] = []
        var failed: [Int64] = []
        for id in ids {
            switch try WorkingLead.add(id, for: call, db) {
            case .added:
                succeeded.append(id)
                if plansTasks { try PlanTaskEndpoints.plan(id, call, db) }
            case .wasThere: succeeded.append(id)
            case .refused: failed.append(id)
            }
        }
        return .json([
            "message": "Operation successful", "succeeded": .integers(succeeded), "failed": .integers(failed),
        ])
    }

    /// The reference has the lead's shape and speaks of true and false; both stand here.
    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        try call.requireShared(id, db)
        guard let lead = try WorkingLead.find(id, for: call.caller, db) else {
            return .json(["leadId": .integer(id), "isWorkingLead": false])
        }
        return .json(lead.json.setting("isWorkingLead", to: true))
    }

    @Sendable private static func mute(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        try call.requireShared(id, db)
        guard let lead = try WorkingLead.find(id, for: call.caller, db) else {
            throw SandboxError.invalidParameter("the lead is in no working pool")
        }
        try lead.mute(nowMillis: call.nowMillis, db)
        return .json(["message": "Operation successful"])
    }

    /// A string, not a boolean, on this wire.
    @Sendable private static func muteStatus(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.query.requiredInteger("leadId")
        try call.requireShared(id, db)
        let isMuted = try WorkingLead.find(id, for: call.caller, db)?.isMuted ?? false
        return .json(["data": ["mute": .string(isMuted ? "true" : "false")]])
    }
}

extension Call {
    /// What the caller may not see is forbidden, where other endpoints call it missing.
    func requireShared(_ lead: Int64, _ db: Database) throws {
        do {
            try requireReadable(lead, db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.notSharedWithCaller
        }
    }
}

extension [Int64] {
    /// The first of each, in order.
    fileprivate var withoutRepeats: [Int64] {
        var seen: Set<Int64> = []
        return filter { seen.insert($0).inserted }
    }
}
