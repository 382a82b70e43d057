import FoundationEssentials
import GRDB
import Leads

/// The rows of the table `snooze`.
enum StoredSnoozes {
    static func fetch(_ db: Database) throws -> [Lead.ID: Snooze] {
        var snoozes: [Lead.ID: Snooze] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT lead_id, since, until FROM snooze")
        while let row = try rows.next() {
            let until = (row[2] as Double?).map { Date(timeIntervalSinceReferenceDate: $0) }
            snoozes[Lead.ID(row[0])] = Snooze(since: Date(timeIntervalSinceReferenceDate: row[1]), until: until)
        }
        return snoozes
    }

    /// `nil` takes the lead back.
    static func write(_ db: Database, _ snooze: Snooze?, of id: Lead.ID) throws {
        guard let snooze else { return try LeadTable.snooze.delete(db, of: id) }
        try db.execute(
            sql: "INSERT OR REPLACE INTO snooze (lead_id, since, until) VALUES (:id, :since, :until)",
            arguments: [
                "id": id.rawValue, "since": snooze.since.timeIntervalSinceReferenceDate,
                "until": snooze.until?.timeIntervalSinceReferenceDate,
            ]
        )
    }
}
