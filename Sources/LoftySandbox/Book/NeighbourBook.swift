import GRDB

/// The book of the second team: a few people with ids, stages and leads that the first team has nothing of.
struct NeighbourBook: Sendable {
    let nowMillis: Int64

    static let leads = ["Anouk", "Bastian", "Carmela", "Dragan", "Eirini", "Fumiko"]
    private static let officeID: Int64 = 77_001
    /// Added to where every sequence starts, so that no number means something in both teams.
    private static let distance: Int64 = 500_000_000_000

    /// Fills empty tables; the caller's transaction makes it all or nothing.
    func write(to db: Database) throws {
        try writeTeam(db)
        for sequence in IDSequence.allCases {
            try db.execute(
                sql: "INSERT INTO sequence (name, next) VALUES (:name, :next)",
                arguments: ["name": sequence.rawValue, "next": sequence.first + Self.distance]
            )
        }
        for (index, person) in Self.people.enumerated() { try write(person, index, db) }
        let members = try Member.fetchAll(db)
        for (index, name) in Self.leads.enumerated() {
            try writeLead(name, assignee: members[index % members.count], by: members[0], db)
        }
    }

    private func writeTeam(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO team (id, seed, createMillis) VALUES (500000000000001, 0, :now);
                INSERT INTO office (id, parentId, name) VALUES (:office, 0, 'Cedar Creek Homes');
                INSERT INTO role (id, name) VALUES (40, 'Buyer Agent'), (140, 'Assistant');
                INSERT INTO pond (id, name) VALUES (39001, 'Cedar Pond');
                """,
            arguments: ["now": nowMillis, "office": Self.officeID]
        )
        for (position, name) in ["Cedar New", "Cedar Working", "Cedar Sold"].enumerated() {
            try db.execute(
                sql: "INSERT INTO stage (id, name, position) VALUES (:id, :name, :position)",
                arguments: ["id": 390_100 + position, "name": name, "position": position]
            )
        }
    }

    private struct Person {
        let first: String
        let last: String
        let roleName: String
        let accessRole: MemberRole
    }

    private static let people = [
        Person(first: "Ingrid", last: "Solberg", roleName: "Admin", accessRole: .admin),
        Person(first: "Pavel", last: "Novak", roleName: "Agent", accessRole: .agent),
    ]

    private func write(_ person: Person, _ index: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO member (
                    recordId, memberUserId, email, firstName, lastName, phone, virtualNumber, role, roleName, isAdmin,
                    isAccepted, officeId, timeZone, inviterId, isRouted, routedTurn, accessRole
                ) VALUES (
                    :record, :user, :email, :first, :last, :phone, '', :role, :roleName, :isAdmin, 1, :office,
                    'America/Denver', 900001, 1, 0, :accessRole
                )
                """,
            arguments: [
                "record": 845_500_000_000_000 + index, "user": 900_001 + index,
                "email": "\(person.first.lowercased())@cedarcreek.example.com", "first": person.first,
                "last": person.last, "phone": "+1303555017\(index)", "role": index == 0 ? 1 : 0,
                "roleName": person.roleName, "isAdmin": person.accessRole.seesWholeTeam, "office": Self.officeID,
                "accessRole": person.accessRole.rawValue,
            ]
        )
    }

    /// Goes the way of every created lead, so that nothing of it is told apart from one.
    private func writeLead(_ name: String, assignee: Member, by author: Member, _ db: Database) throws {
        let call = Call(
            caller: author,
            query: try QueryItems(""),
            parameters: [:],
            mediaType: "application/json",
            bytes: [],
            nowMillis: nowMillis,
            oddities: SandboxOddities()
        )
        let fields: JSON = [
            "firstName": .string(name), "lastName": "Cedar",
            "emails": [.string("\(name.lowercased())@cedarcreek.example.com")], "tags": ["Cedar tag"],
        ]
        let write = try LeadWrite(try BodyFields(fields), isUpdate: false)
        let id = try write.insert(assignee: assignee, for: call, db)
        _ = try NoteDraft(content: "Cedar note", isPinned: false).insert(on: id, for: call, db)
    }
}
