import GRDB

/// A lead that the sales agent of a member follows up (contract §18).
struct WorkingLead: Hashable, Sendable {
    /// Where the follow-up stands.
    ///
    /// The contract names the stages and leaves open what makes them; here the score and whether anybody has talked.
    enum Stage: String, Hashable, Sendable {
        case highPriority = "HIGH_PRIORITY"
        case prospecting = "AI_PROSPECTING"
        case monitoring = "AI_MONITORING"

        /// A condition on the table `lead`.
        var condition: String {
            switch self {
            case .highPriority: "lead.score >= 70"
            case .prospecting: "lead.score < 70 AND lead.touchMillis = 0"
            case .monitoring: "lead.score < 70 AND lead.touchMillis > 0"
            }
        }
    }

    let leadID: Int64
    let firstName: String
    let lastName: String
    let email: String?
    let phone: String?
    let isMuted: Bool
    let createMillis: Int64

    /// Most leads that one sales agent follows up.
    static let quota: Int64 = 100

    private init(_ row: Row) {
        leadID = row["leadId"]
        firstName = row["firstName"]
        lastName = row["lastName"]
        email = row["email"]
        phone = row["phone"]
        isMuted = row["isMuted"]
        createMillis = row["createMillis"]
    }

    var json: JSON {
        [
            "leadId": .integer(leadID), "firstName": .string(firstName), "lastName": .string(lastName),
            "email": .text(email), "phone": .text(phone), "createdAt": WireDate.instant(createMillis),
        ]
    }
}

// MARK: - Looking

extension WorkingLead {
    private static let columns = """
        SELECT workingLead.*, lead.firstName, lead.lastName,
            (SELECT address FROM leadEmail WHERE leadId = lead.id ORDER BY position LIMIT 1) AS email,
            (SELECT number FROM leadPhone WHERE leadId = lead.id ORDER BY position LIMIT 1) AS phone
        """
    private static let source = """
        FROM workingLead JOIN lead ON lead.id = workingLead.leadId
        WHERE lead.trashMillis = 0 AND \(LeadVisibility.condition)
        """

    static func find(_ leadID: Int64, for caller: Member, _ db: Database) throws -> WorkingLead? {
        try Row.fetchOne(
            db,
            sql: "\(columns) \(source) AND workingLead.leadId = :lead",
            arguments: ["lead": leadID, "caller": caller.recordID]
        ).map(WorkingLead.init)
    }

    /// The pool of the caller's own sales agent.
    struct Listing {
        var stage: Stage?
        /// Else by the time of the last change.
        var isByCreateTime = false
        var isDescending = true
        var limit: Int64 = 20
        var offset: Int64 = 0

        private var filter: String {
            "\(source) AND workingLead.memberId = :caller" + (stage.map { " AND \($0.condition)" } ?? "")
        }

        func fetch(for caller: Member, _ db: Database) throws -> [WorkingLead] {
            let column = isByCreateTime ? "createMillis" : "updateMillis"
            let direction = isDescending ? "DESC" : "ASC"
            return try Row.fetchAll(
                db,
                sql: """
                    \(columns) \(filter)
                    ORDER BY workingLead.\(column) \(direction), workingLead.leadId \(direction)
                    LIMIT :limit OFFSET :offset
                    """,
                arguments: ["caller": caller.recordID, "limit": limit, "offset": offset]
            ).map(WorkingLead.init)
        }

        func count(for caller: Member, _ db: Database) throws -> Int64 {
            let sql = "SELECT count(*) \(filter)"
            return try Int64.fetchOne(db, sql: sql, arguments: ["caller": caller.recordID]) ?? 0
        }
    }
}

// MARK: - Changing

extension WorkingLead {
    /// Places that the sales agent of the member has taken, whatever became of the leads' visibility.
    static func used(by member: Member, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM workingLead JOIN lead ON lead.id = workingLead.leadId
                WHERE workingLead.memberId = :member AND lead.trashMillis = 0
                """,
            arguments: ["member": member.recordID]
        ) ?? 0
    }

    /// What became of a lead that was to go into a pool.
    enum Addition: Hashable, Sendable {
        case added
        /// A pool had it already; it stays there.
        case wasThere
        /// It is not the caller's to see, or the quota is used up.
        case refused
    }

    /// Adds a lead to the caller's pool.
    static func add(_ leadID: Int64, for call: Call, _ db: Database) throws -> Addition {
        do {
            try call.requireWritable(leadID, db)
        } catch SandboxError.leadNotExist {
            return .refused
        }
        if try find(leadID, for: call.caller, db) != nil { return .wasThere }
        guard try used(by: call.caller, db) < quota else { return .refused }
        try db.execute(
            sql: """
                INSERT INTO workingLead (leadId, memberId, isMuted, createMillis, updateMillis)
                VALUES (:lead, :member, 0, :now, :now)
                """,
            arguments: ["lead": leadID, "member": call.caller.recordID, "now": call.nowMillis]
        )
        return .added
    }

    func mute(nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE workingLead SET isMuted = 1, updateMillis = :now WHERE leadId = :lead",
            arguments: ["lead": leadID, "now": nowMillis]
        )
    }

    static func owner(of leadID: Int64, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: "SELECT memberId FROM workingLead WHERE leadId = :lead",
            arguments: ["lead": leadID]
        )
    }
}

extension WireDate {
    /// `2026-02-20T10:00:00Z`, as the working pool carries it.
    static func instant(_ millis: Int64) -> JSON {
        guard case .string(let text) = lead(millis) else { return .null }
        return .string(text.replacing("GMT", with: "Z"))
    }
}
