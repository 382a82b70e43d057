public import Leads

/// What Foyer asks of a Lofty account: one method for each operation of the contract.
///
/// ``LoftyClient`` is the live one. Every method may throw any ``APIError``; the disposition of the error says
/// whether the call may be repeated.
public protocol LoftyService: Sendable {
    /// The person the credential belongs to. `GET /v1.0/me`.
    func me() async throws(APIError) -> Member
    /// All members, paged to the end. `GET /v1.0/members`.
    func members() async throws(APIError) -> [Member]
    /// All stages of the team in the server's order. `GET /v1.0/teamFeatures/lead-pipelines`.
    func stages() async throws(APIError) -> [Stage]
    /// Names of all tags of the team, each once. `GET /v1.0/teamFeatures/listTag`.
    func tagNames() async throws(APIError) -> [String]
    /// One page. `GET /v1.0/leads`.
    func leads(_ request: LeadListRequest) async throws(APIError) -> LeadPage
    /// One lead. `GET /v1.0/leads/{leadId}`.
    func lead(_ id: Lead.ID, includingTrashed: Bool) async throws(APIError) -> Lead
    /// Makes a lead. `POST /v1.0/leads`. Not repeatable: a lost answer is ``RetryDisposition/ambiguous``.
    func createLead(_ new: NewLead) async throws(APIError) -> Lead.ID
    /// Changes only what the edit names. `PUT /v1.0/leads/{leadId}`. Repeatable.
    func updateLead(_ id: Lead.ID, _ edit: LeadEdit) async throws(APIError)
    /// Moves the lead to the trash. `DELETE /v1.0/leads/{leadId}`. There is no way back.
    func trashLead(_ id: Lead.ID, reason: String) async throws(APIError)
    /// Gives the lead to a member. `POST /v1.0/leads/{leadId}/assignment`.
    func assignLead(_ id: Lead.ID, to member: Member) async throws(APIError)
    /// Who routing would choose, without making a lead. `POST /v1.0/leads/assignee`.
    func previewAssignees(_ new: NewLead) async throws(APIError) -> [Assignee]
    /// All notes of a lead. `GET /v1.0/notes`.
    func notes(of id: Lead.ID) async throws(APIError) -> [Note]
    /// Adds a note and returns its id, as far as the answer names it. `POST /v1.0/notes`. Not repeatable.
    @discardableResult
    func addNote(_ text: String, to id: Lead.ID) async throws(APIError) -> Note.ID?
    /// Logs a call made outside Lofty and returns the id of its log. `POST /v1.0/logType`. Not repeatable.
    @discardableResult
    func logCall(_ call: LeadChange.CallLog, on id: Lead.ID) async throws(APIError) -> Int64?
    /// Website behaviour, newest first, all pages up to `limit`. `GET /v1.0/leads/{leadId}/activities`.
    func siteActivities(of id: Lead.ID, limit: Int) async throws(APIError) -> [TimelineEntry]
    /// Calls, texts and emails, oldest first, the newest 1,000 of them. `GET /v2.0/leads/{leadId}/activities`.
    func communications(of id: Lead.ID) async throws(APIError) -> [TimelineEntry]
    /// Recorded changes, newest first, the newest 1,000. `GET /v1.0/systemLogs`.
    func systemLogEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry]
    /// Tasks and appointments from a year ago on, the newest 500. `GET /v2.0/calendar`.
    func calendarEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry]
    /// Transactions. `GET /v1.0/leads/{leadId}/transactions`.
    func transactionEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry]
    /// All transactions of a lead. `GET /v1.0/leads/{leadId}/transactions`.
    func transactions(of lead: Lead.ID) async throws(APIError) -> [LeadTransaction]
    /// The team's pipelines. `GET /v2.0/transactions/pipelines`.
    func transactionPipelines() async throws(APIError) -> [TransactionPipeline]
    /// Makes a transaction and returns it as stored. `POST /v1.0/leads/{leadId}/transaction`. Not repeatable.
    func createTransaction(_ fields: TransactionFields, for lead: Lead.ID) async throws(APIError) -> LeadTransaction
    /// Changes only what is set and returns it as stored. `PUT /v1.0/leads/{leadId}/transaction/{transactionId}`.
    /// Repeatable.
    @discardableResult
    func updateTransaction(
        _ id: LeadTransaction.ID,
        of lead: Lead.ID,
        _ fields: TransactionFields
    ) async throws(APIError) -> LeadTransaction
    /// All tasks and appointments of a lead. `GET /v2.0/tasks`.
    func tasks(of lead: Lead.ID) async throws(APIError) -> [LeadTask]
    /// A page of 100 of the person's own tasks, latest start first, behind `last`. `GET /v2.0/tasks/my-tasks`.
    func myTasks(after last: LeadTask.ID?) async throws(APIError) -> RecordPage<LeadTask>
    /// Makes a task and returns its id. `POST /v2.0/tasks`. Not repeatable.
    func createTask(_ new: NewLeadTask) async throws(APIError) -> LeadTask.ID
    /// Changes only what the edit names. `PUT /v2.0/tasks/{taskId}`. Repeatable.
    func updateTask(_ id: LeadTask.ID, _ edit: LeadTaskEdit) async throws(APIError)
    /// `DELETE /v2.0/tasks/{taskId}`. There is no way back.
    func deleteTask(_ id: LeadTask.ID) async throws(APIError)
    /// `POST /v2.0/tasks/{taskId}/finish`. Repeatable.
    func finishTask(_ id: LeadTask.ID) async throws(APIError)
    /// `POST /v2.0/tasks/{taskId}/unfinish`. Repeatable.
    func unfinishTask(_ id: LeadTask.ID) async throws(APIError)
    /// What is left of the rate limit, as far as the server has told; `nil` before the first answer.
    func budget() async -> RateBudget?
}
