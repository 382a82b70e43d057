import FoundationEssentials
package import Leads

extension SyncEngine {
    /// Takes a change back: for nothing while it has not left, by the opposite change afterwards.
    ///
    /// The opposite is sent only while the lead holds what the change made of it; the server is asked once more before
    /// it goes out. With `isOverriding` a person has seen what others made of it, and takes the change back all the same.
    package func undo(_ id: OutboxEntry.ID, isOverriding: Bool = false) throws(SyncError) -> UndoResult {
        do throws(StoreError) {
            return try caughtUp { () throws(StoreError) in try undoing(id, isOverriding: isOverriding) }
        } catch {
            throw .store(error)
        }
    }

    /// Sends a wedged or conflicted entry again; in a conflict this keeps one's own.
    ///
    /// What the server holds by now is compared with what the person has seen: when it is something else, the answer
    /// is the entry in a conflict that names it, and nothing is sent.
    ///
    /// - Returns: the entry, or `nil` when it is in no such state any more.
    package func retry(_ id: OutboxEntry.ID) throws(SyncError) -> OutboxEntry? {
        do throws(StoreError) {
            return try caughtUp { () throws(StoreError) in
                catchUp()
                guard let entry = outbox[id] else { return nil }
                let base = try store.bases(of: [entry.entry.leadID])[entry.entry.leadID]
                guard let again = outbox.retrying(id, onto: base?.lead, now: now) else { return nil }
                let commit = try commit(StoreTransaction(updates: [again]))
                wake()
                return commit.updated.first?.entry
            }
        } catch {
            throw .store(error)
        }
    }

    /// Gives a wedged or conflicted entry up; in a conflict this keeps theirs.
    ///
    /// - Returns: every entry that went, or none when it is in no such state any more.
    package func drop(_ id: OutboxEntry.ID) throws(SyncError) -> [OutboxEntry] {
        do throws(StoreError) {
            return try caughtUp { () throws(StoreError) in
                catchUp()
                guard let entry = outbox[id] else { return [] }
                switch entry.entry.status {
                case .conflicted, .wedged:
                    let cancelled = try cancel(entry)
                    if entry.delivery.mayHaveArrived { look(at: entry.entry.leadID) }
                    return cancelled
                case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: return []
                }
            }
        } catch {
            throw .store(error)
        }
    }

    private func undoing(_ id: OutboxEntry.ID, isOverriding: Bool) throws(StoreError) -> UndoResult {
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
        case .settled where entry.entry.change.isLocal: return try takeBackHere(entry)
        case .settled:
            let theirs = try foreignValue(over: entry)
            if !isOverriding, let theirs { return .impossible(.changedByOthers(theirs: theirs)) }
            return try takeBack(entry, cancelling: false, overruling: theirs)
        case .cancelled: return .impossible(.alreadyCancelled)
        }
    }

    /// What the server holds instead of what the change made of the lead; `nil` while that stands, as far as the mirror
    /// knows, or while a later change of one's own is on its way.
    private func foreignValue(over entry: JournalEntry) throws(StoreError) -> String? {
        let change = entry.entry.change
        let lead = entry.entry.leadID
        guard !entry.delivery.changedNothing, change.isRepeatable, change.showsOnLead else { return nil }
        guard let base = try store.bases(of: [lead])[lead]?.lead else { return nil }
        let isOwn = outbox.lane(of: lead).contains { $0.entry.change.subject == change.subject }
        return isOwn || Reconciliation.isSo(change, in: base) ? nil : change.held(in: base)
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
    private func takeBack(
        _ entry: JournalEntry,
        cancelling: Bool,
        overruling theirs: String? = nil
    ) throws(StoreError) -> UndoResult {
        if entry.delivery.changedNothing { return .impossible(.changedNothing) }
        guard let row = try store.rows(of: [entry.entry.leadID]).first else { return .impossible(.leadGone) }
        var inverse: LeadChange
        switch self.inverse(of: entry) {
        case .success(let change): inverse = change
        case .failure(let obstacle): return .impossible(obstacle.value)
        }
        // A person who overrules others has seen what is there; else the opposite is of one's own change.
        let base = try store.bases(of: [entry.entry.leadID])[entry.entry.leadID]?.lead
        if theirs != nil, let base { inverse = inverse.rebased(onto: base) }
        let updates = cancelling ? outbox.cancelling(entry.id) : []
        var draft = draft(inverse, on: row.lead, hold: .zero)
        draft.mustBeSent = cancelling
        draft.seenLead = base.map(SeenLead.init)
        let audit = theirs.map { [auditEvent(overruling: entry, theirs: $0)] } ?? []
        let added = try commit(StoreTransaction(updates: updates, drafts: [draft], audit: audit)).added
        wake()
        return added.first.map { .inverseQueued($0.entry) } ?? .impossible(.unknownEntry)
    }

    /// What never left this machine is taken back in the same moment.
    private func takeBackHere(_ entry: JournalEntry) throws(StoreError) -> UndoResult {
        guard let inverse = entry.entry.change.inverse else { return .impossible(.noWayBack) }
        guard let row = try store.rows(of: [entry.entry.leadID]).first else { return .impossible(.leadGone) }
        let cancelled = entry.with(.cancelled)
        let draft = draft(inverse, on: row.lead, hold: .zero)
        let commit = try commit(StoreTransaction(updates: [cancelled], drafts: [draft]))
        return .cancelled(commit.updated.map(\.entry))
    }

    private func inverse(of entry: JournalEntry) -> Result<LeadChange, Obstacle> {
        let change = entry.entry.change
        if case .followUp(.add(let plan)) = change {
            // Only the server's answer names what is to be removed.
            guard let made = entry.delivery.acceptance?.recordID.flatMap(Lookup.followUp(named:)) else {
                return .failure(Obstacle(value: .noWayBack))
            }
            return .success(.followUp(.remove(FollowUp(plan, id: made, of: entry.entry.leadID))))
        }
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
