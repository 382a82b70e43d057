import FoundationEssentials
import Logging

extension OAuthCredentials {
    /// Spends the code that a user's browser brought back, and keeps the tokens.
    ///
    /// `redirect` is the whole address that the browser was sent to.
    ///
    /// - Throws: ``CredentialError/Kind/loginNeeded`` when the user refused or Lofty does not take the code.
    public func logIn(_ redirect: String, with request: AuthorizationRequest) async throws(CredentialError) {
        let code = try request.code(from: redirect)
        let lock = try await store.lock()
        defer { lock.release() }
        let tokens = try await ask(.code(code, verifier: request.verifier))
        try await keep(tokens)
    }

    /// Tokens that serve, from the store or from Lofty.
    ///
    /// `stale` is an access token that will not do, whatever its end says.
    func renew(instead stale: Secret?) async throws(CredentialError) -> OAuthTokens {
        let lock = try await store.lock()
        defer { lock.release() }
        let stored = try await store.load()
        // Unless somebody has logged in since.
        if let unsaved, stored.map({ $0.obtainedAt <= unsaved.obtainedAt }) ?? true { return try await keep(unsaved) }
        if let stored, let tokens = adopt(stored, instead: stale) { return tokens }
        do throws(CredentialError) {
            return try await keep(try await ask(try nextGrant(stored)))
        } catch {
            guard error.kind == .loginNeeded else { throw error }
            refusedRefresh = stored?.refresh
            // Somebody who takes no heed of the lock may have renewed meanwhile, which ends the refresh token.
            let latest = try await store.load()
            if let latest, latest != stored, let tokens = adopt(latest, instead: stale) { return tokens }
            throw error
        }
    }

    /// Takes up what another process has stored, when it serves.
    private func adopt(_ stored: OAuthTokens, instead stale: Secret?) -> OAuthTokens? {
        let isOther = stored.access != stale
        guard isOther, stored.serves(at: time.date(), margin: configuration.renewalMargin) else { return nil }
        hold(stored)
        return stored
    }

    private func nextGrant(_ stored: OAuthTokens?) throws(CredentialError) -> TokenGrant {
        switch grant {
        case .customerKey(let key): return .customerKey(key)
        case .login:
            guard let refresh = stored?.refresh, refresh != refusedRefresh else {
                throw CredentialError(.loginNeeded, "Lofty's access has ended or was never given; log in again")
            }
            return .refresh(refresh)
        }
    }

    private func ask(_ grant: TokenGrant) async throws(CredentialError) -> OAuthTokens {
        let request = try configuration.request(for: grant)
        let moment = time.date()
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transport.send(request)
        } catch {
            throw CredentialError(error)
        }
        let secrets = grant.secrets + [configuration.clientSecret].compactMap(\.self)
        let answer = TokenAnswer(response, hiding: secrets, remedy: grant.remedy)
        do throws(CredentialError) {
            return try answer.tokens(at: moment, keeping: grant.refreshToken)
        } catch {
            configuration.logger?.notice("No tokens: HTTP \(response.status)")
            throw error
        }
    }

    /// Stores tokens, and only then takes them up.
    @discardableResult
    private func keep(_ tokens: OAuthTokens) async throws(CredentialError) -> OAuthTokens {
        unsaved = tokens
        try await store.save(tokens)
        hold(tokens)
        configuration.logger?.notice("The access token was renewed")
        return tokens
    }

    private func hold(_ tokens: OAuthTokens) {
        let age = Duration.seconds(min(max(0, time.date().timeIntervalSince(tokens.obtainedAt)), 180 * 86_400))
        current = HeldTokens(tokens: tokens, since: time.uptime() - age)
        unsaved = nil
        refusedRefresh = nil
    }
}

extension TokenGrant {
    /// What goes on serving when the answer brings no new refresh token.
    fileprivate var refreshToken: Secret? {
        switch self {
        case .refresh(let token): token
        case .code, .customerKey: nil
        }
    }
}

extension CredentialError {
    /// A token request that got no answer.
    ///
    /// Lost after sending is no reason to give up: a refresh token that was not ended by it still serves, and one that
    /// was is refused at the next attempt.
    fileprivate init(_ error: TransportError) {
        switch error.kind {
        case .unreachable, .untrusted, .lost:
            self.init(.unreachable, "The token server cannot be reached; check the network")
        case .answerTooLarge: self.init(.unusable, "The token answer is too large; check the token address")
        case .cancelled: self.init(.cancelled, "Asking for a token was cancelled")
        case .unusable: self.init(.unusable, "The token request cannot be sent")
        }
    }
}
