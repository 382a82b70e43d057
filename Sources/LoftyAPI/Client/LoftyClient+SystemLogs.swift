public import FoundationEssentials
public import Leads

extension LoftyClient {
    /// One page of the change log of a lead, newest first.
    ///
    /// `GET /v1.0/systemLogs`. While there is more, ``RecordPage/nextCursor`` is the number of the next page.
    ///
    /// - Throws: ``APIError/Kind/notGranted`` for whoever neither owns the lead nor shares it, where other calls say
    ///   ``APIError/Kind/notFound``; ``APIError/Kind/invalidRequest`` for a page below 0 or a size outside 1...1,000.
    public func systemLogs(_ request: SystemLogRequest) async throws(APIError) -> RecordPage<SystemLogEntry> {
        let call = APICall(.systemLogs, query: try request.query())
        return try await fetchPage(call) { answer throws(WireError) in
            try RecordPage(systemLogs: answer, page: request.page)
        }
    }

    /// The whole change log of a lead, newest first, by pages of `pageSize`, 1 to 1,000.
    ///
    /// `GET /v1.0/systemLogs`, until the server says that there is no more. Bounds are inclusive, to the millisecond.
    public func allSystemLogs(
        of id: Lead.ID,
        since: Date? = nil,
        until: Date? = nil,
        pageSize: Int = 1_000
    ) -> RecordListing<SystemLogEntry> {
        listing(of: .systemLogs) { position throws(APIError) in
            try await systemLogs(
                SystemLogRequest(lead: id, since: since, until: until, page: position.page, pageSize: pageSize)
            )
        }
    }
}

extension SystemLogRequest {
    fileprivate func query() throws(APIError) -> [QueryItem?] {
        let checks = RequestChecks(.systemLogs)
        try checks.place(page)
        try checks.pageSize(pageSize, 1...1_000)
        var start: Int64?
        var end: Int64?
        if let since { start = try checks.milliseconds(since, "The start of the log") }
        if let until { end = try checks.milliseconds(until, "The end of the log") }
        return [
            QueryItem("leadId", lead.rawValue),
            QueryItem("startTime", start),
            QueryItem("endTime", end),
            QueryItem("pageNumber", page),
            QueryItem("pageSize", pageSize),
        ]
    }
}
