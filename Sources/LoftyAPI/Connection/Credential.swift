/// What proves to Lofty who is calling.
///
/// Nothing prints the secret: not `print`, not `dump`, not string interpolation.
public struct Credential: Hashable, Sendable {
    private enum Scheme: Hashable {
        /// Literal and lower-case; an API key sent as `Bearer` is answered with code 200058.
        case token
        case bearer
    }

    private let scheme: Scheme
    private let secret: String

    /// A key made under Settings, Integrations, API.
    ///
    /// Pasted keys are cleaned: only visible ASCII is kept, since keys have carried invisible line separators, and a
    /// leading `token` or `Bearer` is dropped.
    public static func apiKey(_ text: String) -> Credential {
        Credential(scheme: .token, secret: clean(text))
    }

    /// An OAuth 2.0 access token, cleaned like an API key.
    public static func accessToken(_ text: String) -> Credential {
        Credential(scheme: .bearer, secret: clean(text))
    }

    /// True when nothing readable was left of the text.
    public var isEmpty: Bool { secret.isEmpty }

    /// Value of the `Authorization` header.
    var authorization: String {
        switch scheme {
        case .token: "token \(secret)"
        case .bearer: "Bearer \(secret)"
        }
    }

    /// The text without the secret, should a server echo it.
    func redact(_ text: String) -> String {
        guard !secret.isEmpty else { return text }
        var rest = Substring(text)
        var redacted = ""
        while let range = rest.firstRange(of: secret) {
            redacted += rest[..<range.lowerBound] + "[credential]"
            rest = rest[range.upperBound...]
        }
        return redacted + rest
    }

    private static func clean(_ text: String) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline }
        let scheme = words.first.map { $0.lowercased() }
        let hasScheme = words.count > 1 && (scheme == "token" || scheme == "bearer")
        let kept = words.dropFirst(hasScheme ? 1 : 0).joined().unicodeScalars.filter {
            ("\u{21}"..."\u{7E}").contains($0)
        }
        return String(String.UnicodeScalarView(kept))
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch scheme {
        case .token: "API key (hidden)"
        case .bearer: "access token (hidden)"
        }
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
