import GRDB

/// Tasks and appointments of the second version (contract §12.1).
enum TaskEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/tasks", list),
        .post("/v2.0/tasks", create),
        .get("/v2.0/tasks/my-tasks", mine),
        .get("/v2.0/tasks/{taskId}", get),
        .put("/v2.0/tasks/{taskId}", update),
        .delete("/v2.0/tasks/{taskId}", delete),
        .post("/v2.0/tasks/{taskId}/finish", finish),
        .post("/v2.0/tasks/{taskId}/unfinish", reopen),
    ]

    private static let success = SandboxResponse.json(["message": "Operation successful"])

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.query.requiredInteger("leadId")
        try call.requireReadable(leadID, db)
        let wire = TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis)
        let tasks = try TaskRecord.all(ofLead: leadID, for: call.caller, db)
        return .json(["tasks": .array(tasks.map { wire.task($0) })])
    }

    /// What is for one member, latest start first.
    ///
    /// The page after a task begins behind its place in that order; after an id that is not there it is empty.
    @Sendable private static func mine(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let limit = try call.query.integer("limit") ?? 10
        guard (1...100).contains(limit) else { throw SandboxError.limitNotValid }
        let current = try call.query.integer("currentId") ?? 0
        guard current >= 0 else { throw SandboxError.invalidParameter("currentId must not be negative") }
        let zone = try call.query.timeZone("timeZoneCode") ?? call.callerZone
        let member = try requestedMember(call, db)
        let tasks = try TaskRecord.fetch(
            """
            AND \(TaskRecord.assigneeSQL) = :member AND (:current = 0 OR (task.startMillis, task.id) < (
                (SELECT startMillis FROM task WHERE id = :current), :current
            ))
            ORDER BY task.startMillis DESC, task.id DESC LIMIT :limit
            """,
            ["member": member, "current": current, "limit": limit],
            for: call.caller,
            db
        )
        let wire = TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis)
        return .json(["tasks": .array(tasks.map { wire.task($0, .offset(zone)) })])
    }

    /// Somebody without a task, known or not, has an empty list.
    private static func requestedMember(_ call: Call, _ db: Database) throws -> Int64 {
        guard let userID = try call.query.integer("userId") else { return call.caller.recordID }
        return try Member.find(userID: userID, db)?.recordID ?? -1
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let draft = try TaskDraft(task: try call.fields, for: call)
        try call.requireWritable(draft.leadID, db)
        return .json(["taskId": .integer(try TaskWrite(call).create(draft, db))])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let task = try call.task(db)
        return .json(["task": TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis).task(task)])
    }

    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let task = try call.task(db)
        try TaskWrite(call).apply(try TaskChange(task: try call.fields), to: task, db)
        return success
    }

    @Sendable private static func delete(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).delete(try call.task(db), db)
        return success
    }

    @Sendable private static func finish(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).finish(try call.task(db), db)
        return success
    }

    @Sendable private static func reopen(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).reopen(try call.task(db), db)
        return success
    }
}

extension Call {
    /// The task or appointment that the path names.
    func task(_ db: Database) throws -> TaskRecord {
        try TaskRecord.require(try id("taskId"), for: caller, db)
    }
}
