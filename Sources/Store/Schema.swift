import GRDB

/// The tables of the store.
///
/// Migrations are never edited: a change of the schema is a new one at the end.
enum Schema {
    /// Marks the file as Foyer's own (`PRAGMA application_id`): "Foyr".
    static let applicationID = 0x466F_7972

    /// The tables that every store has had since it was made.
    static let firstVersion = "1 mirror and journal"

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(firstVersion) { try $0.execute(sql: first) }
        migrator.registerMigration("2 order of readings") { try $0.execute(sql: second) }
        migrator.registerMigration("3 calls that forbid contact") { try $0.execute(sql: third) }
        migrator.registerMigration("looks at leads") { try $0.execute(sql: looks) }
        migrator.registerMigration("audit log") { try $0.execute(sql: audit) }
        migrator.registerMigration("leads put aside") { try $0.execute(sql: snoozes) }
        migrator.registerMigration("finished changes of a lead") { try $0.execute(sql: finished) }
        migrator.registerMigration("ends of listed numbers") { try $0.execute(sql: ends) }
        migrator.registerMigration("numbers that pages list") { try $0.execute(sql: pageListings) }
        migrator.registerMigration("leads by number") { db in
            try db.execute(sql: phoneLines)
            try PhoneLines.fill(db)
            // Made behind the rows: to sort them is much faster than to put each in its place.
            try db.execute(sql: "CREATE INDEX phone_line_tail ON phone_line (tail)")
        }
        migrator.registerMigration("pages of timelines") { try $0.execute(sql: timelinePages) }
        return migrator
    }()

    private static let audit = """
        -- What was sent, refused and overruled, each record tied to the one before; never changed, never pruned.
        CREATE TABLE audit (
            number INTEGER NOT NULL PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            body TEXT NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;
        CREATE INDEX audit_lead ON audit (lead_id, number);
        """

    private static let first = """
        PRAGMA application_id = \(applicationID);

        -- revision: rises with each transaction; provisional: the last id given to a lead the server has not made.
        CREATE TABLE counter (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO counter (name, value) VALUES ('revision', 0), ('provisional', 0);

        -- base: what the server last said; shown: the same with unsent changes, where they differ.
        CREATE TABLE lead (
            id INTEGER NOT NULL PRIMARY KEY,
            base BLOB,
            shown BLOB,
            read_at REAL,
            is_gone INTEGER NOT NULL DEFAULT 0,
            sync_state INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL,
            CHECK (base IS NOT NULL OR shown IS NOT NULL)
        ) STRICT;
        CREATE INDEX lead_revision ON lead (revision);

        -- Leads that left, for the other processes to notice.
        CREATE TABLE removal (
            lead_id INTEGER NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX removal_revision ON removal (revision);

        -- AUTOINCREMENT: an id is never used twice, also after pruning.
        CREATE TABLE journal (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            lead_id INTEGER NOT NULL,
            is_unsent INTEGER NOT NULL,
            decided_at REAL NOT NULL,
            body TEXT NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX journal_unsent ON journal (lead_id, id) WHERE is_unsent;
        CREATE INDEX journal_revision ON journal (revision);

        CREATE TABLE timeline (
            lead_id INTEGER NOT NULL PRIMARY KEY,
            read_at REAL NOT NULL,
            body TEXT NOT NULL
        ) STRICT;

        -- account, reference, marks: one JSON document each.
        CREATE TABLE document (
            name TEXT NOT NULL PRIMARY KEY,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let second = """
        -- asked: the revision at which the server was asked for the base; a page that was asked for earlier is older.
        ALTER TABLE lead ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
        -- seen_by: the last pass through the whole list that came across the lead.
        ALTER TABLE lead ADD COLUMN seen_by INTEGER NOT NULL DEFAULT 0;
        INSERT INTO counter (name, value) VALUES ('pass', 0);
        """

    private static let looks = """
        -- What the person saw of a lead when they looked at it last.
        CREATE TABLE look (
            lead_id INTEGER NOT NULL PRIMARY KEY,
            body TEXT NOT NULL
        ) STRICT;
        """

    private static let snoozes = """
        -- Leads that were put aside: since when, and until when, NULL for until the lead acts; seconds since 2001.
        CREATE TABLE snooze (
            lead_id INTEGER NOT NULL PRIMARY KEY,
            since REAL NOT NULL,
            until REAL
        ) STRICT;
        """

    private static let finished = """
        CREATE INDEX journal_finished ON journal (lead_id, id) WHERE NOT is_unsent;
        """

    private static let ends = """
        -- One line in all its spellings, see Phone.tail.
        CREATE INDEX forbidding_call_end ON forbidding_call (substr(number, -7));
        """

    private static let pageListings = """
        -- listing: rises when a page lists a number or takes one off; listed: where the book was last looked through.
        INSERT INTO counter (name, value) VALUES ('listing', 1), ('listed', 0);
        """

    private static let timelinePages = """
        -- newest: the entries that are shown first, with what a frame says of the rest; older: the rest, NULL for none.
        -- Of a timeline that was read before there were pages newest is NULL and body has all of it; else body is empty.
        ALTER TABLE timeline ADD COLUMN newest BLOB;
        ALTER TABLE timeline ADD COLUMN older BLOB;
        """

    private static let phoneLines = """
        -- What the numbers of a lead, as it is shown, end in, see Phone.tail: who else has a number is asked by it.
        CREATE TABLE phone_line (
            lead_id INTEGER NOT NULL,
            tail TEXT NOT NULL,
            PRIMARY KEY (lead_id, tail)
        ) STRICT, WITHOUT ROWID;
        """

    private static let third = """
        -- Sent calls after which a number, or with an empty number the person, must not be called; the number is its key.
        CREATE TABLE forbidding_call (
            lead_id INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (lead_id, outcome, number)
        ) STRICT, WITHOUT ROWID;
        """
}
