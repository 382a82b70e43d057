import GRDB

/// What a filter asks for, in SQL.
enum LeadCondition {
    /// Of all leads that are alike in it, on the table `leadCell` known as `cell`.
    case cell(String)
    /// Of single leads.
    case lead(LeadSet)
}

/// Leads that one filter keeps, whoever may see them.
///
/// `ids` is a query for the column `leadId`, each once; `test` is a condition on the table `lead`.
enum LeadSet {
    /// Those that have fitting rows in a table beside.
    case rows(ids: String, test: String)
    /// Those with a run of three characters in their text, as the index of runs lists them.
    case run(ids: String, test: String)
    /// Those with a longer text; the list has every run of it, but not always side by side.
    case runs(ids: String, test: String)
    /// Those with a text that the index of runs knows nothing of.
    case scrap(test: String)

    var ids: String? {
        switch self {
        case .rows(let ids, _), .run(let ids, _), .runs(let ids, _): ids
        case .scrap: nil
        }
    }

    var test: String {
        switch self {
        case .rows(_, let test), .run(_, let test), .runs(_, let test), .scrap(let test): test
        }
    }

    /// Whether `ids` finds no others.
    var isExact: Bool {
        switch self {
        case .rows, .run: true
        case .runs, .scrap: false
        }
    }

    /// Whether the test reads the text of the lead rather than a table beside.
    var readsText: Bool {
        switch self {
        case .rows: false
        case .run, .runs, .scrap: true
        }
    }
}

extension LeadFilter {
    /// Takes arguments that begin with `name`; see ``arguments(_:)``.
    ///
    /// Throws ``SandboxError/stageNotExist(_:)``: an unknown stage is answered with 404, not with an empty list.
    func condition(_ name: String, _ db: Database) throws -> LeadCondition {
        switch self {
        case .stage(let stage):
            guard try Team.fetch(db).stage(named: stage) != nil else { throw SandboxError.stageNotExist(stage) }
            return .cell("cell.stageId = (SELECT id FROM stage WHERE name = :\(name))")
        case .source: return .cell("cell.source = :\(name)")
        case .assignee: return .cell("cell.assigneeId = :\(name)")
        // What "contacted" means is not documented; here it is whether anybody of the team has touched the lead.
        case .contacted: return .cell("cell.isContacted = :\(name)")
        case .languages: return .cell("cell.language IN \(Self.list(name))")
        case .office(_, let withSuboffices):
            let offices = withSuboffices ? Self.officeTreeSQL(name) : "SELECT :\(name)"
            return .cell("cell.assigneeId IN (SELECT recordId FROM member WHERE officeId IN (\(offices)))")
        case .role(let role, _): return try Self.roleCondition(role, name, db)
        case .phone: return .lead(Self.rows(of: "leadPhone", "digits = :\(name)"))
        case .email: return .lead(Self.rows(of: "leadEmail", "folded = :\(name)"))
        case .segments(let names): return .lead(Self.rows(of: "leadSegment", Self.isOne(of: names, "name", name)))
        case .anyTags(let names): return .lead(Self.anyTags(names, name))
        case .allTags(let names): return .lead(Self.allTags(Set(names).count, name))
        case .key(let key): return .lead(Self.key(LeadSearchText.fold(key: key), name))
        }
    }

    func arguments(_ name: String) -> StatementArguments {
        switch self {
        case .stage(let text), .source(let text), .phone(let text), .email(let text): [name: text]
        case .key(let key):
            [
                name: LeadSearchText.fold(key: key),
                name + "Runs": LeadSearchText.runs(of: LeadSearchText.fold(key: key)),
            ]
        case .assignee(let id), .office(let id, _): [name: id]
        case .contacted(let isContacted): [name: isContacted]
        case .segments(let names), .anyTags(let names), .languages(let names), .allTags(let names):
            [name: JSON.strings(Array(Set(names))).text]
        case .role(_, let ids): [name: JSON.integers(ids).text]
        }
    }
}

// MARK: - Kinds of conditions

extension LeadFilter {
    private static func list(_ name: String) -> String { "(SELECT value FROM json_each(:\(name)))" }

    /// One value is compared, so that the rows come from the index in the order of leads.
    private static func isOne(of names: [String], _ column: String, _ name: String) -> String {
        Set(names).count == 1 ? "\(column) = json_extract(:\(name), '$[0]')" : "\(column) IN \(list(name))"
    }

    private static func rows(of table: String, _ condition: String) -> LeadSet {
        .rows(
            ids: "SELECT DISTINCT leadId FROM \(table) WHERE \(condition)",
            test: "EXISTS (SELECT 1 FROM \(table) WHERE leadId = lead.id AND \(condition))"
        )
    }

    private static func anyTags(_ names: [String], _ name: String) -> LeadSet {
        guard Set(names).count > 1 else { return rows(of: "leadTag", "tagId = \(tag(0, name))") }
        return rows(of: "leadTag", "tagId IN (SELECT id FROM tag WHERE name IN \(list(name)))")
    }

    /// The leads with the first tag, of which those stay that have the others.
    private static func allTags(_ count: Int, _ name: String) -> LeadSet {
        let others = (1..<max(1, count)).map { has(tag($0, name), "first.leadId") }
        return .rows(
            ids: (["SELECT leadId FROM leadTag AS first WHERE tagId = \(tag(0, name))"] + others)
                .joined(separator: " AND "),
            test: (0..<count).map { has(tag($0, name), "lead.id") }.joined(separator: " AND ")
        )
    }

    private static func has(_ tag: String, _ lead: String) -> String {
        "EXISTS (SELECT 1 FROM leadTag WHERE leadId = \(lead) AND tagId = \(tag))"
    }

    private static func tag(_ position: Int, _ name: String) -> String {
        "(SELECT id FROM tag WHERE name = json_extract(:\(name), '$[\(position)]'))"
    }

    private static func key(_ text: String, _ name: String) -> LeadSet {
        let test = "instr(lead.searchText, :\(name)) > 0"
        guard LeadSearchText.runs(of: text) != nil else { return .scrap(test: test) }
        let ids = "SELECT rowid AS leadId FROM leadSearch WHERE leadSearch MATCH :\(name)Runs"
        return text.unicodeScalars.count == 3 ? .run(ids: ids, test: test) : .runs(ids: ids, test: test)
    }

    private static func officeTreeSQL(_ name: String) -> String {
        """
        WITH RECURSIVE tree(id) AS (
            SELECT :\(name) UNION SELECT office.id FROM office JOIN tree ON office.parentId = tree.id
        ) SELECT id FROM tree
        """
    }

    private static func roleCondition(_ role: String, _ name: String, _ db: Database) throws -> LeadCondition {
        switch role {
        case AssignmentRole.agent.rawValue: return .cell("cell.assigneeId IN \(list(name))")
        case AssignmentRole.lender.rawValue: return .cell("cell.lenderId IN \(list(name))")
        default:
            guard let id = try Team.fetch(db).role(named: role)?.id else {
                throw SandboxError.invalidParameter("no such role: \(role)")
            }
            return .lead(rows(of: "leadRole", "roleId = \(id) AND assigneeId IN \(list(name))"))
        }
    }
}
