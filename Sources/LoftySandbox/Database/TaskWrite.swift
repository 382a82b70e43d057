import GRDB

/// Everything that a request can do to a task or appointment it may see.
struct TaskWrite {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// Returns the id; the caller has made sure that the lead may be written.
    func create(_ draft: TaskDraft, _ db: Database) throws -> Int64 {
        let id = try draft.insert(by: call.caller.recordID, nowMillis: call.nowMillis, db)
        try event(id, draft.kind, lead: draft.leadID, .created).record(at: call.nowMillis, db)
        return id
    }

    func apply(_ change: TaskChange, to task: TaskRecord, _ db: Database) throws {
        try change.apply(to: task, nowMillis: call.nowMillis, db)
        try event(task.id, task.kind, lead: change.leadID ?? task.lead.id, .updated).record(at: call.nowMillis, db)
    }

    /// The system alone finishes what it planned; what is finished stays so.
    func finish(_ task: TaskRecord, _ db: Database) throws {
        guard task.origin == .person else { throw SandboxError.work(.taskIsSmartPlan) }
        guard !task.isFinished else { return }
        try mark(task, "finishMillis", call.nowMillis, .finished, db)
    }

    func reopen(_ task: TaskRecord, _ db: Database) throws {
        guard task.isFinished else { return }
        try mark(task, "finishMillis", 0, .updated, db)
    }

    func delete(_ task: TaskRecord, _ db: Database) throws {
        try mark(task, "deleteMillis", call.nowMillis, .deleted, db)
    }

    /// `column` is a name from this file, never from a request.
    private func mark(
        _ task: TaskRecord,
        _ column: String,
        _ millis: Int64,
        _ change: DomainEvent.Change,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE task SET \(column) = :millis, updateMillis = :now WHERE id = :id",
            arguments: ["millis": millis, "now": call.nowMillis, "id": task.id]
        )
        try event(task.id, task.kind, lead: task.lead.id, change).record(at: call.nowMillis, db)
    }

    private func event(_ id: Int64, _ kind: TaskKind, lead: Int64, _ change: DomainEvent.Change) -> DomainEvent {
        kind.isAppointment ? .appointment(id, lead: lead, change) : .task(id, lead: lead, change)
    }
}
