import GRDB

/// Leads without an agent that some members may take (contract §17).
struct Pond: Hashable, Sendable {
    let id: Int64
    let name: String
    let ownerID: Int64
    /// Who may take leads out of it.
    let memberIDs: Set<Int64>

    /// A pond without an owner is the account's, one without members is open to every agent in the rotation.
    static func fetchAll(_ db: Database) throws -> [Pond] {
        let account = try Member.fetchAccount(db).recordID
        let everybody = try Int64.fetchSet(db, sql: "SELECT recordId FROM member WHERE isAccepted AND isRouted")
        let named = try Row.fetchAll(db, sql: "SELECT pondId, memberId FROM pondMember")
            .reduce(into: [Int64: Set<Int64>]()) { $0[$1["pondId"], default: []].insert($1["memberId"]) }
        return try Row.fetchAll(db, sql: "SELECT id, name, ownerId FROM pond ORDER BY id").map { row in
            let owner: Int64 = row["ownerId"]
            return Pond(
                id: row["id"],
                name: row["name"],
                ownerID: owner == 0 ? account : owner,
                memberIDs: named[row["id"]] ?? everybody
            )
        }
    }

    func isVisible(to member: Member) -> Bool {
        member.isAdmin || ownerID == member.recordID || memberIDs.contains(member.recordID)
    }

    var json: JSON {
        [
            "id": .integer(id), "pondName": .string(name), "pondOwnerId": .integer(ownerID),
            "agentIds": .integers(memberIDs.sorted()),
        ]
    }
}
