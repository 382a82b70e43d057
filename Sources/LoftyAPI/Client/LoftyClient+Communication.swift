import FoundationEssentials
import JSONText
import Leads

extension LoftyClient {
    /// The call of an entry of the timeline.
    ///
    /// `GET /v2.0/communication/call/{communicationId}`.
    ///
    /// One that does not exist, is no call or may not be seen is refused alike: ``APIError/Kind/notGranted``.
    public func callCommunication(_ id: Communication.ID) async throws(APIError) -> CallRecord {
        try await record(.callCommunication, id) { answer throws(WireError) in try CallRecord(wire: answer) }
    }

    /// The text message of an entry of the timeline.
    ///
    /// `GET /v2.0/communication/text/{communicationId}`.
    ///
    /// One that does not exist, is no text or may not be seen is refused alike: ``APIError/Kind/notGranted``.
    public func textCommunication(_ id: Communication.ID) async throws(APIError) -> TextRecord {
        try await record(.textCommunication, id) { answer throws(WireError) in try TextRecord(wire: answer) }
    }

    /// The email of an entry of the timeline.
    ///
    /// `GET /v2.0/communication/email/{communicationId}`.
    ///
    /// One that does not exist, is no email or may not be seen is refused alike: ``APIError/Kind/notGranted``.
    public func emailCommunication(_ id: Communication.ID) async throws(APIError) -> EmailRecord {
        try await record(.emailCommunication, id) { answer throws(WireError) in try EmailRecord(wire: answer) }
    }

    private func record<Record>(
        _ endpoint: Endpoint,
        _ id: Communication.ID,
        _ read: (JSONValue) throws(WireError) -> Record
    ) async throws(APIError) -> Record {
        try RequestChecks(endpoint).isID(id.rawValue, "The id of the communication")
        return try await fetch(APICall(endpoint, at: "communicationId", id), read)
    }

    // MARK: Searching

    /// One page of the communications of an agent or a team.
    ///
    /// `GET /v2.0/communication/agent`.
    ///
    /// - `search`: at most 90 days.
    /// - `cursor`: the one that the page before gave.
    /// - `limit`: 1 to 1,000.
    public func communications(
        _ search: CommunicationSearch,
        cursor: String? = nil,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<Communication> {
        let checks = RequestChecks(.communicationSearch)
        try checks.spans(search.start, search.end, atMostDays: 90)
        try checks.pageSize(limit, 1...1_000)
        let query = [
            QueryItem("type", search.channel.rawValue),
            QueryItem("startTime", try checks.milliseconds(search.start, "The start")),
            QueryItem("endTime", try checks.milliseconds(search.end, "The end")),
            QueryItem("limit", limit),
            QueryItem("cursor", cursor),
            QueryItem("teamView", search.includesTeam),
        ]
        return try await fetchPage(APICall(.communicationSearch, query: query)) { answer throws(WireError) in
            guard answer["data"]?.kind == .array else { throw WireError("the list of communications is missing") }
            let list = LossyList(answer.list("data"), of: "communication") { item throws(WireError) in
                try Communication(wire: item)
            }
            return RecordPage(list, total: answer["totalCount"]?.count, nextCursor: answer["nextCursor"]?.text)
        }
    }

    /// All communications of a search, page by page; a page may be empty.
    public func allCommunications(_ search: CommunicationSearch) -> RecordListing<Communication> {
        listing(of: .communicationSearch, endingBy: .cursor) { position throws(APIError) in
            try await communications(search, cursor: position.cursor)
        }
    }

    /// One page of the communications of at most a day.
    ///
    /// `POST /v1.0/agent/communication`.
    ///
    /// A search in spite of its method. Prefer ``communications(_:cursor:limit:)``: this one names no total and gives no
    /// cursor, and is kept for accounts that do not have the other yet.
    ///
    /// - `search`: at most 24 hours.
    /// - `limit`: 1 to 1,000.
    ///
    /// Returns the page, and whether there are more.
    public func communicationsOfDay(
        _ search: CommunicationSearch,
        offset: Int = 0,
        limit: Int = 100
    ) async throws(APIError) -> (page: RecordPage<Communication>, hasMore: Bool) {
        let checks = RequestChecks(.communicationDay)
        try checks.spans(search.start, search.end, atMostDays: 1)
        try checks.pageSize(limit, 1...1_000)
        try checks.isWithin(offset, 0...Int(Int32.max), "Communications are numbered", "")
        let body = CommunicationSearchBody(
            type: search.channel.rawValue,
            startTime: try checks.milliseconds(search.start, "The start"),
            endTime: try checks.milliseconds(search.end, "The end"),
            offset: offset,
            limit: limit,
            teamView: search.includesTeam
        )
        let answer = try await fetch(APICall(.communicationDay, body: body)) { answer throws(WireError) in
            guard answer["pageData"]?.kind == .array else { throw WireError("the list of communications is missing") }
            let list = LossyList(answer.list("pageData"), of: "communication") { item throws(WireError) in
                try Communication(wire: item)
            }
            return (
                page: RecordPage(list, total: answer["totalCount"]?.count), hasMore: answer["hasMore"]?.flag ?? false
            )
        }
        report(answer.page.unreadable, of: .communicationDay)
        return answer
    }
}
