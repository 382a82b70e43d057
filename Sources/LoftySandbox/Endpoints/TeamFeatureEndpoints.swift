import GRDB

/// What the team has defined: stages and tags (contract §8, §9).
enum TeamFeatureEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/teamFeatures/lead-pipelines", pipelines),
        .get("/v1.0/teamFeatures/listTag", tags),
    ]

    /// Applied tags that are listed beside the definitions; one account showed some hundreds, not all.
    private static let appliedTagLimit = 500

    @Sendable private static func pipelines(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let page = try call.query.integer("currPage") ?? 0
        let size = try call.query.integer("pageSize") ?? 10
        guard page >= 0, (1...1_000).contains(size) else {
            throw SandboxError.invalidParameter("currPage starts at 0, pageSize at 1")
        }
        let name = call.query.string("name") ?? ""
        let stages = try Team.fetch(db).stages.filter { name.isEmpty || $0.name.contains(name) }
        let (offset, isPastEverything) = page.multipliedReportingOverflow(by: size)
        let rest = isPastEverything ? [] : stages.dropFirst(Int(clamping: offset))
        return .json([
            "_metadata": Metadata.json(
                "pipelines",
                limit: size,
                offset: isPastEverything ? Int64.max : offset,
                total: stages.count
            ),
            "pipelines": .array(rest.prefix(Int(size)).map { ["id": .integer($0.id), "name": .string($0.name)] }),
        ])
    }

    /// Definitions with `leadId` 0, mixed with applied instances of leads that the caller can see.
    @Sendable private static func tags(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT 0 AS leadId, id, name, createMillis, creatorId FROM tag
                UNION ALL
                SELECT * FROM (
                    SELECT leadTag.leadId, tag.id, tag.name, leadTag.createMillis, leadTag.creatorId
                    FROM leadTag JOIN tag ON tag.id = leadTag.tagId JOIN lead ON lead.id = leadTag.leadId
                    WHERE lead.trashMillis = 0 AND \(try LeadVisibility.condition(for: call.caller.recordID, db))
                    ORDER BY leadTag.createMillis DESC LIMIT :limit
                )
                """,
            arguments: ["caller": call.caller.recordID, "limit": appliedTagLimit]
        )
        let wire = LeadWire(team: try Team.fetch(db))
        return .json(
            .array(
                rows.map { row in
                    let tag = LeadRecord.Tag(
                        id: row["id"],
                        name: row["name"],
                        createMillis: row["createMillis"],
                        creatorID: row["creatorId"]
                    )
                    return wire.tag(tag, leadID: row["leadId"])
                }
            )
        )
    }
}
