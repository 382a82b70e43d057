import FoundationEssentials
import Leads

extension LeadTask {
    /// Reads an item of `GET /v2.0/tasks`; only the id is needed.
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            leadID: wire.leadID,
            kind: Reported(wire["type"]),
            content: wire["content"]?.text ?? "",
            startsAt: wire["startAt"]?.date,
            endsAt: wire["endAt"]?.date,
            timeZoneID: wire["timeZoneCode"]?.text,
            isAllDay: wire["allDay"]?.flag ?? false,
            isFinished: wire["finishFlag"]?.flag ?? false,
            isOverdue: wire["overdueFlag"]?.flag ?? false,
            finishedAt: wire["finishTime"]?.date,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["lastUpdate"]?.date,
            creatorID: wire.id("creatorId"),
            assigneeID: wire.id("assignedUserId"),
            assigneeName: wire["assignedUser"]?.text,
            assignedRole: Reported(wire["assignedRole"]),
            leadName: wire["leadName"]?.text,
            leadEmail: wire["leadEmail"]?.text,
            leadPhone: wire["leadPhone"]?.text,
            stageID: wire["pipelineId"]?.reference.map { Stage.ID(rawValue: $0) },
            teamID: wire["teamId"]?.identifier,
            subject: wire["subject"]?.text,
            body: wire["body"]?.text,
            address: wire["address"]?.text
        )
    }
}

/// Body of `POST /v2.0/tasks` and `PUT /v2.0/tasks/{taskId}`; only what is set is written.
struct LeadTaskBody: Encodable, Hashable {
    var type: String?
    var leadId: Int64?
    var content: String?
    var assignedRole: String?
    var startAt: String?
    var endAt: String?
    var timeZoneCode: String?
    var address: String?

    init(_ new: NewLeadTask, _ checks: RequestChecks) throws(APIError) {
        type = new.kind.rawValue
        leadId = new.leadID.rawValue
        content = new.content
        assignedRole = new.assignedRole.rawValue
        startAt = try checks.isoText(new.startsAt, in: new.timeZone, "The start")
        endAt = try checks.isoText(new.endsAt, in: new.timeZone, "The end")
        timeZoneCode = new.timeZone.identifier
        address = new.address
    }

    init(_ edit: LeadTaskEdit, _ checks: RequestChecks) throws(APIError) {
        content = edit.content
        startAt = try checks.isoText(edit.startsAt, in: edit.timeZone, "The start")
        endAt = try checks.isoText(edit.endsAt, in: edit.timeZone, "The end")
        timeZoneCode = edit.changesTimes ? edit.timeZone.identifier : nil
        address = edit.address
    }
}
