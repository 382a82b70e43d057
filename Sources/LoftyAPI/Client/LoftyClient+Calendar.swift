public import FoundationEssentials
import JSONText
import Leads

extension LoftyClient {
    /// One page of the calendar.
    ///
    /// `GET /v2.0/calendar`.
    ///
    /// - `page`: counted from 0.
    /// - `pageSize`: 1 to 500.
    public func calendar(
        _ request: CalendarRequest,
        page: Int = 0,
        pageSize: Int = 100
    ) async throws(APIError) -> RecordPage<CalendarEntry> {
        let checks = RequestChecks(.calendar)
        try checks.pageSize(pageSize, 1...500)
        try checks.isWithin(page, 0...Int(Int32.max), "Pages are numbered", "")
        let query = try request.query(checks) + [QueryItem("page", page), QueryItem("pageSize", pageSize)]
        return try await fetchPage(APICall(.calendar, query: query)) { answer throws(WireError) in
            let data = answer["data"] ?? answer
            guard let total = data["total"]?.count, total >= 0 else {
                throw WireError("the list does not say how many items it has")
            }
            guard data["items"]?.kind == .array || total == 0 else { throw WireError("the list of entries is missing") }
            let list = LossyList(data.list("items"), of: "entry") { item throws(WireError) in
                try CalendarEntry(wire: item)
            }
            return RecordPage(list, total: total)
        }
    }

    /// All entries of a request, page by page.
    public func allCalendarEntries(_ request: CalendarRequest) -> RecordListing<CalendarEntry> {
        listing(of: .calendar, endingBy: .total) { position throws(APIError) in
            try await calendar(request, page: position.page)
        }
    }

    /// Makes an entry.
    ///
    /// `POST /v2.0/calendar`. Not repeatable: a lost answer is ``RetryDisposition/ambiguous``.
    public func createCalendarEntry(_ new: NewCalendarEntry) async throws(APIError) -> CalendarEntry.ID {
        let checks = RequestChecks(.createCalendarEntry)
        try checks.isOnServer(new.leadID)
        try checks.isPresent(new.content, "The text of the entry")
        try checks.isOrdered(new.startsAt, new.endsAt)
        try checks.isFuture(new.startsAt, after: configuration.time.date(), "The start")
        let body = try CalendarBody(new, checks)
        return try await explainingCalendar { () throws(APIError) in
            try await fetch(APICall(.createCalendarEntry, body: body)) { answer throws(WireError) in
                guard let id = (answer["data"] ?? answer)["id"]?.text else {
                    throw WireError("it does not name the new entry")
                }
                return CalendarEntry.ID(id)
            }
        }
    }

    /// Changes only what the edit names.
    ///
    /// `PUT /v2.0/calendar/{calendarId}`. Repeatable.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest``, without a call, for an edit that names nothing.
    public func updateCalendarEntry(_ id: CalendarEntry.ID, _ edit: CalendarEdit) async throws(APIError) {
        let checks = RequestChecks(.updateCalendarEntry)
        let now = configuration.time.date()
        try checks.isCalendarID(id)
        try checks.changesSomething(edit.isEmpty)
        if let lead = edit.leadID { try checks.isOnServer(lead) }
        if let content = edit.content { try checks.isPresent(content, "The text of the entry") }
        if let start = edit.startsAt, let end = edit.endsAt { try checks.isOrdered(start, end) }
        try checks.isFuture(edit.startsAt, after: now, "The start")
        try checks.isFuture(edit.endsAt, after: now, "The end")
        let body = try CalendarBody(edit, checks)
        try await explainingCalendar { () throws(APIError) in
            try await perform(APICall(.updateCalendarEntry, filling: ["calendarId": id.rawValue], body: body))
        }
    }

    /// Deletes an entry.
    ///
    /// `DELETE /v2.0/calendar/{calendarId}`. There is no way back.
    public func deleteCalendarEntry(_ id: CalendarEntry.ID) async throws(APIError) {
        try await act(.deleteCalendarEntry, on: id)
    }

