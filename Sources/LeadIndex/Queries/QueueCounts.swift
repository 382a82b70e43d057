import FoundationEssentials
import Leads
import Synchronization

/// How many leads match each of some queries, kept as leads change and as time goes by.
///
/// A changed lead costs two questions to each query. Time costs nothing until the next moment becomes as old as a query
/// asks for; then only the leads whose moments did are asked again. When calling hours begin or end somewhere, queries
/// that ask for them are counted anew.
struct QueueCounts: Sendable {
    let queries: [LeadQuery]
    private(set) var counts: [Int]
    private(set) var context: QueryContext
    /// When the counts next change by themselves, in seconds since the reference date; infinity when they do not.
    private(set) var deadline: Double
    private var tests: [ColumnTest]
    private var deadlines: QueryDeadlines

    /// Counts from scratch, on all cores.
    init(_ queries: [LeadQuery], context: QueryContext, _ columns: LeadColumns) {
        self.queries = queries
        self.context = context
        tests = queries.map { ColumnTest($0, context: context, columns.tables) }
        deadlines = QueryDeadlines(queries, context, columns)
        let (counts, least) = Self.pass(tests, deadlines, columns)
        self.counts = counts
        deadline = deadlines.next(least: least)
    }

    /// Asks every chunk all there is to ask while its columns are at hand: how many leads fit each test, and the least
    /// moments for the deadlines.
    private static func pass(
        _ tests: [ColumnTest],
        _ deadlines: QueryDeadlines,
        _ columns: LeadColumns
    ) -> (counts: [Int], least: [Double]) {
        let (chunks, tables) = (columns.chunks, columns.tables)
        let sums = Mutex((counts: Array(repeating: 0, count: tests.count), least: deadlines.noMoments))
        let room = (2 + (tests.map(\.depth).max() ?? 0)) * LeadChunk.words
        _ = Cores.share(chunks.count, room: room) { number, bits in
            let chunk = chunks[number]
            let found = tests.map { test in
                test.write(chunk, tables, to: bits, scratch: bits + LeadChunk.words, level: .best)
                return (0..<chunk.usedWords).reduce(0) { $0 + (bits[$1] & chunk.live[$1]).nonzeroBitCount }
            }
            let least = deadlines.least(chunk)
            sums.withLock { sums in
                for (index, count) in found.enumerated() { sums.counts[index] += count }
                for (index, moment) in least.enumerated() { sums.least[index] = min(sums.least[index], moment) }
            }
        }
        return sums.withLock(\.self)
    }

    /// Whether the counts answer these queries as they are.
    func answers(_ queries: [LeadQuery], context: QueryContext) -> Bool {
        self.queries == queries && self.context.asksAlike(context) && self.context.now <= context.now
            && context.now.timeIntervalSinceReferenceDate < deadline
    }

    // MARK: A changed lead

    /// Counts a lead in or out.
    mutating func count(_ change: Int, _ slot: UInt32, _ columns: LeadColumns) {
        let (chunk, row) = (LeadColumns.chunk(slot), LeadColumns.row(slot))
        for index in tests.indices where tests[index].accepts(columns.chunks[chunk], row, columns.tables) {
            counts[index] += change
        }
        if change > 0 { deadline = min(deadline, deadlines.next(slot, columns)) }
    }

    // MARK: Time

    private var now: Double { context.now.timeIntervalSinceReferenceDate }

    /// The counts at a later time, or from scratch where that is no more work.
    func advanced(to context: QueryContext, _ columns: LeadColumns) -> QueueCounts {
        guard self.context.asksAlike(context), self.context.now <= context.now,
            context.now.timeIntervalSinceReferenceDate < deadlines.recountAt,
            let crossing = SlotSet(columns, crossingTest(until: context.now.timeIntervalSinceReferenceDate)),
            crossing.count <= Self.fewLeads
        else { return QueueCounts(queries, context: context, columns) }
        var later = self
        later.context = context
        later.tests = queries.map { ColumnTest($0, context: context, columns.tables) }
        crossing.forEach { slot in
            let (chunk, row) = (columns.chunks[LeadColumns.chunk(slot)], LeadColumns.row(slot))
            for index in tests.indices {
                let before = tests[index].accepts(chunk, row, columns.tables)
                let after = later.tests[index].accepts(chunk, row, columns.tables)
                if before != after { later.counts[index] += after ? 1 : -1 }
            }
        }
        later.deadlines = QueryDeadlines(queries, context, columns)
        later.deadline = later.deadlines.next(columns)
        return later
    }

    private static let fewLeads = 20_000

    /// Leads whose moments pass one of the ages between two times, both ends included.
    private func crossingTest(until later: Double) -> ColumnTest {
        .any(
            deadlines.ages.map { age in
                .moment(
                    age.field,
                    .window(low: now - age.seconds, high: later - age.seconds, includesLow: true, includesHigh: true)
                )
            }
        )
    }
}

extension QueryContext {
    /// Whether queries mean the same to both but for the time.
    func asksAlike(_ other: QueryContext) -> Bool {
        me == other.me && members == other.members && clock == other.clock && nextSteps == other.nextSteps
            && snoozed == other.snoozed
    }
}
