import Foundation
import GRDB

/// The calendar: tasks and appointments once more, under composite ids (contract §12.2).
enum CalendarEndpoints {
    static let routes: [Route] = [
        .get("/v2.0/calendar", list),
        .post("/v2.0/calendar", create),
        .get("/v2.0/calendar/meetings/available", available),
        .put("/v2.0/calendar/{calendarId}", update),
        .delete("/v2.0/calendar/{calendarId}", delete),
        .post("/v2.0/calendar/{calendarId}/finish", finish),
        .post("/v2.0/calendar/{calendarId}/unfinish", reopen),
    ]

    private static let success = SandboxResponse.json(["message": "Calendar updated successfully"])

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let query = try CalendarQuery(call.query)
        let zone = try call.query.timeZone("timeZoneCode")
        if let lead = query.leadID { try call.requireReadable(lead, db) }
        let wire = TaskWire(team: try Team.fetch(db), nowMillis: call.nowMillis)
        let tasks = try query.fetch(for: call.caller, db)
        return .json([
            "data": [
                "total": .integer(try query.count(for: call.caller, db)),
                "page": .integer(query.page),
                "pageSize": .integer(query.pageSize),
                "items": .array(tasks.map { wire.calendarItem($0, in: zone) }),
            ]
        ])
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let draft = try TaskDraft(calendar: try call.fields, for: call)
        try call.requireWritable(draft.leadID, db)
        let id = try TaskWrite(call).create(draft, db)
        return .json([
            "data": [
                "id": .string(CalendarID(taskID: id, isAppointment: draft.kind.isAppointment).text),
                "type": draft.kind.isAppointment ? "APPOINTMENT" : "TASK",
                "message": "Calendar created successfully",
            ]
        ])
    }

    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let entry = try entry(call, db)
        let change = try TaskChange(calendar: try call.fields, nowMillis: call.nowMillis)
        if let lead = change.leadID { try call.requireWritable(lead, db) }
        try TaskWrite(call).apply(change, to: entry, db)
        return success
    }

    @Sendable private static func delete(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).delete(try entry(call, db), db)
        return success
    }

    @Sendable private static func finish(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).finish(try entry(call, db), db)
        return success
    }

    @Sendable private static func reopen(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try TaskWrite(call).reopen(try entry(call, db), db)
        return success
    }

    /// Missing is 400 here, where tasks say 404.
    private static func entry(_ call: Call, _ db: Database) throws -> TaskRecord {
        guard let id = CalendarID(call.parameter("calendarId")) else {
            throw SandboxError.invalidParameter("calendarId must be a number and -task or -appointment")
        }
        do {
            let task = try TaskRecord.require(id.taskID, for: call.caller, db)
            guard CalendarID(task) == id else { throw SandboxError.work(.taskNotExist) }
            return task
        } catch SandboxError.work(.taskNotExist) {
            throw SandboxError.invalidParameter("no such calendar entry")
        }
    }

    @Sendable private static func available(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let limit = try call.query.integer("limit") ?? 10
        guard limit >= 1 else { throw SandboxError.invalidParameter("limit must be positive") }
        let zone = try call.query.timeZone("timeZoneCode") ?? call.callerZone
        let window = try MeetingWindow(call.query, nowMillis: call.nowMillis)
        let slots = window.slots(in: zone, besides: try busySpans(of: call.caller, in: window, db))
        return .json([
            "data": [
                "total": .integer(Int64(slots.count)),
                "slots": .array(slots.prefix(Int(clamping: limit)).map { slot($0, in: zone) }),
            ]
        ])
    }

    private static func busySpans(
        of member: Member,
        in window: MeetingWindow,
        _ db: Database
    ) throws -> [Range<Int64>] {
        let appointments = try TaskRecord.fetch(
            """
            AND task.kind = 'Appointment' AND task.finishMillis = 0 AND \(TaskRecord.assigneeSQL) = :member
            AND task.startMillis < :end AND task.endMillis > :start
            """,
            ["member": member.recordID, "start": window.startMillis, "end": window.endMillis],
            for: member,
            db
        )
        return appointments.map { $0.startMillis..<$0.endMillis }
    }

    private static func slot(_ span: Range<Int64>, in zone: TimeZone) -> JSON {
        [
            "startTime": WireDate.activity(span.lowerBound, in: zone),
            "endTime": WireDate.activity(span.upperBound, in: zone),
            "startTimeMs": .integer(span.lowerBound),
            "endTimeMs": .integer(span.upperBound),
        ]
    }
}

extension Call {
    /// UTC for a zone that this system does not know.
    var callerZone: TimeZone { TimeZone(identifier: caller.timeZone) ?? .gmt }
}
