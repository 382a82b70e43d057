import Foundation

/// Tasks and appointments in the shapes of the three families (contract §12).
struct TaskWire {
    let team: Team
    let nowMillis: Int64

    /// How v2 writes a moment: with the suffix `GMT`, or with the offset of a zone that was asked for.
    enum Moments {
        case gmt
        case offset(TimeZone)
    }

    func task(_ task: TaskRecord, _ moments: Moments = .gmt) -> JSON {
        let times: JSON = [
            "startAt": moment(task.startMillis, moments),
            "endAt": moment(task.endMillis, moments),
            "timeZoneCode": .string(task.timeZone),
            "allDay": .bool(task.isAllDay),
            "finishTime": WireDate.lead(task.finishMillis),
            "createTime": WireDate.lead(task.createMillis),
            "lastUpdate": WireDate.lead(task.updateMillis),
            "address": .text(task.address),
        ]
        return shared(task).merging(times)
    }

    private func moment(_ millis: Int64, _ moments: Moments) -> JSON {
        switch moments {
        case .gmt: WireDate.lead(millis)
        case .offset(let zone): WireDate.activity(millis, in: zone)
        }
    }

    func legacyTask(_ task: TaskRecord) -> JSON {
        let times: JSON = [
            "deadline": WireDate.note(task.endMillis),
            "finishTime": task.isFinished ? WireDate.note(task.finishMillis) : "",
            "createTime": WireDate.note(task.createMillis),
            "lastUpdate": WireDate.note(task.updateMillis),
            "deleteFlag": false,
        ]
        return shared(task).merging(times)
    }

    /// What the first and the second version call the same.
    private func shared(_ task: TaskRecord) -> JSON {
        let lead: JSON = [
            "leadName": .string(task.lead.name), "leadEmail": .text(task.lead.email),
            "leadPhone": .text(task.lead.phone), "leadFirstName": .string(task.lead.firstName),
            "leadLastName": .string(task.lead.lastName), "leadUserId": .integer(task.lead.userID),
            "pipelineId": .integer(task.lead.stageID), "teamId": .integer(team.id),
        ]
        let isEmail = task.kind == .email
        let state: JSON = [
            "id": .integer(task.id),
            "leadId": .integer(task.lead.id),
            "creatorId": .integer(task.creatorID),
            "content": .string(task.content),
            "type": .string(task.kind.rawValue),
            "finishFlag": .bool(task.isFinished),
            "overdueFlag": .bool(task.isOverdue(at: nowMillis)),
            "reminderType": .integer(task.reminderType),
            "assignedRole": .string(task.role.rawValue),
            "assignedUser": .text(team.members[task.assigneeID]?.fullName),
            "assignedUserId": .integer(task.assigneeID),
            "subject": isEmail ? .string(task.content) : .null,
            "body": isEmail ? "" : .null,
            "queryId": 0,
            "queryInfo": task.origin == .smartPlan ? "Smart plan" : .null,
        ]
        return state.merging(lead)
    }

    func legacyAppointment(_ task: TaskRecord) -> JSON {
        [
            "id": .integer(task.id),
            "descr": .string(task.content),
            "address": .text(task.address),
            "createTime": WireDate.systemLog(task.createMillis),
            "lastUpdate": WireDate.systemLog(task.updateMillis),
            // The name is that of tasks; what it holds is the start (Lofty API, GET /v1.0/appts).
            "deadline": .integer(task.startMillis),
            "endTime": .integer(task.endMillis),
            "allDay": .bool(task.isAllDay),
            "finishFlag": .bool(task.isFinished),
            "deleteFlag": false,
            "overdue": .bool(task.isOverdue(at: nowMillis)),
            "finishTime": task.isFinished ? .integer(task.finishMillis) : .null,
            "leadId": .integer(task.lead.id),
            "assignToUid": .integer(task.assigneeID),
            "assignRoleType": task.role == .agent ? 1 : 2,
            "creatorId": .integer(task.creatorID),
        ]
    }

    /// In the zone that was asked for, else in that of the entry.
    func calendarItem(_ task: TaskRecord, in asked: TimeZone?) -> JSON {
        // A zone that this system does not know any more reads as UTC; the moments stay right.
        let zone = asked ?? TimeZone(identifier: task.timeZone) ?? .gmt
        return [
            "id": .string(CalendarID(task).text),
            "type": task.kind.isAppointment ? "APPOINTMENT" : "TASK",
            "taskId": .integer(task.id),
            "sourceType": .integer(task.origin.sourceType),
            "content": .string(task.content),
            "title": .string("\(task.lead.name): \(task.kind.rawValue)"),
            "finished": .bool(task.isFinished),
            "startAt": WireDate.activity(task.startMillis, in: zone),
            "endAt": WireDate.activity(task.endMillis, in: zone),
            "startAtMs": .integer(task.startMillis),
            "endAtMs": .integer(task.endMillis),
            "timeZoneCode": .string(asked?.identifier ?? task.timeZone),
            "leadId": .integer(task.lead.id),
        ]
    }

    /// A task of a smart plan as the Sales Agent lists it.
    func planTask(_ task: TaskRecord) -> JSON {
        [
            "id": .integer(task.id),
            "content": .string(task.content),
            "taskType": .string(task.kind.rawValue.uppercased()),
            "status": .string(planStatus(task)),
            "dueAt": WireDate.systemLog(task.endMillis),
            "createdAt": WireDate.systemLog(task.createMillis),
            "assignedTo": .integer(task.assigneeID),
            "creatorId": .integer(task.creatorID),
        ]
    }

    private func planStatus(_ task: TaskRecord) -> String {
        if task.isFinished { return "FINISHED" }
        return task.isOverdue(at: nowMillis) ? "OVERDUE" : "PENDING"
    }
}
