import Digest
import Foundation
import GRDB

/// A refresh token as the table keeps it.
struct RefreshToken: Hashable, Sendable {
    let digest: [UInt8]
    let appID: String
    let memberID: Int64
    let family: [UInt8]
    let expiryMillis: Int64
    let isRevoked: Bool
    let needsSecret: Bool

    static func find(_ text: String, _ db: Database) throws -> RefreshToken? {
        let digest = Digest.sha256(text.utf8)
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM secret WHERE digest = :digest AND kind = :kind",
            arguments: ["digest": Data(digest), "kind": IssuedSecret.Kind.refreshToken.rawValue]
        )
        return row.map { row in
            let family: Data = row["family"]
            return RefreshToken(
                digest: digest,
                appID: row["appId"],
                memberID: row["memberId"],
                family: Array(family),
                expiryMillis: row["expiryMillis"],
                isRevoked: (row["revokeMillis"] as Int64) > 0,
                needsSecret: row["needsSecret"]
            )
        }
    }

    func revoke(nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE secret SET revokeMillis = :now WHERE digest = :digest",
            arguments: ["now": nowMillis, "digest": Data(digest)]
        )
    }
}
