import GRDB

/// Everything that a request can do to a task or appointment it may see.
struct TaskWrite {
    private let call: Call

    init(_ call: Call) { self.call = call }

    /// Returns the id; the caller has made sure that the lead may be written.
    func create(_ draft: TaskDraft, _ db: Database) throws -> Int64 {
        try draft.insert(by: call.caller.recordID, nowMillis: call.nowMillis, db)
    }

    func apply(_ change: TaskChange, to task: TaskRecord, _ db: Database) throws {
        try change.apply(to: task, nowMillis: call.nowMillis, db)
    }

    /// The system alone finishes what it planned; what is finished stays so.
    func finish(_ task: TaskRecord, _ db: Database) throws {
        guard task.origin == .person else { throw SandboxError.work(.taskIsSmartPlan) }
        guard !task.isFinished else { return }
        try mark(task, "finishMillis", call.nowMillis, db)
    }

    func reopen(_ task: TaskRecord, _ db: Database) throws {
        guard task.isFinished else { return }
        try mark(task, "finishMillis", 0, db)
    }

    func delete(_ task: TaskRecord, _ db: Database) throws {
        try mark(task, "deleteMillis", call.nowMillis, db)
    }

    /// `column` is a name from this file, never from a request.
    private func mark(_ task: TaskRecord, _ column: String, _ millis: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE task SET \(column) = :millis, updateMillis = :now WHERE id = :id",
            arguments: ["millis": millis, "now": call.nowMillis, "id": task.id]
        )
    }
}
