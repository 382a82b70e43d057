import JSONText
public import Leads

extension LoftyClient {
    @discardableResult
    public func logCall(_ call: LeadChange.CallLog, on id: Lead.ID) async throws(APIError) -> Int64? {
        let log = ContactLog(.call(phone: call.phone, outcome: call.outcome), text: call.text)
        return try await logContact(log, on: id).id.rawValue
    }

    /// Logs a call, mail or text message that went another way, and returns it as Lofty keeps it.
    ///
    /// `POST /v1.0/logType`. Not repeatable. Reads may not find it for some seconds.
    @discardableResult
    public func logContact(_ log: ContactLog, on id: Lead.ID) async throws(APIError) -> ContactLogRecord {
        let checks = RequestChecks(.logContact)
        try checks.isPresent(log.text, "The text of the log")
        try checks.fits(log.text, "The log", within: LeadLimits.contactLog)
        if case .call(let phone, _) = log.channel { try checks.phones([phone]) }
        let body = ContactLogBody(log, on: id)
        return try await fetch(APICall(.logContact, body: body)) { answer throws(WireError) in
            guard let log = answer["logType"] else { throw WireError("it does not show the new log") }
            return try ContactLogRecord(wire: log)
        }
    }

    /// One page of the logs of one channel of a lead, oldest first unless asked otherwise.
    ///
    /// `GET /v1.0/logType`. Lofty does not say how many there are: behind a full page there may be more, and its
    /// ``RecordPage/nextCursor`` is the id of its last log.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` for a limit outside 1...1,000, which Lofty would take for 10, and for
    ///   an offset that reaches beyond 20,000 with it.
    public func contactLogs(_ request: ContactLogRequest) async throws(APIError) -> RecordPage<ContactLogRecord> {
        try await fetchPage(APICall(.contactLogs, query: try request.query())) { answer throws(WireError) in
            guard answer["logType"]?.kind == .array else { throw WireError("the list of logs is missing") }
            let logs = LossyList(answer.list("logType"), of: "log") { item throws(WireError) in
                try ContactLogRecord(wire: item)
            }
            return RecordPage(logs, limit: request.limit, next: logs.items.last?.id.rawValue)
        }
    }

    /// All logs of one channel of a lead by id, behind each other by cursor, which no number of logs ends early.
    ///
    /// `GET /v1.0/logType`, page by page of `pageSize`, 1 to 1,000.
    public func allContactLogs(
        of id: Lead.ID,
        _ kind: ContactLog.Kind,
        newestFirst: Bool = false,
        pageSize: Int = 1_000
    ) -> RecordListing<ContactLogRecord> {
        listing(of: .contactLogs) { position throws(APIError) in
            var request = ContactLogRequest(lead: id, kind: kind, limit: pageSize)
            // The order of the first page must be that of the cursor, or logs fall between the two.
            request.sort = .id
            request.isNewestFirst = newestFirst
            if let last = position.lastID { request.page = .after(last) }
            return try await contactLogs(request)
        }
    }

    /// One log.
    ///
    /// `GET /v1.0/logType/{logTypeId}`.
    ///
    /// - Throws: ``APIError/Kind/notFound`` with code 20007.
    public func contactLog(_ id: ContactLogRecord.ID) async throws(APIError) -> ContactLogRecord {
        try await fetch(APICall(.contactLog, at: "logTypeId", id)) { answer throws(WireError) in
            try ContactLogRecord(wire: answer["logType"] ?? answer)
        }
    }

    /// Deletes a log for good; there is no way to change one.
    ///
    /// `DELETE /v1.0/logType/{logTypeId}`. Repeatable; the second time it is ``APIError/Kind/notFound``.
    public func deleteContactLog(_ id: ContactLogRecord.ID) async throws(APIError) {
        try await perform(APICall(.deleteContactLog, at: "logTypeId", id))
    }
}

extension ContactLogRequest {
    /// Lofty's bound of offset and limit together.
    private static let furthest = 20_000

    fileprivate func query() throws(APIError) -> [QueryItem?] {
        let checks = RequestChecks(.contactLogs)
        try checks.pageSize(limit, 1...1_000)
        let page: QueryItem
        switch self.page {
        case .offset(let offset):
            try checks.place(offset)
            guard offset <= Self.furthest - limit else {
                throw APIError.invalid(checks.operation, "Lofty gives no logs beyond number \(Self.furthest) by offset")
            }
            page = QueryItem("offset", String(offset))
        case .after(let id): page = QueryItem("currentId", String(id.rawValue))
        }
        return [
            QueryItem("leadId", lead.rawValue),
            QueryItem("logType", kind.rawValue),
            page,
            QueryItem("limit", limit),
            QueryItem("sort", sort.rawValue),
            QueryItem("order", isNewestFirst ? "desc" : "asc"),
        ]
    }
}
