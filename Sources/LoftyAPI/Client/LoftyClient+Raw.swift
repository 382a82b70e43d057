package import FoundationEssentials
import JSONText

/// A call by its method and path, for what this client has no words for.
package struct RawCall: Sendable {
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package var method: Method
    /// Percent-encoded, without query, such as `/v1.0/me`.
    package let path: String
    /// In order; not percent-encoded.
    package var query: [(name: String, value: String)]
    /// JSON.
    package var body: Data?

    /// `target` is a path, with or without a query, as a person copies it; `nil` for what is none.
    package init?(_ method: Method, _ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, !path.isEmpty, !path.contains("//"), !path.contains("#"),
            path.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
        else { return nil }
        self.method = method
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
        query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
            let halves = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                PercentEncoding.decode(String($0))
            }
            return (halves[0], halves.count > 1 ? halves[1] : "")
        }
    }
}

/// The answer to a ``RawCall``.
package struct RawAnswer: Hashable, Sendable {
    /// The JSON text as it came; empty when there was none.
    package var text: [UInt8]
    /// Where the next page begins, for lists that count in offsets; `nil` at the end.
    package var nextOffset: Int?
}

extension LoftyClient {
    /// Sends any call within the rate budget, and checks that the answer is JSON or empty.
    ///
    /// A GET is tried again after a failure that passes; a PUT or DELETE may be, by the caller, and a POST may not.
    package func send(_ raw: RawCall) async throws(APIError) -> RawAnswer {
        var call = APICall(raw.endpoint, query: raw.query.map { QueryItem($0.name, $0.value) })
        call.body = raw.body
        if raw.method == .get {
            return try await fetch(call) { answer throws(WireError) in RawAnswer(answer) }
        }
        return try await fetchOptional(call) { answer throws(WireError) in
            answer.map { RawAnswer($0) } ?? RawAnswer(text: [], nextOffset: nil)
        }
    }
}

extension RawCall {
    fileprivate var endpoint: Endpoint {
        switch method {
        case .get: Endpoint(method: .get, path: path, effect: .reads, answer: .json)
        case .post: Endpoint(method: .post, path: path, effect: .adds, answer: .jsonOrEmpty)
        case .put: Endpoint(method: .put, path: path, effect: .setsValue, answer: .jsonOrEmpty)
        case .delete: Endpoint(method: .delete, path: path, effect: .setsValue, answer: .jsonOrEmpty)
        }
    }
}

extension RawAnswer {
    fileprivate init(_ answer: JSONValue) {
        text = answer.document.bytes
        nextOffset = Self.nextOffset(of: answer)
    }

    /// Source: Lofty API, `_metadata` of lists: `collection`, `offset` and `total`.
    private static func nextOffset(of answer: JSONValue) -> Int? {
        guard let metadata = answer["_metadata"] ?? answer["get_metadata"], let offset = metadata["offset"]?.count,
            let total = metadata["total"]?.count, let name = metadata["collection"]?.text
        else { return nil }
        let page = answer.members.first { $0.key == name }?.value.items.reduce(0) { count, _ in count + 1 } ?? 0
        return page > 0 && offset + page < total ? offset + page : nil
    }
}
