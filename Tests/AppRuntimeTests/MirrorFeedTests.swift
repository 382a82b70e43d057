import Foundation
import LeadIndex
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("The feed from the engine to the screen", .timeLimit(.minutes(1)))
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

    private func store(_ leads: Lead...) throws -> InMemoryStore {
        let store = InMemoryStore()
        try put(leads, in: store)
        return store
    }

    private func put(_ leads: [Lead], in store: InMemoryStore) throws {
        _ = try store.commit(
            StoreTransaction(readings: leads.map { .lead($0, at: SampleLeads.now) })
        )
    }

    @Test("shows what is unsent and the team at once, and the leads when they are read")
    func begin() throws {
        feed.connect(posted.append)
        let reference = ReferenceData(me: Team.alice, members: [Team.alice], stages: Team.stages, tagNames: ["hot"])

        feed.announce(unsent: [entry(1, .queued)], reference: reference)
        #expect(posted.words == ["outbox [1]", "reference 3 [\"hot\"] 1 Alice"])
        try feed.load(from: store(Team.lead(1), Team.lead(2))) { false }

        #expect(feed.index.count == 2)
        #expect(feed.reference == reference)
        #expect(posted.words.last == "leads changed")
    }

    @Test("finds what changes while the mirror is read, and takes nothing older for it")
    func changesMeanwhile() throws {
        let store = try store(Team.lead(1, stage: "New Lead"), Team.lead(2), Team.lead(3))
        var pages = 0

        try feed.load(from: store) {
            pages += 1
            guard pages == 2 else { return false }
            // The page with these leads is in the index; an engine changes them and tells so.
            do {
                try put([Team.lead(1, stage: "Closed"), Team.lead(4, stage: "Closed")], in: store)
                let gone = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(2))]))
                feed.receive(.rows([row(1, "Closed")], removed: gone.removed))
            } catch {
                Issue.record(error)
            }
            return false
        }

        #expect(ids("stage:closed") == [1, 4])
        #expect(ids("") == [1, 3, 4])
        feed.receive(.rows([row(3, "Closed")], removed: [Lead.ID(1)]))
        #expect(ids("stage:closed") == [3, 4])
    }

    @Test("knows what is planned once it was read, asks for it once, and the view is asked for anew when it changes")
    func nextSteps() {
        feed.connect(posted.append)
        #expect(feed.nextSteps == nil)
        #expect(feed.beginReadingNextSteps() && !feed.beginReadingNextSteps())
        let followUp = FollowUp(
            id: FollowUp.ID(rawValue: 1),
            leadID: Lead.ID(1),
            kind: .call,
            text: "Call",
            dueAt: SampleLeads.now
        )
        let book = FollowUpBook(followUps: [followUp], readAt: SampleLeads.now)
        feed.receive(.followUps(book))
        feed.receive(.followUps(book))
        #expect(posted.words == ["1 follow-ups", "leads changed", "1 follow-ups"])
        #expect(feed.nextSteps?.due(of: Lead.ID(1)) == SampleLeads.now)
    }

    @Test("a lead that was put aside before the server named it is aside under its new id alone")
    func newLeadAside() {
        var aside = entry(1, .settled(at: SampleLeads.now))
        let snooze = Snooze(since: SampleLeads.now, until: nil)
        (aside.leadID, aside.change) = (Lead.ID(-1), .snooze(from: nil, to: snooze))
        feed.receive(.outbox([aside]))
        #expect(feed.snoozes == [Lead.ID(-1): snooze])

        feed.receive(.created(provisional: Lead.ID(-1), real: Lead.ID(7)))

        #expect(feed.snoozes == [Lead.ID(7): snooze])
    }

    @Test("gives a reading up that nobody wants any more, and one that fails is an empty book")
    func givenUp() async throws {
        try feed.load(from: store(Team.lead(1))) { true }
        #expect(feed.index.count == 0)
        await feed.waitUntilRead()
    }

    /// The leads that match, lowest id first.
    private func ids(_ query: String) -> [Int64] {
        do {
            let question = BookQuestion(
                try LeadQuery.parse(query),
                sort: LeadSort(.created),
                context: QueryContext(now: SampleLeads.now)
            )
            let answer = try #require(feed.index.answer(question, rows: MirrorRows(InMemoryStore()) { _ in }))
            return (0..<answer.count).map { answer.id(at: $0).rawValue }.sorted()
        } catch {
            Issue.record(error)
            return []
        }
    }

    @Test("lets no question be answered before the team is known", .timeLimit(.minutes(1)))
    func teamBeforeRows() async {
        let question = Errand()
        let (ends, end) = AsyncStream<Void>.makeStream()
        feed.connect { event in
            guard case .reference = event else { return }
            // Long enough for an answer that need not wait.
            Thread.sleep(forTimeInterval: 0.05)
            #expect(!question.isDone)
        }
        question.start({ [feed] in await feed.waitUntilRead() }, wake: { end.finish() })
        feed.announce(unsent: [], reference: ReferenceData())
        feed.endReading()
        for await _ in ends {}
        #expect(question.isDone)
    }

    @Test("has rows in the index before it says that they changed")
    func rows() {
        feed.connect { [feed, posted] event in
            posted.append(event)
            if case .leadsChanged = event { #expect(feed.index.contains(Lead.ID(1))) }
        }

        feed.receive(.rows([row(1, "Contacted"), row(2)], removed: []))
        feed.receive(.rows([], removed: [Lead.ID(2)]))

        #expect(!feed.index.contains(Lead.ID(2)))
        #expect(ids("stage:contacted") == [1])
        #expect(posted.words == ["leads changed", "leads changed"])
    }

    @Test("keeps the unsent entries in the order of decision, tells which were given up, and forgets what is done")
    func outbox() {
        feed.connect(posted.append)

        feed.receive(.outbox([entry(3, .queued), entry(1, .queued)]))
        feed.receive(.outbox([entry(2, .held(until: SampleLeads.now))]))
        feed.receive(.outbox([entry(1, .settled(at: SampleLeads.now)), entry(2, .cancelled)]))

        #expect(posted.words == ["outbox [1, 3]", "outbox [1, 2, 3]", "withdrawn [2]", "outbox [3]"])
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
            (.link(.accountUnknown(reason: "no.")), "link accountUnknown(reason: \"no.\")"),
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
        case .withdrawn(let entries): "withdrawn \(entries.map(\.rawValue))"
        case .reference(let team):
            "reference \(team.stages.count) \(team.tags) \(team.members.count) \(team.me?.firstName ?? "nobody")"
        case .link(let link): "link \(link)"
        case .identified(let provisional, let real): "\(provisional) is \(real)"
        case .budget(let budget): "budget \(budget.remaining) of \(budget.limit)"
        case .progress(let progress?): "progress \(progress.loaded) of \(progress.total ?? -1)"
        case .progress(nil): "no progress"
        case .timelineLoaded(let lead, _, let isFresh): "timeline of \(lead), fresh: \(isFresh)"
        case .followUps(let followUps, _, _): "\(followUps.count) follow-ups"
        case .snoozes(let snoozes, _): "\(snoozes.count) aside"
        case .trouble(let sentence): "trouble \(sentence.contains("/state") ? "/state" : sentence)"
        case .tick, .viewport, .habitsRead, .queryAnswered, .found, .planned, .stopped, .routing, .matchFound,
            .previewed, .submitted, .submitFailed, .undone,
            .refreshed,
            .refreshFailed, .entryActed, .entryActionFailed, .exported, .timelinesKnown, .timelineFailed,
            .lookRecalled, .freshness, .followUpsFailed, .reported, .reportFailed, .kinKnown, .formKinKnown,
            .looksKnown, .overrideRecorded, .toolAnswered, .leftOut, .reached, .dealsRead, .assisted, .assistantKnown:
            "unexpected \(event)"
        }
    }
}
