import FoundationEssentials
import LeadIndex
import Leads
import Sync
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// What is kept of the book for the next start.
@Suite("The book between two runs", .timeLimit(.minutes(1)))
struct BookKeepingTests {
    private let medium = InMemoryStore.Medium()
    private let directory = FileManager.default.temporaryDirectory.appending(path: "foyer-book-\(UUID().uuidString)")

    private var store: InMemoryStore { InMemoryStore(on: medium) }
    private var file: String { directory.appending(path: "book.columns").path }

    /// A run: the engine on the disk, and its feed with the book.
    private func run(_ body: (MirrorFeed, SyncEngine, BookKeeper) async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let clock = TestClock(.jumping, now: SampleLeads.now)
        let feed = MirrorFeed()
        let engine = try SyncEngine(
            service: FakeLofty(now: { clock.now }),
            shared: SharedState(store: store, lease: TestLease(), signal: nil),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: { feed.receive($0) }
        )
        try feed.load(from: engine.store, saved: file) { false }
        try await body(feed, engine, BookKeeper(engine, feed, file: file, clock: clock))
    }

    private func put(_ leads: [Lead], removing gone: [Lead.ID] = []) throws {
        let readings = leads.map { LeadReading.lead($0, at: SampleLeads.now) } + gone.map { .gone($0) }
        _ = try store.commit(StoreTransaction(readings: readings))
    }

    private func ids(_ feed: MirrorFeed, _ query: String = "") throws -> Set<Int64> {
        let question = BookQuestion(
            try LeadQuery.parse(query),
            sort: LeadSort(.created),
            context: QueryContext(now: SampleLeads.now)
        )
        let answer = try #require(feed.index.answer(question, rows: MirrorRows(store) { _ in }))
        return Set((0..<answer.count).map { answer.id(at: $0).rawValue })
    }

    private func cleanUp() {
        // A directory left behind is the system's to clean.
        try? FileManager.default.removeItem(at: directory)
    }

    @Test("is taken from the file and brought up to what the store says now")
    func goesOn() async throws {
        defer { cleanUp() }
        try put(Team.leads(40))
        try await run { _, _, keeper in await keeper.save() }
        try put([Team.lead(3, stage: "Qualified"), Team.lead(41)], removing: [Lead.ID(7)])

        try await run { feed, _, _ in
            let (all, qualified) = (try ids(feed), try ids(feed, "stage:qualified"))
            #expect(all == Set(1...41).subtracting([7]))
            #expect(qualified == [3])
            #expect(feed.unsavedRows == 3, "the others came out of the file")
        }
    }

    @Test("is read from the store when the file is another one, cut, of a later time, or not there")
    func doubt() async throws {
        defer { cleanUp() }
        try put(Team.leads(40))
        try await run { _, _, keeper in await keeper.save() }
        let whole = try Data(contentsOf: URL(filePath: file))
        let saved = try #require(try store.savedBook())
        let later = SavedBook(token: saved.token, revision: saved.revision + 1)
        let doubts: [(String, SavedBook, Data?)] = [
            ("another file", SavedBook(token: "another", revision: saved.revision), whole),
            ("cut", saved, whole.dropLast(100)),
            ("one bit", saved, whole.withBitTurned(at: whole.count / 2)),
            ("from the future", later, whole),
            ("gone", saved, nil),
        ]
        for (name, note, content) in doubts {
            try store.note(note)
            try FileManager.default.removeItem(atPath: file)
            if let content { try content.write(to: URL(filePath: file)) }
            try await run { feed, _, _ in
                let all = try ids(feed)
                #expect(all == Set(1...40), "\(name)")
                #expect(feed.unsavedRows == 40, "\(name): everything was read")
            }
        }
    }

    @Test("is worth saving when reading what changed would take a while, and not before")
    func worth() {
        #expect(!BookKeeper.isWorthSaving(5_000, of: 1_999))
        #expect(!BookKeeper.isWorthSaving(1_999, of: 5_000))
        #expect(BookKeeper.isWorthSaving(2_000, of: 5_000))
        #expect(!BookKeeper.isWorthSaving(19_999, of: 1_000_000))
        #expect(BookKeeper.isWorthSaving(20_000, of: 1_000_000))
    }

