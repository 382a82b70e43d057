import GRDB

/// An office of the company, as members show theirs (contract §10.1).
struct Office: Hashable, Sendable {
    let id: Int64
    /// 0 at the top.
    let parentID: Int64
    let name: String
    /// Ids from the top down to this one.
    let path: [Int64]
    let memberCount: Int64

    /// `nil` for an id that is not there.
    static func find(_ id: Int64, _ db: Database) throws -> Office? {
        let rows = try Row.fetchAll(
            db,
            sql: """
                WITH RECURSIVE line(id, parentId, name, height) AS (
                    SELECT id, parentId, name, 0 FROM office WHERE id = :id
                    UNION ALL
                    SELECT office.id, office.parentId, office.name, height + 1
                    FROM office JOIN line ON office.id = line.parentId
                )
                SELECT * FROM line ORDER BY height
                """,
            arguments: ["id": id]
        )
        guard let own = rows.first else { return nil }
        let count = try Int64.fetchOne(
            db,
            sql: "SELECT count(*) FROM member WHERE officeId = :id",
            arguments: ["id": id]
        )
        return Office(
            id: id,
            parentID: own["parentId"],
            name: own["name"],
            path: rows.reversed().map { $0["id"] },
            memberCount: count ?? 0
        )
    }

    /// What the book does not invent is empty.
    func json(teamID: Int64) -> JSON {
        let path = path.map(String.init).joined(separator: "/")
        let place: JSON = [
            "id": .integer(id), "teamId": .integer(teamID), "parentId": .integer(parentID), "name": .string(name),
            "type": 0, "layer": .integer(Int64(self.path.count)), "path": .string(path),
            "childPath": .string(path + "/"), "agentCount": .integer(memberCount), "status": "ACTIVE",
            "defaultFlag": .bool(parentID == 0), "allowManageSub": true, "showInSite": true,
        ]
        let contact: JSON = [
            "websiteOwnerId": 0, "phone": "", "phoneCode": "1", "phoneCountry": "US", "boundNumber": "", "email": "",
            "streetAddress": "", "city": "", "state": "", "zipcode": "", "webSiteUrl": "", "createTime": nil,
            "updateTime": nil,
        ]
        return place.merging(contact)
    }
}
