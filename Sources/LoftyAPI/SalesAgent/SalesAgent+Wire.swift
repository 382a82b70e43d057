import JSONText
import Leads

extension WorkingLead {
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["leadId"]?.identifier, id > 0 else { throw WireError("it has no readable leadId") }
        self.init(
            id: Lead.ID(id),
            firstName: wire["firstName"]?.text ?? "",
            lastName: wire["lastName"]?.text ?? "",
            email: wire["email"]?.text,
            phone: wire["phone"]?.text,
            createdAt: wire["createdAt"]?.date
        )
    }

    /// Reads `GET /v2.0/sales-agents/working-lead/{leadId}`, which is described as a yes or no and shown as a lead.
    static func check(_ wire: JSONValue, of lead: Lead.ID) throws(WireError) -> WorkingLead? {
        let value = wire["data"] ?? wire
        if let isWorking = value.flag {
            return isWorking ? WorkingLead(id: lead, firstName: "", lastName: "") : nil
        }
        guard value.kind == .object else {
            guard value.isNull else { throw WireError("it is neither a lead nor a yes or no") }
            return nil
        }
        if value["isWorkingLead"]?.flag == false { return nil }
        // An object without a lead is how "no" looks in this shape.
        return value["leadId"] == nil ? nil : try WorkingLead(wire: value)
    }
}

extension PlanTask {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            content: wire["content"]?.text ?? "",
            type: wire["taskType"]?.text,
            status: Reported(wire["status"]),
            dueAt: wire["dueAt"]?.date,
            createdAt: wire["createdAt"]?.date,
            assigneeID: wire.id("assignedTo"),
            creatorID: wire.id("creatorId")
        )
    }
}

extension SalesAgent {
    init(wire: JSONValue) throws(WireError) {
        let id: ID = try wire.ownID()
        self.init(
            id: id,
            ownerID: wire.id("userId"),
            agentName: wire["agentName"]?.text,
            assistantName: wire["assistantName"]?.text,
            status: wire["status"]?.text,
            virtualNumber: wire["virtualNumber"]?.text,
            virtualNumberCountry: wire["virtualNumberCountry"]?.text,
            email: wire["email"]?.text,
            followUpRole: wire["followUpRole"]?.text,
            agentExperience: wire["agentExperience"]?.text,
            hasQuotaSeat: wire["hasQuotaSeat"]?.flag ?? false,
            borrowing: Borrowing(wire["borrowLevel"], wire["borrowId"]),
            createdAt: wire["createdAt"]?.date,
            updatedAt: wire["updatedAt"]?.date
        )
    }
}

extension SalesAgent.Borrowing {
    init?(_ level: JSONValue?, _ owner: JSONValue?) {
        guard let level = Reported<SalesAgent.Level>(level), level != .known(.own) else { return nil }
        self.init(level: level, ownerID: owner?.reference)
    }
}

extension SalesAgentQuota {
    init(wire: JSONValue) throws(WireError) {
        guard let total = wire["totalQuota"]?.integer, let used = wire["usedQuota"]?.integer else {
            throw WireError("it does not say how large the quota is")
        }
        let remaining = wire["remainingQuota"]?.integer ?? max(0, total - used)
        self.init(
            total: total,
            used: used,
            remaining: remaining,
            isAvailable: wire["hasQuotaAvailable"]?.flag ?? (remaining > 0),
            borrowing: wire["isBorrowed"]?.flag == false
                ? nil : SalesAgent.Borrowing(wire["borrowLevel"], wire["borrowedFrom"])
        )
    }
}

/// Body of `POST /v2.0/working-leads/add` and `POST /v2.0/plan-tasks/create`.
struct LeadBatchBody: Encodable, Hashable {
    var leadIds: [Int64]
    var createPlanTask: Bool?

    init(_ leads: [Lead.ID], createPlanTask: Bool? = nil) {
        leadIds = leads.map(\.rawValue)
        self.createPlanTask = createPlanTask
    }
}
