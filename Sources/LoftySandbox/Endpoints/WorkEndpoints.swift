/// Everything about a lead that is being worked, and about those who work it.
enum WorkEndpoints {
    static let routes: [Route] = [
        TaskEndpoints.routes, CalendarEndpoints.routes, LegacyTaskEndpoints.routes, PlanTaskEndpoints.routes,
        TransactionEndpoints.routes, CommunicationEndpoints.routes, CallEndpoints.routes, SendingEndpoints.routes,
        InterestEndpoints.routes, CustomFieldEndpoints.routes, OrganizationEndpoints.routes, AgentEndpoints.routes,
    ].flatMap { $0 }
}
