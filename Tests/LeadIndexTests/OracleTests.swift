import Foundation
import LeadIndex
import Leads
import TestSupport
import Testing

@Suite("The index answers what the plain predicate answers", .timeLimit(.minutes(1)))
struct OracleTests {
    static let context = QueryContext(
        now: SampleLeads.now,
        me: SampleLeads.members[0],
        members: SampleLeads.members,
        clock: .fixed(secondsFromGMT: -18_000),
        nextSteps: NextSteps(SampleLeads.followUps(of: SampleLeads.rows(count: 300))),
        snoozed: Set(SampleLeads.rows(count: 300).map(\.lead.id).filter { $0.rawValue % 7 == 0 })
    )

    /// At any time of the day, on a clock that is set twice a year or on one that never is.
    static func context(_ generator: inout SeededGenerator) -> QueryContext {
        var context = context
        context.now += 300 * Double(Int.random(in: 0..<300, using: &generator))
        if Bool.random(using: &generator), let chicago = ZoneDatabase.system.rules("America/Chicago") {
            context.clock = chicago
        }
        return context
    }

    @Test("over random books, changes and queries", arguments: SeededGenerator.seeds)
    func agrees(seed: UInt64) throws {
        let path = ScratchPath("oracle-\(seed)")
        defer { path.remove() }
        var changes = RandomChanges(seed: seed)
        var reference = ReferenceBook()
        var index = BookIndex()
        var rows = LeadRowTable()
        for round in 0..<8 {
            let (new, gone) = changes.batch(of: round == 0 ? 700 : 60, from: reference)
            reference.apply(rows: new, removing: gone)
            index.apply(rows: new, removing: gone, revision: Int64(round))
            for id in gone { rows[id] = nil }
            for row in new { rows[row.lead.id] = row }
            if round.isMultiple(of: 3) {
                try index.save(to: path.text, account: "a")
                index = try BookIndex(snapshot: path.text, account: "a")
            }
            try #require(index.count == reference.count)
            for _ in 0..<12 { try compare(index, rows, reference, seed, &changes.generator) }
        }
    }

    private func compare(
        _ index: BookIndex,
        _ rows: LeadRowTable,
        _ reference: ReferenceBook,
        _ seed: UInt64,
        _ generator: inout SeededGenerator
    ) throws {
        let query = RandomQuery.query(&generator)
        let sorts = BookIndexTests.everySort
        let sort = sorts[Int.random(in: sorts.indices, using: &generator)]
        let context = Self.context(&generator)
        let answer = try #require(index.answer(BookQuestion(query, sort: sort, context: context), rows: rows))
        let expected = reference.answer(query, sort, context)
        let ids = (0..<answer.count).map(answer.id(at:))
        try #require(ids == expected, "seed \(seed): \(query.queryText) by \(sort) at \(context.now)")
        for position in [0, 1, 127, 128, ids.count - 1] where ids.indices.contains(position) {
            #expect(answer.position(of: ids[position]) == position)
            #expect(answer.row(at: position) == reference.facts[ids[position]]?.row)
        }
    }

    @Test(
        "a query of ten kilobytes is answered like any other",
        arguments: ["stage:new ", "a or ", "512 ", "-(a score>1) "]
    )
    func longQuery(part: String) throws {
        let text = String(repeating: part, count: 10_240 / part.utf8.count) + "e"
        let index = BookIndex()
        var reference = ReferenceBook()
        let rows = SampleLeads.rows(count: 200)
        index.apply(rows: rows)
        reference.apply(rows: rows, removing: [])
        let query = try LeadQuery.parse(text)
        let question = BookQuestion(query, sort: LeadSort(.name), context: Self.context)
        let answer = try #require(index.answer(question, rows: LeadRowTable()))
        #expect((0..<answer.count).map(answer.id(at:)) == reference.answer(query, LeadSort(.name), Self.context))
    }

