import FoundationEssentials
public import Leads

extension LoftyClient {
    public func systemLogEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        try await systemLogs(SystemLogRequest(lead: id)).records.map { TimelineEntry($0) }
    }

    public func calendarEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        // Lofty wants a start or an end; a year back holds what a person still asks about.
        let start = configuration.time.date() - 365 * 86_400
        let request = CalendarRequest(.from(start), leadID: id, includesFinished: true)
        return try await calendar(request, pageSize: 500).records.map { TimelineEntry($0) }
    }

    public func transactionEntries(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        try await transactions(of: id).map { TimelineEntry($0) }
    }
}
