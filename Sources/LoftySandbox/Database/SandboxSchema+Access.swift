import GRDB

extension SandboxSchema {
    /// Roles and rights of members.
    static func registerAccess(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("roles and rights") { db in try db.execute(sql: roles) }
    }

    private static let roles = """
        ALTER TABLE member ADD COLUMN accessRole TEXT NOT NULL DEFAULT 'agent';
        ALTER TABLE member ADD COLUMN grantedRights INTEGER NOT NULL DEFAULT 0;
        UPDATE member SET accessRole = 'admin' WHERE isAdmin;
        """
}
