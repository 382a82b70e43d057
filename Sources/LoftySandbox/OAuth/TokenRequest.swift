import Digest
import GRDB

/// What an app asks of a token endpoint, and the answer.
struct TokenRequest: Sendable {
    let parameters: OAuthParameters
    let call: OAuthCall

    /// RFC 7636 §4.1.
    private static let verifierLengths = 43...128

    func answer(_ grantTypes: Set<GrantType>, _ db: Database) throws -> SandboxResponse {
        let name = try parameters.required("grant_type")
        guard let type = GrantType(rawValue: name), grantTypes.contains(type) else {
            throw OAuthError.unsupportedGrantType
        }
        switch type {
        case .clientCredentials: return try actForCustomer(db)
        case .authorizationCode: return try redeemCode(db)
        case .refreshToken: return try refresh(db)
        }
    }

    enum GrantType: String, Hashable, Sendable {
        case clientCredentials = "client_credentials"
        case authorizationCode = "authorization_code"
        case refreshToken = "refresh_token"
    }
}

// MARK: - The app

extension TokenRequest {
    private struct Client {
        let app: OAuthApp
        /// Whether it has shown its secret; an app on somebody's machine has none to show.
        let isConfidential: Bool
    }

    /// Finds the app; a secret that is given must be right.
    private func client(_ db: Database) throws -> Client {
        let id = try parameters["client_id"] ?? parameters.basic?.id ?? parameters.required("client_id")
        if let basic = parameters.basic {
            guard basic.id == id else { throw OAuthError.invalidClient }
            guard parameters["client_secret"] == nil else {
                throw OAuthError.invalidRequest("the secret is given twice")
            }
        }
        guard let app = try OAuthApp.find(id, db) else { throw OAuthError.invalidClient }
        guard let secret = parameters.basic?.secret ?? parameters["client_secret"] else {
            return Client(app: app, isConfidential: false)
        }
        guard app.isSecret(secret) else { throw OAuthError.invalidClient }
        return Client(app: app, isConfidential: true)
    }
}

// MARK: - Client credentials

extension TokenRequest {
    /// The token acts for the member whose key comes along (contract §3.5) and dies with that key.
    private func actForCustomer(_ db: Database) throws -> SandboxResponse {
        let client = try client(db)
        guard client.isConfidential else { throw OAuthError.invalidClient }
        let key = try parameters.required("customer_key")
        guard let (credential, member) = try Credential.find(key, nowMillis: call.nowMillis, db),
            credential.kind == .apiKey
        else { throw OAuthError.invalidGrant("the customer key is no living API key") }
        let grant = TokenGrant(
            appID: client.app.id,
            memberID: member.recordID,
            family: credential.digest,
            needsSecret: true,
            latestExpiryMillis: credential.expiryMillis
        )
        return try grant.issue(.none, for: call, db)
    }
}

// MARK: - Authorization code

extension TokenRequest {
    /// A code that comes a second time was stolen or sent twice; what came of it is revoked (RFC 6749 §4.1.2).
    private func redeemCode(_ db: Database) throws -> SandboxResponse {
        let client = try client(db)
        let code = try AuthorizationCode.find(try parameters.required("code"), db)
        guard let code, code.appID == client.app.id else { throw OAuthError.invalidGrant("the code is unknown") }
        if code.isUsed {
            try IssuedSecret.revoke(family: code.digest, nowMillis: call.nowMillis, db)
            // Answered and not thrown: an error would roll the revocation back.
            return OAuthError.invalidGrant("the code has been used").response
        }
        guard call.nowMillis < code.expiryMillis else { throw OAuthError.invalidGrant("the code has expired") }
        guard try parameters.required("redirect_uri") == code.redirectURI else {
            throw OAuthError.invalidGrant("redirect_uri is not that of the code")
        }
        try requireProof(client, code)
        try code.recordUse(nowMillis: call.nowMillis, db)
        let grant = TokenGrant(
            appID: code.appID,
            memberID: code.memberID,
            family: code.digest,
            needsSecret: code.challenge.isEmpty
        )
        return try grant.issue(.new, for: call, db)
    }

    /// The verifier where there is a challenge, else the secret.
    private func requireProof(_ client: Client, _ code: AuthorizationCode) throws(OAuthError) {
        guard !code.challenge.isEmpty else {
            guard parameters["code_verifier"] == nil else {
                throw .invalidGrant("the code was asked for without a challenge")
            }
            guard client.isConfidential else { throw .invalidClient }
            return
        }
        let verifier = try parameters.required("code_verifier")
        guard Self.verifierLengths.contains(verifier.utf8.count), code.isVerified(by: verifier) else {
            throw .invalidGrant("the code verifier is wrong")
        }
    }
}

// MARK: - Refresh

extension TokenRequest {
    /// A refresh token that was replaced is refused like an unknown one.
    private func refresh(_ db: Database) throws -> SandboxResponse {
        let client = try client(db)
        let text = try parameters.required("refresh_token")
        guard let token = try RefreshToken.find(text, db), token.appID == client.app.id, !token.isRevoked,
            call.nowMillis < token.expiryMillis
        else { throw OAuthError.invalidGrant("the refresh token is unknown, used, revoked or expired") }
        guard client.isConfidential || !token.needsSecret else { throw OAuthError.invalidClient }
        let grant = TokenGrant(
            appID: token.appID,
            memberID: token.memberID,
            family: token.family,
            needsSecret: token.needsSecret
        )
        guard try OAuthSettings.fetch(db).rotatesRefreshTokens else {
            return try grant.issue(.keeping(text), for: call, db)
        }
        try token.revoke(nowMillis: call.nowMillis, db)
        return try grant.issue(.new, for: call, db)
    }
}
