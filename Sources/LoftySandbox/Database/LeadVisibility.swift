import GRDB

/// Which leads a caller may know of.
enum LeadVisibility {
    /// A condition on the table `lead` with the argument `:caller`.
    ///
    /// A hidden lead exists for its agent alone; administrators are no exception (contract, "Hidden leads").
    static let condition = "(lead.isHidden = 0 OR lead.assigneeId = :caller)"

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
