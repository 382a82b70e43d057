import FoundationEssentials
import GRDB
package import Leads
package import Sync

extension SQLiteStore {
    package func auditRecords(after number: Int64, limit: Int) throws(StoreError) -> [AuditRecord] {
        try reading { db in
            try AuditTable.fetch(
                db,
                "WHERE number > :number ORDER BY number LIMIT :limit",
                ["number": number, "limit": limit]
            )
        }
    }

    package func latestAuditRecords(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [AuditRecord] {
        try reading { db in
            guard let lead else {
                return try AuditTable.fetch(db, "ORDER BY number DESC LIMIT :limit", ["limit": limit])
            }
            return try AuditTable.fetch(db, AuditTable.latestOfLead, ["lead": lead.rawValue, "limit": limit])
        }
    }
}

/// The table `audit`: records are put at its end and never touched again.
enum AuditTable {
    /// Goes by the index of the leads: the log is never pruned, and every look at a lead asks.
    static let latestOfLead = "WHERE lead_id = :lead ORDER BY number DESC LIMIT :limit"

    /// Writes an event behind the last one, whichever process wrote that: the transaction keeps all others out.
    static func append(_ db: Database, _ event: AuditEvent) throws {
        let last = try fetch(db, "ORDER BY number DESC LIMIT 1", [:]).first
        let record = AuditChain.record(
            try event.json(),
            number: (last?.number ?? 0) + 1,
            after: last?.digest ?? AuditChain.origin
        )
        try insert(db, record, of: event.leadID)
    }

    static func insert(_ db: Database, _ record: AuditRecord, of lead: Lead.ID) throws {
        try db.execute(
            sql: "INSERT INTO audit (number, lead_id, body, digest) VALUES (:number, :lead, :body, :digest)",
            arguments: [
                "number": record.number, "lead": lead.rawValue, "body": record.body, "digest": Data(record.digest),
            ]
        )
    }

    static func fetch(_ db: Database, _ which: String, _ arguments: StatementArguments) throws -> [AuditRecord] {
        let rows = try Row.fetchAll(db, sql: "SELECT number, body, digest FROM audit " + which, arguments: arguments)
        return rows.map { AuditRecord(number: $0[0], body: $0[1], digest: Array($0[2] as Data)) }
    }
}
