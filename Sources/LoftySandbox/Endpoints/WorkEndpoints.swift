/// Everything about a lead that is being worked, and about those who work it.
enum WorkEndpoints {
    static let routes: [Route] = [
        TaskEndpoints.routes, CalendarEndpoints.routes, LegacyTaskEndpoints.routes, PlanTaskEndpoints.routes,
        TransactionEndpoints.routes,
    ].flatMap { $0 }
}
