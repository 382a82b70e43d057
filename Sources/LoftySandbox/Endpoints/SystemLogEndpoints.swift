import GRDB

/// The change log of a lead (contract §7.10).
enum SystemLogEndpoints {
    static let routes: [Route] = [.get("/v1.0/systemLogs", list)]

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.query.requiredInteger("leadId")
        let start = try call.query.integer("startTime") ?? -1
        let end = try call.query.integer("endTime") ?? -1
        let page = try call.query.integer("pageNumber") ?? 0
        let size = try call.query.integer("pageSize") ?? 100
        guard (0...1_000_000).contains(page), (1...1_000).contains(size) else {
            throw SandboxError.invalidParameter("pageNumber starts at 0, pageSize is 1 to 1000")
        }
        try requireShared(leadID, call, db)
        // One more than the page says whether another follows.
        var rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM systemLog
                WHERE leadId = :lead AND (:start < 0 OR millis >= :start) AND (:end < 0 OR millis <= :end)
                ORDER BY millis DESC, id DESC LIMIT :limit OFFSET :offset
                """,
            arguments: ["lead": leadID, "start": start, "end": end, "limit": size + 1, "offset": page * size]
        )
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        let names = try LeadRecord.fetch([leadID], db).first
        let members = try Team.fetch(db).members
        return .json([
            "hasMore": .integer(hasMore ? 1 : 0),
            "timeLines": .array(try rows.map { try wire($0, names, members) }),
        ])
    }

    /// What the caller may not see is forbidden here, where every other endpoint calls it missing.
    private static func requireShared(_ leadID: Int64, _ call: Call, _ db: Database) throws {
        do {
            try call.requireReadable(leadID, db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.notSharedWithCaller
        }
    }

    private static func wire(_ row: Row, _ lead: LeadRecord?, _ members: [Int64: Member]) throws -> JSON {
        let agent = members[row["agentId"]]
        return [
            "id": .string(String(row["id"] as Int64)),
            "leadId": .integer(row["leadId"]),
            "agentId": .integer(row["agentId"]),
            "timelineType": .integer(row["type"]),
            "timelineTypeDesc": .string(row["typeName"]),
            "timelineTime": WireDate.systemLog(row["millis"]),
            "createTime": WireDate.systemLog(row["millis"]),
            "updateTime": WireDate.systemLog(row["millis"]),
            "fromId": .integer(row["agentId"]),
            "fromType": .integer(agent == nil ? 0 : 1),
            "toId": .integer(row["toId"]),
            "toType": .integer(row["toType"]),
            "fromFirstName": .text(agent?.firstName),
            "fromLastName": .text(agent?.lastName),
            "toFirstName": .text(lead?.firstName),
            "toLastName": .text(lead?.lastName),
            "refId": .integer(row["refId"]),
            "sticky": false,
            "canSticky": false,
            "content": try JSON(stored: row["content"]),
        ]
    }
}
