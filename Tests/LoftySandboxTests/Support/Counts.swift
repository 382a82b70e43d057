import GRDB

@testable import LoftySandbox

extension SandboxDatabase {
    struct Counts: Sendable {
        let all: Int
        let hidden: Int
        let ownHidden: Int
        let trashed: Int
    }

    /// Looks past the visibility rules.
    func counts() async throws -> Counts {
        let account = keys.memberID
        return try await read { db in
            func count(_ condition: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM lead WHERE \(condition)") ?? -1
            }
            return Counts(
                all: try count("1"),
                hidden: try count("isHidden"),
                ownHidden: try count("isHidden AND assigneeId = \(account)"),
                trashed: try count("trashMillis > 0")
            )
        }
    }
}
