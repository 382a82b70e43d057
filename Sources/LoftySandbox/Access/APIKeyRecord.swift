import GRDB

/// A key as its list shows it, without its text.
struct APIKeyRecord: Hashable, Sendable {
    let id: Int64
    let member: Member
    let issueMillis: Int64
    let expiryMillis: Int64
    let revokeMillis: Int64

    /// Living keys of one member (contract §3.1).
    static let mostPerMember = 10

    private init(_ row: Row) {
        id = row["secretId"]
        issueMillis = row["issueMillis"]
        expiryMillis = row["expiryMillis"]
        revokeMillis = row["revokeMillis"]
        member = Member(row)
    }

    static func fetchAll(_ db: Database) throws -> [APIKeyRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT secret.id AS secretId, secret.issueMillis, secret.expiryMillis, secret.revokeMillis, member.*
                FROM secret JOIN member ON member.recordId = secret.memberId
                WHERE secret.kind = 'apiKey' ORDER BY secret.id
                """
        ).map(APIKeyRecord.init)
    }

    static func livingCount(of memberID: Int64, nowMillis: Int64, _ db: Database) throws -> Int {
        try fetchAll(db).count { $0.member.recordID == memberID && $0.isLiving(at: nowMillis) }
    }

    func isLiving(at millis: Int64) -> Bool { revokeMillis == 0 && (expiryMillis == 0 || expiryMillis > millis) }

    /// Ends the key and every token that was made of it; `false` when there is none of this id.
    static func revoke(_ id: Int64, nowMillis: Int64, _ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE secret SET revokeMillis = :now WHERE revokeMillis = 0
                AND family = (SELECT family FROM secret WHERE id = :id AND kind = 'apiKey')
                """,
            arguments: ["now": nowMillis, "id": id]
        )
        return db.changesCount > 0
    }

    func json(at millis: Int64) -> JSON {
        [
            "id": .integer(id), "memberId": .integer(member.recordID), "email": .string(member.email),
            "role": .string(member.accessRole.rawValue), "createTime": .integer(issueMillis),
            "expireTime": expiryMillis == 0 ? .null : .integer(expiryMillis), "isLiving": .bool(isLiving(at: millis)),
        ]
    }
}
