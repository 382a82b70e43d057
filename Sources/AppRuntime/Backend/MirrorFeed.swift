package import LeadIndex
import Leads
import LoftyAPI
package import Sync
import Synchronization
import ViewModels

/// Stands between the engine and the screen: keeps the index up to date and turns what the engine says into events.
package final class MirrorFeed: Sendable {
    package let index = BookIndex()
    private let state = Mutex(State())

    private struct State {
        var post: (@Sendable (Event) -> Void)?
        var unsent: [OutboxEntry.ID: OutboxEntry] = [:]
        var reference = ReferenceData()
        var book = Book.unread
        var snoozes: [Lead.ID: Snooze] = [:]
        var snoozeNames: [Lead.ID: String] = [:]
        /// What is planned; `nil` until it was read.
        var nextSteps: NextSteps?
        var hasAskedForNextSteps = false
        /// Rows that changed since the columns were last saved.
        var unsavedRows = 0
        /// Leads among them that left: the columns that are saved still hold them.
        var unsavedRemovals = 0
        /// The view that was answered last of those that a start shows.
        var opening: OpeningView?
        /// Questions that came before there was anything to answer them from.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// How far the mirror has come into the index.
    private enum Book {
        case unread
        /// Rows that the engine tells of are in the store already; true when it has told of some since the last look.
        case reading(isBehind: Bool)
        /// Everything that the engine tells goes into the index.
        case live
    }

    /// Says that rows or the opening view have changed; only that something has counts.
    let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    package init() {
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What is known of the team.
    var reference: ReferenceData { state.withLock(\.reference) }

    /// Begins to post; what came before is not repeated.
    func connect(_ post: @escaping @Sendable (Event) -> Void) { state.withLock { $0.post = post } }

    /// Shows what is unsent and the team, which does not wait for the book.
    func announce(unsent: [OutboxEntry], reference: ReferenceData) {
        state.withLock { state in
            for entry in unsent { state.unsent[entry.id] = entry }
            state.reference = reference
        }
        announceOutbox()
        post(.reference(of: reference))
    }

    /// Says that the mirror is being read, so that rows the engine tells of need not be taken twice.
    func beginReading() { state.withLock { $0.book = .reading(isBehind: false) } }

    /// Takes rows from the engine from now on; false when it has told of some that must be looked for first.
    func becomeLive() -> Bool {
        state.withLock { state in
            if case .reading(isBehind: true) = state.book {
                state.book = .reading(isBehind: false)
                return false
            }
            state.book = .live
            return true
        }
    }

    /// Answers the questions that have waited for the book, and shows it.
    func endReading() {
        let waiting = state.withLock { state in
            state.book = .live
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
        post(.leadsChanged)
    }

    /// Returns when the mirror is in the index: before that, an answer would say that there are no leads.
    func waitUntilRead() async {
        await withCheckedContinuation { continuation in
            let isRead = state.withLock { state in
                if case .live = state.book { return true }
                state.waiting.append(continuation)
                return false
            }
            if isRead { continuation.resume() }
        }
    }

    /// The observer of the engine; called from any thread.
    package func receive(_ event: SyncEvent) {
        switch event {
        case .rows(let rows, let removed): take(rows, removed)
        case .outbox(let entries): take(entries)
        case .link(let link): post(.link(of: link))
        case .budget(let budget): post(.budget(CallBudget(remaining: budget.remaining, limit: budget.limit)))
        case .created(let provisional, let real):
            rename(provisional, to: real)
            post(.identified(provisional: provisional, as: real))
        case .reference(let reference):
            state.withLock { $0.reference = reference }
            post(.reference(of: reference))
        case .progress(let progress):
            post(.progress(progress.isFinished ? nil : SweepProgress(loaded: progress.loaded, total: progress.total)))
        case .timeline(let lead, let timeline, let isFresh):
            post(.timelineLoaded(lead, timeline, isFresh: isFresh))
        case .freshness(let report):
            post(
                .freshness(
                    ViewModels.Freshness(
                        seenAt: report.seenAt,
                        bookAt: report.bookAt,
                        pausedSince: report.pausedSince
                    )
                )
            )
        case .followUps(let book):
            post(.followUps(of: book))
            take(book)
        case .trouble(let error): post(.trouble(error.backgroundSentence))
        }
    }

    private func take(_ rows: [LeadRow], _ removed: [Lead.ID]) {
        let isBeingRead = state.withLock { state in
            guard case .reading = state.book else { return false }
            state.book = .reading(isBehind: true)
            return true
        }
        guard !isBeingRead else { return }
        index.apply(rows: rows, removing: removed)
        noteUnsaved(rows.count + removed.count, removals: removed.count)
        post(.leadsChanged)
    }

    // MARK: Keeping

    /// Whether the index has everything that the engine has told of.
    var isLive: Bool {
        state.withLock { state in
            if case .live = state.book { return true }
            return false
        }
    }

    /// Rows that changed since the columns were last saved.
    var unsavedRows: Int { state.withLock(\.unsavedRows) }

    /// Leads that left since the columns were last saved.
    var unsavedRemovals: Int { state.withLock(\.unsavedRemovals) }

    func noteUnsaved(_ rows: Int, removals: Int = 0) {
        state.withLock { state in
            state.unsavedRows += rows
            state.unsavedRemovals += removals
        }
        change.yield()
    }

    func noteSaved(_ rows: Int, removals: Int = 0) {
        state.withLock { state in
            state.unsavedRows -= rows
            state.unsavedRemovals -= removals
        }
    }

    var opening: OpeningView? { state.withLock(\.opening) }

    func note(_ opening: OpeningView) {
        state.withLock { $0.opening = opening }
        change.yield()
    }

    private func take(_ entries: [OutboxEntry]) {
        state.withLock { state in
            for entry in entries { state.unsent[entry.id] = entry.status.isUnsent ? entry : nil }
        }
        let withdrawn = entries.filter { $0.status == .cancelled }.map(\.id)
        if !withdrawn.isEmpty { post(.withdrawn(withdrawn)) }
        announceOutbox()
        takeSnoozes(entries)
    }

    /// The server has named a lead that was put aside before it had one.
    private func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        state.withLock { state in
            if let snooze = state.snoozes.removeValue(forKey: provisional) { state.snoozes[real] = snooze }
            if let name = state.snoozeNames.removeValue(forKey: provisional) { state.snoozeNames[real] = name }
        }
    }

    /// Leads that are put aside, and those whose time has come.
    var snoozes: [Lead.ID: Snooze] { state.withLock(\.snoozes) }

    /// What was put aside or taken back, here or in another process.
    private func takeSnoozes(_ entries: [OutboxEntry]) {
        let changed = state.withLock { state in
            let before = state.snoozes
            for entry in entries {
                guard case .settled = entry.status, case .snooze(from: _, to: let snooze) = entry.change else {
                    continue
                }
                state.snoozes[entry.leadID] = snooze
                state.snoozeNames[entry.leadID] = entry.leadName
            }
            return state.snoozes != before
        }
        if changed { announceSnoozes() }
    }

    /// What the mirror had put aside at the start; what was decided since counts more.
    func adopt(_ snoozes: [Lead.ID: Snooze], names: [Lead.ID: String], _ followUps: FollowUpBook) {
        if followUps.readAt != nil || !followUps.followUps.isEmpty { post(.followUps(of: followUps)) }
        take(followUps)
        guard !snoozes.isEmpty else { return }
        state.withLock { state in
            state.snoozes.merge(snoozes) { new, _ in new }
            state.snoozeNames.merge(names) { new, _ in new }
        }
        announceSnoozes()
    }

    // MARK: Next steps

    /// What is planned for whom; `nil` until it was read.
    var nextSteps: NextSteps? { state.withLock(\.nextSteps) }

    /// True for the first who asks while nothing was read yet.
    func beginReadingNextSteps() -> Bool {
        state.withLock { state in
            defer { state.hasAskedForNextSteps = true }
            return state.nextSteps == nil && !state.hasAskedForNextSteps
        }
    }

    private func take(_ book: FollowUpBook) {
        guard book.readAt != nil else { return }
        let new = NextSteps(book.followUps)
        let isNew = state.withLock { state in
            defer { state.nextSteps = new }
            return state.nextSteps != new
        }
        if isNew { post(.leadsChanged) }
    }

    private func announceSnoozes() {
        let (snoozes, names) = state.withLock { ($0.snoozes, $0.snoozeNames) }
        post(.snoozes(snoozes, names: names))
    }

    private func announceOutbox() {
        post(.outboxChanged(state.withLock { $0.unsent.values.sorted { $0.id < $1.id } }))
    }

    func post(_ event: Event) { state.withLock(\.post)?(event) }
}

extension Event {
    fileprivate static func reference(of data: ReferenceData) -> Event {
        .reference(data.team)
    }

    fileprivate static func followUps(of book: FollowUpBook) -> Event {
        .followUps(book.followUps, readAt: book.readAt, isWhole: book.isWhole)
    }

    fileprivate static func link(of link: Sync.LinkState) -> Event {
        switch link {
        case .unknown: .link(.connecting)
        case .online: .link(.online)
        case .offline(let since): .link(.offline(since: since, reason: "the server cannot be reached."))
        case .limited(let until): .link(.limited(until: until))
        case .credentialRejected: .link(.credentialRejected)
        case .accountUnknown(let reason): .link(.accountUnknown(reason: reason))
        case .otherAccount: .link(.otherAccount)
        }
    }
}
