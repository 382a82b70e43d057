import Leads
import TestSupport
import Testing

@Suite("What holds for every query")
struct QueryPropertyTests {
    static let seeds: [UInt64] = [1, 2, 3, UInt64.random(in: 4 ... .max)]

    @Test("reading the text of a query gives the query again", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var random = RandomQuery(generator: SeededGenerator(seed: seed))
        for _ in 0..<500 {
            let query = random.query()
            let read = try LeadQuery.parse(query.queryText)
            try #require(read == query, "seed \(seed): \(query.queryText)")
            let live = try LeadQuery.parse(query.queryText + " ", mode: .live)
            try #require(live == query, "seed \(seed), live: \(query.queryText)")
        }
    }

    @Test("any text is read or refused with a range inside it, in both modes", arguments: seeds)
    func neverTraps(seed: UInt64) {
        var random = RandomQuery(generator: SeededGenerator(seed: seed))
        let row = LeadRow(lead: SampleLeads.lead(1), syncState: .clean)
        let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0])
        var readable = 0
        for _ in 0..<3_000 {
            let text = Self.garble(&random)
            for mode in [LeadQuery.ParseMode.complete, .live] {
                do {
                    let query = try LeadQuery.parse(text, mode: mode)
                    _ = query.matches(row, context: context)
                    _ = query.reasons(for: row, context: context).map(\.words)
                    readable += 1
                } catch {
                    let whole = 0...text.count
                    #expect(whole.contains(error.range.lowerBound), "seed \(seed): \(text.debugDescription)")
                    #expect(whole.contains(error.range.upperBound), "seed \(seed): \(text.debugDescription)")
                    #expect(!error.message.isEmpty)
                }
            }
            let cursor = Int.random(in: -1...text.count + 1, using: &random.generator)
            let completion = QueryCompletion.candidates(text: text, cursor: cursor, vocabulary: Self.vocabulary)
            #expect(completion.range.upperBound <= text.count, "seed \(seed): \(text.debugDescription)")
        }
        #expect(readable > 100, "seed \(seed): hardly a text was read, so hardly anything was tried")
    }

    @Test("a query that was read spells itself so that it is read the same", arguments: seeds)
    func garbledRoundTrip(seed: UInt64) throws {
        var random = RandomQuery(generator: SeededGenerator(seed: seed))
        for _ in 0..<3_000 {
            let text = Self.garble(&random)
            // A text that is no query has nothing to spell.
            guard let query = try? LeadQuery.parse(text) else { continue }
            let read = try LeadQuery.parse(query.queryText)
            try #require(read == query, "seed \(seed): \(text.debugDescription) → \(query.queryText)")
        }
    }

    @Test("matching agrees with a plain reading of the rules", arguments: seeds)
    func agreesWithOracle(seed: UInt64) throws {
        var random = RandomQuery(generator: SeededGenerator(seed: seed))
        let rows = SampleLeads.rows(count: 60, seed: seed)
        var context = QueryContext(
            now: SampleLeads.now,
            me: SampleLeads.members[0],
            members: SampleLeads.members,
            secondsFromGMT: -6 * 3_600
        )
        context.nextSteps = NextSteps(SampleLeads.followUps(of: rows))
        context.snoozed = Set(rows.map(\.lead.id).filter { $0.rawValue % 7 == 0 })
        let oracle = QueryOracle(context: context)
        var matches = 0
        for _ in 0..<400 {
            let query = random.query()
            let predicate = LeadPredicate(query, context: context)
            for row in rows {
                let isMatch = predicate.matches(LeadFacts(row))
                if isMatch { matches += 1 }
                try #require(isMatch == oracle.accepts(row, query.root), "seed \(seed): \(query.queryText) on \(row)")
            }
        }
        #expect(400..<23_600 ~= matches, "seed \(seed): the queries hit \(matches) of 24000")
    }

    private static let vocabulary = QueryVocabulary(
        stages: [.init("New Lead", count: 2)],
        tags: [.init("hot", count: 1)]
    )

    private static let pieces = [
        "stage", "tag", "score", "age", "touch", "owner", "type", "price", "phone", ":", ":", "=", "<", ">", "<=", ">=",
        "(", ")", "\"", "\"", "\\", ",", "-", "*", " ", " ", " ", " or ", "..", "none", "me", "new", "buyer", "70",
        "400k", "2d", "2026-11-01", "jane", "é", "\u{301}", "\u{200D}", "👩‍👧", "\r\n", "\0", "٣", "李",
        "9999999999999999999",
    ]

    private static func garble(_ random: inout RandomQuery) -> String {
        (0..<Int.random(in: 0...12, using: &random.generator)).map { _ in random.pick(pieces) }.joined()
    }
}
