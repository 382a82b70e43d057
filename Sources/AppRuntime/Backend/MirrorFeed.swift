package import LeadIndex
import Leads
import LoftyAPI
package import Sync
import Synchronization
import ViewModels

/// Stands between the engine and the screen: keeps the index up to date and turns what the engine says into events.
package final class MirrorFeed: Sendable {
    package let index = InMemoryLeadIndex()
    private let state = Mutex(State())

    private struct State {
        var post: (@Sendable (Event) -> Void)?
        var unsent: [OutboxEntry.ID: OutboxEntry] = [:]
        var reference = ReferenceData()
        var hasBegun = false
        /// Questions that came before there was anything to answer them from.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    package init() {}

    /// What is known of the team.
    var reference: ReferenceData { state.withLock(\.reference) }

    /// Begins to post; what came before is not repeated.
    func connect(_ post: @escaping @Sendable (Event) -> Void) { state.withLock { $0.post = post } }

    /// Takes the mirror as it is at the start, and shows it.
    func begin(rows: [LeadRow], unsent: [OutboxEntry], reference: ReferenceData) {
        index.apply(rows: rows)
        let waiting = state.withLock { state in
            for entry in unsent { state.unsent[entry.id] = entry }
            state.reference = reference
            state.hasBegun = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
        announceOutbox()
        post(.reference(of: reference))
        post(.leadsChanged)
    }

    /// Returns when the mirror is in the index: before that, an answer would say that there are no leads.
    func waitUntilBegun() async {
        await withCheckedContinuation { continuation in
            let hasBegun = state.withLock { state in
                if !state.hasBegun { state.waiting.append(continuation) }
                return state.hasBegun
            }
            if hasBegun { continuation.resume() }
        }
    }

    /// The observer of the engine; called from any thread.
    package func receive(_ event: SyncEvent) {
        switch event {
        case .rows(let rows, let removed):
            index.apply(rows: rows, removing: removed)
            post(.leadsChanged)
        case .outbox(let entries): take(entries)
        case .link(let link): post(.link(of: link))
        case .budget(let budget): post(.budget(CallBudget(remaining: budget.remaining, limit: budget.limit)))
        case .created(let provisional, let real): post(.identified(provisional: provisional, as: real))
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
        case .trouble(let error): post(.trouble(error.backgroundSentence))
        }
    }

    private func take(_ entries: [OutboxEntry]) {
        state.withLock { state in
            for entry in entries { state.unsent[entry.id] = entry.status.isUnsent ? entry : nil }
        }
        announceOutbox()
    }

    private func announceOutbox() {
        post(.outboxChanged(state.withLock { $0.unsent.values.sorted { $0.id < $1.id } }))
    }

    private func post(_ event: Event) { state.withLock(\.post)?(event) }
}

extension Event {
    fileprivate static func reference(of data: ReferenceData) -> Event {
        .reference(Team(stages: data.stages, tags: data.tagNames, members: data.members, me: data.me))
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
