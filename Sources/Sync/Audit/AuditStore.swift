package import Leads

/// The audit log of a state directory; records are written with ``StoreTransaction/audit`` only.
package protocol AuditStore: Sendable {
    /// The records behind this number, in their order.
    func auditRecords(after number: Int64, limit: Int) throws(StoreError) -> [AuditRecord]

    /// The newest records, of one lead or of all, the newest first.
    func latestAuditRecords(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [AuditRecord]
}
