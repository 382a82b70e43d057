import FoundationEssentials
import GRDB
import Leads
import Sync

/// What could still be read of a damaged store and cannot be read from the server again.
struct SavedJournal {
    /// A row of the table `journal`, its body unread.
    struct Line {
        var id: Int64
        var lead: Int64
        var isUnsent: Bool
        var decidedAt: Double
        var body: String

        /// `nil` when a column does not hold what it ought to.
        init?(_ row: Row) {
            guard let id = Int64.fromDatabaseValue(row[0]), let lead = Int64.fromDatabaseValue(row[1]),
                let isUnsent = Bool.fromDatabaseValue(row[2]), let decidedAt = Double.fromDatabaseValue(row[3]),
                let body = String.fromDatabaseValue(row[4])
            else { return nil }
            self.id = id
            self.lead = lead
            self.isUnsent = isUnsent
            self.decidedAt = decidedAt
            self.body = body
        }
    }

    private(set) var lines: [Int64: Line] = [:]
    private(set) var lastID: Int64 = 0
    /// The lowest id that was given to a lead that the server has not made.
    private(set) var provisional: Int64 = 0
    /// Whose changes these are; `nil` when that cannot be read.
    private(set) var account: String?
    /// Records of the audit log that could be read, with their leads.
    private(set) var audit: [(record: AuditRecord, lead: Int64)] = []
    /// What calls forbid, leads that are put aside and what a person saw of them: rows as they stood, by table.
    private(set) var rows: [LeadTable: [[String: DatabaseValue]]] = [:]
    var textPath = ""
    var setAsidePath = ""

    /// Reads what can be read; nothing is written.
    init(salvagedFrom path: String) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        // Else SQLite reads nothing at all of a file that is shorter than its header says.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
        // A file that cannot even be opened has nothing that could be saved; it is kept aside all the same.
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return }
        queue.inDatabase { db in
            account = attempt {
                try String.fetchOne(db, sql: "SELECT body FROM document WHERE name = 'account'")
            }
            provisional = number(db, "SELECT value FROM counter WHERE name = 'provisional'")
            lastID = number(db, "SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
            let isWhole = collect(db, "ORDER BY id")
            if !isWhole { collectAround(db) }
            collectAudit(db)
            for table in LeadTable.allCases where table.isSaved { collect(table, db) }
        }
        lastID = max(lastID, lines.keys.max() ?? 0)
        provisional = min(provisional, lines.values.map(\.lead).min() ?? 0)
    }

    /// Entry by entry from the other end, and then those between, where a damaged page lies in the way.
    private mutating func collectAround(_ db: Database) {
        _ = collect(db, "ORDER BY id DESC")
        let known = lines.keys.max() ?? 0
        for id in stride(from: max(lastID, known), to: max(0, max(lastID, known) - 100_000), by: -1)
        where lines[id] == nil {
            _ = collect(db, "WHERE id = \(id)")
        }
    }

    /// False when the damage ended it early.
    private mutating func collect(_ db: Database, _ which: String) -> Bool {
        do {
            let cursor = try Row.fetchCursor(
                db,
                sql: "SELECT id, lead_id, is_unsent, decided_at, body FROM journal " + which
            )
            while let row = try cursor.next() {
                if let line = Line(row) { lines[line.id] = line }
            }
            return true
        } catch {
            return false
        }
    }

    /// As far as the damage lets it be read; what is missing is told by a check of the log.
    private mutating func collectAudit(_ db: Database) {
        do {
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT number, body, digest, lead_id FROM audit ORDER BY number"
            )
            while let row = try rows.next() {
                guard let number = Int64.fromDatabaseValue(row[0]), let body = String.fromDatabaseValue(row[1]),
                    let digest = Data.fromDatabaseValue(row[2]), let lead = Int64.fromDatabaseValue(row[3])
                else { continue }
                audit.append((AuditRecord(number: number, body: body, digest: Array(digest)), lead))
            }
        } catch {
            return  // A store from before there was a log, or a damaged page: what came before it is kept.
        }
    }

    /// From both ends as far as the damage lets it be read.
    private mutating func collect(_ table: LeadTable, _ db: Database) {
        for order in ["", " DESC"] {
            do {
                let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.rawValue) ORDER BY lead_id\(order)")
                while let row = try cursor.next() {
                    let values = zip(row.columnNames, row.databaseValues)
                    rows[table, default: []].append(Dictionary(values, uniquingKeysWith: { one, _ in one }))
                }
                return
            } catch {
                continue  // A store from before there was the table, or a damaged page.
            }
        }
    }

    private func number(_ db: Database, _ sql: String) -> Int64 { attempt { try Int64.fetchOne(db, sql: sql) } ?? 0 }

    private func attempt<Value>(_ read: () throws -> Value?) -> Value? {
        do {
            return try read()
        } catch {
            return nil  // This part is lost; the others are tried all the same.
        }
    }

    /// Every entry as it stands in the journal, one a line.
    var text: String {
        lines.values.sorted { $0.id < $1.id }.map { $0.body + "\n" }.joined()
    }
}

