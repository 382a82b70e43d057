package import FoundationEssentials
package import Leads

extension Outbox {
    /// Marks the entries as going on the wire: to be made durable before the first byte leaves.
    package func sending(_ ids: [OutboxEntry.ID], baseline: Baseline?, now: Date) -> [JournalEntry] {
        ids.compactMap { entries[$0] }.map { entry in
            var sent = entry
            sent.entry.attempts += 1
            sent.entry.status = .sending(attempt: sent.entry.attempts)
            sent.delivery.firstSentAt = entry.delivery.firstSentAt ?? now
            sent.delivery.baseline = entry.delivery.baseline ?? baseline
            return sent
        }
    }

    /// Entries that a process left on the wire when it died.
    ///
    /// What may be repeated is queued again; what may not is looked for first. Only for the one process that sends.
    package func orphans(now: Date) -> [JournalEntry] {
        entries.values.filter { entry in
            if case .sending = entry.entry.status { return !entry.isAccepted }
            return false
        }
        .sorted { $0.id < $1.id }
        .map { interrupted($0, now: now, isOrphan: true) }
    }

    /// The new states that an outcome leads to.
    package func transition(
        on outcome: DeliveryOutcome,
        for ids: [OutboxEntry.ID],
        now: Date
    ) -> OutboxTransition {
        let batch = ids.compactMap { entries[$0] }
        return switch outcome {
        case .accepted(let createdID): accepted(batch, createdID: createdID, now: now)
        case .failed(let failure): failed(batch, failure, now: now)
        case .unread(let failure): unread(batch, failure, now: now)
        case .conflicting(let theirs):
            OutboxTransition(changed: batch.map { $0.with(.conflicted(theirs: theirs)) })
        case .sighted(let sighting): sighted(batch, sighting, now: now)
        case .merged(into: let survivor): accepted(batch, createdID: survivor, now: now)
        case .confirmed(let verdicts, let reading): confirmed(batch, verdicts, reading: reading, now: now)
        case .void: OutboxTransition(changed: batch.map { $0.with(.settled(at: now)) })
        }
    }

    private func accepted(_ batch: [JournalEntry], createdID: Lead.ID?, now: Date) -> OutboxTransition {
        var transition = OutboxTransition()
        for entry in batch {
            if case .trash = entry.entry.change {
                transition.changed.append(entry.with(.settled(at: now)))
                transition.notices.append(.leadGone(entry.entry.leadID))
                continue
            }
            transition.changed.append(entry.accepted(at: now, createdID: createdID))
        }
        return transition
    }

    private func failed(
        _ batch: [JournalEntry],
        _ failure: DeliveryOutcome.WriteFailure,
        now: Date
    ) -> OutboxTransition {
        switch failure {
        case .notExecuted: return OutboxTransition(changed: batch.map { $0.with(.queued) })
        case .interrupted:
            return OutboxTransition(changed: batch.map { interrupted($0, now: now, isOrphan: false) })
        case .leadGone(let failure): return leadGone(batch, failure, now: now)
        case .refused(let failure):
            guard batch.count > 1 else {
                return OutboxTransition(changed: batch.map { $0.with(.wedged(failure)) })
            }
            // One of them is to blame; sent one by one, the server names it.
            let parts = batch.map { entry in
                var alone = entry.with(.queued)
                alone.delivery.isAlone = true
                return alone
            }
            return OutboxTransition(changed: parts)
        }
    }

    private func interrupted(_ entry: JournalEntry, now: Date, isOrphan: Bool) -> JournalEntry {
        guard entry.entry.change.isRepeatable else {
            var lost = entry.with(.ambiguous(since: now))
            lost.delivery.lookups = 0
            lost.delivery.dueAt = now + RetryPolicy.lookupPauses[0]
            return lost
        }
        let pause = policy.pause(afterAttempt: entry.entry.attempts)
        var again = entry.with(isOrphan ? .queued : .waiting(until: now + pause, attempt: entry.entry.attempts))
        again.delivery.mayHaveArrived = true
        return again
    }

    private func leadGone(
        _ batch: [JournalEntry],
        _ failure: OutboxEntry.Failure,
        now: Date
    ) -> OutboxTransition {
        var transition = OutboxTransition()
        for entry in batch {
            if case .trash = entry.entry.change {
                // What was asked for is so: an earlier attempt arrived, or somebody else was quicker.
                transition.changed.append(entry.with(.settled(at: now)))
            } else {
                transition.changed.append(entry.with(.wedged(failure)))
            }
        }
        transition.notices = batch.prefix(1).map { .leadGone($0.entry.leadID) }
        return transition
    }