    private func holds(_ text: String) throws -> Bool {
        try Data(contentsOf: URL(filePath: file)).firstRange(of: Data(text.utf8)) != nil
    }

    /// Waits for what another task makes of the file.
    private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    @Test("does not hold a lead for long that the server no longer shows")
    func leaves() async throws {
        defer { cleanUp() }
        try put(Team.leads(2_100))
        try await run { _, _, keeper in await keeper.save() }
        #expect(try holds("lead777@example.com"))
        try put([], removing: [Lead.ID(777)])

        try await run { _, _, keeper in
            let keeping = Task { await keeper.run() }
            let isGone = try await eventually { try !holds("lead777@example.com") }
            #expect(isGone, "it is on the disk still")
            keeping.cancel()
            await keeping.value
        }
        #expect(try holds("lead778@example.com"))
    }

    @Test("of a book that is small by now is removed, and with it who left")
    func small() async throws {
        defer { cleanUp() }
        try put(Team.leads(40))
        try await run { _, _, keeper in await keeper.save() }
        try put([], removing: [Lead.ID(7)])
        try await run { _, _, keeper in
            let keeping = Task { await keeper.run() }
            let isGone = try await eventually { !FileManager.default.fileExists(atPath: file) }
            #expect(isGone)
            keeping.cancel()
            await keeping.value
        }
    }

    @Test("drafts that a killed run left are removed")
    func drafts() async throws {
        defer { cleanUp() }
        try await run { feed, _, keeper in
            let draft = file + ".4711"
            try Data([1]).write(to: URL(filePath: draft))
            let keeping = Task { await keeper.run() }
            feed.noteUnsaved(1)
            while FileManager.default.fileExists(atPath: draft) { try await Task.sleep(for: .milliseconds(5)) }
            keeping.cancel()
            await keeping.value
        }
    }

    @Test("a short session keeps what it has filled, and one that changed little keeps nothing anew")
    func shortSession() async throws {
        defer { cleanUp() }
        try put(Team.leads(Int64(BookKeeper.fewLeads)))
        try await run { _, _, keeper in await keeper.finish() }
        let saved = try #require(try store.savedBook())
        try await run { feed, _, keeper in
            #expect(feed.unsavedRows == 0, "all leads came out of the file")
            try put([Team.lead(3, stage: "Qualified")])
            await keeper.finish()
        }
        #expect(try store.savedBook() == saved)
    }

    @Test("its first page is shown at once, without the leads that left it")
    func preview() async throws {
        defer { cleanUp() }
        try put([Team.lead(1), Team.lead(2), Team.lead(3)])
        let queue = try LeadQuery.parse("stage:\"New Lead\"")
        let page = OpeningPage(
            query: queue.queryText,
            sort: LeadSort(.created),
            leads: [Lead.ID(1), Lead.ID(2), Lead.ID(3), Lead.ID(99)],
            counts: [queue.queryText: 12, "tag:vip": 3]
        )
        try put([Team.lead(2, stage: "Qualified")])

        try store.save(page)

        let preview = try #require(Preview(from: store, QueryContext(now: SampleLeads.now)))

        let read = OpeningReading(store, now: SampleLeads.now, zone: .fixed(secondsFromGMT: 0))
        #expect(read.preview(within: 10_000)?.rows == preview.rows)
        #expect(preview.rows.map(\.lead.id.rawValue) == [1, 3])
        #expect(preview.counts == [queue: 12, try LeadQuery.parse("tag:vip"): 3])
        #expect(preview.queue == queue)
    }
}

extension Data {
    /// The same with one bit of a byte turned.
    fileprivate func withBitTurned(at place: Int) -> Data {
        var copy = self
        copy[copy.startIndex + place] ^= 4
        return copy
    }
}
