import Digest
import Foundation
import GRDB

extension SandboxSchema {
    /// Roles and rights of members, secrets, and apps.
    static func registerAccess(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("roles and rights") { db in try db.execute(sql: roles) }
        migrator.registerMigration("secrets as digests") { db in
            try db.execute(sql: secrets)
            try digestOldCredentials(db)
            try db.execute(sql: apps)
        }
        migrator.registerMigration("visibility by role") { db in try db.execute(sql: visibility) }
    }

    private static let roles = """
        ALTER TABLE member ADD COLUMN accessRole TEXT NOT NULL DEFAULT 'agent';
        ALTER TABLE member ADD COLUMN grantedRights INTEGER NOT NULL DEFAULT 0;
        UPDATE member SET accessRole = 'admin' WHERE isAdmin;
        """

    /// A family is what one revocation ends: a key with the tokens made of it, or all tokens of one authorization code.
    ///
    /// Only secrets that every start announces again keep their text.
    private static let secrets = """
        CREATE TABLE secret (
            id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
            memberId INTEGER NOT NULL REFERENCES member(recordId), appId TEXT NOT NULL DEFAULT '',
            family BLOB NOT NULL, issueMillis INTEGER NOT NULL, expiryMillis INTEGER NOT NULL DEFAULT 0,
            revokeMillis INTEGER NOT NULL DEFAULT 0, needsSecret INTEGER NOT NULL DEFAULT 0,
            announcedText TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX secretByFamily ON secret(family);
        CREATE INDEX secretByMember ON secret(memberId, kind);
        """

    private static let apps = """
        DROP TABLE credential;
        CREATE TABLE oauthApp (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, secretDigest BLOB NOT NULL, grants TEXT NOT NULL,
            announcedSecret TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE authorizationCode (
            digest BLOB PRIMARY KEY, appId TEXT NOT NULL REFERENCES oauthApp(id),
            memberId INTEGER NOT NULL REFERENCES member(recordId), redirectURI TEXT NOT NULL,
            challenge TEXT NOT NULL, expiryMillis INTEGER NOT NULL, useMillis INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE oauthSettings (
            id INTEGER PRIMARY KEY CHECK (id = 1), tokenMillis INTEGER NOT NULL, refreshMillis INTEGER NOT NULL,
            codeMillis INTEGER NOT NULL, rotatesRefreshTokens INTEGER NOT NULL
        ) STRICT;
        """

    /// What a member's role asks of a lead stands in one index, so that counting reads no lead.
    ///
    /// `trashMillis` is always 0 there, but without it SQLite 3.40 takes the index for one that does not cover.
    private static let visibility = """
        DROP INDEX leadByVisibility;
        CREATE INDEX leadByVisibility ON lead(isHidden, assigneeId, lenderId, ownershipScope, ownershipId, trashMillis)
        WHERE trashMillis = 0;
        CREATE INDEX leadRoleByAssignee ON leadRole(assigneeId, leadId);
        CREATE INDEX memberByOffice ON member(officeId);
        """

    private static func digestOldCredentials(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT secret, kind, memberId FROM credential") {
            let text: String = row["secret"]
            try db.execute(
                sql: """
                    INSERT INTO secret (digest, kind, memberId, family, issueMillis, announcedText)
                    VALUES (:digest, :kind, :member, :digest, 0, :text)
                    """,
                arguments: [
                    "digest": Data(Digest.sha256(text.utf8)), "kind": row["kind"] as String,
                    "member": row["memberId"] as Int64, "text": text,
                ]
            )
        }
    }
}
