import GRDB

/// Which leads a caller may know of: see ``MemberRole``.
enum LeadVisibility {
    /// A condition on the table `lead` with the argument `:caller`, right for every caller.
    ///
    /// A hidden lead exists for its agent alone; administrators are no exception (contract, "Hidden leads").
    static let condition = """
        (lead.assigneeId = :caller OR (lead.isHidden = 0 AND (
            (SELECT isAdmin FROM member WHERE recordId = :caller) \(shares("lead"))
            OR lead.id IN (\(leadsInRoles))
        )))
        """

    /// The same on the table `leadCell`, known as `cell`, but for the leads that the caller has a role in.
    static let cellCondition = """
        (cell.assigneeId = :caller OR (cell.isHidden = 0 AND (
            (SELECT isAdmin FROM member WHERE recordId = :caller) \(shares("cell"))
        )))
        """

    /// Ids of leads, each once per role; seen unless hidden.
    static let leadsInRoles = "SELECT leadId FROM leadRole WHERE assigneeId = :caller"

    /// The same for a known caller: whoever sees the whole team is asked for nothing that the indexes do not hold.
    static func condition(for caller: Int64, _ db: Database) throws -> String {
        let statement = try db.cachedStatement(sql: "SELECT isAdmin FROM member WHERE recordId = :caller")
        let seesWholeTeam = try Bool.fetchOne(statement, arguments: ["caller": caller]) ?? false
        return seesWholeTeam ? "(lead.isHidden = 0 OR lead.assigneeId = :caller)" : condition
    }

    private static func shares(_ table: String) -> String {
        """
        OR \(table).assigneeId = 0
        OR \(table).lenderId = :caller
        OR \(table).ownershipScope = 'TEAM'
        OR (\(table).ownershipScope = 'PERSONAL' AND \(table).ownershipId = :caller)
        OR (\(table).ownershipScope = 'OFFICE' AND \(table).ownershipId IN (
            SELECT officeId FROM member WHERE recordId = :caller UNION \(ledOffices)
        ))
        OR \(table).assigneeId IN (SELECT recordId FROM member WHERE officeId IN (\(ledOffices)))
        """
    }

    /// The office of a team lead and every office below it.
    private static let ledOffices = """
        SELECT id FROM (
            WITH RECURSIVE led(id) AS (
                SELECT officeId FROM member WHERE recordId = :caller AND accessRole = 'teamLead'
                UNION SELECT office.id FROM office JOIN led ON office.parentId = led.id
            ) SELECT id FROM led
        )
        """

    /// What a single read or write looks for.
    enum Scope: Sendable {
        /// In the book, and old enough where creation is delayed.
        case reading(until: Int64)
        /// In the book, however new: the contract lets writes find a lead at once.
        case writing
        case includingTrash
    }

    /// Throws ``SandboxError/leadNotExist`` for what is missing, trashed or somebody else's secret.
    static func require(_ id: Int64, for caller: Member, _ scope: Scope, _ db: Database) throws {
        let trash: String
        let newest: Int64
        switch scope {
        case .reading(let until): (trash, newest) = ("AND trashMillis = 0", until)
        case .writing: (trash, newest) = ("AND trashMillis = 0", .max)
        case .includingTrash: (trash, newest) = ("", .max)
        }
        let sql = "SELECT 1 FROM lead WHERE id = :id AND createMillis <= :newest \(trash) AND \(condition)"
        let statement = try db.cachedStatement(sql: sql)
        let arguments: StatementArguments = ["id": id, "newest": newest, "caller": caller.recordID]
        guard try Int.fetchOne(statement, arguments: arguments) != nil else { throw SandboxError.leadNotExist }
    }
}

extension Call {
    /// Leads made after this moment are not visible to reads yet.
    var newestVisibleMillis: Int64 {
        oddities.creationDelay == .zero ? .max : nowMillis - oddities.creationDelay.millis
    }

    func requireReadable(_ lead: Int64, _ db: Database) throws {
        try LeadVisibility.require(lead, for: caller, .reading(until: newestVisibleMillis), db)
    }

    func requireWritable(_ lead: Int64, _ db: Database) throws {
        try LeadVisibility.require(lead, for: caller, .writing, db)
    }
}