    @Test("a search that was cancelled gives no answer, and the next one is whole")
    func cancelled() throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 500))
        let question = BookQuestion(try LeadQuery.parse("smith"), sort: LeadSort(.name), context: Self.context)
        let cancellation = ScanCancellation()
        cancellation.cancel()
        #expect(index.answer(question, rows: LeadRowTable(), until: cancellation) == nil)
        var fuzzy = question
        fuzzy.fuzzy = "smt"
        #expect(index.answer(fuzzy, rows: LeadRowTable(), until: cancellation) == nil)
        let answer = try #require(index.answer(question, rows: LeadRowTable(), until: ScanCancellation()))
        #expect(answer.count > 0)
    }

    @Test("a task that was cancelled gets no answer")
    func cancelledTask() async throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 500))
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: Self.context)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await index.answer(question, rows: LeadRowTable()) == nil
        }
        #expect(await task.value)
    }

    @Test("a lead that left the book keeps its place in an answer, without a name")
    func goneRow() throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 3))
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: Self.context)
        let answer = try #require(index.answer(question, rows: LeadRowTable()))
        #expect(answer.count == 3)
        #expect(answer.row(at: 1).lead == Lead(id: answer.id(at: 1), firstName: ""))
    }

    @Test("an answer reads its rows a window at a time")
    func windows() throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 500))
        let source = CountingSource()
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: Self.context)
        let answer = try #require(index.answer(question, rows: source))
        #expect(source.requests == [])
        for position in 0..<200 { _ = answer.row(at: position) }
        #expect(source.requests.count >= 7 && source.requests.allSatisfy { $0 == 32 })
    }

    @Test("an answer that was prepared reads nothing when its first rows, or those about a lead, are shown")
    func prepared() throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 500))
        let source = CountingSource()
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: Self.context)
        let all = try #require(index.answer(question, rows: source))
        let (near, kept, stranger) = (all.id(at: 300), all.id(at: 450), Lead.ID(404))
        let answer = try #require(index.answer(question, rows: source))
        let keptRow = LeadRow(lead: Lead(id: kept, firstName: "Kept"), syncState: .queued)
        #expect(answer.prepare([(near, keptRow), (kept, keptRow), (stranger, nil)], lines: 20, near: near))
        let before = source.requests.count
        for position in Array(0..<20) + Array(280..<320) { #expect(answer.row(at: position).lead.firstName == "Ann") }
        #expect(answer.row(at: 450) == keptRow)
        #expect(answer.position(of: near) == 300 && answer.position(of: kept) == 450)
        #expect(answer.position(of: stranger) == nil)
        #expect(source.requests.count == before || source.requests.dropFirst(before).allSatisfy { $0 <= 32 })
    }

    @Test("an answer tells when a lead that it shows has left the source already")
    func prepareFindsWhatLeft() throws {
        let index = BookIndex()
        let rows = SampleLeads.rows(count: 100)
        index.apply(rows: rows)
        var table = LeadRowTable()
        for row in rows { table[row.lead.id] = row }
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: Self.context)
        let whole = try #require(index.answer(question, rows: table))
        #expect(whole.prepare([], lines: 10, near: nil))
        let (first, last) = (whole.id(at: 3), whole.id(at: 99))
        #expect(whole.prepare([(last, table[last])], lines: 10, near: last))
        table[last] = nil
        let without = try #require(index.answer(question, rows: table))
        #expect(!without.prepare([(last, nil)], lines: 10, near: last))
        table[first] = nil
        let torn = try #require(index.answer(question, rows: table))
        #expect(!torn.prepare([], lines: 10, near: nil))
    }
}

/// Notes how many rows it was asked for each time.
private final class CountingSource: LeadRowSource {
    private let lock = NSLock()
    nonisolated(unsafe) private var sizes: [Int] = []

    var requests: [Int] { lock.withLock { sizes } }

    func rows(of ids: [Lead.ID]) -> [LeadRow?] {
        lock.withLock { sizes.append(ids.count) }
        return ids.map { LeadRow(lead: Lead(id: $0, firstName: "Ann"), syncState: .clean) }
    }
}
