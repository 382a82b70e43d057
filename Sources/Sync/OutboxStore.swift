package import FoundationEssentials
package import Leads

/// The journal: every decision of a person, durable before it counts.
///
/// Methods block on the disk, as those of ``MirrorStore`` do; one object is both, so that an entry and the row that shows
/// it are one transaction.
package protocol OutboxStore: AuditStore {
    /// Makes the transaction durable and answers what it came to.
    ///
    /// - Throws: ``StoreError/superseded(entry:)`` when an updated entry was written by somebody else meanwhile; any
    ///   error means that nothing was changed.
    func commit(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit

    /// What anybody, this process included, changed after `revision`.
    func changes(since revision: Int64) throws(StoreError) -> StoreChanges

    /// The first of what anybody changed after `revision`: about `limit` rows and removals, whole transactions only.
    ///
    /// The revision of the answer is where to go on from; it is that of the store when there is no more.
    func changes(since revision: Int64, limit: Int) throws(StoreError) -> StoreChanges

    /// All entries that still have to reach the server or a person, oldest first, and the revision they are from.
    func unsent() throws(StoreError) -> StoreChanges

    /// These entries in the order asked; one that was pruned is left out.
    func entries(_ ids: [OutboxEntry.ID]) throws(StoreError) -> [JournalEntry]

    /// Settled and cancelled entries of a lead, or of all with `nil`, the last decided first.
    func finished(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [JournalEntry]

    /// Forgets settled and cancelled entries that were decided before `date`.
    func prune(decidedBefore date: Date) throws(StoreError)
}

extension OutboxStore {
    /// Settled and cancelled entries, the last decided first.
    package func finished(limit: Int) throws(StoreError) -> [JournalEntry] { try finished(of: nil, limit: limit) }
}
