import FoundationEssentials
package import Leads

extension SyncEngine {
    /// Takes a change back: for nothing while it has not left, by the opposite change afterwards.
    package func undo(_ id: OutboxEntry.ID) throws(SyncError) -> UndoResult {
        do throws(StoreError) {
            return try undoing(id)
        } catch {
            guard case .superseded = error else { throw .store(error) }
        }
        // Another process moved the entry at this very moment; what it is now decides.
        catchUp()
        do throws(StoreError) {
            return try undoing(id)
        } catch {
            throw .store(error)
        }
    }

    /// Sends a wedged or conflicted entry again; in a conflict this keeps one's own.
    ///
    /// - Returns: the entry, or `nil` when it is in no such state any more.
    package func retry(_ id: OutboxEntry.ID) throws(SyncError) -> OutboxEntry? {
        do throws(StoreError) {
            catchUp()
            guard let entry = outbox[id] else { return nil }
            let base = try store.bases(of: [entry.entry.leadID])[entry.entry.leadID]
            guard let again = outbox.retrying(id, onto: base?.lead) else { return nil }
            let commit = try commit(StoreTransaction(updates: [again]))
            wake()
            return commit.updated.first?.entry
        } catch {
            throw .store(error)
        }
    }

    /// Gives a wedged or conflicted entry up; in a conflict this keeps theirs.
    ///
    /// - Returns: every entry that went, or none when it is in no such state any more.
    package func drop(_ id: OutboxEntry.ID) throws(SyncError) -> [OutboxEntry] {
        do throws(StoreError) {
            catchUp()
            guard let entry = outbox[id] else { return [] }
            switch entry.entry.status {
            case .conflicted, .wedged: return try cancel(entry)
            case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: return []
            }
        } catch {
            throw .store(error)
        }
    }

    private func undoing(_ id: OutboxEntry.ID) throws(StoreError) -> UndoResult {
        // Another process may have taken or moved the entry, and nothing tells an engine that does not run.
        catchUp()
        let finished = try store.entries([id]).first
        guard let entry = outbox[id] ?? finished else { return .impossible(.unknownEntry) }
        switch entry.entry.status {
        case .held, .queued, .waiting, .conflicted, .wedged:
            if entry.delivery.mayHaveArrived, case .inverseQueued(let inverse) = try takeBack(entry, cancelling: true) {
                return .inverseQueued(inverse)
            }
            let cancelled = try cancel(entry)
            if entry.delivery.mayHaveArrived { look(at: entry.entry.leadID) }
            return .cancelled(cancelled)
        case .sending, .ambiguous:
            if !entry.entry.change.isRepeatable, !entry.isAccepted { return .impossible(.beingSent) }
            return try takeBack(entry, cancelling: false)
        case .settled: return try takeBack(entry, cancelling: false)
        case .cancelled: return .impossible(.alreadyCancelled)
        }
    }

    /// The server may have what was taken back here; what it shows decides.
    private func look(at lead: Lead.ID) {
        Task {
            do {
                _ = try await fetch(lead)
            } catch SyncError.store(let error) {
                observer(.trouble(error))
            } catch {
                // The link tells of it, and the next refresh reads the lead again.
            }
        }
    }

    private func cancel(_ entry: JournalEntry) throws(StoreError) -> [OutboxEntry] {
        let cancelled = outbox.cancelling(entry.id)
        let commit = try commit(StoreTransaction(updates: cancelled))
        wake()
        return commit.updated.map(\.entry).filter { $0.status == .cancelled }
    }

    /// Queues the opposite change; with `cancelling`, in the same transaction that gives the change itself up.
    private func takeBack(_ entry: JournalEntry, cancelling: Bool) throws(StoreError) -> UndoResult {
        if entry.delivery.changedNothing { return .impossible(.changedNothing) }
        guard let row = try store.rows(of: [entry.entry.leadID]).first else { return .impossible(.leadGone) }
        let inverse: LeadChange
        switch self.inverse(of: entry.entry.change) {
        case .success(let change): inverse = change
        case .failure(let obstacle): return .impossible(obstacle.value)
        }
        let updates = cancelling ? outbox.cancelling(entry.id) : []
        let draft = draft(inverse, on: row.lead, hold: .zero)
        let added = try commit(StoreTransaction(updates: updates, drafts: [draft])).added
        wake()
        return added.first.map { .inverseQueued($0.entry) } ?? .impossible(.unknownEntry)
    }

    private func inverse(of change: LeadChange) -> Result<LeadChange, Obstacle> {
        guard case .assign(from: let before, to: let member) = change else {
            return change.inverse.map { .success($0) } ?? .failure(Obstacle(value: .noWayBack))
        }
        guard let before, let previous = reference.member(for: before) else {
            return .failure(Obstacle(value: .previousAssigneeUnknown))
        }
        return .success(.assign(from: Assignee(id: nil, name: member.fullName), to: previous))
    }

    private struct Obstacle: Error {
        var value: UndoObstacle
    }
}
