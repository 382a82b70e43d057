public import Logging

/// A program that is registered in Lofty's developer portal, and where it gets its tokens.
///
/// Lofty's pages name two token addresses and two ways to say who asks; the defaults are those that its help centre and
/// programs in use agree on, and each can be changed.
public struct OAuthConfiguration: Sendable {
    public var clientID: String
    /// `nil` for a program that cannot keep one: it proves itself by PKCE (RFC 7636).
    public var clientSecret: Secret?
    /// Where the user is asked for consent.
    public var authorizeURL = "https://lofty.com/page/vendor-auth.html"
    /// Where Lofty sends the user back to, as registered; `nil` leaves it out, for the only one that is registered.
    public var redirectURL: String?
    /// Takes an authorization code.
    public var codeEndpoint: TokenEndpoint
    /// Takes a refresh token.
    public var refreshEndpoint: TokenEndpoint
    /// Takes a customer key.
    public var clientCredentialsEndpoint = TokenEndpoint(url: "https://api.lofty.com/oauth/token")
    /// How long before its end a token is renewed; never more than a tenth of its life.
    public var renewalMargin: Duration = .seconds(60)
    /// Time for one request to a token address.
    public var deadline: Duration = .seconds(30)
    public var userAgent = "foyer/0.1"
    /// Hears at `notice` that a token was renewed or refused; never of the token.
    public var logger: Logger?

    public init(clientID: String, clientSecret: Secret?) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        let endpoint: TokenEndpoint =
            switch clientSecret {
            case .some: TokenEndpoint(url: "https://crm.lofty.com/api/user-web/oauth/token", proof: .basicField)
            case nil: TokenEndpoint(url: "https://api.lofty.com/oauth/token")
            }
        codeEndpoint = endpoint
        refreshEndpoint = endpoint
    }
}

/// An address that hands out tokens, and how it wants to be asked.
public struct TokenEndpoint: Hashable, Sendable {
    /// `https`, or `http` to this machine; without query.
    public var url: String
    public var proof: Proof
    public var bodyStyle: BodyStyle

    public init(url: String, proof: Proof = .bodyFields, bodyStyle: BodyStyle = .form) {
        self.url = url
        self.proof = proof
        self.bodyStyle = bodyStyle
    }

    /// How the client says its secret.
    public enum Proof: Hashable, Sendable {
        /// `Authorization: Basic`, with id and secret in Base64.
        case basicField
        /// `client_secret` beside the other values.
        case bodyFields
    }

    /// How values are written.
    public enum BodyStyle: Hashable, Sendable {
        /// `application/x-www-form-urlencoded`.
        case form
        /// One JSON object.
        case json
    }
}
