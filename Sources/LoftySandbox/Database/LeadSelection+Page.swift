import GRDB

extension LeadSelection {
    /// The ids of the page in order, each with the value that it is sorted by.
    func page(_ way: LeadCosts.WayToPage) throws -> [ScrollPosition] {
        let direction = query.isDescending ? "DESC" : "ASC"
        let sql: String
        switch way {
        case .order:
            sql = inOrder + " ORDER BY lead.\(query.order.column) \(direction), lead.id \(direction)"
        case .cells: sql = sorted(Self.inCells(filters), direction)
        case .list(let ids): sql = sorted(Self.listed(ids, in: "IN seen") + Self.tests(of: filters), direction)
        }
        let statement = try db.cachedStatement(sql: Self.prologue(cells) + sql + " LIMIT :limit OFFSET :offset")
        let start = query.startOffset
        return try Row.fetchAll(statement, arguments: pageArguments).enumerated().map { index, row in
            ScrollPosition(value: row["value"], leadID: row["id"], delivered: start + Int64(index) + 1)
        }
    }

    private var pageArguments: StatementArguments {
        switch query.page {
        case .offset(let count): arguments + ["limit": query.limit, "offset": count]
        case .after(let position):
            arguments + [
                "limit": query.limit, "offset": 0, "scrollValue": position.value, "scrollLead": position.leadID,
            ]
        }
    }

    private var columns: String { "SELECT lead.id AS id, lead.\(query.order.column) AS value " }

    private var inOrder: String {
        let roles = "(+lead.cellId IN unhidden AND lead.id IN (\(LeadVisibility.leadsInRoles)))"
        let cells = "+lead.cellId IN seen" + (hasRoles ? " OR " + roles : "")
        return columns + "FROM lead INDEXED BY \(query.order.index) WHERE (\(cells))" + boundOfOrder + restrictions
            + Self.tests(of: filters)
    }

    private func sorted(_ source: String, _ direction: String) -> String {
        let roles = hasRoles ? " UNION ALL " + columns + Self.inRoles(filters) + restrictions : ""
        return "SELECT id, value FROM (\(columns)\(source)\(restrictions)\(roles)) "
            + "ORDER BY value \(direction), id \(direction)"
    }

    /// What newness and the cursor ask for.
    private var restrictions: String {
        let newness = query.newestVisibleMillis == .max ? "" : " AND lead.createMillis <= :newest"
        switch query.page {
        case .offset: return newness
        case .after:
            let comparison = query.isDescending ? "<" : ">"
            return newness + " AND (lead.\(query.order.column), lead.id) \(comparison) (:scrollValue, :scrollLead)"
        }
    }

    /// Who is not contacted stands at the very end of the order of contacts: without this all others are walked first.
    private var boundOfOrder: String {
        guard query.order == .lastContact else { return "" }
        return query.filters.map { filter in
            switch filter {
            case .contacted(let isContacted): isContacted ? " AND lead.touchMillis > 0" : " AND lead.touchMillis = 0"
            case .stage, .source, .phone, .email, .key, .assignee, .segments, .allTags, .anyTags, .office, .languages,
                .role:
                ""
            }
        }.joined()
    }
}
