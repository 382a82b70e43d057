import GRDB

/// The tables, as a list of migrations that are never edited.
///
/// Times are milliseconds since 1970 with 0 for "never", so that one integer index serves every order.
enum SandboxSchema {
    /// Stands in the file header of every sandbox database: "FOYS".
    static let applicationID: Int32 = 0x464F_5953

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("the first book") { db in
            try db.execute(sql: teamTables)
            try db.execute(sql: leadTables)
            try db.execute(sql: timelineTables)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("covered counts") { db in try db.execute(sql: coveredCounts) }
        registerAccess(in: &migrator)
        migrator.registerMigration("webhooks") { db in try db.execute(sql: webhookTables) }
        registerRouting(in: &migrator)
        migrator.registerMigration("the worked lead", migrate: createWorkTables)
        registerScale(in: &migrator)
        return migrator
    }

    /// Who may see a lead is asked of every count; with the answer in the index no lead needs to be read for it.
    private static let coveredCounts = """
        CREATE INDEX leadByVisibility ON lead(isHidden, assigneeId) WHERE trashMillis = 0;
        DROP INDEX leadByStage;
        DROP INDEX leadByAssignee;
        DROP INDEX leadBySource;
        CREATE INDEX leadByStage ON lead(stageId, createMillis, id, isHidden, assigneeId) WHERE trashMillis = 0;
        CREATE INDEX leadByAssignee ON lead(assigneeId, createMillis, id, isHidden) WHERE trashMillis = 0;
        CREATE INDEX leadBySource ON lead(source, createMillis, id, isHidden, assigneeId) WHERE trashMillis = 0;
        """

    private static let teamTables = """
        CREATE TABLE team (id INTEGER PRIMARY KEY, seed INTEGER NOT NULL, createMillis INTEGER NOT NULL) STRICT;
        CREATE TABLE sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE office (id INTEGER PRIMARY KEY, parentId INTEGER NOT NULL, name TEXT NOT NULL) STRICT;
        CREATE TABLE member (
            recordId INTEGER PRIMARY KEY, memberUserId INTEGER NOT NULL UNIQUE,
            email TEXT NOT NULL UNIQUE COLLATE NOCASE, firstName TEXT NOT NULL, lastName TEXT NOT NULL,
            phone TEXT NOT NULL, virtualNumber TEXT NOT NULL, role INTEGER NOT NULL, roleName TEXT NOT NULL,
            isAdmin INTEGER NOT NULL, isAccepted INTEGER NOT NULL, officeId INTEGER NOT NULL REFERENCES office(id),
            timeZone TEXT NOT NULL, inviterId INTEGER NOT NULL, isRouted INTEGER NOT NULL, routedTurn INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE credential (
            secret TEXT PRIMARY KEY, kind TEXT NOT NULL, memberId INTEGER NOT NULL REFERENCES member(recordId)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE stage (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL) STRICT;
        CREATE TABLE role (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE pond (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE tag (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, createMillis INTEGER NOT NULL,
            creatorId INTEGER NOT NULL
        ) STRICT;
        """

