import FoundationEssentials
package import Leads
package import LoftyAPI

/// Tasks of leads.
extension FakeLofty {
    package func tasks(of lead: Lead.ID) async throws(APIError) -> [LeadTask] {
        let fault = try await begin(.tasks, lead)
        _ = try visible(lead)
        return try finish(fault, tasks.filter { $0.leadID == lead && isVisible("task \($0.id)") })
    }

    package func myTasks(after last: LeadTask.ID?) async throws(APIError) -> RecordPage<LeadTask> {
        let fault = try await begin(.myTasks)
        let sorted = tasks.filter { isVisible("task \($0.id)") }.sorted { left, right in
            (left.endsAt ?? .distantPast, left.id) > (right.endsAt ?? .distantPast, right.id)
        }
        let start = last.flatMap { last in sorted.firstIndex { $0.id == last }.map { $0 + 1 } } ?? 0
        return try finish(fault, RecordPage(records: Array(sorted.dropFirst(start).prefix(pageCap))))
    }

    package func createTask(_ new: NewLeadTask) async throws(APIError) -> LeadTask.ID {
        let fault = try await begin(.createTask, new.leadID)
        guard leads[new.leadID] != nil, !trashed.contains(new.leadID) else { throw .gone("POST /v2.0/tasks") }
        let id = write(new)
        await writtenHook?(.createTask)
        return try finish(fault, id)
    }

    package func updateTask(_ id: LeadTask.ID, _ edit: LeadTaskEdit) async throws(APIError) {
        try await change(id, .updateTask) { task in
            task.content = edit.content ?? task.content
            task.endsAt = edit.endsAt ?? task.endsAt
        }
    }

    package func deleteTask(_ id: LeadTask.ID) async throws(APIError) {
        let fault = try await begin(.deleteTask)
        guard tasks.contains(where: { $0.id == id }) else { throw .gone("DELETE /v2.0/tasks/{taskId}") }
        tasks.removeAll { $0.id == id }
        try finish(fault, ())
    }

    package func finishTask(_ id: LeadTask.ID) async throws(APIError) {
        try await change(id, .finishTask) { $0.isFinished = true }
    }

    package func unfinishTask(_ id: LeadTask.ID) async throws(APIError) {
        try await change(id, .unfinishTask) { $0.isFinished = false }
    }

    /// Puts a task there that Foyer did not make.
    @discardableResult
    package func write(_ new: NewLeadTask) -> LeadTask.ID {
        nextID += 1
        var task = LeadTask(
            id: LeadTask.ID(nextID),
            leadID: new.leadID,
            kind: new.kind,
            content: new.content,
            endsAt: new.endsAt
        )
        task.updatedAt = now()
        tasks.append(task)
        visibleFrom["task \(nextID)"] = now() + visibilityDelay
        return task.id
    }

    /// Changes a task, as if somebody else had done it.
    package func editTask(_ id: LeadTask.ID, _ body: @Sendable (inout LeadTask) -> Void) {
        guard let index = tasks.firstIndex(where: { $0.id == id }) else { return }
        body(&tasks[index])
        tasks[index].updatedAt = now()
    }

    private func change(
        _ id: LeadTask.ID,
        _ operation: Operation,
        _ body: (inout LeadTask) -> Void
    ) async throws(APIError) {
        let fault = try await begin(operation)
        guard let index = tasks.firstIndex(where: { $0.id == id }) else { throw .gone("/v2.0/tasks/{taskId}") }
        body(&tasks[index])
        tasks[index].updatedAt = now()
        try finish(fault, ())
    }
}
