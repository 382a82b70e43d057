import Digest
import Foundation
import GRDB

/// A living secret that stands for a member.
struct Credential: Hashable, Sendable {
    let digest: [UInt8]
    let kind: Kind
    /// The app that a token was given to; keys and the announced token belong to none.
    let app: OAuthApp?
    /// Moment of the end in milliseconds since 1970; 0 is never.
    let expiryMillis: Int64

    enum Kind: String, Hashable, Sendable {
        case apiKey
        case accessToken
    }

    /// Whose calls count together against the rate limit: those of one app, whatever token they carry (contract §4).
    enum Payer: Hashable, Sendable {
        case app(String)
        case secret([UInt8])
    }

    var payer: Payer { app.map { .app($0.id) } ?? .secret(digest) }

    /// Whether the portal has granted the endpoint to the app behind the credential; keys may call everything.
    func grants(_ request: SandboxRequest) -> Bool { app?.grants(request) ?? true }

    /// `nil` for a secret that is unknown, revoked or expired, and for one that opens no endpoint.
    static func find(_ text: String, nowMillis: Int64, _ db: Database) throws -> (Credential, Member)? {
        // Asking an index for the digest tells a listener nothing about the secret, as asking for its text could.
        let digest = Digest.sha256(text.utf8)
        let row = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT secret.kind, secret.appId, secret.expiryMillis, member.* FROM secret
                    JOIN member ON member.recordId = secret.memberId
                    WHERE secret.digest = :digest AND secret.revokeMillis = 0
                    AND (secret.expiryMillis = 0 OR secret.expiryMillis > :now)
                    """
            ),
            arguments: ["digest": Data(digest), "now": nowMillis]
        )
        guard let row, let kind = Kind(rawValue: row["kind"]) else { return nil }
        let app = try OAuthApp.find(row["appId"], db)
        return (Credential(digest: digest, kind: kind, app: app, expiryMillis: row["expiryMillis"]), Member(row))
    }
}
