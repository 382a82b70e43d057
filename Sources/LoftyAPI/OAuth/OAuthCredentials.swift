import FoundationEssentials

/// Access tokens by OAuth 2.0, renewed when they are about to end and once after a rejection.
///
/// ```swift
/// let store = FileTokenStore(path: "/home/ada/.config/foyer/tokens.json")
/// let source = OAuthCredentials(.login, configuration, store: store, transport: CurlTransport())
/// let client = LoftyClient(configuration: LoftyConfiguration(credentials: source), transport: CurlTransport())
/// ```
///
/// Callers that come while a renewal is under way wait for that one; whoever is cancelled leaves at once, and the renewal
/// goes on. Processes that share a store take turns, and the
/// second one finds the first one's tokens. New tokens are stored before they are used; a program that is killed between
/// Lofty's answer and the storing has lost them, and its user logs in again.
public actor OAuthCredentials: CredentialSource {
    /// How tokens come about.
    public enum Grant: Sendable {
        /// A user has let the program in: ``logIn(_:with:)`` once, refresh tokens from then on.
        case login
        /// The program acts for the user whose API key this is.
        case customerKey(Secret)
    }

    let grant: Grant
    let configuration: OAuthConfiguration
    let store: any TokenStore
    let transport: any HTTPTransport
    let time: TimeSource
    public nonisolated let identity: Secret

    var current: HeldTokens?
    /// Received and not yet stored: not used before they are.
    var unsaved: OAuthTokens?
    /// A refresh token that was refused, not to be sent again.
    var refusedRefresh: Secret?
    private var renewal: Task<Result<OAuthTokens, CredentialError>, Never>?

    /// Tokens, and the uptime at which they were made: the clock on the wall may be set at any time.
    struct HeldTokens {
        var tokens: OAuthTokens
        var since: Duration
    }

    /// A rejected token that is younger than this is not renewed: another one would fare no better.
    static let shortestUse = Duration.seconds(30)

    /// The transport must not follow redirects, or client secrets would travel to other hosts.
    public init(
        _ grant: Grant,
        _ configuration: OAuthConfiguration,
        store: any TokenStore,
        transport: any HTTPTransport,
        time: TimeSource = .live
    ) {
        self.grant = grant
        self.configuration = configuration
        self.store = store
        self.transport = transport
        self.time = time
        switch grant {
        case .login: identity = Secret("login \(configuration.clientID)")
        case .customerKey(let key): identity = Secret("customer \(configuration.clientID) \(key.text)")
        }
    }

    /// - Throws: ``CredentialError/Kind/loginNeeded`` when the user has to log in (again).
    public func credential() async throws(CredentialError) -> Credential {
        if let current, serves(current) { return current.tokens.credential }
        do throws(CredentialError) {
            return try await renewed(instead: current?.tokens.access).credential
        } catch {
            // Renewing begins before the end, so a server that is out of reach for a moment does no harm.
            if error.kind == .unreachable, let current, lasts(current) { return current.tokens.credential }
            throw error
        }
    }

    public func replacement(for rejected: Credential) async throws(CredentialError) -> Credential? {
        if let current {
            let isRejected = current.tokens.credential == rejected
            if !isRejected, serves(current) { return current.tokens.credential }
            if isRejected, age(current) < Self.shortestUse { return nil }
        }
        let tokens = try await renewed(instead: current?.tokens.access)
        return tokens.credential == rejected ? nil : tokens.credential
    }

    // MARK: Sharing

    /// New tokens; concurrent callers get the same.
    private func renewed(instead stale: Secret?) async throws(CredentialError) -> OAuthTokens {
        let task = renewal ?? startRenewal(instead: stale)
        guard let result = await task.valueUnlessCancelled() else {
            throw CredentialError(.cancelled, "Waiting for the access token was cancelled")
        }
        return try result.get()
    }

    private func startRenewal(instead stale: Secret?) -> Task<Result<OAuthTokens, CredentialError>, Never> {
        let task = Task {
            let result = await Result { () async throws(CredentialError) in try await renew(instead: stale) }
            renewal = nil
            return result
        }
        renewal = task
        return task
    }

    // MARK: Age

    private func serves(_ held: HeldTokens) -> Bool {
        let margin = configuration.renewalMargin
        return held.tokens.serves(at: time.date(), margin: margin)
            && age(held) < held.tokens.lifetime - held.tokens.effectiveMargin(margin)
    }

    /// Whether the token is not over yet.
    private func lasts(_ held: HeldTokens) -> Bool {
        held.tokens.serves(at: time.date(), margin: .zero) && age(held) < held.tokens.lifetime
    }

    private func age(_ held: HeldTokens) -> Duration { time.uptime() - held.since }
}
