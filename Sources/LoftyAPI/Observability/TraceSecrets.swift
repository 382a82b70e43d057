import FoundationEssentials
import JSONText

/// The secrets that a request or its answer carries, so that a trace can leave them out wherever they stand.
struct TraceSecrets {
    private let redaction: Redaction
    private let isTokenRequest: Bool

    /// Names of form fields and JSON keys whose value is secret.
    private static let names: Set<String> = [
        "access_token", "refresh_token", "id_token", "client_secret", "code", "code_verifier", "customer_key",
        "password", "assertion",
    ]

    init(_ request: HTTPRequest, _ result: Result<HTTPResponse, TransportError>) {
        let body = request.body ?? Data()
        isTokenRequest = String(decoding: body, as: UTF8.self).contains("grant_type")
        var secrets = request.headers.flatMap { Self.secrets(of: $0) }
        if isTokenRequest {
            secrets += Self.formSecrets(body) + Self.jsonSecrets(body)
            if case .success(let answer) = result { secrets += Self.jsonSecrets(answer.body) }
        }
        redaction = Redaction(secrets, mark: "(hidden)")
    }

    func hide(_ text: String) -> String { redaction.apply(text) }

    /// The body of an answer as far as its secrets are known: a token answer that is no JSON is left out.
    func legible(_ body: Data) -> Data {
        guard isTokenRequest, Self.document(body) == nil else { return body }
        return Data("(hidden)".utf8)
    }

    // MARK: Finding

    /// The secret of an `Authorization` field, as it stands there and, for `Basic`, also its parts.
    private static func secrets(of field: HTTPField) -> [String] {
        guard field.name.lowercased() == "authorization", let secret = field.value.split(separator: " ").last else {
            return []
        }
        var secrets = [String(secret)]
        if field.value.hasPrefix("Basic "), let pair = Data(base64Encoded: String(secret)) {
            let password = String(decoding: pair, as: UTF8.self).drop { $0 != ":" }.dropFirst()
            secrets.append(String(password))
        }
        return secrets
    }

    private static func formSecrets(_ body: Data) -> [String] {
        String(decoding: body, as: UTF8.self).split(separator: "&").flatMap { item -> [String] in
            let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, names.contains(parts[0]) else { return [] }
            return [parts[1], PercentEncoding.decode(parts[1])]
        }
    }

    private static func jsonSecrets(_ body: Data) -> [String] {
        guard let root = document(body)?.root else { return [] }
        return names.flatMap { name -> [String] in
            root.strings(named: name).flatMap { value in
                [value.string, String(decoding: value.rawBytes, as: UTF8.self)].compactMap(\.self)
            }
        }
    }

    private static func document(_ body: Data) -> JSONDocument? {
        // What is no JSON has no keys to look at; the caller then decides what to do with the whole.
        try? JSONDocument(body)
    }
}

extension JSONValue {
    /// The texts under a key of this object and of every object within it.
    fileprivate func strings(named name: String) -> [JSONValue] {
        let last = Int(document.tokens[position].next)
        return (position..<last).filter { isKey(at: $0) && JSONValue(document: document, position: $0).string == name }
            .map { JSONValue(document: document, position: $0 + 1) }
            .filter { $0.kind == .string || $0.kind == .escapedString }
    }

    /// Whether the token is the key of a member: a string that a colon follows.
    private func isKey(at position: Int) -> Bool {
        let token = document.tokens[position]
        guard token.kind == .string || token.kind == .escapedString else { return false }
        let rest = document.bytes[(Int(token.end) + 1)...]
        return rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
    }
}
