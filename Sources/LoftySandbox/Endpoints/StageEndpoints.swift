import GRDB

/// What a team does to its stages, and what stages a lead has been in.
///
/// The contract only lists stages (§9); the rest is done in Lofty's own pages, so only the sandbox has these paths.
enum StageEndpoints {
    static let routes: [Route] = [
        .put("/sandbox/stages", replace),
        .get("/sandbox/leads/{leadId}/stages", history),
    ]

    @Sendable private static func replace(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.manageStages)
        guard case .array(let stages) = try call.json else {
            throw SandboxError.invalidParameter("the body must be a list of stages")
        }
        try StageList(stages).replace(try Team.fetch(db).stages, db)
        let new = try Team.fetch(db).stages
        return .json(.array(new.map { ["id": .integer($0.id), "name": .string($0.name)] }))
    }

    /// Oldest first, by the names that the stages had when it happened.
    @Sendable private static func history(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        try call.requireReadable(id, db)
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM systemLog WHERE leadId = :lead AND type = :type ORDER BY millis, id",
            arguments: ["lead": id, "type": SystemEvent.stageChangeType]
        )
        let members = try Team.fetch(db).members
        return .json(["changes": .array(try rows.map { try change($0, members) })])
    }

    private static func change(_ row: Row, _ members: [Int64: Member]) throws -> JSON {
        let content = try JSON(stored: row["content"])
        return [
            "from": content["fromStageName"] ?? "",
            "to": content["toStageName"] ?? "",
            "toStageId": .integer(row["refId"]),
            "time": WireDate.systemLog(row["millis"]),
            "agentId": .integer(row["agentId"]),
            "agentName": .text(members[row["agentId"]]?.fullName),
        ]
    }
}
