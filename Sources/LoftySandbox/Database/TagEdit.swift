import GRDB

/// What a write wants done to the tags of a lead (contract §8).
struct TagEdit: Hashable, Sendable {
    /// Longer names are cut.
    static let longestName = 64

    /// Replaces the whole set; `nil` leaves it.
    var replacement: [String]?
    var additions: [String] = []
    var removals: [String] = []
    var clearsAll = false

    /// Removal and clearing exist on updates only; a create does not read them.
    init(_ fields: BodyFields, isUpdate: Bool) throws(SandboxError) {
        replacement = try Self.names(fields, "tags")
        additions = try Self.names(fields, "tagsAdd") ?? []
        guard isUpdate, !fields.oddities.ignoresTagRemoval else { return }
        removals = try Self.names(fields, "tagsRemove") ?? []
        clearsAll = try fields.bool("clearAllTags") ?? false
    }

    /// Accepts the reference's strings, the guide's `{"tagName":…}`, and the integers that become names.
    private static func names(_ fields: BodyFields, _ member: String) throws(SandboxError) -> [String]? {
        guard let items = try fields.array(member) else { return nil }
        var names: [String] = []
        for item in items {
            switch item {
            case .string(let name): names.append(name)
            case .integer(let number): names.append(String(number))
            case .object:
                guard fields.oddities.acceptsTagObjects else { throw .invalidParameter("tags must be names") }
                guard case .string(let name) = item["tagName"] else {
                    throw .invalidParameter("a tag object needs a tagName")
                }
                names.append(name)
            case .null, .bool, .decimal, .array: throw .invalidParameter("tags must be names")
            }
        }
        return names.filter { !$0.isBlank }.map { fields.kept($0, upTo: longestName) }
    }

    /// Replace, add, remove, clear, in this order; a tag that the same request brought is not removed by it.
    func apply(to leadID: Int64, by creatorID: Int64, nowMillis: Int64, _ db: Database) throws {
        if clearsAll { return try Self.removeAll(from: leadID, db) }
        let before = Set(try Self.names(of: leadID, db))
        if let replacement {
            for name in before.subtracting(replacement) { try Self.remove(name, from: leadID, db) }
        }
        for name in (replacement ?? []) + additions {
            try Self.add(name, to: leadID, by: creatorID, nowMillis: nowMillis, db)
        }
        for name in removals where before.contains(name) { try Self.remove(name, from: leadID, db) }
    }

    private static func names(of leadID: Int64, _ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: "SELECT tag.name FROM leadTag JOIN tag ON tag.id = leadTag.tagId WHERE leadTag.leadId = :lead",
            arguments: ["lead": leadID]
        )
    }

    private static func add(
        _ name: String,
        to leadID: Int64,
        by creatorID: Int64,
        nowMillis: Int64,
        _ db: Database
    ) throws {
        let known = try Int64.fetchOne(db, sql: "SELECT id FROM tag WHERE name = :name", arguments: ["name": name])
        let tagID = try known ?? IDSequence.tag.next(db)
        if known == nil {
            try db.execute(
                sql: "INSERT INTO tag (id, name, createMillis, creatorId) VALUES (:id, :name, :now, :creator)",
                arguments: ["id": tagID, "name": name, "now": nowMillis, "creator": creatorID]
            )
        }
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO leadTag (leadId, tagId, createMillis, creatorId)
                VALUES (:lead, :tag, :now, :creator)
                """,
            arguments: ["lead": leadID, "tag": tagID, "now": nowMillis, "creator": creatorID]
        )
    }

    private static func remove(_ name: String, from leadID: Int64, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM leadTag WHERE leadId = :lead AND tagId = (SELECT id FROM tag WHERE name = :name)",
            arguments: ["lead": leadID, "name": name]
        )
    }

    private static func removeAll(from leadID: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM leadTag WHERE leadId = :lead", arguments: ["lead": leadID])
    }
}
