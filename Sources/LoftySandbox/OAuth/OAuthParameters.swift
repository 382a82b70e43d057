import Foundation

/// What a client sends to a token endpoint: form, JSON or query, and perhaps a Basic header.
struct OAuthParameters: Hashable, Sendable {
    /// The pair of the Basic header.
    let basic: OAuthClient?
    private var values: [String: String] = [:]

    /// Reads one body and, where the endpoint allows it, the query.
    init(_ request: SandboxRequest, allowingQuery: Bool, allowingJSON: Bool) throws(OAuthError) {
        basic = try request.headers["authorization"].map(Self.basic)
        if allowingQuery { try addForm(request.query) }
        guard case .bytes(let bytes) = request.body else { throw .invalidRequest("the body is too large") }
        guard !bytes.isEmpty else { return }
        let type = request.headers["content-type"]?.split(separator: ";").first?.trimmingSpaces.lowercased()
        switch type {
        case "application/x-www-form-urlencoded":
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Self.malformed }
            try addForm(text)
        case "application/json" where allowingJSON: try addJSON(bytes)
        default: throw .invalidRequest("the content type is not one of this endpoint")
        }
    }

    subscript(name: String) -> String? { values[name] }

    func required(_ name: String) throws(OAuthError) -> String {
        guard let value = values[name] else { throw .invalidRequest("\(name) is required") }
        return value
    }

    private static let malformed = OAuthError.invalidRequest("the parameters cannot be read")

    private static func basic(_ header: String) throws(OAuthError) -> OAuthClient {
        let words = header.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "basic", let bytes = Data(base64Encoded: String(words[1])),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .invalidClient }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2,
            let id = PercentEncoding.decode(parts[0], plusIsSpace: true),
            let secret = PercentEncoding.decode(parts[1], plusIsSpace: true)
        else { throw .invalidClient }
        return OAuthClient(id: id, secret: secret)
    }

    private mutating func addForm(_ text: String) throws(OAuthError) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw Self.malformed }
            try add(name, value)
        }
    }

    private mutating func addJSON(_ bytes: [UInt8]) throws(OAuthError) {
        let body: JSON
        do {
            body = try JSONParser.parse(bytes)
        } catch {
            throw error.reason == .nulCharacter ? .invalidRequest("a value holds the character U+0000") : Self.malformed
        }
        guard case .object(let members) = body else { throw Self.malformed }
        for member in members {
            guard case .string(let value) = member.value else { throw Self.malformed }
            try add(member.name, value)
        }
    }

    /// Empty counts as absent, and twice is refused (RFC 6749 §3.2).
    private mutating func add(_ name: String, _ value: String) throws(OAuthError) {
        guard !value.isEmpty else { return }
        guard values.updateValue(value, forKey: name) == nil else { throw .invalidRequest("\(name) is given twice") }
    }
}
