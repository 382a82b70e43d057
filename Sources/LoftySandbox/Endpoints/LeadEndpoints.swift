import GRDB

/// Leads themselves (contract §7.2 to §7.6).
enum LeadEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/leads", list),
        .post("/v1.0/leads", create),
        .get("/v1.0/leads/{leadId}", get),
        .put("/v1.0/leads/{leadId}", update),
        .delete("/v1.0/leads/{leadId}", trash),
    ]

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let query = try LeadListQuery(call)
        let answer = try query.answer(visibleTo: call.caller.recordID, db)
        let leads = try LeadRecord.fetch(answer.page.map(\.leadID), db)
        let wire = LeadWire(team: try Team.fetch(db))
        // Any page with leads carries a cursor, so the last cursor leads to an empty page without one. The contract
        // leaves open which it is; a client that stops on the first empty page is right either way.
        let scroll = try answer.page.last.map { position in
            ScrollToken(
                query: try query.originalQuery(of: call),
                position: position,
                issueMillis: call.nowMillis
            ).text
        }
        let metadata = Metadata.json(
            "leads",
            limit: query.limit,
            offset: query.startOffset,
            total: answer.total,
            scrollID: scroll
        )
        return .json(["_metadata": metadata, "leads": .array(leads.map(wire.json))])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        if try call.query.bool("withTrash") ?? false {
            try LeadVisibility.require(id, for: call.caller, .includingTrash, db)
        } else {
            try call.requireReadable(id, db)
        }
        guard let lead = try LeadRecord.fetch([id], db).first else { throw SandboxError.leadNotExist }
        return .json(["lead": LeadWire(team: try Team.fetch(db)).json(lead)])
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(["leadId": .integer(try LeadCreation.create(try call.fields, for: call, db))])
    }

    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        try call.requireWritable(id, db)
        try LeadWrite(try call.fields, isUpdate: true).apply(to: id, for: call, db)
        return .json(["leadId": .integer(id)])
    }

    @Sendable private static func trash(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        guard let reason = call.query.string("reason"), !reason.isBlank else {
            throw SandboxError.invalidParameter("reason is required")
        }
        try call.requireWritable(id, db)
        // Not before: a refusal must not tell that a hidden lead exists.
        try call.requireRight(.deleteLeads)
        var columns = LeadColumns(nowMillis: call.nowMillis)
        columns.set("trashMillis", call.nowMillis)
        columns.set("trashReason", reason)
        try columns.update(id, db)
        // The id is a string here, unlike everywhere else.
        return .json(["deleted": true, "leadId": .string(String(id))])
    }
}

extension LeadListQuery {
    /// The query string that the filters came from: that of the first page, which a cursor carries on.
    fileprivate func originalQuery(of call: Call) throws -> String {
        guard let scroll = call.query.string("scrollId") else { return call.query.encoded }
        return try ScrollToken(scroll).query
    }
}
