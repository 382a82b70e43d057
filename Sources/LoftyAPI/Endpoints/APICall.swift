import FoundationEssentials
import Leads

/// One call, ready to be sent to any account.
struct APICall: Sendable {
    var endpoint: Endpoint
    /// Without query.
    var path: String
    var query: [QueryItem]
    var body: Data?

    init(_ endpoint: Endpoint, of lead: Lead.ID? = nil, query: [QueryItem?] = []) {
        self.endpoint = endpoint
        self.query = query.compactMap(\.self)
        path = endpoint.path
        if let lead, let range = path.firstRange(of: "{leadId}") {
            path.replaceSubrange(range, with: String(lead.rawValue))
        }
    }

    /// - Throws: ``APIError/Kind/invalidRequest`` for a body that JSON cannot express.
    init(_ endpoint: Endpoint, of lead: Lead.ID? = nil, body: some Encodable) throws(APIError) {
        self.init(endpoint, of: lead)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            self.body = try encoder.encode(body)
        } catch {
            throw APIError.invalid(endpoint.operation, "The values cannot be written as JSON")
        }
    }
}
