package import Leads

extension SyncEngine {
    /// One change, wherever it is on its way; `nil` when the journal does not know it any more.
    package func entry(_ id: OutboxEntry.ID) throws(SyncError) -> OutboxEntry? {
        if let entry = outbox[id] { return outbox.told(entry) }
        return try stored { store throws(StoreError) in try store.entries([id]).first?.entry }
    }
}
