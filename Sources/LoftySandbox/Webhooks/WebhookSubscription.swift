import GRDB

/// Where a member wants to hear of one kind of event (contract §14.1).
struct WebhookSubscription: Hashable, Sendable {
    let id: Int64
    let listID: Int64
    let callbackURL: String
    /// Most events in one delivery, 1 to 5,000.
    let batchLimit: Int64
    let permission: Permission
    let memberID: Int64

    /// Whose leads are told of, beside an administrator's view of all.
    enum Permission: Int64, Hashable, Sendable {
        case byAssignment = 0
        case byOwnership = 1

        /// `lead` holds `assigneeId`, `ownershipScope` and `ownershipId`.
        func covers(_ lead: Row, for member: Member) -> Bool {
            switch self {
            case .byAssignment: return lead["assigneeId"] == member.recordID
            case .byOwnership:
                let owner: Int64 = lead["ownershipId"]
                switch lead["ownershipScope"] as String {
                case "TEAM": return true
                case "OFFICE": return owner == member.officeID
                default: return owner == member.recordID
                }
            }
        }
    }

    init(_ row: Row) {
        id = row["id"]
        listID = row["listId"]
        callbackURL = row["callbackUrl"]
        batchLimit = row["batchLimit"]
        permission = Permission(rawValue: row["permissionMode"]) ?? .byAssignment
        memberID = row["memberId"]
    }

    static func fetchAll(listID: Int64, _ db: Database) throws -> [WebhookSubscription] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM webhookSubscription WHERE listId = :list ORDER BY id"
        )
        return try Row.fetchAll(statement, arguments: ["list": listID]).map(WebhookSubscription.init)
    }

    /// Whoever made it; `nil` once that member is gone.
    func member(_ db: Database) throws -> Member? {
        try Row.fetchOne(db, sql: "SELECT * FROM member WHERE recordId = :id", arguments: ["id": memberID])
            .map(Member.init)
    }
}

extension WebhookSubscription {
    static func fetchAll(of member: Member, _ db: Database) throws -> [WebhookSubscription] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM webhookSubscription WHERE memberId = :member ORDER BY id",
            arguments: ["member": member.recordID]
        ).map(WebhookSubscription.init)
    }

    static func find(_ id: Int64, _ db: Database) throws -> WebhookSubscription? {
        try Row.fetchOne(db, sql: "SELECT * FROM webhookSubscription WHERE id = :id", arguments: ["id": id])
            .map(WebhookSubscription.init)
    }
}
