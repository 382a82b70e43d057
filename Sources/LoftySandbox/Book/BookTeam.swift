import GRDB

/// The team that every invented book belongs to.
struct BookTeam: Sendable {
    static let stages = ["New Lead", "Contacted", "Qualified", "Under Contract", "Closed", "Nurture", "Archived"]

    /// Stands in the guide's own assignment example.
    static let guideMemberID: Int64 = 10_000_000_514

    /// Record ids of the people, the account of the announced keys first.
    let memberIDs: [Int64]
    let agentIDs: [Int64]
    let stageIDs: [Int64]
    let tagIDs: [Int64]
    let pondID: Int64
    private let id: Int64
    private let seed: UInt64
    private let nowMillis: Int64

    var accountID: Int64 { memberIDs[0] }

    init(seed: UInt64, nowMillis: Int64) {
        var random = SplitMix64(seed: seed, stream: -1)
        id = 400_000_000_000_000 + Int64(random.number(1, 99_999_999))
        stageIDs = Self.stages.indices.map { 100_200 + Int64($0) * 17 + Int64(random.number(0, 16)) }
        tagIDs = Self.tags.indices.map { 6_000_001 + Int64($0) * 13 }
        pondID = 30_000 + Int64(random.number(1, 999))
        memberIDs = Self.people.indices.map { index in
            index == 1
                ? Self.guideMemberID : 844_000_000_000_000 + Int64(index) * 1_000_003 + Int64(random.number(1, 999_999))
        }
        agentIDs = zip(Self.people, memberIDs).filter(\.0.isRouted).map(\.1)
        self.seed = seed
        self.nowMillis = nowMillis
    }

    static let tags = [
        "Buyer", "Seller", "Hot", "First-Time Buyer", "Cash Buyer", "Investor", "Relocation", "Pre-Approved",
        "Past Client", "VIP", "Luxury", "Downsizing", "Military / VA", "Spanish Speaking", "Open House 4/12",
        "Callback", "Newsletter", "77 Rainey St", "Sphere", "Needs Lender",
    ]

    private struct Person: Sendable {
        let first: String
        let last: String
        let roleName: String
        let role: Int64
        let timeZone: String
        let office: Int64
        var accessRole = MemberRole.agent
        var isAccepted = true
        var isRouted = true
    }

    private static let people: [Person] = [
        Person(
            first: "Alice",
            last: "Johnson",
            roleName: "Admin",
            role: 1,
            timeZone: "America/Chicago",
            office: 1,
            accessRole: .admin
        ),
        Person(first: "Marisol", last: "Vega", roleName: "Agent", role: 0, timeZone: "America/Chicago", office: 2),
        Person(
            first: "Devon",
            last: "Wright",
            roleName: "Team Lead",
            role: 4,
            timeZone: "America/Chicago",
            office: 2,
            accessRole: .teamLead
        ),
        Person(first: "Minh", last: "Trần", roleName: "Agent", role: 0, timeZone: "America/Los_Angeles", office: 3),
        Person(first: "Yael", last: "Cohen", roleName: "Agent", role: 0, timeZone: "America/New_York", office: 3),
        Person(
            first: "Priscilla",
            last: "Adeyemi",
            roleName: "Lender",
            role: 3,
            timeZone: "America/Chicago",
            office: 1,
            isRouted: false
        ),
        Person(
            first: "Sam",
            last: "Okafor",
            roleName: "Owner",
            role: 5,
            timeZone: "America/Denver",
            office: 1,
            accessRole: .owner,
            isRouted: false
        ),
        Person(
            first: "Noor",
            last: "Haddad",
            roleName: "Agent",
            role: 0,
            timeZone: "America/Chicago",
            office: 2,
            isAccepted: false,
            isRouted: false
        ),
    ]

    private static let offices: [(id: Int64, parent: Int64, name: String)] = [
        (1, 0, "Bluebonnet Realty"), (2, 1, "North Austin Office"), (3, 1, "South Congress Office"),
    ]

    /// The catalogue that stands on every lead (contract §7.1).
    private static let roles: [(id: Int64, name: String)] = [
        (20, "Referral Partner"), (40, "Buyer Agent"), (50, "Co-Agent"), (60, "LOA"),
        (80, "Transaction Coordinator"), (90, "Internal LO"), (100, "Virtual Assistant"),
        (110, "Showing Assistant"), (120, "Client Specialist"), (130, "ISA"), (140, "Assistant"),
    ]
}

extension BookTeam {
    func write(to db: Database) throws {
        try db.execute(
            sql: "INSERT INTO team (id, seed, createMillis) VALUES (:id, :seed, :now)",
            arguments: ["id": id, "seed": Int64(bitPattern: seed), "now": nowMillis]
        )
        for office in Self.offices {
            try db.execute(
                sql: "INSERT INTO office (id, parentId, name) VALUES (:id, :parent, :name)",
                arguments: ["id": office.id, "parent": office.parent, "name": office.name]
            )
        }
        for role in Self.roles {
            try db.execute(
                sql: "INSERT INTO role (id, name) VALUES (:id, :name)",
                arguments: ["id": role.id, "name": role.name]
            )
        }
        for (position, name) in Self.stages.enumerated() {
            try db.execute(
                sql: "INSERT INTO stage (id, name, position) VALUES (:id, :name, :position)",
                arguments: ["id": stageIDs[position], "name": name, "position": position]
            )
        }
        try db.execute(
            sql: "INSERT INTO pond (id, name) VALUES (:id, 'Shark Tank')",
            arguments: ["id": pondID]
        )
        for (index, person) in Self.people.enumerated() { try write(person, index, db) }
        for (index, name) in Self.tags.enumerated() { try write(tag: name, index, db) }
    }

    private func write(_ person: Person, _ index: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO member (
                    recordId, memberUserId, email, firstName, lastName, phone, virtualNumber, role, roleName, isAdmin,
                    isAccepted, officeId, timeZone, inviterId, isRouted, routedTurn, accessRole
                ) VALUES (
                    :record, :user, :email, :first, :last, :phone, :virtual, :role, :roleName, :isAdmin, :isAccepted,
                    :office, :timeZone, :inviter, :isRouted, 0, :accessRole
                )
                """,
            arguments: [
                "record": memberIDs[index], "user": 100_234 + index * 7,
                "email": "\(person.first.lowercased())@bluebonnet.example.com", "first": person.first,
                "last": person.last, "phone": "+1512555019\(index)",
                "virtual": person.isRouted ? "+1737555018\(index)" : "", "role": person.role,
                "roleName": person.roleName, "isAdmin": person.accessRole.seesWholeTeam,
                "isAccepted": person.isAccepted,
                "office": person.office, "timeZone": person.timeZone, "inviter": 100_234,
                "isRouted": person.isRouted, "accessRole": person.accessRole.rawValue,
            ]
        )
    }

    private func write(tag name: String, _ index: Int, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO tag (id, name, createMillis, creatorId) VALUES (:id, :name, :millis, :creator)",
            arguments: [
                "id": tagIDs[index], "name": name, "millis": nowMillis - Int64(800 - index) * 86_400_000,
                "creator": accountID,
            ]
        )
    }
}
