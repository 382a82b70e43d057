import Digest
import Foundation
import GRDB

/// A secret on its way into the table that keeps its digest.
struct IssuedSecret: Sendable {
    let text: String
    let kind: Kind
    let memberID: Int64
    var appID = ""
    /// What it is revoked together with; `nil` founds a family of its own.
    var family: [UInt8]?
    /// 0 is never.
    var expiryMillis: Int64 = 0
    /// Whether only an app that shows its own secret may use it.
    var needsSecret = false
    /// Whether every start of the sandbox shows it again, for which its text must be kept.
    var isAnnounced = false

    enum Kind: String, Hashable, Sendable {
        case apiKey
        case accessToken
        case refreshToken
    }

    /// Takes the place of the same text, revoked or not.
    @discardableResult
    func insert(nowMillis: Int64, _ db: Database) throws -> Int64 {
        let digest = Digest.sha256(text.utf8)
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO secret (
                    digest, kind, memberId, appId, family, issueMillis, expiryMillis, needsSecret, announcedText
                ) VALUES (:digest, :kind, :member, :app, :family, :now, :expiry, :needsSecret, :text)
                """,
            arguments: [
                "digest": Data(digest), "kind": kind.rawValue, "member": memberID, "app": appID,
                "family": Data(family ?? digest), "now": nowMillis, "expiry": expiryMillis,
                "needsSecret": needsSecret, "text": isAnnounced ? text : "",
            ]
        )
        return db.lastInsertedRowID
    }

    /// The living secret that every start announces for the member.
    static func announced(_ kind: Kind, of memberID: Int64, _ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT announcedText FROM secret
                WHERE memberId = :member AND kind = :kind AND announcedText <> '' AND revokeMillis = 0
                """,
            arguments: ["member": memberID, "kind": kind.rawValue]
        )
    }

    static func revoke(family: [UInt8], nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE secret SET revokeMillis = :now WHERE family = :family AND revokeMillis = 0",
            arguments: ["now": nowMillis, "family": Data(family)]
        )
    }
}
