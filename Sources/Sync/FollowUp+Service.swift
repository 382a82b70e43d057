import FoundationEssentials
package import Leads
package import LoftyAPI

extension FollowUpChange {
    /// Makes the change on the server.
    ///
    /// - Returns: the task that an ``add(_:)`` made.
    func perform(on lead: Lead.ID, through service: any LoftyService) async throws(APIError) -> MadeRecord? {
        switch self {
        case .add(let plan):
            let id = try await service.createTask(NewLeadTask(plan, for: lead))
            return .entry(Lookup.name(ofFollowUp: FollowUp.ID(rawValue: id.rawValue)))
        case .move(let followUp, to: let date):
            try await onTask { () async throws(APIError) in
                try await service.updateTask(followUp.taskID, LeadTaskEdit(endsAt: date))
            }
        case .finish(let followUp):
            try await onTask { () async throws(APIError) in try await service.finishTask(followUp.taskID) }
        case .reopen(let followUp):
            try await onTask { () async throws(APIError) in try await service.unfinishTask(followUp.taskID) }
        case .remove(let followUp):
            do throws(APIError) {
                try await service.deleteTask(followUp.taskID)
            } catch {
                // It is gone, as was asked.
                guard error.kind == .notFound else { throw error }
            }
        }
        return nil
    }

    private func onTask(_ call: () async throws(APIError) -> Void) async throws(APIError) {
        try await APIError.onRecord("the follow-up is not there any more", call)
    }
}

extension FollowUp {
    fileprivate var taskID: LeadTask.ID { LeadTask.ID(id.rawValue) }

    /// A task as the server tells it; `nil` for one that belongs to no lead.
    package init?(_ task: LeadTask) {
        guard let lead = task.leadID else { return nil }
        self.init(
            id: ID(rawValue: task.id.rawValue),
            leadID: lead,
            leadName: task.leadName,
            kind: task.kind?.value.flatMap { Kind(rawValue: $0.rawValue) } ?? .other,
            text: task.content,
            dueAt: task.kind?.value == .appointment ? task.startsAt ?? task.endsAt : task.endsAt ?? task.startsAt,
            isFinished: task.isFinished
        )
    }

    /// What was made of a plan.
    init(_ plan: FollowUpPlan, id: ID, of lead: Lead.ID) {
        self.init(id: id, leadID: lead, kind: plan.kind, text: plan.text, dueAt: plan.dueAt)
    }
}

extension NewLeadTask {
    fileprivate init(_ plan: FollowUpPlan, for lead: Lead.ID) {
        // Lofty takes a moment with its offset; the zone that it is written in changes nothing of it.
        self.init(
            LeadTask.Kind(rawValue: plan.kind.rawValue) ?? .other,
            for: lead,
            content: plan.text,
            endsAt: plan.dueAt,
            timeZone: .gmt
        )
    }
}

extension Lookup {
    /// How a task is named among the records of a lead.
    package static func name(ofFollowUp id: FollowUp.ID) -> String { "task:\(id.rawValue)" }

    /// The task that ``name(ofFollowUp:)`` names.
    package static func followUp(named name: String) -> FollowUp.ID? {
        guard name.hasPrefix("task:") else { return nil }
        return Int64(name.dropFirst(5)).map { FollowUp.ID(rawValue: $0) }
    }

    /// Tasks of the same kind with the same words and deadline.
    ///
    /// The server keeps whole seconds of a deadline.
    package static func followUps(like plan: FollowUpPlan, in tasks: [LeadTask]) -> Set<String> {
        let alike = tasks.compactMap(FollowUp.init).filter { task in
            guard let due = task.dueAt else { return false }
            return task.kind == plan.kind && abs(due.timeIntervalSince(plan.dueAt)) < 1
                && task.text.trimmed == plan.text.trimmed
        }
        return Set(alike.map { name(ofFollowUp: $0.id) })
    }
}
