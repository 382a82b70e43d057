import Digest
import GRDB

/// A right to act for a member, about to become tokens.
struct TokenGrant: Sendable {
    let appID: String
    let memberID: Int64
    let family: [UInt8]
    /// Whether the app has shown its secret for it and must go on doing so.
    let needsSecret: Bool
    /// Moment beyond which no token may live, as the key that it was made of ends there; 0 is never.
    var latestExpiryMillis: Int64 = 0

    /// Rows of tokens that ended longer ago than this are dropped.
    private static let memoryMillis: Int64 = 86_400_000

    enum Refreshing: Hashable, Sendable {
        /// The app asks again instead.
        case none
        case new
        /// The one that was sent stays good.
        case keeping(String)
    }

    /// The answer of the token endpoints (contract §3.3).
    func issue(_ refreshing: Refreshing, for call: OAuthCall, _ db: Database) throws -> SandboxResponse {
        let settings = try OAuthSettings.fetch(db)
        try forgetEnded(call.nowMillis, db)
        let limit = latestExpiryMillis == 0 ? Int64.max : latestExpiryMillis
        let expiry = min(call.nowMillis + settings.tokenMillis, limit)
        let access = try token(.accessToken, expiry: expiry, call, db)
        let refresh: String?
        switch refreshing {
        case .none: refresh = nil
        case .keeping(let text): refresh = text
        case .new: refresh = try token(.refreshToken, expiry: call.nowMillis + settings.refreshMillis, call, db)
        }
        var body: JSON = ["access_token": .string(access), "expires_in": .integer((expiry - call.nowMillis) / 1_000)]
        if let refresh { body = body.setting("refresh_token", to: .string(refresh)) }
        return .unstored(.json(body.merging(["token_type": "Bearer", "scope": "openApi"])))
    }

    private func token(
        _ kind: IssuedSecret.Kind,
        expiry: Int64,
        _ call: OAuthCall,
        _ db: Database
    ) throws -> String {
        let text = Digest.base64URL(call.randomBytes(36))
        let secret = IssuedSecret(
            text: text,
            kind: kind,
            memberID: memberID,
            appID: appID,
            family: family,
            expiryMillis: expiry,
            needsSecret: needsSecret
        )
        try secret.insert(nowMillis: call.nowMillis, db)
        return text
    }

    /// Keeps the tables as small as what still matters.
    private func forgetEnded(_ nowMillis: Int64, _ db: Database) throws {
        let arguments: StatementArguments = ["end": nowMillis - Self.memoryMillis]
        try db.execute(
            sql: "DELETE FROM secret WHERE appId <> '' AND expiryMillis > 0 AND expiryMillis < :end",
            arguments: arguments
        )
        try db.execute(sql: "DELETE FROM authorizationCode WHERE expiryMillis < :end", arguments: arguments)
    }
}
