import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func rows() throws(StoreError) -> [LeadRow] {
        try reading { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM lead") ?? 0
            var rows: [LeadRow] = []
            rows.reserveCapacity(count)
            let cursor = try Row.fetchCursor(db, sql: "SELECT coalesce(shown, base), sync_state, id FROM lead")
            while let row = try cursor.next() {
                if let row = leadRow(row) { rows.append(row) }
            }
            return rows
        }
    }

    package func rows(after id: Lead.ID?, limit: Int) throws(StoreError) -> [LeadRow] {
        try reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT coalesce(shown, base), sync_state, id FROM lead WHERE id > :after ORDER BY id LIMIT :limit
                    """,
                arguments: ["after": id?.rawValue ?? .min, "limit": limit]
            )
            return try Array(rows.compactMap { self.leadRow($0) })
        }
    }

    package func rows(of ids: [Lead.ID]) throws(StoreError) -> [LeadRow] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT coalesce(shown, base), sync_state, id FROM lead WHERE id = :id"
            )
            let rows = try ids.compactMap { id in
                try Row.fetchOne(statement, arguments: ["id": id.rawValue]).flatMap { leadRow($0) }
            }
            return try marked(rows, db)
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

    package func unsent() throws(StoreError) -> StoreChanges {
        try reading { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: "SELECT id, lead_id, body, revision FROM journal WHERE is_unsent ORDER BY id"
            )
            var changes = StoreChanges(revision: try db.revision())
            try read(cursor, into: &changes, db)
            return changes
        }
    }

    package func changes(since revision: Int64) throws(StoreError) -> StoreChanges {
        try reading { try changes($0, since: revision, upTo: try $0.revision()) }
    }

    package func changes(since revision: Int64, limit: Int) throws(StoreError) -> StoreChanges {
        try reading { db in
            // Rows of one transaction share a revision and stay together.
            let last = try Int64.fetchAll(
                db,
                sql: """
                    SELECT revision FROM lead WHERE revision > :revision
                    UNION ALL SELECT revision FROM removal WHERE revision > :revision
                    ORDER BY revision LIMIT :limit
                    """,
                arguments: ["revision": revision, "limit": limit]
            )
            let current = try db.revision()
            return try changes(db, since: revision, upTo: last.count < limit ? current : last.last ?? current)
        }
    }

    private func changes(_ db: Database, since revision: Int64, upTo last: Int64) throws -> StoreChanges {
        guard last > revision else { return StoreChanges(revision: last) }
        let arguments: StatementArguments = ["revision": revision, "last": last]
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, lead_id, body, revision FROM journal
                WHERE revision > :revision AND revision <= :last ORDER BY id
                """,
            arguments: arguments
        )
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT coalesce(shown, base), sync_state, id FROM lead
                WHERE revision > :revision AND revision <= :last ORDER BY id
                """,
            arguments: arguments
        )
        let removed = try Int64.fetchAll(
            db,
            sql: """
                SELECT lead_id FROM removal WHERE revision > :revision AND revision <= :last ORDER BY lead_id
                """,
            arguments: arguments
        )
        var changes = StoreChanges(
            revision: last,
            rows: try marked(Array(rows.compactMap { self.leadRow($0) }), db),
            removed: removed.map { Lead.ID($0) }
        )
        try read(entries, into: &changes, db)
        return changes
    }

    /// Takes in entries of the journal, and as they stand those that cannot be read.
    private func read(_ entries: RowCursor, into changes: inout StoreChanges, _ db: Database) throws {
        var lost: [Int64] = []
        changes.entries = try JournalEntry.fetch(entries) { id, error in
            lost.append(id)
            skipped(id, error)
        }
        changes.unreadable = try UnreadableEntry.fetch(db, ids: lost)
    }

    package func entries(_ ids: [OutboxEntry.ID]) throws(StoreError) -> [JournalEntry] {
        try reading { try JournalEntry.fetch($0, ids: ids, skipped) }
    }

    package func finished(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [JournalEntry] {
        try reading { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, lead_id, body, revision FROM journal
                    WHERE NOT is_unsent \(lead == nil ? "" : "AND lead_id = :lead") ORDER BY id DESC LIMIT :limit
                    """,
                arguments: lead.map { ["lead": $0.rawValue, "limit": limit] } ?? ["limit": limit]
            )
            return try JournalEntry.fetch(cursor, skipped)
        }
    }

    /// From the bytes of the shown lead, the code of the state, and the id; `nil` and a notice for what cannot be read.
    private func leadRow(_ row: Row) -> LeadRow? {
        do {
            return try LeadRow(row)
        } catch {
            note("lead \(row[2] as Int64)", error)
            return nil
        }
    }

    /// Notes an entry of the journal that cannot be read.
    func skipped(_ id: Int64, _ error: any Error) { note("queued change \(id)", error) }
}
