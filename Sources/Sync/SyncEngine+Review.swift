package import FoundationEssentials
import Leads
import LoftyAPI

/// Changes that could not leave for very long, as in a day without a network: a person looks at them again.
///
/// A long queue is none of them: what waits while the server answers goes out by itself, however old it is.
extension SyncEngine {
    /// The server answered: after a long silence, what was decided long ago waits for the person.
    func heardFromServer() {
        holdBackOverdue()
        heardAt = steadyNow()
    }

    /// True when something that was about to go out waits for the person instead.
    @discardableResult
    func holdBackOverdue() -> Bool {
        guard let age = environment.reviewAge, outbox.depth > 0 else { return false }
        if wasSilent(for: age) { reviewedBefore = now - age.seconds }
        guard let limit = reviewedBefore else { return false }
        let overdue = outbox.overdue(decidedBefore: limit)
        do throws(StoreError) {
            if !overdue.isEmpty { try commit(StoreTransaction(updates: overdue)) }
        } catch {
            // What cannot be noted is not sent either: another process was quicker, or the disk refuses.
            if case .superseded = error { catchUp() } else { observer(.trouble(error)) }
            return true
        }
        reviewedBefore = nil
        readForReview()
        return !overdue.isEmpty
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
        case .create, .addNote, .logCall, .trash, .followUp, .snooze:
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
