import Foundation
import GRDB

/// What an update says about a task or appointment; only what it names is touched.
struct TaskChange: Hashable, Sendable {
    var leadID: Int64?
    var kind: TaskKind?
    var role: TaskRole?
    var content: String?
    var address: String?
    var start: WireMoment?
    var end: WireMoment?
    var timeZone: String?
    var reminderType: Int64?

    /// `PUT /v2.0/tasks/{taskId}`; a time zone alone is no change.
    init(task fields: BodyFields) throws(SandboxError) {
        content = try Self.content(fields)
        address = try fields.string("address")
        start = try fields.moment("startAt")
        end = try fields.moment("endAt")
        timeZone = try fields.timeZoneCode("timeZoneCode")
        guard content != nil || address != nil || start != nil || end != nil else {
            throw .work(.missingParameter)
        }
    }

    /// `PUT /v2.0/calendar/{calendarId}`; new times must lie ahead.
    init(calendar fields: BodyFields, nowMillis: Int64) throws(SandboxError) {
        leadID = try fields.integer("leadId")
        content = try Self.content(fields)
        address = try fields.string("address")
        start = try fields.momentOrMillis("startAt")
        end = try fields.momentOrMillis("endAt")
        timeZone = try fields.timeZoneCode("timeZoneCode")
        reminderType = try Self.reminderType(fields)
        // When to remind has no documented form and nothing reads it back.
        let hasReminderTime = try fields.string("reminderTime") != nil
        guard [start, end].allSatisfy({ ($0?.millis ?? .max) > nowMillis }) else {
            throw .invalidParameter("startAt and endAt must be later than now")
        }
        let isEmpty = leadID == nil && content == nil && address == nil && start == nil && end == nil
        guard !isEmpty || timeZone != nil || reminderType != nil || hasReminderTime else {
            throw .work(.missingParameter)
        }
    }

    /// `PUT /v1.0/tasks/{taskId}` without `finishFlag`.
    init(legacy fields: BodyFields) throws(SandboxError) {
        content = try Self.content(fields)
        if fields["type"] != nil { kind = try TaskDraft.way(fields, name: "type") }
        if fields["assignedRole"] != nil { role = try TaskDraft.role(fields, required: true) }
        let deadline = try fields.millis("deadline").map(WireMoment.init(millis:))
        start = deadline
        end = deadline
    }

    private static func content(_ fields: BodyFields) throws(SandboxError) -> String? {
        guard fields["content"] != nil else { return nil }
        return try fields.requiredString("content")
    }

    /// A string in the schema of the calendar and a number in that of tasks.
    private static func reminderType(_ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard case .string(let text) = fields["reminderType"] else { return try fields.integer("reminderType") }
        guard let number = Int64(text) else { throw .invalidParameter("reminderType must be a whole number") }
        return number
    }
}

extension TaskChange {
    func apply(to task: TaskRecord, nowMillis: Int64, _ db: Database) throws {
        let startMillis = start?.millis ?? movedStart(of: task)
        let endMillis = end?.millis ?? task.endMillis
        guard startMillis <= endMillis else {
            throw SandboxError.invalidParameter("endAt must not be before startAt")
        }
        try db.execute(
            sql: """
                UPDATE task SET leadId = :lead, kind = :kind, role = :role, content = :content, address = :address,
                    startMillis = :start, endMillis = :end, timeZone = :timeZone, isAllDay = :isAllDay,
                    reminderType = :reminder, updateMillis = :now
                WHERE id = :id
                """,
            arguments: [
                "id": task.id, "lead": leadID ?? task.lead.id, "kind": (kind ?? task.kind).rawValue,
                "role": (role ?? task.role).rawValue, "content": content ?? task.content,
                "address": task.kind.isAppointment ? address ?? task.address : nil, "start": startMillis,
                "end": endMillis, "timeZone": timeZone ?? task.timeZone, "isAllDay": isAllDay(task),
                "reminder": reminderType ?? task.reminderType, "now": nowMillis,
            ]
        )
    }

    /// A task that starts at its deadline keeps doing so when only the deadline moves.
    private func movedStart(of task: TaskRecord) -> Int64 {
        guard let end, task.startMillis == task.endMillis else { return task.startMillis }
        return end.millis
    }

    private func isAllDay(_ task: TaskRecord) -> Bool {
        guard task.kind.isAppointment, start != nil || end != nil else { return task.isAllDay }
        return (start?.isMidnight ?? task.isAllDay) && (end?.isMidnight ?? task.isAllDay)
    }
}
