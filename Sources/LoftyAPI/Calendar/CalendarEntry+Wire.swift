import FoundationEssentials
import Leads

extension CalendarEntry {
    /// Reads an item of `GET /v2.0/calendar`; only the id is needed.
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["id"]?.text else { throw WireError("it has no readable id") }
        self.init(
            id: ID(id),
            kind: Reported(wire["type"]),
            taskID: wire.id("taskId"),
            leadID: wire.leadID,
            sourceType: wire["sourceType"]?.count,
            content: wire["content"]?.text ?? "",
            title: wire["title"]?.text,
            isFinished: wire["finished"]?.flag ?? false,
            startsAt: wire["startAtMs"]?.moment ?? wire["startAt"]?.date,
            endsAt: wire["endAtMs"]?.moment ?? wire["endAt"]?.date,
            timeZoneID: wire["timeZoneCode"]?.text
        )
    }
}

extension MeetingSlot {
    init(wire: JSONValue) throws(WireError) {
        guard let start = wire["startTimeMs"]?.moment ?? wire["startTime"]?.date,
            let end = wire["endTimeMs"]?.moment ?? wire["endTime"]?.date
        else { throw WireError("it has no readable times") }
        self.init(startsAt: start, endsAt: end)
    }
}

/// Body of `POST /v2.0/calendar` and `PUT /v2.0/calendar/{calendarId}`; only what is set is written.
struct CalendarBody: Encodable, Hashable {
    var type: String?
    var leadId: Int64?
    var content: String?
    var startAt: String?
    var endAt: String?
    var timeZoneCode: String?
    /// Lofty refuses the name `way` with code 20012 and no hint.
    var taskWay: String?
    var assignedRole: String?
    var address: String?

    init(_ new: NewCalendarEntry, _ checks: RequestChecks) throws(APIError) {
        leadId = new.leadID.rawValue
        content = new.content
        startAt = try checks.isoText(new.startsAt, in: new.timeZone, "The start")
        endAt = try checks.isoText(new.endsAt, in: new.timeZone, "The end")
        timeZoneCode = new.timeZone.identifier
        switch new.kind {
        case .task(let way, let role):
            type = CalendarEntry.Kind.task.rawValue
            taskWay = way.rawValue
            assignedRole = role.rawValue
        case .appointment(let address):
            type = CalendarEntry.Kind.appointment.rawValue
            self.address = address
        }
    }

    init(_ edit: CalendarEdit, _ checks: RequestChecks) throws(APIError) {
        leadId = edit.leadID?.rawValue
        content = edit.content
        startAt = try checks.isoText(edit.startsAt, in: edit.timeZone, "The start")
        endAt = try checks.isoText(edit.endsAt, in: edit.timeZone, "The end")
        timeZoneCode = edit.changesTimes ? edit.timeZone.identifier : nil
        address = edit.address
    }
}
