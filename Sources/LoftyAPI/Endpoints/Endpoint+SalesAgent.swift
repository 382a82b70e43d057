// Lofty's assistant and the leads that it follows up: contract §18.

extension Endpoint {
    static let workingLeads = reading("/v2.0/working-leads")
    static let addWorkingLeads = adding("/v2.0/working-leads/add")
    static let workingLead = reading("/v2.0/sales-agents/working-lead/{leadId}")
    static let muteWorkingLead = setting(.put, "/v2.0/sales-agents/working-lead/{leadId}/mute")
    static let muteStatus = reading("/v2.0/sales-agent/lead/mute-status")
    static let salesAgentOfLead = reading("/v2.0/sales-agents/by-lead")
    static let currentSalesAgent = reading("/v2.0/sales-agents/current")
    static let salesAgentQuota = reading("/v2.0/sales-agents/quota")
    static let salesAgentSettings = reading("/v2.0/sales-agent/settings")
    static let updateSalesAgentSettings = setting(.put, "/v2.0/sales-agent/settings")
    static let planTasks = reading("/v2.0/plan-tasks/lead/{leadId}")
    static let createPlanTasks = adding("/v2.0/plan-tasks/create")
}
