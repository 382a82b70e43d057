package import Leads

extension SyncEngine {
    /// Ends the undo windows of these changes, so that they go out now; for a person who is leaving.
    ///
    /// - Returns: how many were waiting.
    @discardableResult
    package func endHolds(where isIncluded: @Sendable (LeadChange) -> Bool) throws(StoreError) -> Int {
        try caughtUp { () throws(StoreError) in
            let held = outbox.entries.values.filter { entry in
                guard case .held = entry.entry.status else { return false }
                return isIncluded(entry.entry.change)
            }
            guard !held.isEmpty else { return 0 }
            try commit(StoreTransaction(updates: held.map { $0.with(.queued) }))
            wake()
            return held.count
        }
    }
}
