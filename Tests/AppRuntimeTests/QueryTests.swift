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
        begin(bench, leads)
        return bench
    }

    private func begin(_ bench: AccountBench, _ leads: [Lead]) {
        let rows = leads.map { LeadRow(lead: $0, syncState: .clean) }
        bench.feed.begin(rows: rows, unsent: [], reference: ReferenceData())
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
        "a filter that cannot be read leaves the queue while it is typed, matches nothing when it is finished, and says why",
        arguments: [(true, [1, 2]), (false, [])]
    )
    func unreadable(_ isTyping: Bool, _ expected: [Int64]) async throws {
        let answer = try await bench().backend.query(try question("score:abc ", isTyping: isTyping))

        #expect(ids(answer) == expected)
        #expect(answer.problem?.isEmpty == false)
    }

    @Test("waits for the mirror: before it is read, nobody can say that there are no leads", .timeLimit(.minutes(1)))
    func waitsForMirror() async throws {
        let bench = try await AccountBench([])
        let question = try question("")
        let answer = Task.detached { [backend = bench.backend] in await backend.query(question) }
        for _ in 0..<1_000 { await Task.yield() }
        begin(bench, [Team.lead(1)])

        #expect(ids(await answer.value) == [1])
    }

    @Test("brings the rows that were asked to be kept, as far as they exist")
    func keeping() async throws {
        let answer = try await bench().backend.query(try question("", keeping: [Lead.ID(3), Lead.ID(99)]))

        #expect(Array(answer.kept.keys) == [Lead.ID(3)])
    }

    @Test("a filter that cannot be read shows its problem, and the list stays")
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
