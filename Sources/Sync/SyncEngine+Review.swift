package import FoundationEssentials
import Leads
import LoftyAPI

/// Changes that could not leave for very long, as in a day without a network: a person looks at them again.
///
/// A long queue is none of them: what waits while the server answers goes out by itself, however old it is.
extension SyncEngine {
    /// The server answered: after a long silence, what was decided long ago waits for the person.
    func heardFromServer() {
        if case .unnoted(let error) = holdBackOverdue() {
            if case .superseded = error { catchUp() } else { observer(.trouble(error)) }
        }
        heardAt = steadyNow()
    }

    /// What became of changes that are too old to go out by themselves.
    enum HoldingBack {
        /// There are none.
        case nothing
        /// They wait for the person.
        case held
        /// That cannot be noted, so nothing is sent: another process was quicker, or the disk refuses.
        case unnoted(StoreError)
    }

    func holdBackOverdue() -> HoldingBack {
        guard let age = environment.reviewAge, outbox.depth > 0 else { return .nothing }
        if wasSilent(for: age) { reviewedBefore = now - age.seconds }
        guard let limit = reviewedBefore else { return .nothing }
        let overdue = outbox.overdue(decidedBefore: limit)
        do throws(StoreError) {
            if !overdue.isEmpty { try commit(StoreTransaction(updates: overdue)) }
        } catch {
            return .unnoted(error)
        }
        reviewedBefore = nil
        readForReview()
        return overdue.isEmpty ? .nothing : .held
    }

    /// True when the server has not answered for so long, neither this process nor another one of the directory.
    private func wasSilent(for age: Duration) -> Bool {
        if let heardAt, steadyNow() - heardAt < age { return false }
        do throws(StoreError) {
            let marks = try store.marks()
            let settled = try store.finished(of: nil, limit: 20).compactMap(\.settledByServerAt)
            let answers = settled + [marks.refreshedAt, marks.completeSweepAt].compactMap(\.self)
            // A time in the future was written by a clock that was set back since, and is no sign of silence.
            return answers.max().map { now.timeIntervalSince($0) - max(0, outbox.drift) >= age.seconds } ?? true
        } catch {
            observer(.trouble(error))
            return false
        }
    }

    /// Reads what the server holds today of leads whose changes wait for a second look.
    func readForReview() {
        guard !isReadingForReview else { return }
        let leads = Set(outbox.entries.values.filter(\.isUnreadForReview).map(\.entry.leadID))
        guard !leads.isEmpty else { return }
        isReadingForReview = true
        Task {
            await CallLane.$current.withValue(.prefetch) { await self.read(forReview: leads.sorted()) }
            self.isReadingForReview = false
            self.resumeChangeWaiters()
        }
    }

    private func read(forReview leads: [Lead.ID]) async {
        for lead in leads {
            do throws(SyncError) {
                if !lead.isProvisional { _ = try await fetch(lead) }
                noteForReview(lead)
            } catch {
                if case .store(let trouble) = error { observer(.trouble(trouble)) }
                // What cannot be read now is read when the link is back, or at the next start.
                guard case .service(let failure) = error, !failure.isOfEveryCall else { return }
            }
        }
    }

    private func noteForReview(_ lead: Lead.ID) {
        do throws(StoreError) {
            try caughtUp { () throws(StoreError) in
                let base = try store.bases(of: [lead])[lead]?.lead
                let read = outbox.lane(of: lead).filter(\.isUnreadForReview).map { entry in
                    var told = entry
                    told.entry.review = .needed(today: base.map(entry.entry.change.today) ?? "a new lead")
                    return told
                }
                if !read.isEmpty { try commit(StoreTransaction(updates: read)) }
            }
        } catch {
            observer(.trouble(error))
        }
    }
}

extension Outbox {
    /// Changes that were decided before a moment and have not left, as they wait for a second look.
    ///
    /// What may have arrived is none of them: it is brought to its end.
    package func overdue(decidedBefore limit: Date) -> [JournalEntry] {
        entries.values.filter { entry in
            guard entry.entry.review == nil, !entry.delivery.mayHaveArrived, !entry.isAccepted else { return false }
            switch entry.entry.status {
            // A clock that was set forward makes nothing old.
            case .held, .queued, .waiting: return entry.entry.createdAt + max(0, drift) <= limit
            case .sending, .ambiguous, .conflicted, .wedged, .settled, .cancelled: return false
            }
        }
        .sorted { $0.id < $1.id }
        .map { entry in
            var waiting = entry
            waiting.entry.review = .needed(today: nil)
            return waiting
        }
    }

