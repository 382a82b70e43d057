import GRDB

extension SandboxSchema {
    /// Routing rules and what they have done, offers, ponds, the working pool.
    static func registerRouting(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("routing") { db in
            try db.execute(sql: routingTables)
            try db.execute(sql: workingTables)
        }
    }

    private static let routingTables = """
        CREATE TABLE routingRule (
            id INTEGER PRIMARY KEY, type INTEGER NOT NULL, groupId INTEGER NOT NULL, roleId INTEGER NOT NULL,
            position INTEGER NOT NULL, isSupplement INTEGER NOT NULL, definition TEXT NOT NULL,
            updateMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX routingRuleByScope ON routingRule(type, roleId, groupId, isSupplement, position);
        CREATE TABLE routingTurn (
            ruleId INTEGER NOT NULL, memberId INTEGER NOT NULL, taken INTEGER NOT NULL, PRIMARY KEY (ruleId, memberId)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE routedLead (
            memberId INTEGER NOT NULL, type INTEGER NOT NULL, millis INTEGER NOT NULL, leadId INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX routedLeadByMember ON routedLead(memberId, type, millis);
        CREATE TABLE leadOffer (
            leadId INTEGER NOT NULL REFERENCES lead(id), type INTEGER NOT NULL, ruleId INTEGER NOT NULL,
            expiryMillis INTEGER NOT NULL, offered TEXT NOT NULL, tried TEXT NOT NULL, facts TEXT NOT NULL,
            PRIMARY KEY (leadId, type)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leadOfferByExpiry ON leadOffer(expiryMillis, leadId, type);
        ALTER TABLE pond ADD COLUMN ownerId INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE pondMember (
            pondId INTEGER NOT NULL REFERENCES pond(id), memberId INTEGER NOT NULL REFERENCES member(recordId),
            PRIMARY KEY (pondId, memberId)
        ) STRICT, WITHOUT ROWID;
        """

    private static let workingTables = """
        CREATE TABLE workingLead (
            leadId INTEGER PRIMARY KEY REFERENCES lead(id), memberId INTEGER NOT NULL REFERENCES member(recordId),
            isMuted INTEGER NOT NULL, createMillis INTEGER NOT NULL, updateMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX workingLeadByMember ON workingLead(memberId, updateMillis, leadId);
        CREATE TABLE salesAgent (
            memberId INTEGER PRIMARY KEY REFERENCES member(recordId), settings TEXT NOT NULL,
            createMillis INTEGER NOT NULL, updateMillis INTEGER NOT NULL
        ) STRICT;
        """
}
