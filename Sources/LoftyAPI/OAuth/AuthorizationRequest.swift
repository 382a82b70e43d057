import Digest

/// One attempt of a user to let the program into an account: the address to open, and what must come back from it.
public struct AuthorizationRequest: Hashable, Sendable {
    /// Where to send the user's browser.
    public let url: String
    /// Comes back unchanged, so that no other site can slip its own code in; `nil` when none was sent.
    public let state: String?
    /// Proves that whoever brings the code is who asked for it (RFC 7636).
    public let verifier: Secret

    /// The generator must be fit for secrets, as the system's is; `verifierLength` is kept within 43 to 128 characters.
    ///
    /// Lofty's pages do not describe `state`: turn it off should it not come back.
    public init(
        _ configuration: OAuthConfiguration,
        sendsState: Bool = true,
        verifierLength: Int = 64,
        using generator: inout some RandomNumberGenerator
    ) {
        let verifier = Self.randomText(min(max(verifierLength, 43), 128), &generator)
        let state = sendsState ? Self.randomText(32, &generator) : nil
        // `clientId` and not `client_id`: Lofty's spelling on this one page.
        let items = [
            QueryItem("clientId", configuration.clientID), QueryItem("redirect_uri", configuration.redirectURL),
            QueryItem("state", state),
            QueryItem("code_challenge", Digest.codeChallenge(of: verifier)), QueryItem("code_challenge_method", "S256"),
        ]
        url = configuration.authorizeURL + PercentEncoding.query(items.compactMap(\.self))
        self.state = state
        self.verifier = Secret(verifier)
    }

    public init(_ configuration: OAuthConfiguration, sendsState: Bool = true) {
        var generator = SystemRandomNumberGenerator()
        self.init(configuration, sendsState: sendsState, using: &generator)
    }

    /// Characters that a verifier may hold and that no encoding changes, 64 of them: each is as likely as any other.
    private static func randomText(_ length: Int, _ generator: inout some RandomNumberGenerator) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let bytes = (0..<length).map { _ in alphabet[Int(generator.next() & 63)] }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: The way back

    /// The code in the address that the user's browser was sent back to.
    ///
    /// - Throws: ``CredentialError/Kind/loginNeeded`` when the user refused, when the address answers another request,
    ///   or when it holds no code.
    public func code(from redirect: String) throws(CredentialError) -> Secret {
        let values = try Self.values(of: redirect)
        // Before the state, which a refusal need not carry: nobody gains anything by slipping one in.
        if let error = values["error"] {
            let isRefusal = error == "access_denied"
            let sentence = isRefusal ? "Access was refused in the browser" : "Lofty did not grant access"
            throw CredentialError(.loginNeeded, "\(sentence); log in again")
        }
        guard state == nil || values["state"] == state else {
            throw CredentialError(.loginNeeded, "The answer belongs to another login; log in again")
        }
        guard let code = values["code"], !code.isEmpty, code.utf8.count <= 4_096 else {
            throw CredentialError(.loginNeeded, "The address holds no code; copy all of it, or log in again")
        }
        return Secret(code)
    }

    /// The query of an address; refuses a name that stands there twice, which two readers could take differently.
    private static func values(of address: String) throws(CredentialError) -> [String: String] {
        let query = address.prefix { $0 != "#" }.drop { $0 != "?" }.dropFirst()
        var values: [String: String] = [:]
        for item in query.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = PercentEncoding.decode(parts[0])
            guard values[name] == nil else {
                throw CredentialError(.loginNeeded, "The address names one thing twice; log in again")
            }
            values[name] = parts.count == 2 ? PercentEncoding.decode(parts[1]) : ""
        }
        return values
    }
}
