import FoundationEssentials
import GRDB
import Leads
import Sync
import TestSupport
import Testing

@testable import Store

@Suite("The audit log on the disk", .serialized)
struct AuditTableTests {
    @Test("the records of a lead are looked up, however long the log is, and are the newest of that lead alone")
    func latest() throws {
        let state = try TemporaryState()
        try state.directory.prepare()
        let store = try SQLiteStore(directory: state.directory)
        let step = AuditStep("stage", from: "New Lead", to: "Contacted")
        let events = (0..<40).map { number in
            AuditEvent(
                at: someTime + Double(number),
                by: nil,
                leadID: Lead.ID(Int64(number % 4)),
                leadName: "Ana",
                kind: .sent(step, beside: [])
            )
        }
        _ = try store.commit(StoreTransaction(audit: events))
        #expect(try store.latestAuditRecords(of: Lead.ID(2), limit: 3).map(\.number) == [39, 35, 31])
        #expect(try store.latestAuditRecords(of: nil, limit: 3).map(\.number) == [40, 39, 38])
        #expect(try store.latestAuditRecords(of: Lead.ID(7), limit: 3).isEmpty)
        let plan = try store.reading { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN SELECT number, body, digest FROM audit " + AuditTable.latestOfLead,
                arguments: ["lead": 2, "limit": 3]
            ).map { $0["detail"] as String }
        }
        #expect(plan == ["SEARCH audit USING INDEX audit_lead (lead_id=?)"])
    }
}
