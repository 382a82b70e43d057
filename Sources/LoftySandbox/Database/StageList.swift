import GRDB

/// The stages that a team wants, in order.
struct StageList: Hashable, Sendable {
    /// Names have fewer than twenty characters (contract §7.4).
    static let longestName = 19
    static let mostStages = 200

    private struct Item: Hashable {
        /// The stage that is to bear the name; `nil` for the one that has it already, or a new one.
        let id: Int64?
        let name: String
    }

    private let items: [Item]

    /// Each is a name, or `{"id":…,"name":…}` to rename.
    init(_ stages: [JSON]) throws(SandboxError) {
        guard (1...Self.mostStages).contains(stages.count) else {
            throw .invalidParameter("a team has 1 to \(Self.mostStages) stages")
        }
        var items: [Item] = []
        for stage in stages {
            let item: Item
            if case .string(let name) = stage {
                item = Item(id: nil, name: name)
            } else {
                let fields = try BodyFields(stage)
                item = Item(id: try fields.integer("id"), name: try fields.requiredString("name"))
            }
            guard !item.name.isBlank, item.name.count <= Self.longestName else {
                throw .invalidParameter("the name of a stage has 1 to \(Self.longestName) characters")
            }
            guard !items.contains(where: { $0.name.lowercased() == item.name.lowercased() }) else {
                throw .invalidParameter("two stages are called \(item.name)")
            }
            items.append(item)
        }
        self.items = items
    }

    /// Renames keep their ids; a stage that leads stand in, trashed ones included, cannot go.
    func replace(_ old: [Team.Stage], _ db: Database) throws {
        let stages = try resolved(old, db)
        for stage in old where !stages.contains(where: { $0.id == stage.id }) {
            try removeUnused(stage, db)
        }
        // Two stages may have swapped their names, which are unique at every moment.
        try db.execute(sql: "UPDATE stage SET name = 'stage ' || id || char(10)")
        for (position, stage) in stages.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO stage (id, name, position) VALUES (:id, :name, :position)
                    ON CONFLICT (id) DO UPDATE SET name = :name, position = :position
                    """,
                arguments: ["id": stage.id, "name": stage.name, "position": position]
            )
        }
    }

    private func resolved(_ old: [Team.Stage], _ db: Database) throws -> [Team.Stage] {
        let claimed = Set(items.compactMap(\.id))
        guard claimed.count == items.count(where: { $0.id != nil }), claimed.isSubset(of: old.map(\.id)) else {
            throw SandboxError.invalidParameter("an id is no stage of the team, or stands twice")
        }
        return try items.map { item in
            let namesake = old.first { $0.name == item.name && !claimed.contains($0.id) }
            return Team.Stage(
                id: try item.id ?? namesake?.id ?? IDSequence.stage.next(db),
                name: item.name
            )
        }
    }

    private func removeUnused(_ stage: Team.Stage, _ db: Database) throws {
        let sql = "SELECT 1 FROM lead WHERE stageId = :stage LIMIT 1"
        guard try Int.fetchOne(db, sql: sql, arguments: ["stage": stage.id]) == nil else {
            throw SandboxError.invalidParameter("leads stand in the stage \(stage.name)")
        }
        try db.execute(sql: "DELETE FROM stage WHERE id = :stage", arguments: ["stage": stage.id])
    }
}
