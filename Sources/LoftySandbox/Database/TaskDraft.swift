import Foundation
import GRDB

/// A task or appointment to be made.
struct TaskDraft: Hashable, Sendable {
    var leadID: Int64
    var kind: TaskKind
    var role: TaskRole
    var origin = TaskOrigin.person
    var content: String
    var address: String?
    /// A task without a start begins at its deadline.
    var startMillis: Int64
    var endMillis: Int64
    var timeZone: String
    var isAllDay = false

    /// Returns the id; the caller has made sure that the lead may be written.
    func insert(by creatorID: Int64, nowMillis: Int64, _ db: Database) throws -> Int64 {
        let id = try IDSequence.task.next(db)
        try insert(id: id, by: creatorID, nowMillis: nowMillis, db)
        return id
    }

    func insert(id: Int64, by creatorID: Int64, nowMillis: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO task (
                    id, leadId, kind, role, origin, content, address, startMillis, endMillis, timeZone, isAllDay,
                    creatorId, createMillis, updateMillis
                ) VALUES (
                    :id, :lead, :kind, :role, :origin, :content, :address, :start, :end, :timeZone, :isAllDay,
                    :creator, :now, :now
                )
                """
        )
        try statement.execute(arguments: [
            "id": id, "lead": leadID, "kind": kind.rawValue, "role": role.rawValue, "origin": origin.rawValue,
            "content": content, "address": address, "start": startMillis, "end": endMillis, "timeZone": timeZone,
            "isAllDay": isAllDay, "creator": creatorID, "now": nowMillis,
        ])
    }
}

// MARK: - The three dialects

extension TaskDraft {
    /// `POST /v2.0/tasks`.
    ///
    /// The schema calls only `type` required, the text five fields; the text counts.
    init(task fields: BodyFields, for call: Call) throws(SandboxError) {
        guard let kind = TaskKind(rawValue: try fields.requiredString("type")) else {
            throw .invalidParameter("type must be Call, Email, Text, Other or Appointment")
        }
        guard let end = try fields.moment("endAt") else { throw .invalidParameter("endAt is required") }
        let start = try fields.moment("startAt") ?? end
        leadID = try fields.requiredInteger("leadId")
        self.kind = kind
        role = try Self.role(fields, required: true)
        content = try fields.requiredString("content")
        address = kind.isAppointment ? try fields.string("address") : nil
        startMillis = start.millis
        endMillis = end.millis
        timeZone = try fields.timeZoneCode("timeZoneCode") ?? call.caller.timeZone
        isAllDay = kind.isAppointment && start.isMidnight && end.isMidnight
        try checkOrder()
    }

    /// `POST /v2.0/calendar`.
    init(calendar fields: BodyFields, for call: Call) throws(SandboxError) {
        switch try fields.requiredString("type").uppercased() {
        case "TASK": kind = try Self.way(fields)
        case "APPOINTMENT": kind = .appointment
        default: throw .invalidParameter("type must be TASK or APPOINTMENT")
        }
        guard let start = try fields.momentOrMillis("startAt"), let end = try fields.momentOrMillis("endAt") else {
            throw .invalidParameter("startAt and endAt are required")
        }
        guard let zone = try fields.timeZoneCode("timeZoneCode") else {
            throw .invalidParameter("timeZoneCode is required")
        }
        guard start.millis > call.nowMillis, end.millis > call.nowMillis else {
            throw .invalidParameter("startAt and endAt must be later than now")
        }
        leadID = try fields.requiredInteger("leadId")
        role = try Self.role(fields, required: false)
        content = try fields.requiredString("content")
        address = kind.isAppointment ? try fields.string("address") : nil
        startMillis = start.millis
        endMillis = end.millis
        timeZone = zone
        isAllDay = kind.isAppointment && start.isMidnight && end.isMidnight
        try checkOrder()
    }

    /// `POST /v1.0/tasks`, which knows no appointments and takes milliseconds.
    init(legacy fields: BodyFields, for call: Call) throws(SandboxError) {
        guard let deadline = try fields.millis("deadline") else { throw .invalidParameter("deadline is required") }
        leadID = try fields.requiredInteger("leadId")
        kind = try Self.way(fields, name: "type")
        role = try Self.role(fields, required: true)
        content = try fields.requiredString("content")
        startMillis = deadline
        endMillis = deadline
        timeZone = call.caller.timeZone
    }

    static func way(_ fields: BodyFields, name: String = "taskWay") throws(SandboxError) -> TaskKind {
        let kind = TaskKind(rawValue: try fields.requiredString(name))
        guard let kind, !kind.isAppointment else {
            throw .invalidParameter("\(name) must be Call, Email, Text or Other")
        }
        return kind
    }

    static func role(_ fields: BodyFields, required: Bool) throws(SandboxError) -> TaskRole {
        let name = required ? try fields.requiredString("assignedRole") : try fields.string("assignedRole")
        guard let role = TaskRole(rawValue: name ?? TaskRole.agent.rawValue) else {
            throw .invalidParameter("assignedRole must be Agent or Assistant")
        }
        return role
    }

    private func checkOrder() throws(SandboxError) {
        guard startMillis <= endMillis else { throw .invalidParameter("endAt must not be before startAt") }
    }
}
