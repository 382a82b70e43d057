import Foundation
import LeadIndex
import Leads
import TestSupport
import Testing

/// Apart from the others, because the long run takes longer than a test may.
@Suite("The index after very many changes", .timeLimit(.minutes(240)))
struct SoakTests {
    @Test("a soak of random updates and restarts gives equal answers all along, and ends with equal counts")
    func soak() throws {
        // FOYER_SOAK=1000000 for the long run.
        let updates = ProcessInfo.processInfo.environment["FOYER_SOAK"].flatMap { Int($0) } ?? 4_000
        let seed: UInt64 = 20
        var changes = RandomChanges(seed: seed)
        var reference = ReferenceBook()
        var index = BookIndex()
        let path = ScratchPath("soak")
        defer { path.remove() }
        let queries = QueueDefinition.defaults.map(\.query)
        var context = OracleTests.context
        var done = 0
        var round = 0
        // Of a long run every fiftieth, since the plain answer goes through the whole book.
        let rhythm = updates > 100_000 ? 50 : 4
        while done < updates {
            let (new, gone) = changes.batch(of: 40, from: reference)
            reference.apply(rows: new, removing: gone)
            index.apply(rows: new, removing: gone)
            done += new.count + gone.count
            context.now += 600
            round += 1
            if round.isMultiple(of: rhythm) {
                let query = RandomQuery.query(&changes.generator)
                let sort = LeadSort(.created)
                let answer = try #require(
                    index.answer(BookQuestion(query, sort: sort, context: context), rows: LeadRowTable())
                )
                let ids = (0..<answer.count).map(answer.id(at:))
                try #require(ids == reference.answer(query, sort, context), "seed \(seed): \(query.queryText)")
            }
            if round.isMultiple(of: rhythm * 5) {
                try index.save(to: path.text, account: "a")
                index = try BookIndex(snapshot: path.text, account: "a")
            }
            _ = index.counts(queries, context: context)
            for sort in [LeadSort(.name, descending: false), LeadSort(.updated)] {
                _ = index.answer(BookQuestion(.everything, sort: sort, context: context), rows: LeadRowTable())
            }
        }
        let counts = index.counts(queries, context: context)
        #expect(counts == queries.map { reference.count($0, context) }, "seed \(seed)")
        for sort in BookIndexTests.everySort {
            let question = BookQuestion(.everything, sort: sort, context: context)
            let answer = try #require(index.answer(question, rows: LeadRowTable()))
            let expected = reference.answer(.everything, sort, context)
            #expect((0..<answer.count).map(answer.id(at:)) == expected, "seed \(seed): \(sort)")
        }
    }
}