    /// Marks an entry as done.
    ///
    /// `POST /v2.0/calendar/{calendarId}/finish`. Repeatable.
    public func finishCalendarEntry(_ id: CalendarEntry.ID) async throws(APIError) {
        try await act(.finishCalendarEntry, on: id)
    }

    /// Marks an entry as not done.
    ///
    /// `POST /v2.0/calendar/{calendarId}/unfinish`. Repeatable.
    public func unfinishCalendarEntry(_ id: CalendarEntry.ID) async throws(APIError) {
        try await act(.unfinishCalendarEntry, on: id)
    }

    /// Times in which a meeting fits, earliest first.
    ///
    /// `GET /v2.0/calendar/meetings/available`.
    ///
    /// - `start`: must lie in the future.
    /// - `end`: at most 90 days after the start.
    /// - `timeZone`: whose working hours are meant.
    /// - `limit`: at least 1; there may be more slots than are returned.
    public func availableMeetings(
        from start: Date,
        to end: Date,
        timeZone: TimeZone,
        limit: Int = 10
    ) async throws(APIError) -> [MeetingSlot] {
        let checks = RequestChecks(.availableMeetings)
        try checks.isFuture(start, after: configuration.time.date(), "The start")
        try checks.spans(start, end, atMostDays: 90)
        try checks.isWithin(limit, 1...Int(Int32.max), "One may ask for", "slots")
        let query = [
            QueryItem("startTime", try checks.isoText(start, in: timeZone, "The start")),
            QueryItem("endTime", try checks.isoText(end, in: timeZone, "The end")),
            QueryItem("timeZoneCode", timeZone.identifier),
            QueryItem("limit", limit),
        ]
        let list = try await explainingCalendar { () throws(APIError) in
            try await fetch(APICall(.availableMeetings, query: query)) { answer throws(WireError) in
                let data = answer["data"] ?? answer
                guard data["slots"]?.kind == .array || data["total"]?.count == 0 else {
                    throw WireError("the list of slots is missing")
                }
                return LossyList(data.list("slots"), of: "slot") { item throws(WireError) in
                    try MeetingSlot(wire: item)
                }
            }
        }
        report(list.unreadable, of: .availableMeetings)
        return list.items
    }

    private func act(_ endpoint: Endpoint, on id: CalendarEntry.ID) async throws(APIError) {
        try RequestChecks(endpoint).isCalendarID(id)
        try await explainingCalendar { () throws(APIError) in
            try await perform(APICall(endpoint, filling: ["calendarId": id.rawValue]))
        }
    }

    /// Says what code 20012 may mean here: Lofty names neither the field nor the reason.
    private func explainingCalendar<Value>(_ call: () async throws(APIError) -> Value) async throws(APIError) -> Value {
        do {
            return try await call()
        } catch {
            guard error.code == 20_012 else { throw error }
            var explained = error
            let words = error.serverText.map { "\($0). " } ?? ""
            explained.serverText =
                words
                + "Lofty does not say what is wrong: an entry that is gone, a time that is not in the future by its"
                + " clock, or a missing value are all refused so"
            throw explained
        }
    }
}

extension RequestChecks {
    fileprivate func isCalendarID(_ id: CalendarEntry.ID) throws(APIError) {
        guard !id.isWellFormed else { return }
        throw APIError.invalid(operation, "An id of the calendar looks like 12345-task, not \(id)")
    }
}

extension CalendarRequest {
    fileprivate func query(_ checks: RequestChecks) throws(APIError) -> [QueryItem?] {
        if let leadID { try checks.isOnServer(leadID) }
        let (start, end): (Date?, Date?) =
            switch span {
            case .from(let start): (start, nil)
            case .until(let end): (nil, end)
            case .between(let start, let end): (start, end)
            }
        if let start, let end { try checks.isOrdered(start, end) }
        return [
            QueryItem("leadId", leadID?.rawValue),
            QueryItem("startTime", try checks.isoText(start, in: timeZone, "The start")),
            QueryItem("endTime", try checks.isoText(end, in: timeZone, "The end")),
            QueryItem("timeZoneCode", timeZone.identifier),
            QueryItem("includeFinished", includesFinished),
            QueryItem("sort", "startTime"),
            QueryItem("desc", isDescending),
        ]
    }
}
