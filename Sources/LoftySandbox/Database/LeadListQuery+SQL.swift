import GRDB

extension LeadListQuery {
    /// The ids of the page in order, each with the value that it is sorted by.
    func page(visibleTo caller: Int64, _ db: Database) throws -> [ScrollPosition] {
        var conditions = try self.conditions(visibleTo: caller, db)
        let direction = isDescending ? "DESC" : "ASC"
        let column = order.column
        let offset: Int64
        switch page {
        case .offset(let count): offset = count
        case .after(let position):
            offset = 0
            let comparison = isDescending ? "<" : ">"
            conditions.sql += " AND (\(column), id) \(comparison) (:scrollValue, :scrollLead)"
            conditions.arguments += ["scrollValue": position.value, "scrollLead": position.leadID]
        }
        let sql = """
            SELECT id, \(column) AS value FROM lead WHERE \(conditions.sql)
            ORDER BY \(column) \(direction), id \(direction) LIMIT :limit OFFSET :offset
            """
        conditions.arguments += ["limit": limit, "offset": offset]
        let statement = try db.cachedStatement(sql: sql)
        let start = startOffset
        return try Row.fetchAll(statement, arguments: conditions.arguments).enumerated().map { index, row in
            ScrollPosition(value: row["value"], leadID: row["id"], delivered: start + Int64(index) + 1)
        }
    }

    /// How many leads come before the page.
    var startOffset: Int64 {
        switch page {
        case .offset(let count): count
        case .after(let position): position.delivered
        }
    }

    /// All matches, whatever the page.
    func count(visibleTo caller: Int64, _ db: Database) throws -> Int {
        let conditions = try conditions(visibleTo: caller, db)
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM lead WHERE \(conditions.sql)")
        return try Int.fetchOne(statement, arguments: conditions.arguments) ?? 0
    }

    private struct Conditions {
        var sql: String
        var arguments: StatementArguments
    }

    private func conditions(visibleTo caller: Int64, _ db: Database) throws -> Conditions {
        // Spelled like the partial indexes, which SQLite uses only for this very term.
        var conditions = Conditions(
            sql: "trashMillis = 0 AND \(try LeadVisibility.condition(for: caller, db))",
            arguments: ["caller": caller]
        )
        if newestVisibleMillis != .max {
            conditions.sql += " AND createMillis <= :newest"
            conditions.arguments += ["newest": newestVisibleMillis]
        }
        for (index, filter) in filters.enumerated() {
            let argument = "filter\(index)"
            conditions.sql += " AND " + (try sql(of: filter, ":" + argument, db))
            conditions.arguments += StatementArguments([argument: filter.argument])
        }
        return conditions
    }

    private func sql(of filter: LeadFilter, _ name: String, _ db: Database) throws -> String {
        do {
            return try filter.sql(name, db)
        } catch SandboxError.stageNotExist where unknownStage == .empty {
            // Never true, but it takes its argument as every condition does.
            return "\(name) IS NULL"
        }
    }
}

extension LeadFilter {
    /// A condition on the table `lead` with one argument of the given name.
    ///
    /// Throws ``SandboxError/stageNotExist(_:)``: an unknown stage is answered with 404, not with an empty list.
    fileprivate func sql(_ name: String, _ db: Database) throws -> String {
        switch self {
        case .stage(let stage):
            guard try Team.fetch(db).stage(named: stage) != nil else { throw SandboxError.stageNotExist(stage) }
            return "stageId = (SELECT id FROM stage WHERE name = \(name))"
        case .source: return "source = \(name)"
        case .phone: return "id IN (SELECT leadId FROM leadPhone WHERE digits = \(name))"
        case .email: return "id IN (SELECT leadId FROM leadEmail WHERE folded = \(name))"
        case .key: return "instr(searchText, \(name)) > 0"
        case .assignee: return "assigneeId = \(name)"
        // What "contacted" means is not documented; here it is whether anybody of the team has touched the lead.
        case .contacted: return "(touchMillis > 0) = \(name)"
        case .segments: return "id IN (SELECT leadId FROM leadSegment WHERE name IN \(Self.list(name)))"
        case .allTags: return Self.allTagsSQL(name)
        case .anyTags: return "id IN (\(Self.tagSQL) IN \(Self.list(name)))"
        case .office(_, let withSuboffices):
            let offices = withSuboffices ? Self.officeTreeSQL(name) : "SELECT \(name)"
            return "assigneeId IN (SELECT recordId FROM member WHERE officeId IN (\(offices)))"
        case .languages: return "language IN \(Self.list(name))"
        case .role(let role, _): return try Self.roleSQL(role, name, db)
        }
    }

    fileprivate var argument: (any DatabaseValueConvertible)? {
        switch self {
        case .stage(let text), .source(let text), .phone(let text), .email(let text): text
        case .key(let text): LeadSearchText.fold(key: text)
        case .assignee(let id), .office(let id, _): id
        case .contacted(let isContacted): isContacted
        case .segments(let names), .anyTags(let names), .languages(let names): JSON.strings(names).text
        case .allTags(let names): JSON.strings(Array(Set(names))).text
        case .role(_, let ids): JSON.integers(ids).text
        }
    }

    private static let tagSQL = "SELECT leadId FROM leadTag JOIN tag ON tag.id = leadTag.tagId WHERE tag.name"

    private static func list(_ name: String) -> String { "(SELECT value FROM json_each(\(name)))" }

    private static func allTagsSQL(_ name: String) -> String {
        "id IN (\(tagSQL) IN \(list(name)) GROUP BY leadId HAVING count(*) = json_array_length(\(name)))"
    }

    private static func officeTreeSQL(_ name: String) -> String {
        """
        WITH RECURSIVE tree(id) AS (
            SELECT \(name) UNION SELECT office.id FROM office JOIN tree ON office.parentId = tree.id
        ) SELECT id FROM tree
        """
    }

    private static func roleSQL(_ role: String, _ name: String, _ db: Database) throws -> String {
        switch role {
        case AssignmentRole.agent.rawValue: return "assigneeId IN \(list(name))"
        case AssignmentRole.lender.rawValue: return "lenderId IN \(list(name))"
        default:
            guard let id = try Team.fetch(db).role(named: role)?.id else {
                throw SandboxError.invalidParameter("no such role: \(role)")
            }
            return "id IN (SELECT leadId FROM leadRole WHERE roleId = \(id) AND assigneeId IN \(list(name)))"
        }
    }
}
