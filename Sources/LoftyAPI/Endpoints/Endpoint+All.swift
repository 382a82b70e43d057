extension Endpoint {
    /// The whole table, family by family: every operation that the client can call.
    static let all: [Endpoint] =
        leadFamily + timelineFamily + teamFamily + organizationFamily + taskFamily + communicationFamily
        + salesAgentFamily + transactionFamily + webhookFamily

    private static let leadFamily: [Endpoint] = [
        leads, lead, createLead, updateLead, trashLead, assignLead, previewAssignees, addInquiry, setProperty,
    ]

    private static let timelineFamily: [Endpoint] = [
        notes, addNote, note, updateNote, deleteNote, contactLogs, logContact, contactLog, deleteContactLog,
        siteActivities, logSiteActivity, communications, systemLogs,
    ]

    private static let teamFamily: [Endpoint] = [me, members, stages, tags]

    private static let organizationFamily: [Endpoint] = [
        member, organization, permissionProfiles, vendors, leadPonds, leadPond, customFields, addCustomField,
        routingRoles, routingMembers, routingRules, updateRoutingRule, fallbackRule, updateFallbackRule,
    ]

    private static let taskFamily: [Endpoint] = [
        tasks, myTasks, task, createTask, updateTask, deleteTask, finishTask, unfinishTask, calendar,
        createCalendarEntry, updateCalendarEntry, deleteCalendarEntry, finishCalendarEntry, unfinishCalendarEntry,
        availableMeetings,
    ]

    private static let communicationFamily: [Endpoint] = [
        callHistory, callSummaries, textHistory, emailHistory, callCommunication, textCommunication,
        emailCommunication, communicationSearch, communicationDay, calls, call, callRecording, sendText, sendEmail,
    ]

    private static let salesAgentFamily: [Endpoint] = [
        workingLeads, addWorkingLeads, workingLead, muteWorkingLead, muteStatus, salesAgentOfLead, currentSalesAgent,
        salesAgentQuota, salesAgentSettings, updateSalesAgentSettings, planTasks, createPlanTasks,
    ]

    private static let transactionFamily: [Endpoint] = [
        leadTransactions, transaction, createTransaction, updateTransaction, transactionAddress,
        setTransactionAddress, transactionCustomFields, transactions, transactionPipelines,
    ]

    private static let webhookFamily: [Endpoint] = [webhooks, createWebhook, deleteWebhook]
}
