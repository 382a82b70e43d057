import Digest
import Foundation
import GRDB

/// A code that an app may turn into tokens, once.
struct AuthorizationCode: Hashable, Sendable {
    let digest: [UInt8]
    let appID: String
    let memberID: Int64
    let redirectURI: String
    /// Of method `S256`; empty when the app proves itself by its secret.
    let challenge: String
    let expiryMillis: Int64
    var isUsed = false

    func insert(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO authorizationCode (digest, appId, memberId, redirectURI, challenge, expiryMillis)
                VALUES (:digest, :app, :member, :redirect, :challenge, :expiry)
                """,
            arguments: [
                "digest": Data(digest), "app": appID, "member": memberID, "redirect": redirectURI,
                "challenge": challenge, "expiry": expiryMillis,
            ]
        )
    }

    static func find(_ text: String, _ db: Database) throws -> AuthorizationCode? {
        let digest = Digest.sha256(text.utf8)
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM authorizationCode WHERE digest = :digest",
            arguments: ["digest": Data(digest)]
        )
        return row.map { row in
            AuthorizationCode(
                digest: digest,
                appID: row["appId"],
                memberID: row["memberId"],
                redirectURI: row["redirectURI"],
                challenge: row["challenge"],
                expiryMillis: row["expiryMillis"],
                isUsed: (row["useMillis"] as Int64) > 0
            )
        }
    }

    func recordUse(nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE authorizationCode SET useMillis = :now WHERE digest = :digest",
            arguments: ["now": nowMillis, "digest": Data(digest)]
        )
    }

    /// Whether the verifier is what the challenge was made of (RFC 7636 §4.6).
    func isVerified(by verifier: String) -> Bool {
        !challenge.isEmpty
            && ConstantTime.areEqual(Array(Digest.codeChallenge(of: verifier).utf8), Array(challenge.utf8))
    }
}
