import GRDB

/// A secret that stands for a member.
struct Credential: Hashable, Sendable {
    let secret: String
    let kind: Kind

    enum Kind: String, Hashable, Sendable {
        case apiKey
        case accessToken
    }

    static func find(_ secret: String, _ db: Database) throws -> (Credential, Member)? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT credential.kind, member.* FROM credential
                JOIN member ON member.recordId = credential.memberId
                WHERE credential.secret = :secret
                """,
            arguments: ["secret": secret]
        )
        guard let row, let kind = Kind(rawValue: row["kind"]) else { return nil }
        return (Credential(secret: secret, kind: kind), Member(row))
    }

    func insert(for memberID: Int64, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO credential (secret, kind, memberId) VALUES (:secret, :kind, :member)",
            arguments: ["secret": secret, "kind": kind.rawValue, "member": memberID]
        )
    }
}
