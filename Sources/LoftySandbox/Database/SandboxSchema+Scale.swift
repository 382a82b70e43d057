import GRDB

extension SandboxSchema {
    /// What answers every filter and order of the lead list at a million leads.
    static func registerScale(in migrator: inout DatabaseMigrator) {
        // Nothing here refers to another table, and a check of all references would read a large book whole.
        migrator.registerMigration("a million leads", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: narrowIndexes)
            try db.execute(sql: cells)
            try db.execute(sql: fillScale)
            try db.execute(sql: orders)
            try db.execute(sql: cellTriggers)
            try db.execute(sql: searchTriggers)
        }
    }

    /// Finds the cells and the search text of leads that were written while the triggers were away.
    static let fillScale = """
        INSERT INTO leadCell (\(cellColumns), isContacted, leads)
            SELECT \(cellColumns), touchMillis > 0, count(*) FROM lead WHERE trashMillis = 0
            GROUP BY \(cellColumns), touchMillis > 0;
        UPDATE lead SET cellId = \(cellID(of: "lead")) WHERE trashMillis = 0;
        INSERT INTO leadSearch (leadSearch) VALUES ('rebuild');
        """

    /// Wide indexes for some filters and orders give way to narrow ones for all.
    private static let narrowIndexes = """
        DROP INDEX leadByStage;
        DROP INDEX leadByAssignee;
        DROP INDEX leadBySource;
        DROP INDEX leadByVisibility;
        DROP INDEX leadByCreateTime;
        DROP INDEX leadByTouchTime;
        DROP INDEX leadByVisitTime;
        DROP INDEX leadByAssignTime;
        DROP INDEX leadByScore;
        """

    private static let cellColumns = """
        assigneeId, stageId, source, language, isHidden, lenderId, ownershipScope, ownershipId
        """

    /// A cell is all leads that are alike in whatever most filters and the visibility ask for, and how many they are.
    ///
    /// A book has some thousand cells, so a sum over them is the exact total of such filters. `cellId` 0 is trash.
    /// `leadSearch` has every run of three characters of the text that `key` looks into.
    private static let cells = """
        CREATE TABLE leadCell (
            id INTEGER PRIMARY KEY, assigneeId INTEGER NOT NULL, stageId INTEGER NOT NULL, source TEXT NOT NULL,
            language TEXT NOT NULL, isHidden INTEGER NOT NULL, lenderId INTEGER NOT NULL,
            ownershipScope TEXT NOT NULL, ownershipId INTEGER NOT NULL, isContacted INTEGER NOT NULL,
            leads INTEGER NOT NULL, UNIQUE (\(cellColumns), isContacted)
        ) STRICT;
        ALTER TABLE lead ADD COLUMN cellId INTEGER NOT NULL DEFAULT 0;
        CREATE VIRTUAL TABLE leadSearch USING fts5 (
            searchText, content = 'lead', content_rowid = 'id', tokenize = 'trigram case_sensitive 1',
            detail = 'none', columnsize = 0
        );
        """

    /// Each order has its own index that tells the cell, so that walking it reads no lead.
    private static let orders =
        orderColumns.map { "CREATE INDEX leadBy_\($0) ON lead(\($0), id, cellId);" }.joined(separator: "\n") + """

            CREATE INDEX leadByID ON lead(id, cellId);
            CREATE INDEX leadByCell ON lead(cellId, searchText);
            """

    private static let orderColumns = [
        "assignMillis", "callMillis", "communications", "createMillis", "emailMillis", "favorites", "inquiryMillis",
        "lenderId", "score", "searches", "siteActivities", "touchMillis", "trashMillis", "views", "visitMillis",
    ]

    private static func cellID(of row: String) -> String {
        """
        (SELECT cell.id FROM leadCell AS cell
            WHERE (\(cellColumns), isContacted) = (\(values(of: row)), \(row).touchMillis > 0))
        """
    }

    private static func values(of row: String) -> String {
        cellColumns.split(separator: ", ").map { "\(row).\($0)" }.joined(separator: ", ")
    }

    private static let join = """
        INSERT INTO leadCell (\(cellColumns), isContacted, leads)
            SELECT \(values(of: "new")), new.touchMillis > 0, 1 WHERE new.trashMillis = 0
            ON CONFLICT DO UPDATE SET leads = leads + 1;
        UPDATE lead SET cellId = iif(new.trashMillis = 0, \(cellID(of: "new")), 0) WHERE id = new.id;
        """

    private static let leave = """
        UPDATE leadCell SET leads = leads - 1 WHERE id = old.cellId;
        DELETE FROM leadCell WHERE id = old.cellId AND leads = 0;
        """

    private static let cellTriggers = """
        CREATE TRIGGER leadJoinsCell AFTER INSERT ON lead BEGIN
            \(join)
        END;
        CREATE TRIGGER leadMovesCell AFTER UPDATE OF \(cellColumns), touchMillis, trashMillis ON lead
        WHEN (\(values(of: "new")), new.touchMillis > 0, new.trashMillis = 0)
            IS NOT (\(values(of: "old")), old.touchMillis > 0, old.trashMillis = 0)
        BEGIN
            \(leave)
            \(join)
        END;
        CREATE TRIGGER leadLeavesCell AFTER DELETE ON lead BEGIN
            \(leave)
        END;
        """

    private static let searchTriggers = """
        CREATE TRIGGER leadIsFound AFTER INSERT ON lead BEGIN
            INSERT INTO leadSearch (rowid, searchText) VALUES (new.id, new.searchText);
        END;
        CREATE TRIGGER leadIsFoundAnew AFTER UPDATE OF searchText ON lead WHEN new.searchText <> old.searchText BEGIN
            INSERT INTO leadSearch (leadSearch, rowid, searchText) VALUES ('delete', old.id, old.searchText);
            INSERT INTO leadSearch (rowid, searchText) VALUES (new.id, new.searchText);
        END;
        CREATE TRIGGER leadIsLost AFTER DELETE ON lead BEGIN
            INSERT INTO leadSearch (leadSearch, rowid, searchText) VALUES ('delete', old.id, old.searchText);
        END;
        """
}
