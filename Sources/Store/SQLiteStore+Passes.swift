package import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func mirroredCount() throws(StoreError) -> Int {
        try reading { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM lead WHERE base IS NOT NULL AND NOT is_gone") ?? 0
        }
    }

    package func currentRevision() throws(StoreError) -> Int64 { try reading { try $0.revision() } }

    package func beginPass() throws(StoreError) -> PassTicket {
        try writing { PassTicket(number: try $0.advance("pass", by: 1), revision: try $0.revision()) }
    }

    package func sight(_ ids: [Lead.ID], by pass: PassTicket?, at date: Date) throws(StoreError) {
        guard !ids.isEmpty else { return }
        try writing { db in
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE lead SET read_at = :date, seen_by = max(seen_by, :pass)
                    WHERE id = :id AND base IS NOT NULL
                    """
            )
            for id in ids {
                try statement.execute(arguments: [
                    "id": id.rawValue, "date": date.timeIntervalSinceReferenceDate, "pass": pass?.number ?? 0,
                ])
            }
        }
    }

    package func unseen(by pass: PassTicket, limit: Int) throws(StoreError) -> [Lead.ID] {
        try reading { try MirrorRow.unseen($0, by: pass, limit: limit) }
    }

    package func unseenCount(by pass: PassTicket) throws(StoreError) -> Int {
        try reading { try MirrorRow.unseenCount($0, by: pass) }
    }
}

extension Database {
    func revision() throws -> Int64 {
        try Int64.fetchOne(self, sql: "SELECT value FROM counter WHERE name = 'revision'") ?? 0
    }

    /// Moves a counter and answers where it is then.
    func advance(_ name: String, by step: Int64) throws -> Int64 {
        let value = try Int64.fetchOne(
            self,
            sql: "UPDATE counter SET value = value + :step WHERE name = :name RETURNING value",
            arguments: ["step": step, "name": name]
        )
        guard let value else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "no counter \(name)") }
        return value
    }
}
