import JSONText
public import Leads

// Lofty's assistant. None of these calls has been seen live by the makers of this client, and some answer a failure with a
// 200 and a code in the body; that is an error here like any other.

extension LoftyClient {
    /// One page of the leads that the assistant is following up.
    ///
    /// `GET /v2.0/working-leads`.
    ///
    /// - `limit`: 1 to 100.
    public func workingLeads(
        _ request: WorkingLeadRequest = WorkingLeadRequest(),
        offset: Int = 0,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<WorkingLead> {
        let checks = RequestChecks(.workingLeads)
        try checks.pageSize(limit, 1...100)
        try checks.isWithin(offset, 0...Int(Int32.max), "Leads are numbered", "")
        let query = [
            QueryItem("aiStage", request.stage?.rawValue),
            QueryItem("limit", limit),
            QueryItem("offset", offset),
            QueryItem("sort", request.sort.rawValue),
            QueryItem("desc", request.isDescending),
        ]
        return try await fetchPage(APICall(.workingLeads, query: query)) { answer throws(WireError) in
            // Without an underscore here.
            guard let total = (answer["metadata"] ?? answer["_metadata"])?["total"]?.count, total >= 0 else {
                throw WireError("the list does not say how many items it has")
            }
            guard answer["workingLeads"]?.kind == .array || total == 0 else {
                throw WireError("the list of leads is missing")
            }
            let list = LossyList(answer.list("workingLeads"), of: "lead") { item throws(WireError) in
                try WorkingLead(wire: item)
            }
            return RecordPage(list, total: total)
        }
    }

    /// All leads that the assistant is following up, page by page.
    public func allWorkingLeads(_ request: WorkingLeadRequest = WorkingLeadRequest()) -> RecordListing<WorkingLead> {
        listing(of: .workingLeads, endingBy: .total) { position throws(APIError) in
            try await workingLeads(request, offset: position.received)
        }
    }

    /// A lead if the assistant is following it up.
    ///
    /// `GET /v2.0/sales-agents/working-lead/{leadId}`.
    ///
    /// Where the server only says yes, names and addresses are empty.
    public func workingLead(_ id: Lead.ID) async throws(APIError) -> WorkingLead? {
        try RequestChecks(.workingLead).isOnServer(id)
        return try await fetch(APICall(.workingLead, of: id)) { answer throws(WireError) in
            try WorkingLead.check(answer, of: id)
        }
    }

    /// Lets the assistant follow up leads, 1 to 100 of them.
    ///
    /// `POST /v2.0/working-leads/add`. Not repeatable.
    ///
    /// The assistant writes to these people, hence the confirmation. The answer does not say in a form that can be relied
    /// on which of the leads were taken; ask ``workingLead(_:)``.
    public func addWorkingLeads(
        _ leads: [Lead.ID],
        creatingPlanTasks: Bool = false,
        confirmation _: SendingConfirmation
    ) async throws(APIError) {
        try RequestChecks(.addWorkingLeads).isBatch(leads)
        try await perform(APICall(.addWorkingLeads, body: LeadBatchBody(leads, createPlanTask: creatingPlanTasks)))
    }

    /// Stops the assistant from writing to a lead.
    ///
    /// `PUT /v2.0/sales-agents/working-lead/{leadId}/mute`. Repeatable.
    ///
    /// There is no call that lets it go on.
    public func muteWorkingLead(_ id: Lead.ID) async throws(APIError) {
        try RequestChecks(.muteWorkingLead).isOnServer(id)
        try await perform(APICall(.muteWorkingLead, of: id))
    }

    /// Whether the assistant has been stopped for a lead.
    ///
    /// `GET /v2.0/sales-agent/lead/mute-status`.
    public func isMuted(_ id: Lead.ID) async throws(APIError) -> Bool {
        try RequestChecks(.muteStatus).isOnServer(id)
        let call = APICall(.muteStatus, query: [QueryItem("leadId", id.rawValue)])
        return try await fetch(call) { answer throws(WireError) in
            guard let isMuted = (answer["data"] ?? answer)["mute"]?.flag else {
                throw WireError("it does not say whether the lead is muted")
            }
            return isMuted
        }
    }

    // MARK: The assistant itself

    /// The assistant that follows up a lead.
    ///
    /// `GET /v2.0/sales-agents/by-lead`.
    public func salesAgent(of id: Lead.ID) async throws(APIError) -> SalesAgent {
        try RequestChecks(.salesAgentOfLead).isOnServer(id)
        let call = APICall(.salesAgentOfLead, query: [QueryItem("leadId", id.rawValue)])
        return try await fetch(call) { answer throws(WireError) in try SalesAgent(wire: answer["data"] ?? answer) }
    }

    /// The assistant of the owner of the credential.
    ///
    /// `GET /v2.0/sales-agents/current`.
    public func currentSalesAgent() async throws(APIError) -> SalesAgent {
        try await fetch(APICall(.currentSalesAgent)) { answer throws(WireError) in
            try SalesAgent(wire: answer["data"] ?? answer)
        }
    }

    /// How many leads the assistant may follow up.
    ///
    /// `GET /v2.0/sales-agents/quota`.
    public func salesAgentQuota() async throws(APIError) -> SalesAgentQuota {
        try await fetch(APICall(.salesAgentQuota)) { answer throws(WireError) in
            try SalesAgentQuota(wire: answer["data"] ?? answer)
        }
    }

    /// How the assistant works.
    ///
    /// `GET /v2.0/sales-agent/settings`.
    public func salesAgentSettings() async throws(APIError) -> SalesAgentSettings {
        try await fetch(APICall(.salesAgentSettings)) { answer throws(WireError) in
            try SalesAgentSettings(wire: answer["data"] ?? answer)
        }
    }

    /// Changes how the assistant works.
    ///
    /// `PUT /v2.0/sales-agent/settings`. Repeatable.
    ///
    /// Lofty does not say whether values that are not sent stay as they are: read the settings, change their values and
    /// send them all.
    public func updateSalesAgentSettings(
        _ id: SalesAgent.ID,
        _ values: SalesAgentValues
    ) async throws(APIError) {
        let checks = RequestChecks(.updateSalesAgentSettings)
        try checks.isID(id.rawValue, "The id of the assistant")
        try checks.changesSomething(values == SalesAgentValues())
        for hour in [values.startActiveHour, values.endActiveHour].compactMap(\.self) {
            try checks.isWithin(hour, 0...23, "Hours are", "")
        }
        for day in values.activeDays ?? [] { try checks.isWithin(day, 0...6, "Days are numbered", "") }
        try await perform(APICall(.updateSalesAgentSettings, body: SalesAgentSettingsBody(id: id, values: values)))
    }

    // MARK: Plan tasks

    /// What the assistant means to do for a lead.
    ///
    /// `GET /v2.0/plan-tasks/lead/{leadId}`.
    public func planTasks(of id: Lead.ID) async throws(APIError) -> [PlanTask] {
        try RequestChecks(.planTasks).isOnServer(id)
        return try await fetchList(APICall(.planTasks, of: id), of: "task") { item throws(WireError) in
            try PlanTask(wire: item)
        }
    }

    /// Lets the assistant plan for 1 to 100 leads that it is following up.
    ///
    /// `POST /v2.0/plan-tasks/create`. Not repeatable.
    public func createPlanTasks(for leads: [Lead.ID]) async throws(APIError) {
        try RequestChecks(.createPlanTasks).isBatch(leads)
        try await perform(APICall(.createPlanTasks, body: LeadBatchBody(leads)))
    }
}

extension RequestChecks {
    fileprivate func isBatch(_ leads: [Lead.ID]) throws(APIError) {
        try isWithin(leads.count, 1...100, "One may name", "leads at a time")
        for lead in leads { try isOnServer(lead) }
        guard Set(leads).count == leads.count else {
            throw APIError.invalid(operation, "A lead is named twice")
        }
    }
}
