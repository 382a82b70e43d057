import GRDB

/// A person of the team.
///
/// Three numbers name the same person (contract §10.3): ``recordID`` stands on leads and notes, while the members
/// endpoints only show ``memberUserID``.
struct Member: Hashable, Sendable {
    let recordID: Int64
    let memberUserID: Int64
    let email: String
    let firstName: String
    let lastName: String
    let phone: String
    let virtualNumber: String
    let role: Int64
    let roleName: String
    let isAdmin: Bool
    /// Has accepted the invitation; others cannot be found by account or given leads.
    let isAccepted: Bool
    let officeID: Int64
    let timeZone: String
    let inviterID: Int64
    let accessRole: MemberRole
    /// Beyond those of the role.
    let grantedRights: MemberRights

    var rights: MemberRights { accessRole.rights.union(grantedRights) }

    var fullName: String { lastName.isEmpty ? firstName : "\(firstName) \(lastName)" }

    init(_ row: Row) {
        recordID = row["recordId"]
        memberUserID = row["memberUserId"]
        email = row["email"]
        firstName = row["firstName"]
        lastName = row["lastName"]
        phone = row["phone"]
        virtualNumber = row["virtualNumber"]
        role = row["role"]
        roleName = row["roleName"]
        isAdmin = row["isAdmin"]
        isAccepted = row["isAccepted"]
        officeID = row["officeId"]
        timeZone = row["timeZone"]
        inviterID = row["inviterId"]
        // A role that only a newer Foyer knows gives the least.
        accessRole = MemberRole(rawValue: row["accessRole"]) ?? .agent
        grantedRights = MemberRights(rawValue: row["grantedRights"])
    }

    static func fetchAll(_ db: Database) throws -> [Member] {
        try Row.fetchAll(db, sql: "SELECT * FROM member ORDER BY memberUserId").map(Member.init)
    }

    /// The administrator whom the announced keys belong to.
    static func fetchAccount(_ db: Database) throws -> Member {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM member WHERE isAdmin ORDER BY memberUserId") else {
            throw SandboxError.userNotExist
        }
        return Member(row)
    }

    /// The first of the role who has accepted the invitation.
    static func first(of role: MemberRole, _ db: Database) throws -> Member? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM member WHERE accessRole = :role AND isAccepted ORDER BY memberUserId",
            arguments: ["role": role.rawValue]
        ).map(Member.init)
    }

    static func find(email: String, _ db: Database) throws -> Member? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM member WHERE email = :email AND isAccepted",
            arguments: ["email": email]
        ).map(Member.init)
    }

    /// Finds by the id on leads or by `memberUserId`.
    ///
    /// The contract calls both "user id" and no live report says which one a write takes; the two never collide here.
    /// What is read back is always the record id.
    static func find(userID: Int64, _ db: Database) throws -> Member? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM member WHERE (recordId = :id OR memberUserId = :id) AND isAccepted",
            arguments: ["id": userID]
        ).map(Member.init)
    }
}
