package import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func timeline(of id: Lead.ID) throws(StoreError) -> Timeline? {
        try timeline(of: id, "SELECT newest, older, body FROM timeline WHERE lead_id = :id") { row in
            try row.withUnsafeData(atIndex: 0) { newest in
                try newest.map { newest in
                    try row.withUnsafeData(atIndex: 1) { try TimelineRecord.whole(newest, older: $0) }
                }
            }
        }
    }

    package func timelinePage(of id: Lead.ID) throws(StoreError) -> Timeline? {
        try timeline(of: id, "SELECT newest, NULL, iif(newest IS NULL, body, '') FROM timeline WHERE lead_id = :id") {
            try $0.withUnsafeData(atIndex: 0) { try $0.map(TimelineRecord.page) }
        }
    }

    /// - `read`: the timeline out of its parts; `nil` when it has none, and is whole in the third column.
    private func timeline(
        of id: Lead.ID,
        _ sql: String,
        _ read: (Row) throws -> Timeline?
    ) throws(StoreError) -> Timeline? {
        try reading { db in
            let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: ["id": id.rawValue])
            // The bytes are those of the cursor, and gone with it.
            defer { withExtendedLifetime(rows) {} }
            guard let row = try rows.next() else { return nil }
            let name = "timeline of lead \(id.rawValue)"
            do {
                if let timeline = try read(row) { return timeline }
            } catch {
                note(name, error)
                return nil
            }
            return readable(row[2] as String?, name)
        }
    }

    package func save(_ timeline: Timeline, of id: Lead.ID, at date: Date) throws(StoreError) {
        try writing { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO timeline (lead_id, read_at, body, newest, older)
                    SELECT :id, :date, '', :newest, :older WHERE EXISTS (SELECT 1 FROM lead WHERE id = :id)
                    """,
                arguments: [
                    "id": id.rawValue, "date": date.timeIntervalSinceReferenceDate,
                    "newest": TimelineRecord.newest(of: timeline), "older": TimelineRecord.older(of: timeline),
                ]
            )
        }
    }
}