extension LeadTable {
    /// Whether what it has cannot be read from the server again.
    fileprivate var isSaved: Bool {
        switch self {
        case .forbiddingCall, .snooze, .look: true
        case .timeline, .phoneLine: false
        }
    }
}

extension SavedJournal {
    /// A row that does not fit into the table any more, or whose values are no such values, is left out.
    fileprivate func restoreRows(_ db: Database) throws {
        for (table, rows) in rows {
            let known = Set(try db.columns(in: table.rawValue).map(\.name))
            for row in rows {
                let names = row.keys.filter(known.contains)
                let columns = names.joined(separator: ", ")
                let places = names.map { ":" + $0 }.joined(separator: ", ")
                do {
                    try db.execute(
                        sql: "INSERT OR IGNORE INTO \(table.rawValue) (\(columns)) VALUES (\(places))",
                        arguments: StatementArguments(row.filter { known.contains($0.key) })
                    )
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    continue
                }
            }
        }
    }
}

extension SQLiteStore {
    /// Puts a saved journal into a new store, under the same ids, and shows its changes.
    ///
    /// Without knowing whose changes they are none is put back: they must not go out under another name.
    func restore(_ saved: SavedJournal) throws(StoreError) {
        let lines = saved.account == nil ? [] : saved.lines.values.sorted { $0.id < $1.id }
        try writing { db in
            for line in lines {
                try db.execute(
                    sql: """
                        INSERT INTO journal (id, lead_id, is_unsent, decided_at, body, revision)
                        VALUES (:id, :lead, :unsent, :decided, :body, 0)
                        """,
                    arguments: [
                        "id": line.id, "lead": line.lead, "unsent": line.isUnsent, "decided": line.decidedAt,
                        "body": line.body,
                    ]
                )
            }
            for (record, lead) in saved.audit { try AuditTable.insert(db, record, of: Lead.ID(lead)) }
            if saved.account != nil { try saved.restoreRows(db) }
            try db.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'journal'")
            try db.execute(
                sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', :last)",
                arguments: ["last": saved.lastID]
            )
            try db.execute(
                sql: "UPDATE counter SET value = :value WHERE name = 'provisional'",
                arguments: ["value": saved.provisional]
            )
            if let account = saved.account {
                try db.execute(
                    sql: "INSERT INTO document (name, body) VALUES ('account', :body)",
                    arguments: ["body": account]
                )
            }
        }
        let unsent = try self.unsent().entries
        if !unsent.isEmpty { _ = try commit(StoreTransaction(updates: unsent)) }
        note(
            .rebuilt(path: path, setAside: saved.setAsidePath, saved: saved.textPath, entries: unsent.count)
        )
    }
}
