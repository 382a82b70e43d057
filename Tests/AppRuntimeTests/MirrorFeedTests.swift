import FoundationEssentials
import LeadIndex
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("The feed from the engine to the screen")
struct MirrorFeedTests {
    private let feed = MirrorFeed()
    private let posted = Posts()

    private func row(_ number: Int64, _ stage: String = "New Lead") -> LeadRow {
        LeadRow(lead: Team.lead(number, stage: stage), syncState: .clean)
    }

    private func entry(_ number: Int64, _ status: OutboxEntry.Status) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: number),
            leadID: Lead.ID(1),
            leadName: "Ada",
            change: .addTag("hot"),
            status: status,
            createdAt: SampleLeads.now
        )
    }

    @Test("begins with the mirror, what is unsent and the team")
    func begin() {
        feed.connect(posted.append)
        let reference = ReferenceData(me: Team.alice, members: [Team.alice], stages: Team.stages, tagNames: ["hot"])

        feed.begin(rows: [row(1), row(2)], unsent: [entry(1, .queued)], reference: reference)

        #expect(feed.index.count == 2)
        #expect(feed.reference == reference)
        #expect(posted.words == ["outbox [1]", "reference 3 [\"hot\"] 1 Alice", "leads changed"])
    }

    @Test("has rows in the index before it says that they changed")
    func rows() {
        feed.connect { [feed, posted] event in
            posted.append(event)
            if case .leadsChanged = event { #expect(feed.index.row(Lead.ID(1))?.lead.stage == "Contacted") }
        }

        feed.receive(.rows([row(1, "Contacted"), row(2)], removed: []))
        feed.receive(.rows([], removed: [Lead.ID(2)]))

        #expect(feed.index.row(Lead.ID(2)) == nil)
        #expect(posted.words == ["leads changed", "leads changed"])
    }

    @Test("keeps the unsent entries in the order of decision, and forgets those that are done")
    func outbox() {
        feed.connect(posted.append)

        feed.receive(.outbox([entry(3, .queued), entry(1, .queued)]))
        feed.receive(.outbox([entry(2, .held(until: SampleLeads.now))]))
        feed.receive(.outbox([entry(1, .settled(at: SampleLeads.now)), entry(2, .cancelled)]))

        #expect(posted.words == ["outbox [1, 3]", "outbox [1, 2, 3]", "outbox [3]"])
    }

    @Test("takes rows that come before anybody listens")
    func silent() {
        feed.receive(.rows([row(1)], removed: []))
        feed.connect(posted.append)

        #expect(feed.index.count == 1)
        #expect(posted.words == [])
    }

    @Test(
        "passes on what the engine says",
        arguments: [
            (.link(.unknown), "link connecting"),
            (.link(.online), "link online"),
            (.link(.credentialRejected), "link credentialRejected"),
            (.created(provisional: Lead.ID(-1), real: Lead.ID(9)), "-1 is 9"),
            (.budget(RateBudget(limit: 500, remaining: 7)), "budget 7 of 500"),
            (.progress(SyncProgress(loaded: 3, total: 9, isFinished: false)), "progress 3 of 9"),
            (.progress(SyncProgress(loaded: 9, total: 9, isFinished: true)), "no progress"),
            (.timeline(Lead.ID(4), Timeline(merging: []), isFresh: true), "timeline of 4, fresh: true"),
            (.trouble(.diskFull(path: "/state")), "trouble /state"),
        ] as [(SyncEvent, String)]
    )
    func translation(_ event: SyncEvent, _ expected: String) {
        feed.connect(posted.append)

        feed.receive(event)

        #expect(posted.words == [expected])
    }
}

/// Events that were posted, in words that can be compared.
private final class Posts: Sendable {
    private let log = Mutex<[String]>([])

    var words: [String] { log.withLock(\.self) }

    @Sendable func append(_ event: Event) { log.withLock { $0.append(Self.word(for: event)) } }

    private static func word(for event: Event) -> String {
        switch event {
        case .leadsChanged: "leads changed"
        case .outboxChanged(let entries): "outbox \(entries.map(\.id.rawValue))"
        case .reference(let team):
            "reference \(team.stages.count) \(team.tags) \(team.members.count) \(team.me?.firstName ?? "nobody")"
        case .link(let link): "link \(link)"
        case .identified(let provisional, let real): "\(provisional) is \(real)"
        case .budget(let budget): "budget \(budget.remaining) of \(budget.limit)"
        case .progress(let progress?): "progress \(progress.loaded) of \(progress.total ?? -1)"
        case .progress(nil): "no progress"
        case .timelineLoaded(let lead, _, let isFresh): "timeline of \(lead), fresh: \(isFresh)"
        case .trouble(let sentence): "trouble \(sentence.contains("/state") ? "/state" : sentence)"
        case .tick, .viewport, .queryAnswered, .submitted, .submitFailed, .undone, .refreshed, .refreshFailed,
            .entryActionFailed, .timelinesKnown, .timelineFailed, .lookRecalled, .freshness:
            "unexpected \(event)"
        }
    }
}
