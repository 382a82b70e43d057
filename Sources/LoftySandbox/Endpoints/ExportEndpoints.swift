import GRDB

/// The book as a table for other programs; the sandbox's own, as Lofty exports by its screens alone.
enum ExportEndpoints {
    static let routes: [Route] = [.get("/sandbox/export.csv", export)]

    /// So that an export of the largest book needs no more memory than that of a small one.
    private static let longestPage: Int64 = 10_000

    private static let header = [
        "leadId", "firstName", "lastName", "emails", "phones", "stage", "source", "assignedUser", "tags", "createTime",
    ]

    /// RFC 4180, in the order of ids, of what the caller can see; the next page starts `after` the last id of this one.
    @Sendable private static func export(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try call.requireRight(.exportLeads)
        let limit = try call.query.integer("limit") ?? longestPage
        guard (1...longestPage).contains(limit) else { throw SandboxError.limitOversize }
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM lead
                WHERE trashMillis = 0 AND id > :after AND createMillis <= :newest
                AND \(try LeadVisibility.condition(for: call.caller.recordID, db))
                ORDER BY id LIMIT :limit
                """,
            arguments: [
                "after": try call.query.integer("after") ?? 0, "newest": call.newestVisibleMillis, "limit": limit,
                "caller": call.caller.recordID,
            ]
        )
        let team = try Team.fetch(db)
        var text = line(header)
        for lead in try LeadRecord.fetch(ids, db) { text += line(cells(lead, team)) }
        return SandboxResponse(status: 200, contentType: "text/csv;charset=UTF-8", body: Array(text.utf8))
    }

    private static func cells(_ lead: LeadRecord, _ team: Team) -> [String] {
        [
            String(lead.id), lead.firstName, lead.lastName, lead.emails.joined(separator: ";"),
            lead.phones.map(\.number).joined(separator: ";"), team.stage(lead.stageID)?.name ?? "", lead.source,
            team.members[lead.assigneeID]?.fullName ?? "", lead.tags.map(\.name).joined(separator: ";"),
            String(lead.createMillis),
        ]
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { quoted(ImportCell.guarded($0)) }.joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
