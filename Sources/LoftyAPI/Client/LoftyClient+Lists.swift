import JSONText
import Leads

extension LoftyClient {
    /// Reads a whole list that stands under a key, or bare without one; items that cannot be read are reported.
    func fetchList<Item>(
        _ call: APICall,
        under key: StaticString? = nil,
        of name: String,
        _ read: (JSONValue) throws(WireError) -> Item?
    ) async throws(APIError) -> [Item] {
        let list = try await fetch(call) { answer throws(WireError) in
            let value = key.map { answer[$0] } ?? answer
            guard let value, value.kind == .array else { throw WireError("the list of \(name)s is missing") }
            return LossyList(value.items, of: name, read)
        }
        report(list.unreadable, of: call.endpoint)
        return list.items
    }

    /// Reads one page; items that cannot be read are reported and named in the page.
    func fetchPage<Record>(
        _ call: APICall,
        _ read: (JSONValue) throws(WireError) -> RecordPage<Record>
    ) async throws(APIError) -> RecordPage<Record> {
        let page = try await fetch(call, read)
        report(page.unreadable, of: call.endpoint)
        return page
    }

    /// Pages through a list, `fetch` asking for each page.
    func listing<Record>(
        of endpoint: Endpoint,
        endingBy ending: RecordListing<Record>.Ending,
        _ fetch: @escaping @Sendable (RecordListing<Record>.Position) async throws(APIError) -> RecordPage<Record>
    ) -> RecordListing<Record> {
        RecordListing(operation: endpoint.operation, ending: ending, fetch: fetch)
    }
}

extension APICall {
    /// A call about one record, whose id fills the only placeholder of the path.
    init<Record>(_ endpoint: Endpoint, at name: String, _ id: RecordID<Record>, query: [QueryItem?] = []) {
        self.init(endpoint, filling: [name: id.description], query: query)
    }
}
