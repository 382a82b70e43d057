/// A refusal of the token endpoints (RFC 6749 §5.2).
enum OAuthError: Error, Hashable, Sendable {
    case invalidRequest(String)
    case invalidClient
    case invalidGrant(String)
    case unsupportedGrantType

    var response: SandboxResponse {
        switch self {
        case .invalidRequest(let problem): Self.refusal("invalid_request", problem, status: 400)
        // RFC 6749 asks for WWW-Authenticate here, but URLSession on Linux never returns from a 401 that carries it.
        case .invalidClient: Self.refusal("invalid_client", "the app or its secret is unknown", status: 401)
        case .invalidGrant(let problem): Self.refusal("invalid_grant", problem, status: 400)
        case .unsupportedGrantType:
            Self.refusal("unsupported_grant_type", "this endpoint does not know the grant type", status: 400)
        }
    }

    private static func refusal(_ code: String, _ problem: String, status: Int) -> SandboxResponse {
        let body: JSON = ["error": .string(code), "error_description": .string(problem)]
        return .unstored(.json(body, status: status))
    }
}

extension SandboxResponse {
    /// Forbids caches to keep what carries tokens (RFC 6749 §5.1).
    static func unstored(_ response: SandboxResponse) -> SandboxResponse {
        var response = response
        response.headers["Cache-Control"] = "no-store"
        response.headers["Pragma"] = "no-cache"
        return response
    }
}
