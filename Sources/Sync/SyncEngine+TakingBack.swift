package import Leads

extension SyncEngine {
    /// Takes back those of many changes that surely have not left this machine, in one transaction.
    ///
    /// - Returns: the changes that were taken back, the last decided first; the others are as they were.
    package func takeBack(_ ids: [OutboxEntry.ID]) throws(SyncError) -> [OutboxEntry] {
        do throws(StoreError) {
            return try caughtUp { () throws(StoreError) in
                catchUp()
                let unsent = ids.sorted(by: >).filter { outbox[$0]?.isUntouched ?? false }
                // What follows on a lead is put on what was there before, one change after the other.
                var trial = outbox
                var updates: [OutboxEntry.ID: JournalEntry] = [:]
                for id in unsent {
                    let changed = trial.cancelling(id)
                    trial.adopt(changed)
                    for entry in changed { updates[entry.id] = entry }
                }
                guard !updates.isEmpty else { return [] }
                let commit = try commit(StoreTransaction(updates: updates.values.sorted { $0.id < $1.id }))
                wake()
                return commit.updated.map(\.entry).filter { $0.status == .cancelled }.sorted { $0.id > $1.id }
            }
        } catch {
            throw .store(error)
        }
    }
}

extension JournalEntry {
    /// True for a change of which the server cannot have heard.
    fileprivate var isUntouched: Bool {
        guard !delivery.mayHaveArrived else { return false }
        return switch entry.status {
        case .held, .queued, .waiting: true
        case .sending, .ambiguous, .conflicted, .wedged, .settled, .cancelled: false
        }
    }
}
