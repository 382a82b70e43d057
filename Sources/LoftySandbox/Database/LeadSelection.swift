import GRDB

/// The leads that a query asks for and its caller may know of.
///
/// Filters that hold for whole cells make the set of cells `seen`; the others test single leads. A lead of another cell
/// can be seen for the sake of a role of the caller, unless it is hidden: its cell is in `unhidden`.
struct LeadSelection {
    let query: LeadListQuery
    let filters: [SizedFilter]
    /// Leads in the cells `seen`.
    let seenLeads: Int
    /// Leads of the book, trash included.
    let allLeads: Int
    let cells: String
    let arguments: StatementArguments
    let hasRoles: Bool
    let db: Database

    /// A filter of single leads, and how many its list has, before anybody's sight is taken into account.
    struct SizedFilter {
        let set: LeadSet
        let listed: Int?
    }

    init(_ query: LeadListQuery, visibleTo caller: Int64, _ db: Database) throws {
        var cells = "TRUE"
        var sets: [LeadSet] = []
        var arguments: StatementArguments = ["caller": caller, "newest": query.newestVisibleMillis]
        for (index, filter) in query.filters.enumerated() {
            arguments += filter.arguments("filter\(index)")
            switch try query.condition(filter, "filter\(index)", db) {
            case .cell(let condition): cells += " AND " + condition
            case .lead(let set): sets.append(set)
            }
        }
        let numbers = Numbers(prologue: Self.prologue(cells), arguments: arguments, db: db)
        self.query = query
        self.cells = cells
        self.arguments = arguments
        self.db = db
        filters = try sets.map(numbers.sized)
        seenLeads = try numbers.fetch("SELECT sum(leads) FROM leadCell WHERE id IN seen")
        allLeads = try numbers.fetch("SELECT (SELECT sum(leads) FROM leadCell) + \(Self.trashedLeads)")
        hasRoles = try numbers.fetch("SELECT \(Self.hasRolesSQL)") > 0
    }
}

// MARK: - SQL

extension LeadSelection {
    private static let trashedLeads = "(SELECT count(*) FROM lead INDEXED BY leadByCell WHERE cellId = 0)"

    /// Whoever sees the whole team sees the leads of the own roles anyway.
    private static let hasRolesSQL = """
        EXISTS (\(LeadVisibility.leadsInRoles))
            AND NOT EXISTS (SELECT 1 FROM member WHERE recordId = :caller AND isAdmin)
        """

    /// The cells as tables, for the statement that follows.
    static func prologue(_ cells: String) -> String {
        """
        WITH seen(id) AS MATERIALIZED (
            SELECT cell.id FROM leadCell AS cell WHERE \(cells) AND \(LeadVisibility.cellCondition)
        ), unhidden(id) AS MATERIALIZED (
            SELECT cell.id FROM leadCell AS cell WHERE \(cells) AND cell.isHidden = 0
        )

        """
    }

    private struct Numbers {
        let prologue: String
        let arguments: StatementArguments
        let db: Database

        /// 0 for `NULL`.
        func fetch(_ sql: String) throws -> Int {
            try Int.fetchOne(try db.cachedStatement(sql: prologue + sql), arguments: arguments) ?? 0
        }

        func sized(_ set: LeadSet) throws -> SizedFilter {
            SizedFilter(set: set, listed: try set.ids.map { try fetch("SELECT count(*) FROM (\($0))") })
        }
    }

    private var numbers: Numbers { Numbers(prologue: Self.prologue(cells), arguments: arguments, db: db) }

    static func tests(of filters: [SizedFilter]) -> String {
        filters.map { " AND " + $0.set.test }.joined()
    }

    /// `+` keeps SQLite from looking for the cells where the way has been chosen already.
    static func listed(_ ids: String, in cells: String) -> String {
        "FROM (\(ids)) AS listed CROSS JOIN lead ON lead.id = listed.leadId WHERE +lead.cellId \(cells)"
    }

    static func inCells(_ filters: [SizedFilter]) -> String {
        "FROM lead INDEXED BY leadByCell WHERE lead.cellId IN seen" + tests(of: filters)
    }

    static func inRoles(_ filters: [SizedFilter]) -> String {
        listed("SELECT DISTINCT leadId FROM (\(LeadVisibility.leadsInRoles))", in: "IN unhidden")
            + " AND +lead.cellId NOT IN seen" + tests(of: filters)
    }
}

// MARK: - Counting

extension LeadSelection {
    /// All matches, whatever the page.
    func total() throws -> Int {
        let all = try total(filters)
        guard query.newestVisibleMillis != .max else { return all }
        let newer = try numbers.sized(
            .rows(
                ids: "SELECT id AS leadId FROM lead INDEXED BY leadBy_createMillis WHERE createMillis > :newest",
                test: "lead.createMillis > :newest"
            )
        )
        return all - (try total(filters + [newer]))
    }

    private func total(_ filters: [SizedFilter]) throws -> Int {
        let seen = try count(by: LeadCosts(of: self).wayToCount(filters), filters)
        guard hasRoles else { return seen }
        return seen + (try numbers.fetch("SELECT count(*) " + Self.inRoles(filters)))
    }

    /// Of the leads in the cells `seen`.
    func count(by way: LeadCosts.WayToCount, _ filters: [SizedFilter]) throws -> Int {
        switch way {
        case .tally: return seenLeads
        case .cells: return try numbers.fetch("SELECT count(*) " + Self.inCells(filters))
        case .list(let ids):
            let sql = Self.listed(ids, in: "IN seen") + Self.tests(of: filters)
            return try numbers.fetch("SELECT count(*) " + sql)
        case .exactList(let ids):
            let sql = "FROM (\(ids)) AS listed CROSS JOIN lead INDEXED BY leadByID ON lead.id = listed.leadId"
            return try numbers.fetch("SELECT count(*) \(sql) WHERE +lead.cellId IN seen")
        case .remainder(let listed):
            let others = "SELECT 0 UNION ALL SELECT id FROM leadCell WHERE id NOT IN seen"
            let sql = "FROM lead INDEXED BY leadByCell WHERE lead.cellId IN (\(others))" + Self.tests(of: filters)
            return listed - (try numbers.fetch("SELECT count(*) " + sql))
        }
    }
}
