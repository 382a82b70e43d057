package import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func rows() throws(StoreError) -> [LeadRow] {
        try reading { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM lead") ?? 0
            var rows: [LeadRow] = []
            rows.reserveCapacity(count)
            let cursor = try Row.fetchCursor(db, sql: "SELECT coalesce(shown, base), sync_state FROM lead")
            while let row = try cursor.next() { rows.append(try LeadRow(row)) }
            return rows
        }
    }

    package func rows(of ids: [Lead.ID]) throws(StoreError) -> [LeadRow] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT coalesce(shown, base), sync_state FROM lead WHERE id = :id"
            )
            return try ids.compactMap { id in
                try Row.fetchOne(statement, arguments: ["id": id.rawValue]).map { try LeadRow($0) }
            }
        }
    }

    package func bases(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: MirroredLead] {
        try reading { db in
            var leads: [Lead.ID: MirroredLead] = [:]
            for id in ids {
                guard let row = try MirrorRow.fetch(db, id: id), let base = row.base, let readAt = row.readAt else {
                    continue
                }
                leads[id] = MirroredLead(lead: base, readAt: readAt)
            }
            return leads
        }
    }

    package func mirroredIDs() throws(StoreError) -> Set<Lead.ID> {
        try reading { db in
            let ids = try Int64.fetchAll(db, sql: "SELECT id FROM lead WHERE base IS NOT NULL AND NOT is_gone")
            return Set(ids.map { Lead.ID($0) })
        }
    }

    package func unsent() throws(StoreError) -> StoreChanges {
        try reading { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: "SELECT id, lead_id, body, revision FROM journal WHERE is_unsent ORDER BY id"
            )
            return StoreChanges(revision: try db.revision(), entries: try JournalEntry.fetch(cursor))
        }
    }

    package func changes(since revision: Int64) throws(StoreError) -> StoreChanges {
        try reading { db in
            let current = try db.revision()
            guard current > revision else { return StoreChanges(revision: current) }
            let arguments: StatementArguments = ["revision": revision]
            let entries = try Row.fetchCursor(
                db,
                sql: "SELECT id, lead_id, body, revision FROM journal WHERE revision > :revision ORDER BY id",
                arguments: arguments
            )
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT coalesce(shown, base), sync_state FROM lead WHERE revision > :revision ORDER BY id",
                arguments: arguments
            )
            let removed = try Int64.fetchAll(
                db,
                sql: "SELECT lead_id FROM removal WHERE revision > :revision ORDER BY lead_id",
                arguments: arguments
            )
            return StoreChanges(
                revision: current,
                entries: try JournalEntry.fetch(entries),
                rows: try Array(rows.map { try LeadRow($0) }),
                removed: removed.map { Lead.ID($0) }
            )
        }
    }

    package func entries(_ ids: [OutboxEntry.ID]) throws(StoreError) -> [JournalEntry] {
        try reading { try JournalEntry.fetch($0, ids: ids) }
    }

    package func finished(limit: Int) throws(StoreError) -> [JournalEntry] {
        try reading { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, lead_id, body, revision FROM journal
                    WHERE NOT is_unsent ORDER BY id DESC LIMIT :limit
                    """,
                arguments: ["limit": limit]
            )
            return try JournalEntry.fetch(cursor)
        }
    }
}

// MARK: - Documents

extension SQLiteStore {
    package func timeline(of id: Lead.ID) throws(StoreError) -> Timeline? {
        try reading { db in
            let body = try String.fetchOne(
                db,
                sql: "SELECT body FROM timeline WHERE lead_id = :id",
                arguments: ["id": id.rawValue]
            )
            return try body.map { try JSONDecoder().decode(Timeline.self, from: Data($0.utf8)) }
        }
    }

    package func save(_ timeline: Timeline, of id: Lead.ID, at date: Date) throws(StoreError) {
        try writing { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO timeline (lead_id, read_at, body)
                    SELECT :id, :date, :body WHERE EXISTS (SELECT 1 FROM lead WHERE id = :id)
                    """,
                arguments: [
                    "id": id.rawValue, "date": date.timeIntervalSinceReferenceDate, "body": try json(timeline),
                ]
            )
        }
    }

    package func referenceData() throws(StoreError) -> ReferenceData {
        try reading { try document("reference", in: $0) } ?? ReferenceData()
    }

    package func save(_ reference: ReferenceData) throws(StoreError) {
        try writing { try put(reference, as: "reference", in: $0) }
    }

    package func marks() throws(StoreError) -> SyncMarks {
        try reading { try document("marks", in: $0) } ?? SyncMarks()
    }

    package func save(_ marks: SyncMarks) throws(StoreError) {
        try writing { try put(marks, as: "marks", in: $0) }
    }

    package func claim(_ account: AccountIdentity) throws(StoreError) {
        try writing { db in
            guard let recorded: AccountIdentity = try document("account", in: db) else {
                return try put(account, as: "account", in: db)
            }
            guard recorded == account else { throw StoreError.otherAccount(recorded: recorded, found: account) }
        }
    }

    private func document<Value: Decodable>(_ name: String, in db: Database) throws -> Value? {
        let body = try String.fetchOne(
            db,
            sql: "SELECT body FROM document WHERE name = :name",
            arguments: ["name": name]
        )
        return try body.map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    private func put(_ value: some Encodable, as name: String, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO document (name, body) VALUES (:name, :body)",
            arguments: ["name": name, "body": try json(value)]
        )
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
}