    private static let leadTables = """
        CREATE TABLE lead (
            id INTEGER PRIMARY KEY, leadUserId INTEGER NOT NULL,
            firstName TEXT NOT NULL, lastName TEXT NOT NULL, searchText TEXT NOT NULL,
            source TEXT NOT NULL, sourceId INTEGER NOT NULL,
            stageId INTEGER NOT NULL REFERENCES stage(id),
            assigneeId INTEGER NOT NULL, lenderId INTEGER NOT NULL, pondId INTEGER NOT NULL,
            score INTEGER NOT NULL, language TEXT NOT NULL, leadTypes TEXT NOT NULL,
            isHidden INTEGER NOT NULL, isUnsubscribed INTEGER NOT NULL,
            cannotText INTEGER NOT NULL, cannotCall INTEGER NOT NULL, cannotEmail INTEGER NOT NULL,
            ownershipScope TEXT NOT NULL, ownershipId INTEGER NOT NULL, details TEXT NOT NULL,
            createMillis INTEGER NOT NULL, assignMillis INTEGER NOT NULL, updateMillis INTEGER NOT NULL,
            touchMillis INTEGER NOT NULL DEFAULT 0, visitMillis INTEGER NOT NULL DEFAULT 0,
            callMillis INTEGER NOT NULL DEFAULT 0, emailMillis INTEGER NOT NULL DEFAULT 0,
            inquiryMillis INTEGER NOT NULL DEFAULT 0,
            searches INTEGER NOT NULL DEFAULT 0, views INTEGER NOT NULL DEFAULT 0,
            favorites INTEGER NOT NULL DEFAULT 0, siteActivities INTEGER NOT NULL DEFAULT 0,
            communications INTEGER NOT NULL DEFAULT 0,
            trashMillis INTEGER NOT NULL DEFAULT 0, trashReason TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX leadByCreateTime ON lead(createMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadByTouchTime ON lead(touchMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadByVisitTime ON lead(visitMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadByAssignTime ON lead(assignMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadByScore ON lead(score, id) WHERE trashMillis = 0;
        CREATE INDEX leadByStage ON lead(stageId, createMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadByAssignee ON lead(assigneeId, createMillis, id) WHERE trashMillis = 0;
        CREATE INDEX leadBySource ON lead(source, createMillis, id) WHERE trashMillis = 0;

        CREATE TABLE leadEmail (
            leadId INTEGER NOT NULL REFERENCES lead(id), position INTEGER NOT NULL, address TEXT NOT NULL,
            folded TEXT NOT NULL, PRIMARY KEY (leadId, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leadEmailByAddress ON leadEmail(folded);
        CREATE TABLE leadPhone (
            leadId INTEGER NOT NULL REFERENCES lead(id), position INTEGER NOT NULL, number TEXT NOT NULL,
            digits TEXT NOT NULL, status INTEGER NOT NULL, PRIMARY KEY (leadId, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leadPhoneByDigits ON leadPhone(digits);
        CREATE TABLE leadTag (
            leadId INTEGER NOT NULL REFERENCES lead(id), tagId INTEGER NOT NULL REFERENCES tag(id),
            createMillis INTEGER NOT NULL, creatorId INTEGER NOT NULL, PRIMARY KEY (leadId, tagId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leadTagByTag ON leadTag(tagId, leadId);
        CREATE INDEX leadTagByCreateTime ON leadTag(createMillis);
        CREATE TABLE leadSegment (
            leadId INTEGER NOT NULL REFERENCES lead(id), position INTEGER NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (leadId, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leadSegmentByName ON leadSegment(name);
        CREATE TABLE leadRole (
            leadId INTEGER NOT NULL REFERENCES lead(id), roleId INTEGER NOT NULL REFERENCES role(id),
            assigneeId INTEGER NOT NULL, PRIMARY KEY (leadId, roleId)
        ) STRICT, WITHOUT ROWID;
        """

    private static let timelineTables = """
        CREATE TABLE note (
            noteId INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, leadId INTEGER NOT NULL REFERENCES lead(id),
            content TEXT NOT NULL, isPinned INTEGER NOT NULL, isSystem INTEGER NOT NULL, isDeleted INTEGER NOT NULL,
            creatorId INTEGER NOT NULL, createMillis INTEGER NOT NULL,
            editorId INTEGER NOT NULL, updateMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX noteByLead ON note(leadId);
        CREATE TABLE communication (
            id INTEGER PRIMARY KEY, leadId INTEGER NOT NULL REFERENCES lead(id), agentId INTEGER NOT NULL,
            millis INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL,
            outcome TEXT, phone TEXT, emailEvent TEXT, subject TEXT, content TEXT,
            isPinned INTEGER NOT NULL DEFAULT 0, toEmail TEXT, fromEmail TEXT
        ) STRICT;
        CREATE INDEX communicationByLead ON communication(leadId, millis, id);
        CREATE TABLE siteActivity (
            id INTEGER PRIMARY KEY, leadId INTEGER NOT NULL REFERENCES lead(id), millis INTEGER NOT NULL,
            type TEXT NOT NULL, text TEXT NOT NULL, link TEXT NOT NULL, picture TEXT NOT NULL,
            listing TEXT, scheduledDate TEXT NOT NULL, pageName TEXT
        ) STRICT;
        CREATE INDEX siteActivityByLead ON siteActivity(leadId, millis, id);
        CREATE TABLE systemLog (
            id INTEGER PRIMARY KEY, leadId INTEGER NOT NULL REFERENCES lead(id), agentId INTEGER NOT NULL,
            type INTEGER NOT NULL, typeName TEXT NOT NULL, millis INTEGER NOT NULL,
            toId INTEGER NOT NULL, toType INTEGER NOT NULL, refId INTEGER NOT NULL, content TEXT NOT NULL
        ) STRICT;
        CREATE INDEX systemLogByLead ON systemLog(leadId, millis, id);
        """
}
