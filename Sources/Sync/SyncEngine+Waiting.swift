import FoundationEssentials
package import Leads

extension SyncEngine {
    /// Returns when each of the entries is settled or cancelled, or needs a person, as also one does that waits behind
    /// another that needs one.
    ///
    /// With ``Patience/whileReachable`` it also returns as soon as the server cannot be reached or refuses the
    /// credential; see ``linkState`` for which. The answer is the entries as they are then, in the order asked.
    package func waitUntilSettled(
        _ ids: [OutboxEntry.ID],
        patience: Patience = .unlimited
    ) async throws(StoreError) -> [OutboxEntry] {
        while !Task.isCancelled, ids.contains(where: { isAwaited($0, patience) }) {
            // What is on the wire gets its answer, or loses it, in a moment.
            if patience != .unlimited, isStuck, !ids.contains(where: isOnTheWire) { break }
            await nextChange()
        }
        return try store.entries(ids).map(\.entry)
    }

    /// How long to wait for an entry.
    package enum Patience: Hashable, Sendable {
        case unlimited
        case whileReachable
        /// As ``whileReachable``, and not for what may have arrived or is tried again after a failure, nor for what waits
        /// behind that: it comes to an end by itself, and other leads need not wait for it.
        case whileUndoubted
    }

    private func isAwaited(_ id: OutboxEntry.ID, _ patience: Patience) -> Bool {
        guard isMoving(id) else { return false }
        return switch patience {
        case .unlimited, .whileReachable: true
        case .whileUndoubted: !outbox.isInDoubt(id)
        }
    }

    private var isStuck: Bool {
        switch link.state {
        case .offline, .credentialRejected, .accountUnknown, .otherAccount: true
        case .unknown, .online, .limited: false
        }
    }

    private func isMoving(_ id: OutboxEntry.ID) -> Bool {
        if let entry = outbox[id]?.entry, entry.awaitsReview { return isReadingForReview && entry.theirs == nil }
        return switch outbox[id]?.entry.status {
        case .held, .queued, .waiting: !outbox.isStuck(id)
        case .sending, .ambiguous: true
        case .conflicted, .wedged, .settled, .cancelled, .none: false
        }
    }

    private func isOnTheWire(_ id: OutboxEntry.ID) -> Bool {
        guard case .sending = outbox[id]?.entry.status else { return false }
        return outbox[id]?.isAccepted == false
    }

    private func nextChange() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { changeWaiters.append($0) }
        } onCancel: {
            Task { await self.resumeChangeWaiters() }
        }
    }
}
