import GRDB
import Testing

@testable import LoftySandbox

@Suite("Databases from before the roles")
struct AccessMigrationTests {
    @Test("an old key still opens its database, is announced again, and belongs to an administrator")
    func oldKey() throws {
        let key = "old-key-0123456789"
        let queue = try DatabaseQueue()
        try SandboxSchema.migrator.migrate(queue, upTo: "covered counts")
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO office (id, parentId, name) VALUES (1, 0, 'Office');
                    INSERT INTO member (
                        recordId, memberUserId, email, firstName, lastName, phone, virtualNumber, role, roleName,
                        isAdmin, isAccepted, officeId, timeZone, inviterId, isRouted, routedTurn
                    ) VALUES (7, 8, 'a@example.com', 'A', 'B', '', '', 1, 'Admin', 1, 1, 1, 'UTC', 8, 1, 0);
                    INSERT INTO credential (secret, kind, memberId) VALUES ('\(key)', 'apiKey', 7);
                    """
            )
        }
        try SandboxSchema.migrator.migrate(queue)
        let (found, announced) = try queue.read { db in
            (try Credential.find(key, nowMillis: 1, db), try IssuedSecret.announced(.apiKey, of: 7, db))
        }
        #expect(found?.0.kind == .apiKey)
        #expect(found?.1.accessRole == .admin)
        #expect(announced == key)
        let other = try queue.read { db in try Credential.find(key + "x", nowMillis: 1, db) }
        #expect(other == nil)
    }
}
