import JSONText
public import Leads

// MARK: Website behaviour

extension LoftyClient {
    /// Fixed by Lofty.
    private static var sitePageSize: Int { 100 }

    public func siteActivities(of id: Lead.ID, limit: Int) async throws(APIError) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        var events = allSiteActivities(of: id).makeAsyncIterator()
        while entries.count < limit, case .page(let activities) = try await events.next() {
            entries += activities.map { TimelineEntry($0) }
        }
        return Array(entries.prefix(max(0, limit)))
    }

    /// All that the lead did on websites, newest first, by pages of 100.
    ///
    /// `GET /v1.0/leads/{leadId}/activities`.
    ///
    /// - Throws: ``APIError/Kind/notFound`` also for whoever may see the lead and not manage it.
    public func allSiteActivities(of id: Lead.ID) -> RecordListing<SiteActivity> {
        listing(of: .siteActivities) { position throws(APIError) in
            try await siteActivities(of: id, page: position.page)
        }
    }

    /// One page of 100, the first is 0.
    ///
    /// `GET /v1.0/leads/{leadId}/activities`. Lofty does not say how many there are: behind a full page there may be
    /// more, and its ``RecordPage/nextCursor`` is the number of the next one.
    public func siteActivities(of id: Lead.ID, page number: Int) async throws(APIError) -> RecordPage<SiteActivity> {
        try RequestChecks(.siteActivities).place(number)
        let call = APICall(.siteActivities, of: id, query: [QueryItem("curPage", String(number))])
        return try await fetchPage(call) { answer throws(WireError) in
            guard answer.kind == .array else { throw WireError("it is not a list") }
            let list = LossyList(answer.items, of: "activity") { item throws(WireError) in
                try SiteActivity(wire: item)
            }
            return RecordPage(list, limit: Self.sitePageSize, next: number + 1)
        }
    }

    /// Logs something that the lead did on a website of the team's own.
    ///
    /// `POST /v1.0/leads/{leadId}/activity`. Not repeatable. Calls, texts and mails go to ``logContact(_:on:)``.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` without a text, link or picture, which Lofty requires, or for a kind
    ///   that it does not publish.
    public func logSiteActivity(_ activity: SiteActivity, on id: Lead.ID) async throws(APIError) {
        let checks = RequestChecks(.logSiteActivity)
        guard activity.kind.value != nil else {
            throw APIError.invalid(checks.operation, "Lofty takes no activity of the kind \(activity.kind.word)")
        }
        try checks.isPresent(activity.text ?? "", "The text of the activity")
        try checks.isPresent(activity.link ?? "", "The link of the activity")
        try checks.isPresent(activity.picture ?? "", "The picture of the activity")
        let created = try checks.milliseconds(activity.at, "The time of the activity")
        guard created > 0 else { throw APIError.invalid(checks.operation, "The activity lies before 1970") }
        try await perform(APICall(.logSiteActivity, of: id, body: SiteActivityBody(activity, created: created)))
    }
}

// MARK: Calls, texts and mails

extension LoftyClient {
    public func communications(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        // Oldest first, so the newest are behind all others.
        var newest: [TimelineEntry] = []
        var events = allCommunications(of: id).makeAsyncIterator()
        while case .page(let page) = try await events.next() {
            newest = Array((newest + page.map { TimelineEntry($0) }).suffix(1_000))
        }
        return newest
    }

    /// One page of calls, texts and mails with a lead, oldest first.
    ///
    /// `GET /v2.0/leads/{leadId}/activities`. Lofty does not say how many there are: behind a full page there may be
    /// more, and its ``RecordPage/nextCursor`` is the offset or the id to go on from, whichever was asked by.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` for a limit outside 1...1,000.
    public func communications(
        _ request: LeadCommunicationRequest
    ) async throws(APIError) -> RecordPage<LeadCommunication> {
        let call = APICall(.communications, of: request.lead, query: try request.query())
        return try await fetchPage(call) { answer throws(WireError) in
            guard answer.kind == .object else { throw WireError("the list of activities is missing") }
            let list = LossyList(answer.list("activities"), of: "activity") { item throws(WireError) in
                try LeadCommunication(wire: item)
            }
            return RecordPage(list, limit: request.limit, next: request.placeBehind(list))
        }
    }

    /// All calls, texts and mails with a lead, oldest first, by pages of `pageSize`, 1 to 1,000.
    ///
    /// `GET /v2.0/leads/{leadId}/activities` by offset: new ones come at the end, so no page shifts.
    public func allCommunications(
        of id: Lead.ID,
        timeZoneID: String? = nil,
        pageSize: Int = 1_000
    ) -> RecordListing<LeadCommunication> {
        listing(of: .communications) { position throws(APIError) in
            try await communications(
                LeadCommunicationRequest(
                    lead: id,
                    page: .offset(position.received),
                    limit: pageSize,
                    timeZoneID: timeZoneID
                )
            )
        }
    }
}

extension LeadCommunicationRequest {
    fileprivate func query() throws(APIError) -> [QueryItem?] {
        let checks = RequestChecks(.communications)
        try checks.pageSize(limit, 1...1_000)
        let page: QueryItem
        switch self.page {
        case .offset(let offset):
            try checks.place(offset)
            page = QueryItem("offset", String(offset))
        case .after(let id): page = QueryItem("currentId", id.description)
        }
        return [page, QueryItem("limit", limit), QueryItem("timeZoneCode", timeZoneID)]
    }

    fileprivate func placeBehind(_ list: LossyList<LeadCommunication>) -> Int64? {
        switch page {
        case .offset(let offset): Int64(offset) + Int64(limit)
        case .after: list.items.last?.id.rawValue
        }
    }
}
