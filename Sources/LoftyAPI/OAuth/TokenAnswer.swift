import FoundationEssentials
import JSONText

/// Reads what a token address answers.
struct TokenAnswer {
    private let response: HTTPResponse
    private let redaction: Redaction
    private let remedy: Remedy

    /// What a person has to do when the grant is refused.
    enum Remedy: Hashable, Sendable {
        case login
        case anotherKey
    }

    /// `secrets` must not stand in an error, should the address echo them.
    init(_ response: HTTPResponse, hiding secrets: [Secret], remedy: Remedy = .login) {
        self.response = response
        self.remedy = remedy
        redaction = Redaction(secrets.map(\.text))
    }

    /// Life of a token whose answer does not name one.
    private static let usualLifetimeInSeconds: Int64 = 3_600
    /// Longest life that is believed: that of a refresh token.
    private static let longestLifetimeInSeconds: Int64 = 180 * 86_400

    /// The tokens of an answer to a request that was sent at `moment`: a slow answer does not lengthen a token's life.
    ///
    /// `refresh` goes on serving when the answer brings no new refresh token.
    func tokens(at moment: Date, keeping refresh: Secret?) throws(CredentialError) -> OAuthTokens {
        guard (200..<300).contains(response.status) else { throw refusal }
        guard let root = document?.root, root.kind == .object else { throw unreadable("it is not a JSON object") }
        guard let access = root["access_token"]?.string, Self.isToken(access) else {
            // A refusal may come with 200 (contract §5, E6).
            throw root["access_token"] == nil && ErrorBody(root).text != nil ? refusal : unreadable("it holds no token")
        }
        if let type = root["token_type"], type.string?.lowercased() != "bearer" {
            throw unreadable("the token is of another type")
        }
        let next = root["refresh_token"]?.string
        guard next.map(Self.isToken) ?? (root["refresh_token"] == nil) else {
            throw unreadable("the refresh token is malformed")
        }
        return OAuthTokens(
            access: Secret(access),
            refresh: next.map { Secret($0) } ?? refresh,
            obtainedAt: moment,
            expiresAt: moment + Double(try lifetimeInSeconds(root))
        )
    }

    private func lifetimeInSeconds(_ root: JSONValue) throws(CredentialError) -> Int64 {
        guard let value = root["expires_in"] else { return Self.usualLifetimeInSeconds }
        guard let seconds = value.integer, seconds > 0 else { throw unreadable("its expires_in is no time") }
        return min(seconds, Self.longestLifetimeInSeconds)
    }

    /// Visible ASCII, as RFC 6749 has it: anything else would not go into a header as it is.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private var document: JSONDocument? {
        // What is no JSON is told apart by its status and becomes an error of its own.
        try? JSONDocument(response.body)
    }

    // MARK: Failures

    /// Errors of RFC 6749 §5.2 that no login can mend.
    private static let clientFaults: Set<String> = [
        "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request", "invalid_scope",
    ]

    private func unreadable(_ reason: String) -> CredentialError {
        CredentialError(.unusable, "The token answer cannot be read: \(reason); check the token address")
    }

    private var refusal: CredentialError {
        let status = response.status
        switch status {
        case 300..<400:
            return CredentialError(.unusable, "The token address redirects, which is not followed; correct it")
        case 408, 429, 500...:
            return CredentialError(.unreachable, "The token server fails with HTTP \(status)\(said); try again later")
        case 404, 405, 410, 415:
            return CredentialError(.unusable, "The token address answers HTTP \(status)\(said); check it")
        case _ where Self.clientFaults.contains(document?.root["error"]?.string ?? ""):
            return CredentialError(.unusable, "Lofty does not accept this client\(said); check its id and secret")
        default:
            switch remedy {
            case .login: return CredentialError(.loginNeeded, "Lofty refuses access\(said); log in again")
            case .anotherKey: return CredentialError(.unusable, "Lofty refuses the customer key\(said); check it")
            }
        }
    }

    /// The server's words in brackets; empty without any.
    private var said: String {
        let name = document?.root["error"]?.string
        let text = document?.root["error_description"]?.string ?? ErrorBody(response.body).text
        let words = [name, text == name ? nil : text].compactMap(\.self).joined(separator: ": ")
        return ServerText.clean(redaction.apply(words), hiding: .accessToken("")).map { " (\($0))" } ?? ""
    }
}