    /// The entry as the person lets it go out after a second look at what the server holds.
    func reviewed(_ entry: JournalEntry, onto base: Lead?) -> JournalEntry {
        var agreed = entry
        agreed.entry.review = .given
        // What it was made from is what the one before it makes, whichever of them is agreed to first.
        if isFollower(entry) { return agreed }
        guard case .needed(let seen?) = entry.entry.review, let base else { return agreed }
        let change = entry.entry.change
        guard change.today(in: base) == seen else {
            // Somebody was at it since the look.
            agreed.entry.review = .needed(today: change.today(in: base))
            return agreed
        }
        agreed.entry.change = change.rebased(onto: base)
        agreed.delivery.seenLead = SeenLead(base)
        return agreed
    }

    /// True when an earlier change of the same thing of the lead has not left yet.
    private func isFollower(_ entry: JournalEntry) -> Bool {
        let subject = entry.entry.change.subject
        switch entry.entry.change {
        case .setStage, .assign, .addTag, .removeTag, .setField, .setHidden:
            return lane(of: entry.entry.leadID).contains { $0.id < entry.id && $0.entry.change.subject == subject }
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: return false
        }
    }

    /// The entries with what changes that settled have made of the lead shown beside those that wait behind them.
    ///
    /// A person who has seen the lead and sends the first of two changes has not to look again because of that one; what
    /// anybody else did since the look still asks for another. `before` is the lead as it was when the first were sent.
    func lookedAgain(_ changed: [JournalEntry], from before: Lead?, to reading: Lead) -> [JournalEntry] {
        let settled = changed.filter { if case .settled = $0.entry.status { true } else { false } }
        guard let first = settled.first else { return changed }
        let isNew = settled.contains { if case .create = $0.entry.change { true } else { false } }
        guard var expected = before ?? (isNew ? reading : nil) else { return changed }
        for entry in settled.sorted(by: { $0.id < $1.id }) { expected.apply(entry.entry.change) }
        let known = Dictionary(changed.map { ($0.id, $0) }) { $1 }
        let waiting = lane(of: first.entry.leadID).compactMap { entry -> JournalEntry? in
            let entry = known[entry.id] ?? entry
            let change = entry.entry.change
            guard case .needed(let seen?) = entry.entry.review, entry.entry.status.isUnsent else { return nil }
            if let before, !isNew {
                let isOurs = change.today(in: expected) == change.today(in: reading)
                guard change.today(in: before) == seen, isOurs else { return nil }
            }
            var shown = entry
            shown.entry.review = .needed(today: change.today(in: reading))
            return shown
        }
        let replaced = Set(waiting.map(\.id))
        return changed.filter { !replaced.contains($0.id) } + waiting
    }
}

extension JournalEntry {
    /// True while nobody has read what the server holds of the lead.
    fileprivate var isUnreadForReview: Bool { entry.awaitsReview && entry.review == .needed(today: nil) }

    /// When the server had the change; `nil` for one that never left or that only this machine keeps.
    fileprivate var settledByServerAt: Date? {
        guard case .settled(let date) = entry.status, !entry.change.isLocal else { return nil }
        return date
    }
}

extension LeadChange {
    /// What the server holds of the thing that the change is about, or where the lead stands when it is about no thing.
    fileprivate func today(in lead: Lead) -> String {
        switch self {
        case .setStage, .assign, .addTag, .removeTag, .setField, .setHidden: held(in: lead)
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            "\(lead.stage ?? "no stage"), owner \(lead.assignee?.name ?? "nobody")"
        }
    }
}

extension APIError {
    /// True when no other call would fare better at this moment.
    fileprivate var isOfEveryCall: Bool {
        switch kind {
        case .unreachable, .connectionLost, .rateLimited, .credentialRejected, .cancelled: true
        case .notGranted, .notFound, .refused, .serverFailure, .unreadableAnswer, .answerTooLarge, .invalidRequest:
            false
        }
    }
}
