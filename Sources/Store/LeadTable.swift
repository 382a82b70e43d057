import GRDB
import Leads

/// Tables that hold something of a lead beside its row, each by `lead_id`.
enum LeadTable: String, CaseIterable {
    case timeline, look, snooze
    case forbiddingCall = "forbidding_call"
    case phoneLine = "phone_line"

    /// Drops what the table has of a lead.
    func delete(_ db: Database, of id: Lead.ID) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM \(rawValue) WHERE lead_id = :id")
        try statement.execute(arguments: ["id": id.rawValue])
    }

    /// The lead of a create got the id that the server gave it.
    func move(_ db: Database, from provisional: Lead.ID, to real: Lead.ID) throws {
        try db.execute(
            sql: "UPDATE OR REPLACE \(rawValue) SET lead_id = :real WHERE lead_id = :provisional",
            arguments: ["real": real.rawValue, "provisional": provisional.rawValue]
        )
    }
}
