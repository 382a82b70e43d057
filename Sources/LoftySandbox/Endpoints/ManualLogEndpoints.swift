import GRDB

/// Calls, texts and emails made elsewhere and logged by hand (contract §13.4).
enum ManualLogEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/logType", list),
        .post("/v1.0/logType", create),
        .get("/v1.0/logType/{logTypeId}", get),
        .delete("/v1.0/logType/{logTypeId}", delete),
    ]

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let leadID = try fields.requiredInteger("leadId")
        let draft = try ManualLogDraft(fields)
        try call.requireWritable(leadID, db)
        let id = try draft.insert(on: leadID, for: call, db)
        return .json(["logType": wire(try require(id, db))])
    }

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.query.requiredInteger("leadId")
        guard let channel = call.query.string("logType").flatMap(ManualLogDraft.Channel.init(rawValue:)) else {
            throw SandboxError.invalidParameter("logType must be logCall, logEmail or logText")
        }
        let page = try ManualLogPage(call.query)
        try call.requireReadable(leadID, db)
        let rows = try page.fetch(channel, of: leadID, db)
        return .json(["logType": .array(rows.map(wire))])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let row = try require(try call.id("logTypeId"), db)
        do {
            try call.requireReadable(row["leadId"], db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.resourceNotExist
        }
        return .json(["logType": wire(row)])
    }

    @Sendable private static func delete(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("logTypeId")
        let leadID: Int64 = try require(id, db)["leadId"]
        do {
            try call.requireWritable(leadID, db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.resourceNotExist
        }
        try db.execute(sql: "DELETE FROM communication WHERE id = :id", arguments: ["id": id])
        try db.execute(
            sql: "UPDATE lead SET communications = communications - 1 WHERE id = :id",
            arguments: ["id": leadID]
        )
        return .empty
    }

    private static func require(_ id: Int64, _ db: Database) throws -> Row {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM communication WHERE id = :id AND kind = 'Logged'",
            arguments: ["id": id]
        )
        guard let row else { throw SandboxError.resourceNotExist }
        return row
    }

    private static func wire(_ row: Row) -> JSON {
        [
            "id": .integer(row["id"]),
            "leadId": .integer(row["leadId"]),
            "leadPhoneNumber": .text(row["phone"]),
            "callingOutcome": .text(row["outcome"]),
            "content": .text(row["content"]),
            "createTime": WireDate.note(row["millis"]),
            "outboundOrInbound": .string((row["direction"] as String).lowercased()),
            "isPin": .bool(row["isPinned"]),
            "agentId": .integer(row["agentId"]),
            "emailSubject": .text(row["subject"]),
            "toEmail": .text(row["toEmail"]),
            "fromEmail": .text(row["fromEmail"]),
        ]
    }
}