// MARK: - Rows

/// A row of the table `lead`.
struct MirrorRow {
    var base: Lead?
    var readAt: Date?
    var isGone: Bool

    static func fetch(_ db: Database, id: Lead.ID) throws -> MirrorRow? {
        let statement = try db.cachedStatement(sql: "SELECT base, read_at, is_gone FROM lead WHERE id = :id")
        guard let row = try Row.fetchOne(statement, arguments: ["id": id.rawValue]) else { return nil }
        return MirrorRow(
            base: try row.withUnsafeData(atIndex: 0) { try $0.map { try LeadRecord.decode($0) } },
            readAt: (row[1] as Double?).map { Date(timeIntervalSinceReferenceDate: $0) },
            isGone: row[2]
        )
    }
}

extension LeadRow {
    /// From the bytes of the shown lead and the code of the state.
    fileprivate init(_ row: Row) throws {
        let lead = try row.withUnsafeData(atIndex: 0) { data in
            guard let data else { throw LeadRecord.Unreadable(reason: "a lead without content") }
            return try LeadRecord.decode(data)
        }
        self.init(lead: lead, syncState: try SyncState(code: row[1]))
    }
}

extension JournalEntry {
    static func fetch(_ db: Database, ids: [OutboxEntry.ID]) throws -> [JournalEntry] {
        let statement = try db.cachedStatement(sql: "SELECT id, lead_id, body, revision FROM journal WHERE id = :id")
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: ["id": id.rawValue]).map { try JournalEntry($0) }
        }
    }

    static func fetchUnsent(_ db: Database, of lead: Lead.ID) throws -> [JournalEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT id, lead_id, body, revision FROM journal WHERE is_unsent AND lead_id = :lead ORDER BY id"
        )
        return try Row.fetchAll(statement, arguments: ["lead": lead.rawValue]).map { try JournalEntry($0) }
    }

    fileprivate static func fetch(_ cursor: RowCursor) throws -> [JournalEntry] {
        try Array(cursor.map { try JournalEntry($0) })
    }

    /// The columns decide where they and the body say the same thing.
    fileprivate init(_ row: Row) throws {
        let body: String = row[2]
        self = try JSONDecoder().decode(JournalEntry.self, from: Data(body.utf8))
        entry.id = OutboxEntry.ID(rawValue: row[0])
        entry.leadID = Lead.ID(row[1] as Int64)
        revision = row[3]
    }
}

extension SyncState {
    var code: Int {
        switch self {
        case .clean: 0
        case .queued: 1
        case .sending: 2
        case .failed: 3
        case .conflict: 4
        }
    }

    init(code: Int) throws {
        let all: [SyncState] = [.clean, .queued, .sending, .failed, .conflict]
        guard let state = all.first(where: { $0.code == code }) else {
            throw LeadRecord.Unreadable(reason: "a sync state \(code)")
        }
        self = state
    }
}

extension Database {
    fileprivate func revision() throws -> Int64 {
        try Int64.fetchOne(self, sql: "SELECT value FROM counter WHERE name = 'revision'") ?? 0
    }
}
