public import FoundationEssentials
import JSONText
public import Leads

extension LoftyClient {
    /// All tasks and appointments of a lead.
    ///
    /// `GET /v2.0/tasks`.
    public func tasks(of lead: Lead.ID) async throws(APIError) -> [LeadTask] {
        try RequestChecks(.tasks).isOnServer(lead)
        let call = APICall(.tasks, query: [QueryItem("leadId", lead.rawValue)])
        return try await fetchList(call, under: "tasks", of: "task") { item throws(WireError) in
            try LeadTask(wire: item)
        }
    }

    /// One page of the tasks of a person, latest start first.
    ///
    /// `GET /v2.0/tasks/my-tasks`.
    ///
    /// - `user`: whose tasks; the owner of the credential without one.
    /// - `last`: the last task of the page before.
    /// - `limit`: 1 to 100.
    /// - `timeZone`: the zone that the server writes times in; it changes no moment.
    public func myTasks(
        of user: RecordUser.ID? = nil,
        after last: LeadTask.ID? = nil,
        limit: Int = 100,
        timeZone: TimeZone? = nil
    ) async throws(APIError) -> RecordPage<LeadTask> {
        let checks = RequestChecks(.myTasks)
        try checks.pageSize(limit, 1...100)
        if let last { try checks.isID(last.rawValue, "The id of the last task") }
        let query = [
            QueryItem("userId", user?.rawValue),
            QueryItem("currentId", last?.rawValue ?? 0),
            QueryItem("limit", limit),
            QueryItem("timeZoneCode", timeZone?.identifier),
        ]
        return try await fetchPage(APICall(.myTasks, query: query)) { answer throws(WireError) in
            guard answer["tasks"]?.kind == .array else { throw WireError("the list of tasks is missing") }
            let list = LossyList(answer.list("tasks"), of: "task") { item throws(WireError) in
                try LeadTask(wire: item)
            }
            return RecordPage(list)
        }
    }

    public func myTasks(after last: LeadTask.ID?) async throws(APIError) -> RecordPage<LeadTask> {
        try await myTasks(of: nil, after: last, limit: 100)
    }

    /// All tasks of a person, page by page.
    ///
    /// The server names no total, so the list ends with a page that brings nothing new.
    public func allMyTasks(
        of user: RecordUser.ID? = nil,
        timeZone: TimeZone? = nil
    ) -> RecordListing<LeadTask> {
        listing(of: .myTasks, endingBy: .nothingNew) { position throws(APIError) in
            try await myTasks(of: user, after: position.lastID, timeZone: timeZone)
        }
    }

    /// One task or appointment.
    ///
    /// `GET /v2.0/tasks/{taskId}`.
    public func task(_ id: LeadTask.ID) async throws(APIError) -> LeadTask {
        try RequestChecks(.task).isID(id.rawValue, "The id of the task")
        return try await fetch(APICall(.task, at: "taskId", id)) { answer throws(WireError) in
            try LeadTask(wire: answer["task"] ?? answer)
        }
    }

    /// Makes a task or an appointment.
    ///
    /// `POST /v2.0/tasks`. Not repeatable: a lost answer is ``RetryDisposition/ambiguous``.
    public func createTask(_ new: NewLeadTask) async throws(APIError) -> LeadTask.ID {
        let checks = RequestChecks(.createTask)
        try checks.isOnServer(new.leadID)
        try checks.isPresent(new.content, "The text of the task")
        if let start = new.startsAt { try checks.isOrdered(start, new.endsAt) }
        if new.address != nil, new.kind != .appointment {
            throw APIError.invalid(checks.operation, "Only an appointment has an address")
        }
        let body = try LeadTaskBody(new, checks)
        return try await fetch(APICall(.createTask, body: body)) { answer throws(WireError) in
            guard let id: LeadTask.ID = answer.id("taskId") else { throw WireError("it does not name the new task") }
            return id
        }
    }

    /// Changes only what the edit names.
    ///
    /// `PUT /v2.0/tasks/{taskId}`. Repeatable.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, for an edit that names nothing.
    public func updateTask(_ id: LeadTask.ID, _ edit: LeadTaskEdit) async throws(APIError) {
        let checks = RequestChecks(.updateTask)
        try checks.isID(id.rawValue, "The id of the task")
        try checks.changesSomething(edit.isEmpty)
        if let content = edit.content { try checks.isPresent(content, "The text of the task") }
        if let start = edit.startsAt, let end = edit.endsAt { try checks.isOrdered(start, end) }
        let body = try LeadTaskBody(edit, checks)
        try await perform(APICall(.updateTask, filling: ["taskId": id.description], body: body))
    }

    /// Deletes a task or an appointment.
    ///
    /// `DELETE /v2.0/tasks/{taskId}`. There is no way back.
    public func deleteTask(_ id: LeadTask.ID) async throws(APIError) { try await act(.deleteTask, on: id) }

    /// Marks a task as done.
    ///
    /// `POST /v2.0/tasks/{taskId}/finish`. Repeatable.
    ///
    /// A task that a smart plan made cannot be finished here; Lofty refuses it.
    public func finishTask(_ id: LeadTask.ID) async throws(APIError) { try await act(.finishTask, on: id) }

    /// Marks a task as not done.
    ///
    /// `POST /v2.0/tasks/{taskId}/unfinish`. Repeatable.
    public func unfinishTask(_ id: LeadTask.ID) async throws(APIError) { try await act(.unfinishTask, on: id) }

    private func act(_ endpoint: Endpoint, on id: LeadTask.ID) async throws(APIError) {
        try RequestChecks(endpoint).isID(id.rawValue, "The id of the task")
        try await perform(APICall(endpoint, at: "taskId", id))
    }
}
