import GRDB

/// The stages, roles, ponds and offices that every lead refers to.
///
/// Small and asked for by every request, so a request reads it once.
struct Team: Sendable {
    let id: Int64
    let stages: [Stage]
    let roles: [Role]
    let ponds: [Int64: String]
    let members: [Int64: Member]

    struct Stage: Hashable, Sendable {
        let id: Int64
        let name: String
    }

    struct Role: Hashable, Sendable {
        let id: Int64
        let name: String
    }

    static func exists(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM team)") ?? false
    }

    static func fetch(_ db: Database) throws -> Team {
        Team(
            id: try Int64.fetchOne(db, sql: "SELECT id FROM team") ?? 0,
            stages: try Row.fetchAll(db, sql: "SELECT id, name FROM stage ORDER BY position")
                .map { Stage(id: $0["id"], name: $0["name"]) },
            roles: try Row.fetchAll(db, sql: "SELECT id, name FROM role ORDER BY id")
                .map { Role(id: $0["id"], name: $0["name"]) },
            ponds: try Row.fetchAll(db, sql: "SELECT id, name FROM pond")
                .reduce(into: [:]) { $0[$1["id"]] = $1["name"] },
            members: try Member.fetchAll(db).reduce(into: [:]) { $0[$1.recordID] = $1 }
        )
    }

    /// Exact and case-sensitive, as the filter is on the wire.
    func stage(named name: String) -> Stage? { stages.first { $0.name == name } }

    func stage(_ id: Int64) -> Stage? { stages.first { $0.id == id } }

    func role(named name: String) -> Role? { roles.first { $0.name == name } }
}
