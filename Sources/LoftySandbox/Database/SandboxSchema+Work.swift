import GRDB

extension SandboxSchema {
    /// What happens to a lead beyond its own columns: tasks, transactions, calls in detail, custom fields, vendors.
    ///
    /// The definitions come with the tables, so that a book of an older sandbox has them too.
    static func createWorkTables(_ db: Database) throws {
        try db.execute(sql: taskTables)
        try db.execute(sql: transactionTables)
        try db.execute(sql: communicationDetails)
        try db.execute(sql: definitionTables)
        try WorkDefinitions.write(to: db)
    }

    /// Tasks and appointments share one table and by that one run of numbers.
    private static let taskTables = """
        CREATE TABLE task (
            id INTEGER PRIMARY KEY, leadId INTEGER NOT NULL REFERENCES lead(id), kind TEXT NOT NULL,
            role TEXT NOT NULL, origin TEXT NOT NULL, content TEXT NOT NULL, address TEXT,
            startMillis INTEGER NOT NULL, endMillis INTEGER NOT NULL, timeZone TEXT NOT NULL,
            isAllDay INTEGER NOT NULL, reminderType INTEGER NOT NULL DEFAULT 0,
            creatorId INTEGER NOT NULL, createMillis INTEGER NOT NULL, updateMillis INTEGER NOT NULL,
            finishMillis INTEGER NOT NULL DEFAULT 0, deleteMillis INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX taskByLead ON task(leadId, endMillis, id) WHERE deleteMillis = 0;
        CREATE INDEX taskByStart ON task(startMillis, id) WHERE deleteMillis = 0;
        """

    private static let transactionTables = """
        CREATE TABLE transactionStage (
            id INTEGER PRIMARY KEY, type TEXT NOT NULL, position INTEGER NOT NULL,
            name TEXT NOT NULL COLLATE NOCASE, UNIQUE (type, name)
        ) STRICT;
        CREATE TABLE transactionField (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL, params TEXT
        ) STRICT;
        CREATE TABLE leadTransaction (
            id INTEGER PRIMARY KEY, leadId INTEGER NOT NULL REFERENCES lead(id), propertyId INTEGER NOT NULL DEFAULT 0,
            name TEXT NOT NULL, searchText TEXT NOT NULL, type TEXT NOT NULL,
            stageId INTEGER NOT NULL REFERENCES transactionStage(id), details TEXT NOT NULL, address TEXT,
            createMillis INTEGER NOT NULL, updateMillis INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX leadTransactionByLead ON leadTransaction(leadId, createMillis, id);
        CREATE INDEX leadTransactionByType ON leadTransaction(type, createMillis, id);
        """

    private static let communicationDetails = """
        ALTER TABLE communication ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX communicationByTime ON communication(millis, id, agentId);
        """

    private static let definitionTables = """
        CREATE TABLE customField (
            name TEXT PRIMARY KEY, position INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, params TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE vendor (
            id INTEGER PRIMARY KEY, firstName TEXT NOT NULL, lastName TEXT NOT NULL, phoneNumber TEXT NOT NULL,
            email TEXT NOT NULL, roleName TEXT NOT NULL, companyName TEXT NOT NULL, companyAddress TEXT NOT NULL
        ) STRICT;
        CREATE TABLE memberTag (
            memberId INTEGER NOT NULL REFERENCES member(recordId), tagId INTEGER NOT NULL REFERENCES tag(id),
            PRIMARY KEY (memberId, tagId)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE memberMessage (
            id INTEGER PRIMARY KEY, memberId INTEGER NOT NULL, millis INTEGER NOT NULL, channel TEXT NOT NULL,
            referenceId INTEGER NOT NULL, subject TEXT NOT NULL, content TEXT NOT NULL
        ) STRICT;
        """
}
