package import FoundationEssentials
package import Leads

extension Outbox {
    /// Marks the entries as going on the wire: to be made durable before the first byte leaves.
    ///
    /// `seenUpdatedAt` is `updatedAt` of the lead as it was read before.
    package func sending(
        _ ids: [OutboxEntry.ID],
        baseline: Baseline?,
        seenUpdatedAt: Date? = nil,
        now: Date
    ) -> [JournalEntry] {
        ids.compactMap { entries[$0] }.map { entry in
            var sent = entry
            sent.entry.attempts += 1
            sent.entry.status = .sending(attempt: sent.entry.attempts)
            sent.delivery.firstSentAt = entry.delivery.firstSentAt ?? now
            sent.delivery.baseline = baseline ?? entry.delivery.baseline
            // Of what may have arrived, the lead from before the first attempt says whether it was changed since.
            let before = entry.delivery.mayHaveArrived ? entry.delivery.seenUpdatedAt : nil
            sent.delivery.seenUpdatedAt = before ?? seenUpdatedAt
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
        .map { entry in
            guard entry.entry.change.isRepeatable else { return lost(entry, now: now) }
            var again = entry.with(.queued)
            again.delivery.mayHaveArrived = true
            return again
        }
    }

    /// The new states that an outcome leads to.
    ///
    /// While the server fails with other changes too, as `isServerTroubled` says, no failure counts against one of them.
    package func transition(
        on outcome: DeliveryOutcome,
        for ids: [OutboxEntry.ID],
        now: Date,
        isServerTroubled: Bool = false
    ) -> OutboxTransition {
        let batch = ids.compactMap { entries[$0] }
        switch outcome {
        case .accepted(let made): return accepted(batch, made: made, now: now)
        case .failed(let failure): return failed(batch, failure, now: now, counts: !isServerTroubled)
        case .unread(let failure): return unread(batch, failure, now: now, counts: !isServerTroubled)
        case .conflicting(let theirs):
            return OutboxTransition(changed: batch.map { $0.with(.conflicted(theirs: theirs)) })
        case .sighted(let sighting): return sighted(batch, sighting, now: now)
        case .merged(into: let survivor, let name, let isSamePerson):
            if isSamePerson { return accepted(batch, made: .lead(survivor), now: now) }
            let failure = OutboxEntry.Failure(
                reason: "Lofty put it into lead \(survivor), \(name), who has the same number or address.",
                cause: .merged(into: survivor)
            )
            return OutboxTransition(changed: batch.map { $0.with(.wedged(failure)) })
        case .confirmed(let verdicts, let reading):
            return confirmed(batch, verdicts, reading: reading, now: now)
        }
    }

    private func accepted(_ batch: [JournalEntry], made: MadeRecord?, now: Date) -> OutboxTransition {
        var transition = OutboxTransition()
        for entry in batch {
            let accepted = entry.accepted(at: now, made: made)
            switch entry.entry.change {
            // The answer names the record, and nothing of it shows on the lead.
            case .addNote, .logCall, .followUp, .deal, .snooze:
                transition.changed.append(accepted.with(.settled(at: now)))
            // Lofty's answer to a trash may be empty, which says nothing: whether it happened, the lead itself tells.
            case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash:
                transition.changed.append(accepted)
            }
        }
        return transition
    }

    // MARK: Failures

    private func failed(
        _ batch: [JournalEntry],
        _ failure: DeliveryOutcome.WriteFailure,
        now: Date,
        counts: Bool
    ) -> OutboxTransition {
        switch failure {
        case .notExecuted: return OutboxTransition(changed: batch.map { $0.with(.queued) })
        case .interrupted: return OutboxTransition(changed: batch.map { interrupted($0, now: now, counts: counts) })
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

    private func interrupted(_ entry: JournalEntry, now: Date, counts: Bool) -> JournalEntry {
        guard entry.entry.change.isRepeatable else { return lost(entry, now: now) }
        var again = entry
        again.delivery.mayHaveArrived = true
        if counts { again.delivery.failures += 1 }
        if let stopped = exhausted(again) { return stopped }
        let pause = policy.pause(afterAttempt: entry.entry.attempts)
        return again.with(.waiting(until: now + pause, attempt: entry.entry.attempts))
    }

    /// A change that may not be repeated and whose answer did not come: it is looked for.
    private func lost(_ entry: JournalEntry, now: Date) -> JournalEntry {
        var lost = entry.with(.ambiguous(since: now))
        lost.delivery.mayHaveArrived = true
        lost.delivery.dueAt = now + RetryPolicy.searchPauses[0]
        return lost
    }

    /// The change as it stops after too many failures; `nil` while it may go on.
    private func exhausted(_ entry: JournalEntry) -> JournalEntry? {
        guard entry.delivery.failures >= RetryPolicy.patience else { return nil }
        if entry.delivery.mayHaveArrived, !entry.entry.change.isRepeatable {
            return entry.with(.wedged(.undecided("its answer was lost, and the server fails when Foyer looks for it.")))
        }
        let tries = entry.delivery.failures
        let reason = "the server failed with it \(tries) times, while it answered others."
        return entry.with(.wedged(OutboxEntry.Failure(reason: reason, cause: .exhausted(tries: tries))))
    }

    private func leadGone(
        _ batch: [JournalEntry],
        _ failure: OutboxEntry.Failure,
        now: Date
    ) -> OutboxTransition {
        var transition = OutboxTransition()
        for entry in batch {
            transition.changed.append(
                entry.isDoneWithoutLead ? entry.with(.settled(at: now)) : entry.with(.wedged(failure))
            )
        }
        transition.notices = batch.prefix(1).map { .leadGone($0.entry.leadID) }
        return transition
    }

    private func unread(
        _ batch: [JournalEntry],
        _ failure: DeliveryOutcome.ReadFailure,
        now: Date,
        counts: Bool
    ) -> OutboxTransition {
        guard let head = batch.first else { return OutboxTransition() }
        if head.isAccepted { return unconfirmed(batch, failure, now: now) }
        switch failure {
        case .noAnswer: return OutboxTransition()
        case .leadGone: return leadGone(batch, .leadGone, now: now)
        case .trouble: return OutboxTransition(changed: batch.map { postponed($0, now: now, counts: counts) })
        case .behind: return OutboxTransition(changed: batch.map { postponed($0, now: now, counts: true) })
        }
    }

    private func postponed(_ entry: JournalEntry, now: Date, counts: Bool) -> JournalEntry {
        var later = entry
        if counts { later.delivery.failures += 1 }
        if let stopped = exhausted(later) { return stopped }
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
        guard let changed = readAgain(batch, after: RetryPolicy.lookupPauses, now: now) else {
            // The server took it; that it cannot show it is no reason to keep the person waiting.
            return confirmed(batch, [:], reading: nil, now: now)
        }
        return OutboxTransition(changed: changed)
    }

    /// The entries with another reading ahead of them; `nil` when the pauses are used up.
    private func readAgain(_ batch: [JournalEntry], after pauses: [TimeInterval], now: Date) -> [JournalEntry]? {
        guard let done = batch.first?.delivery.lookups, done < pauses.count else { return nil }
        return batch.map { entry in
            var later = entry
            later.delivery.dueAt = now + pauses[done]
            later.delivery.lookups = done + 1
            return later
        }
    }

    // MARK: Readings

    private func sighted(_ batch: [JournalEntry], _ sighting: Sighting, now: Date) -> OutboxTransition {
        switch sighting {
        case .present(let made): accepted(batch, made: made, now: now)
        case .absent: OutboxTransition(changed: batch.map { unseen($0, now: now) })
        case .uncertain(let reason):
            OutboxTransition(changed: batch.map { $0.with(.wedged(.undecided(reason + "."))) })
        }
    }

    private func unseen(_ entry: JournalEntry, now: Date) -> JournalEntry {
        var later = entry
        later.delivery.lookups += 1
        guard later.delivery.lookups < RetryPolicy.searchPauses.count else {
            return later.with(.wedged(.undecided("its answer was lost, and the server has not shown it so far.")))
        }
        later.delivery.dueAt = now + RetryPolicy.searchPauses[later.delivery.lookups]
        return later
    }

    private func confirmed(
        _ batch: [JournalEntry],
        _ verdicts: [OutboxEntry.ID: Confirmation],
        reading: Lead?,
        now: Date
    ) -> OutboxTransition {
        var transition = OutboxTransition(
            changed: batch.map { confirmed($0, verdicts[$0.id] ?? .asAsked, reading: reading, now: now) }
        )
        for (entry, changed) in zip(batch, transition.changed) {
            if let real = entry.delivery.acceptance?.createdID, real != entry.entry.leadID {
                transition.notices.append(.created(provisional: entry.entry.leadID, real: real))
            }
            // Nobody could read it, so the server is taken at its word.
            if case .trash = entry.entry.change, case .settled = changed.entry.status {
                transition.notices.append(.leadGone(entry.entry.leadID))
            }
        }
        let isSettled = transition.changed.allSatisfy { !$0.entry.status.isUnsent }
        if let reading, let last = batch.last, isSettled {
            transition.changed += rebasedFollowers(of: last, onto: reading)
        }
        return transition
    }

    private func confirmed(
        _ entry: JournalEntry,
        _ verdict: Confirmation,
        reading: Lead?,
        now: Date
    ) -> JournalEntry {
        let theirs: String
        switch verdict {
        case .asAsked: return entry.with(.settled(at: now))
        case .differs(let held), .tagsIgnored(let held): theirs = held
        }
        // The reading may come from a copy that is behind.
        if let later = readAgain([entry], after: RetryPolicy.lagPauses, now: now)?.first { return later }
        if case .trash = entry.entry.change { return entry.with(.wedged(.stillThere)) }
        guard case .tagsIgnored = verdict, !entry.delivery.replacesTags, let reading,
            Reconciliation.wasChanged(reading, since: entry.delivery.seenUpdatedAt)
        else { return entry.with(.conflicted(theirs: theirs)) }
        var again = entry.with(.queued)
        again.delivery.replacesTags = true
        return again
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

    func accepted(at now: Date, made: MadeRecord?) -> JournalEntry {
        var changed = self
        // A change that was found on the server is no longer ambiguous.
        changed.entry.status = .sending(attempt: entry.attempts)
        changed.delivery.acceptance = Delivery.Acceptance(at: now, made: made)
        changed.delivery.lookups = 0
        changed.delivery.failures = 0
        changed.delivery.dueAt = now
        return changed
    }

    /// True when a lead that does not show any more is what was asked for.
    fileprivate var isDoneWithoutLead: Bool {
        switch entry.change {
        // An earlier attempt arrived, or somebody else was quicker.
        case .trash: true
        // A lead that was given away may be out of sight of who gave it.
        case .assign: delivery.mayHaveArrived
        case .create, .setStage, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .followUp, .deal,
            .snooze:
            false
        }
    }
}

extension OutboxEntry.Failure {
    static let leadGone = Self(reason: "the lead is gone or not visible", isLeadGone: true)
    static let stillThere = Self(reason: "it took the lead to the trash by its own word, and still shows it")

    static func undecided(_ reason: String) -> Self { Self(reason: reason, cause: .undecided) }
}
