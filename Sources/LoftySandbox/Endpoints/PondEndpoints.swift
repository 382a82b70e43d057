import GRDB

/// The ponds of the team (contract §17).
enum PondEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/team-features/lead-ponds", list),
        .get("/v1.0/team-features/lead-pond/{id}", get),
    ]

    /// A bare array.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(.array(try visible(call, db).map(\.json)))
    }

    /// What the caller may not see is refused like what does not exist.
    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("id")
        guard let pond = try visible(call, db).first(where: { $0.id == id }) else {
            throw SandboxError.permissionDenied
        }
        return .json(pond.json)
    }

    private static func visible(_ call: Call, _ db: Database) throws -> [Pond] {
        try Pond.fetchAll(db).filter { $0.isVisible(to: call.caller) }
    }
}
