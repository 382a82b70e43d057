import CLeadScan
import FoundationEssentials
import Leads

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
    private let ages: [Age]
    /// When calling hours next begin or end somewhere; infinity when no query asks for them.
    private let hoursChange: Double

    /// A moment and how old the queries want it to be.
    fileprivate struct Age {
        var field: QueryMomentField
        var seconds: Double
    }

    /// Counts from scratch, on all cores.
    init(_ queries: [LeadQuery], context: QueryContext, _ columns: LeadColumns) {
        self.queries = queries
        self.context = context
        tests = queries.map { ColumnTest($0, context: context, columns.tables) }
        counts = tests.map { SlotSet(columns, $0)?.count ?? 0 }
        ages = queries.flatMap { query in
            query.agesAskedFor.flatMap { field, ages in
                ages.map { Age(field: field, seconds: Double($0.seconds)) }
            }
        }
        hoursChange =
            queries.contains(where: \.asksForHours)
            ? CallingHours.nextChange(after: context.now).timeIntervalSinceReferenceDate : .infinity
        deadline = .infinity
        deadline = nextDeadline(columns)
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
        guard change > 0 else { return }
        for age in ages { deadline = min(deadline, age.deadline(of: columns.moment(age.field, slot), now: now)) }
    }

    // MARK: Time

    private var now: Double { context.now.timeIntervalSinceReferenceDate }

    /// The counts at a later time, or from scratch where that is no more work.
    func advanced(to context: QueryContext, _ columns: LeadColumns) -> QueueCounts {
        guard self.context.asksAlike(context), self.context.now <= context.now,
            context.now.timeIntervalSinceReferenceDate < hoursChange,
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
        later.deadline = later.nextDeadline(columns)
        return later
    }

    private static let fewLeads = 20_000

    /// Leads whose moments pass one of the ages between two times, both ends included.
    private func crossingTest(until later: Double) -> ColumnTest {
        .any(
            ages.map { age in
                .moment(
                    age.field,
                    .window(low: now - age.seconds, high: later - age.seconds, includesLow: true, includesHigh: true)
                )
            }
        )
    }

    private func nextDeadline(_ columns: LeadColumns) -> Double {
        var least = Array(repeating: Double.infinity, count: ages.count)
        for chunk in columns.chunks {
            for (index, age) in ages.enumerated() {
                let moment = cls_least(chunk.moments[age.field.column], chunk.usedWords, now - age.seconds)
                least[index] = min(least[index], moment)
            }
        }
        return zip(ages, least).reduce(hoursChange) { min($0, $1.0.deadline(of: $1.1, now: now)) }
    }
}

extension QueueCounts.Age {
    /// Just after a moment becomes so old, when both `<` and `<=` have changed; infinity for one that already is, or
    /// that never was.
    fileprivate func deadline(of moment: Double, now: Double) -> Double {
        moment >= now - seconds ? max(moment + seconds, now) + 0.001 : .infinity
    }
}

extension QueryContext {
    /// Whether queries mean the same to both but for the time.
    func asksAlike(_ other: QueryContext) -> Bool {
        me == other.me && members == other.members && clock == other.clock
    }
}
