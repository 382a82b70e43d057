import GRDB

/// Who gets a lead that nobody was named for.
///
/// Round robin: the agent whose turn is longest ago. An office that the request names goes first; where it has no
/// agents, the whole company is asked.
enum Routing {
    static func next(preferringOffice office: Int64?, _ db: Database) throws -> Member? {
        if let office, let member = try next(inOffice: office, db) { return member }
        return try next(inOffice: nil, db)
    }

    private static func next(inOffice office: Int64?, _ db: Database) throws -> Member? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM member
                WHERE isRouted AND isAccepted AND (:office IS NULL OR officeId = :office)
                ORDER BY routedTurn, memberUserId
                """,
            arguments: ["office": office]
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
