import GRDB

/// Who gets a lead that nobody was named for.
///
/// Round robin: the agent whose turn is longest ago, within one office where the request names one.
enum Routing {
    /// Offices count from 1; this one means the rules of the company.
    static let company: Int64 = -1

    static func next(inOffice office: Int64?, _ db: Database) throws -> Member? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM member
                WHERE isRouted AND isAccepted AND (:office IS NULL OR officeId = :office)
                ORDER BY routedTurn, memberUserId
                """,
            arguments: ["office": office == company ? nil : office]
        ).map(Member.init)
    }

    static func recordTurn(of member: Member, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE member SET routedTurn = (SELECT max(routedTurn) + 1 FROM member) WHERE recordId = :id
                """,
            arguments: ["id": member.recordID]
        )
    }
}
