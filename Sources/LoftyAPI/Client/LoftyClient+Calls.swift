import FoundationEssentials
import JSONText
public import Leads

extension LoftyClient {
    /// One page of the calls of a lead, with the number of all.
    ///
    /// `GET /v1.0/calls`.
    ///
    /// - `limit`: at least 1; Lofty publishes no maximum.
    public func calls(
        of lead: Lead.ID,
        offset: Int = 0,
        limit: Int = 100
    ) async throws(APIError) -> RecordPage<CallRecord> {
        let checks = RequestChecks(.calls)
        try checks.isOnServer(lead)
        try checks.isWithin(limit, 1...Int(Int32.max), "A page holds", "calls")
        try checks.isWithin(offset, 0...Int(Int32.max), "Calls are numbered", "")
        let query = [QueryItem("leadId", lead.rawValue), QueryItem("limit", limit), QueryItem("offset", offset)]
        return try await fetchPage(APICall(.calls, query: query)) { answer throws(WireError) in
            let page = try WirePage(answer, "calls", of: "call") { item throws(WireError) in try CallRecord(wire: item)
            }
            return RecordPage(page.list, total: page.total)
        }
    }

    /// All calls of a lead, page by page, counted against the server's total.
    public func allCalls(of lead: Lead.ID) -> RecordListing<CallRecord> {
        listing(of: .calls, endingBy: .total) { position throws(APIError) in
            try await calls(of: lead, offset: position.received)
        }
    }

    /// One call.
    ///
    /// `GET /v1.0/calls/{callId}`.
    ///
    /// A call that does not exist is refused as one that may not be seen: ``APIError/Kind/notGranted``.
    public func call(_ id: CallRecord.ID) async throws(APIError) -> CallRecord {
        try RequestChecks(.call).isID(id.rawValue, "The id of the call")
        return try await fetch(APICall(.call, at: "callId", id)) { answer throws(WireError) in
            try CallRecord(wire: answer["calls"] ?? answer)
        }
    }

    /// The sound of a call for the next hour; `nil` when there is none.
    ///
    /// `GET /v1.0/call/url/{callId}`.
    public func callRecording(_ id: CallRecord.ID) async throws(APIError) -> CallRecording? {
        try RequestChecks(.callRecording).isID(id.rawValue, "The id of the call")
        let issuedAt = configuration.time.date()
        return try await fetch(APICall(.callRecording, at: "callId", id)) { answer throws(WireError) in
            let recording = answer["calls"] ?? answer
            guard recording.kind == .object else { throw WireError("it does not name the call") }
            return recording["url"]?.text.map { CallRecording(url: $0, issuedAt: issuedAt) }
        }
    }
}
