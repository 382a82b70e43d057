import GRDB

/// A second, small team beside that of the book, so that what one team must not see of another can be tested.
///
/// Its book is a database of its own that only the credentials of its own members open: no query can forget to ask for
/// the team. In a file sandbox it lies beside the database, with `.neighbour` behind the name.
struct NeighbourTeam: Sendable {
    /// The announced key of its administrator.
    let apiKey: String
    let writer: any DatabaseWriter
    private let memberIDs: Set<Int64>

    static func open(
        _ configuration: SandboxConfiguration,
        environment: SandboxEnvironment
    ) throws -> NeighbourTeam {
        let writer = try SandboxDatabase.connect(to: configuration.database.map { $0 + ".neighbour" })
        return try writer.write { db in
            if try !Team.exists(db) { try NeighbourBook(nowMillis: environment.nowMillis).write(to: db) }
            let account = try Member.fetchAccount(db)
            let keys = try SandboxKeys.prepare(for: account, givenKey: nil, environment: environment, db)
            let memberIDs = Set(try Member.fetchAll(db).map(\.recordID))
            return NeighbourTeam(apiKey: keys.apiKey, writer: writer, memberIDs: memberIDs)
        }
    }

    func has(_ member: Member) -> Bool { memberIDs.contains(member.recordID) }
}
