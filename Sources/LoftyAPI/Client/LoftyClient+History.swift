import JSONText
public import Leads

// What was said between the team and one lead.
//
// Each list is offered page by page and whole. Lofty names no total here, so a list ends with a page that brings nothing
// new.

extension LoftyClient {
    /// One page of the calls of a lead.
    ///
    /// `GET /v1.0/communication/call`.
    ///
    /// - `last`: the last call of the page before.
    /// - `limit`: 1 to 1,000.
    public func callHistory(
        of lead: Lead.ID,
        after last: CallRecord.ID? = nil,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<CallRecord> {
        try await history(.callHistory, "calls", HistoryQuery(lead, last, limit)) { item throws(WireError) in
            try CallRecord(wire: item)
        }
    }

    /// All calls of a lead, page by page.
    public func allCallHistory(of lead: Lead.ID) -> RecordListing<CallRecord> {
        listing(of: .callHistory, endingBy: .nothingNew) { position throws(APIError) in
            try await callHistory(of: lead, after: position.lastID)
        }
    }

    /// One page of the calls of a lead, more kinds of them and less about each.
    ///
    /// `GET /v1.0/communication/call/v2`.
    ///
    /// - `last`: the last call of the page before.
    /// - `limit`: 1 to 1,000.
    public func callSummaries(
        of lead: Lead.ID,
        after last: CallSummary.ID? = nil,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<CallSummary> {
        try await history(.callSummaries, "calls", HistoryQuery(lead, last, limit)) { item throws(WireError) in
            try CallSummary(wire: item)
        }
    }

    /// All calls of a lead in short, page by page.
    public func allCallSummaries(of lead: Lead.ID) -> RecordListing<CallSummary> {
        listing(of: .callSummaries, endingBy: .nothingNew) { position throws(APIError) in
            try await callSummaries(of: lead, after: position.lastID)
        }
    }

    /// One page of the text messages of a lead.
    ///
    /// `GET /v1.0/communication/text`.
    ///
    /// - `last`: the last text of the page before.
    /// - `limit`: 1 to 1,000.
    public func textHistory(
        of lead: Lead.ID,
        after last: TextRecord.ID? = nil,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<TextRecord> {
        try await history(.textHistory, "texts", HistoryQuery(lead, last, limit)) { item throws(WireError) in
            try TextRecord(wire: item)
        }
    }

    /// All text messages of a lead, page by page.
    public func allTextHistory(of lead: Lead.ID) -> RecordListing<TextRecord> {
        listing(of: .textHistory, endingBy: .nothingNew) { position throws(APIError) in
            try await textHistory(of: lead, after: position.lastID)
        }
    }

    /// One page of what happened to emails of a lead.
    ///
    /// `GET /v1.0/communication/email`.
    ///
    /// - `last`: the last entry of the page before.
    /// - `limit`: 1 to 1,000.
    public func emailHistory(
        of lead: Lead.ID,
        after last: EmailRecord.ID? = nil,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<EmailRecord> {
        try await history(.emailHistory, "emails", HistoryQuery(lead, last, limit)) { item throws(WireError) in
            try EmailRecord(wire: item)
        }
    }

    /// All that happened to emails of a lead, page by page.
    public func allEmailHistory(of lead: Lead.ID) -> RecordListing<EmailRecord> {
        listing(of: .emailHistory, endingBy: .nothingNew) { position throws(APIError) in
            try await emailHistory(of: lead, after: position.lastID)
        }
    }

    private func history<Record>(
        _ endpoint: Endpoint,
        _ key: StaticString,
        _ query: HistoryQuery<Record>,
        _ read: (JSONValue) throws(WireError) -> Record
    ) async throws(APIError) -> RecordPage<Record> {
        let call = APICall(endpoint, query: try query.items(RequestChecks(endpoint)))
        return try await fetchPage(call) { answer throws(WireError) in
            guard answer[key]?.kind == .array else { throw WireError("the list of \(key) is missing") }
            return RecordPage(LossyList(answer.list(key), of: "entry") { item throws(WireError) in try read(item) })
        }
    }
}

/// Which page of a lead's history is asked for.
private struct HistoryQuery<Record> {
    var lead: Lead.ID
    var last: RecordID<Record>?
    var limit: Int

    init(_ lead: Lead.ID, _ last: RecordID<Record>?, _ limit: Int) {
        self.lead = lead
        self.last = last
        self.limit = limit
    }

    func items(_ checks: RequestChecks) throws(APIError) -> [QueryItem?] {
        try checks.isOnServer(lead)
        try checks.pageSize(limit, 1...1_000)
        if let last { try checks.isID(last.rawValue, "The id of the last entry") }
        return [
            QueryItem("leadId", lead.rawValue),
            last == nil ? QueryItem("offset", "0") : nil,
            QueryItem("limit", limit),
            QueryItem("currentId", last?.rawValue),
        ]
    }
}
