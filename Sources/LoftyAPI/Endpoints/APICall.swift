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
        self.init(endpoint, filling: lead.map { ["leadId": String($0.rawValue)] } ?? [:], query: query)
    }

    /// Takes `values` as the text for each placeholder of the path, not yet percent-encoded.
    init(_ endpoint: Endpoint, filling values: [String: String], query: [QueryItem?] = []) {
        self.endpoint = endpoint
        self.query = query.compactMap(\.self)
        path = endpoint.path
        for (name, value) in values {
            guard let range = path.firstRange(of: "{\(name)}") else { continue }
            path.replaceSubrange(range, with: PercentEncoding.encode(value))
        }
    }

    /// - Throws: ``APIError/Kind/invalidRequest`` for a body that JSON cannot express.
    init(_ endpoint: Endpoint, of lead: Lead.ID? = nil, body: some Encodable) throws(APIError) {
        try self.init(endpoint, filling: lead.map { ["leadId": String($0.rawValue)] } ?? [:], body: body)
    }

    /// - Throws: ``APIError/Kind/invalidRequest`` for a body that JSON cannot express.
    init(_ endpoint: Endpoint, filling values: [String: String], body: some Encodable) throws(APIError) {
        self.init(endpoint, filling: values)
        self.body = try Self.json(body, for: endpoint)
    }

    /// The JSON text of a value, keys in order.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` for values that JSON cannot express.
    static func json(_ value: some Encodable, for endpoint: Endpoint) throws(APIError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(value)
        } catch {
            throw APIError.invalid(endpoint.operation, "The values cannot be written as JSON")
        }
    }
}
