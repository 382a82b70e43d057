/// What proves to Lofty who is calling.
///
/// Nothing prints the secret: not `print`, not `dump`, not string interpolation.
public struct Credential: Hashable, Sendable {
    /// What a text is a credential for.
    public enum Form: Hashable, Sendable {
        /// Sent with the word `token`; as `Bearer` it would be answered with code 200058.
        case apiKey
        /// Sent with the word `Bearer`.
        case accessToken
    }

    private let form: Form
    private let secret: String

    /// Cleans the text like ``apiKey(_:)``.
    public init(_ form: Form, _ text: String) {
        self.form = form
        secret = Self.clean(text)
    }

    /// A key made under Settings, Integrations, API.
    ///
    /// Pasted keys are cleaned: only visible ASCII is kept, since keys have carried invisible line separators, and a
    /// leading `token` or `Bearer` is dropped.
    public static func apiKey(_ text: String) -> Credential {
        Credential(.apiKey, text)
    }

    /// An OAuth 2.0 access token, cleaned like an API key.
    public static func accessToken(_ text: String) -> Credential {
        Credential(.accessToken, text)
    }

    /// True when nothing readable was left of the text.
    public var isEmpty: Bool { secret.isEmpty }

    /// Value of the `Authorization` header.
    var authorization: String {
        switch form {
        case .apiKey: "token \(secret)"
        case .accessToken: "Bearer \(secret)"
        }
    }

    /// The text without the secret, should a server echo it.
    func redact(_ text: String) -> String { Redaction([secret]).apply(text) }

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
        switch form {
        case .apiKey: "API key (hidden)"
        case .accessToken: "access token (hidden)"
        }
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