    private func unread(
        _ batch: [JournalEntry],
        _ failure: DeliveryOutcome.ReadFailure,
        now: Date
    ) -> OutboxTransition {
        guard let head = batch.first else { return OutboxTransition() }
        if head.isAccepted { return unconfirmed(batch, failure, now: now) }
        if case .leadGone = failure {
            let gone = OutboxEntry.Failure(reason: "the lead is gone or not visible", isLeadGone: true)
            return leadGone(batch, gone, now: now)
        }
        guard case .trouble = failure else { return OutboxTransition() }
        return OutboxTransition(changed: batch.map { postponed($0, now: now) })
    }

    private func postponed(_ entry: JournalEntry, now: Date) -> JournalEntry {
        var later = entry
        if case .ambiguous = entry.entry.status {
            later.delivery.dueAt = now + policy.pause(afterAttempt: 4)
        } else {
            var attempt = entry.entry.attempts + 1
            if case .waiting(until: _, attempt: let before) = entry.entry.status { attempt = before + 1 }
            later.entry.status = .waiting(until: now + policy.pause(afterAttempt: attempt), attempt: attempt)
        }
        return later
    }

    private func unconfirmed(
        _ batch: [JournalEntry],
        _ failure: DeliveryOutcome.ReadFailure,
        now: Date
    ) -> OutboxTransition {
        guard let head = batch.first, failure != .noAnswer else { return OutboxTransition() }
        let isCreate = head.delivery.acceptance?.createdID != nil
        if failure == .leadGone, !isCreate {
            return OutboxTransition(
                changed: batch.map { $0.with(.settled(at: now)) },
                notices: [.leadGone(head.entry.leadID)]
            )
        }
        guard head.delivery.lookups < RetryPolicy.lookupPauses.count else {
            // The server took it; that it cannot show it is no reason to keep the person waiting.
            return confirmed(batch, [:], reading: nil, now: now)
        }
        let changed = batch.map { entry in
            var later = entry
            later.delivery.dueAt = now + RetryPolicy.lookupPauses[head.delivery.lookups]
            later.delivery.lookups = head.delivery.lookups + 1
            return later
        }
        return OutboxTransition(changed: changed)
    }

    private func sighted(_ batch: [JournalEntry], _ sighting: Sighting, now: Date) -> OutboxTransition {
        switch sighting {
        case .present(let id): accepted(batch, createdID: id, now: now)
        case .absent: OutboxTransition(changed: batch.map { unseen($0, now: now) })
        case .uncertain(let reason):
            OutboxTransition(changed: batch.map { $0.with(.wedged(OutboxEntry.Failure(reason: reason))) })
        }
    }

    private func unseen(_ entry: JournalEntry, now: Date) -> JournalEntry {
        var later = entry
        later.delivery.lookups += 1
        guard later.delivery.lookups < RetryPolicy.lookupPauses.count else { return later.with(.queued) }
        later.delivery.dueAt = now + RetryPolicy.lookupPauses[later.delivery.lookups]
        return later
    }

    private func confirmed(
        _ batch: [JournalEntry],
        _ verdicts: [OutboxEntry.ID: Confirmation],
        reading: Lead?,
        now: Date
    ) -> OutboxTransition {
        var transition = OutboxTransition(changed: batch.map { confirmed($0, verdicts[$0.id] ?? .asAsked, now: now) })
        for entry in batch {
            if let real = entry.delivery.acceptance?.createdID, real != entry.entry.leadID {
                transition.notices.append(.created(provisional: entry.entry.leadID, real: real))
            }
        }
        if let reading, let last = batch.last {
            transition.changed += rebasedFollowers(of: last, onto: reading)
        }
        return transition
    }

    private func confirmed(_ entry: JournalEntry, _ verdict: Confirmation, now: Date) -> JournalEntry {
        switch verdict {
        case .asAsked: return entry.with(.settled(at: now))
        case .differs(let theirs): return entry.with(.conflicted(theirs: theirs))
        case .tagsIgnored(let theirs):
            if entry.delivery.replacesTags { return entry.with(.conflicted(theirs: theirs)) }
            var again = entry.with(.queued)
            again.delivery.replacesTags = true
            return again
        }
    }
}

extension JournalEntry {
    /// The same entry in another state; leaving a phase ends its readings.
    func with(_ status: OutboxEntry.Status) -> JournalEntry {
        var changed = self
        changed.entry.status = status
        changed.delivery.lookups = 0
        changed.delivery.dueAt = nil
        if status.isUnsent { changed.delivery.acceptance = nil }
        return changed
    }

    func accepted(at now: Date, createdID: Lead.ID?) -> JournalEntry {
        var changed = self
        // A change that was found on the server is no longer ambiguous.
        changed.entry.status = .sending(attempt: entry.attempts)
        changed.delivery.acceptance = Delivery.Acceptance(at: now, createdID: createdID)
        changed.delivery.lookups = 0
        changed.delivery.dueAt = now
        return changed
    }
}
