import GRDB

/// Tasks and appointments of the first version, over the same rows (contract §12.3).
///
/// An appointment is no task here: it is read as one of `/v1.0/appts` and changed through the second version.
enum LegacyTaskEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/tasks", list),
        .post("/v1.0/tasks", create),
        .get("/v1.0/tasks/{taskId}", get),
        .put("/v1.0/tasks/{taskId}", update),
        .delete("/v1.0/tasks/{taskId}", delete),
        .get("/v1.0/appts", appointments),
    ]

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let (tasks, wire) = try entries(call, db)
        return .json(["taskList": .array(tasks.filter { !$0.kind.isAppointment }.map(wire.legacyTask))])
    }

    /// A bare array.
    @Sendable private static func appointments(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let (tasks, wire) = try entries(call, db)
        return .json(.array(tasks.filter(\.kind.isAppointment).map(wire.legacyAppointment)))
    }

    private static func entries(_ call: Call, _ db: Database) throws -> ([TaskRecord], TaskWire) {
        let leadID = try call.query.requiredInteger("leadId")
        try call.requireReadable(leadID, db)
        let tasks = try TaskRecord.all(ofLead: leadID, for: call.caller, db)
        return (tasks, TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis))
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let draft = try TaskDraft(legacy: try call.fields, for: call)
        try call.requireWritable(draft.leadID, db)
        return .json(["taskId": .integer(try TaskWrite(call).create(draft, db))])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let wire = TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis)
        return .json(["task": wire.legacyTask(try task(call, db))])
    }

    /// `finishFlag` true finishes and ignores the rest; false reopens beside whatever else changes.
    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let task = try task(call, db)
        let fields = try call.fields
        let write = TaskWrite(call)
        let isFinished = try fields.bool("finishFlag")
        if isFinished == true {
            try write.finish(task, db)
            return .empty
        }
        if let lead = try fields.integer("leadId"), lead != task.lead.id {
            throw SandboxError.work(.taskOfAnotherLead)
        }
        let names = ["content", "leadId", "deadline", "type", "assignedRole", "finishFlag"]
        guard names.contains(where: { fields[$0] != nil }) else { throw SandboxError.work(.missingParameter) }
        try write.apply(try TaskChange(legacy: fields), to: task, db)
        if isFinished == false { try write.reopen(task, db) }
        return .empty
    }

    @Sendable private static func delete(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).delete(try task(call, db), db)
        return .empty
    }

    private static func task(_ call: Call, _ db: Database) throws -> TaskRecord {
        let task = try call.task(db)
        guard !task.kind.isAppointment else { throw SandboxError.work(.taskNotExist) }
        return task
    }
}
