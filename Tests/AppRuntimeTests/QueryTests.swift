import FoundationEssentials
import LeadIndex
import Leads
import Sync
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Asking the index", .timeLimit(.minutes(1)))
@MainActor struct QueryTests {
    private func question(
        _ filter: String,
        isTyping: Bool = false,
        keeping: [Lead.ID] = []
    ) throws -> IndexQuestion {
        IndexQuestion(
            view: ViewQuestion(
                queue: try LeadQuery.parse("stage:\"New Lead\""),
                filter: filter,
                isTyping: isTyping,
                sort: LeadSort(.created)
            ),
            serial: 1,
            counting: [.everything, try LeadQuery.parse("tag:vip")],
            keeping: keeping
        )
    }

    private func bench() async throws -> AccountBench {
        let bench = try await AccountBench([])
        let leads = [Team.lead(1), Team.lead(2, tags: ["vip"]), Team.lead(3, stage: "Contacted", tags: ["vip"])]
        try begin(bench, leads)
        return bench
    }

    private func begin(_ bench: AccountBench, _ leads: [Lead]) throws {
        let store = InMemoryStore(on: bench.medium)
        _ = try store.commit(StoreTransaction(readings: leads.map { .lead($0, at: SampleLeads.now) }))
        try bench.feed.load(from: store) { false }
    }

    private func ids(_ answer: IndexAnswer) -> [Int64] {
        (0..<answer.rows.count).map { answer.rows.row(at: $0).lead.id.rawValue }
    }

    @Test("narrows the queue by what was typed", arguments: [("", [1, 2]), ("tag:vip", [2]), ("no2", [2])])
    func narrows(_ filter: String, _ expected: [Int64]) async throws {
        let answer = try await bench().backend.query(try question(filter))

        #expect(ids(answer) == expected)
        #expect(answer.counts == [3, 2], "queues are counted without the filter")
        #expect(answer.problem == nil)
    }

    @Test(
        "K16: a filter that cannot be read leaves the queue while it is typed, matches nothing when it is finished, and says why",
        arguments: [(true, [1, 2]), (false, [])]
    )
    func unreadable(_ isTyping: Bool, _ expected: [Int64]) async throws {
        let answer = try await bench().backend.query(try question("score:abc ", isTyping: isTyping))

        #expect(ids(answer) == expected)
        #expect(answer.problem?.isEmpty == false)
    }

    @Test("what stands before a mistake goes on narrowing while the rest is typed, and the labels in use come along")
    func narrowsBeforeMistake() async throws {
        let bench = try await bench()
        let answer = await bench.backend.query(try question("tag:vip score:abc ", isTyping: true))

        #expect(ids(answer) == [2])
        #expect(answer.problem?.isEmpty == false)
        #expect(answer.vocabulary?.labels(of: .tag).map(\.name) == ["vip"])
        #expect(await bench.backend.query(try question("tag:vip")).vocabulary == nil, "nobody types")
    }

    @Test("waits for the mirror: before it is read, nobody can say that there are no leads", .timeLimit(.minutes(1)))
    func waitsForMirror() async throws {
        let bench = try await AccountBench([])
        let question = try question("")
        let answer = Task.detached { [backend = bench.backend] in await backend.query(question) }
        for _ in 0..<1_000 { await Task.yield() }
        try begin(bench, [Team.lead(1)])

        #expect(ids(await answer.value) == [1])
    }

    @Test("brings the rows that were asked to be kept, as far as they exist")
    func keeping() async throws {
        let answer = try await bench().backend.query(try question("", keeping: [Lead.ID(3), Lead.ID(99)]))

        #expect(Array(answer.kept.keys) == [Lead.ID(3)])
    }

    @Test("a lead that has just left the mirror is looked for again, so that no row is shown without a name")
    func leaving() async throws {
        let bench = try await bench()
        let store = InMemoryStore(on: bench.medium)
        let gone = try store.commit(StoreTransaction(readings: [.gone(Lead.ID(2))]))
        let question = try question("", keeping: [Lead.ID(2)])
        let answer = Task.detached { [backend = bench.backend] in await backend.query(question) }
        for _ in 0..<100 { await Task.yield() }
        bench.feed.receive(.rows([], removed: gone.removed))

        let rows = await answer.value
        #expect(ids(rows) == [1])
        #expect(rows.kept.isEmpty)
    }

    @Test("says when an answer next changes by itself, and nothing for one that does not")
    func nextChange() async throws {
        let bench = try await bench()
        let still = try await bench.backend.query(question(""))
        #expect(still.changesAt == nil)
        let born = try #require(Team.lead(1).createdAt)
        let age = bench.clock.now.timeIntervalSince(born)
        let limit = Int(age) + 90

        let answer = try await bench.backend.query(question("age<\(limit)s"))

        let changesAt = try #require(answer.changesAt)
        #expect(changesAt.timeIntervalSince(bench.clock.now) > 1)
        #expect(abs(changesAt.timeIntervalSince(born) - Double(limit)) < 0.01, "and not at a whole minute")
    }

    @Test("K16: a filter that cannot be read shows its problem, and the list stays")
    func onScreen() async throws {
        let bench = try await AccountBench(Team.leads(3))
        try bench.press("/score:abc ")
        bench.wait { $0.list.filterProblem != nil }
        bench.loop.note { #expect($0.state.list.rows.count == 3) }
        try bench.press("<Esc>")
        bench.wait { $0.list.filterProblem == nil && $0.overlay == nil }

        try bench.loop.run()

        #expect(bench.loop.state.list.rows.count == 3)
    }
}
