import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("Counts of the queues")
struct QueueCountsTests {
    private static let queries =
        QueueDefinition.defaults.map(\.query)
        + [
            "age<2d", "age<=1d", "touch:1d..7d", "site>=30m -smith", "updated>30d", "age:2026-11-01",
            "may:call -may:text", "may:text,email", "next:overdue", "next:none,today -stage:closed",
        ]
        .compactMap {
            try? LeadQuery.parse($0)  // One that cannot be read would be missed in the number of counts.
        }

    @Test("kept by changes and by time they equal the plain predicate", arguments: SeededGenerator.seeds)
    func agrees(seed: UInt64) throws {
        try #require(Self.queries.count == QueueDefinition.defaults.count + 10)
        var changes = RandomChanges(seed: seed)
        var reference = ReferenceBook()
        let index = BookIndex()
        var context = OracleTests.context
        for round in 0..<25 {
            let (rows, ids) = changes.batch(of: round == 0 ? 600 : 12, from: reference)
            reference.apply(rows: rows, removing: ids)
            index.apply(rows: rows, removing: ids)
            context.now += Double(Int.random(in: 0...100_000, using: &changes.generator)) / 2
            let expected = Self.queries.map { reference.count($0, context) }
            try #require(index.counts(Self.queries, context: context) == expected, "seed \(seed), round \(round)")
        }
    }

    @Test("nothing changes before the next deadline, and the deadlines lead through every change")
    func deadlines() throws {
        let index = BookIndex()
        let moments = [-200.0, -100, -86_400, -86_300, -86_399.5, 50]
        let rows = moments.enumerated().map { number, seconds in
            let created = SampleLeads.now.addingTimeInterval(seconds)
            let lead = Lead(id: Lead.ID(Int64(number)), firstName: "A", createdAt: created)
            return LeadRow(lead: lead, syncState: .clean)
        }
        index.apply(rows: rows)
        let queries = try ["age<1d", "age<=5m", "age>1d"].map { try LeadQuery.parse($0) }
        var context = OracleTests.context
        _ = index.counts(queries, context: context)
        var stops: [Double] = []
        while let deadline = index.nextDeadline {
            try #require(deadline > context.now && stops.count < 30)
            context.now = deadline
            stops.append(deadline.timeIntervalSince(SampleLeads.now))
            let predicates = queries.map { LeadPredicate($0, context: context) }
            let expected = predicates.map { predicate in rows.count { predicate.matches(LeadFacts($0)) } }
            #expect(index.counts(queries, context: context) == expected, "after \(stops.last ?? 0) s")
        }
        // A minute later than a moment that is already five minutes old nothing is left to come but days.
        #expect(stops.map { $0.rounded() } == [0, 1, 100, 200, 350, 86_200, 86_300, 86_450])
        #expect(index.counts(queries, context: context) == [0, 0, 6])
    }

    @Test("calling hours that begin and end are deadlines, and between them nothing changes")
    func hours() throws {
        let index = BookIndex()
        let numbers = ["2125550101", "5125550101", "8085550101", "7095550101", "+870773110958", "2125550102"]
        let rows = numbers.enumerated().map { number, phone in
            LeadRow(lead: Lead(id: Lead.ID(Int64(number)), firstName: "A", phones: [Phone(phone)]), syncState: .clean)
        }
        index.apply(rows: rows)
        let queries = try ["may:call", "-may:text score:none"].map { try LeadQuery.parse($0) }
        var context = OracleTests.context
        let end = context.now + 86_400
        var counted = index.counts(queries, context: context)
        var seen: Set<[Int]> = [counted]
        while let deadline = index.nextDeadline, deadline < end {
            try #require(deadline > context.now)
            context.now = deadline - 1
            let before = queries.map { query in rows.count { query.matches($0, context: context) } }
            #expect(before == counted, "before \(deadline)")
            context.now = deadline
            counted = index.counts(queries, context: context)
            #expect(counted == queries.map { query in rows.count { query.matches($0, context: context) } })
            seen.insert(counted)
        }
        // New York, Austin, Honolulu and St. John's each open and close by themselves; of a satellite nobody knows.
        #expect(seen.map { $0[0] }.min() == 1)
        #expect(seen.map { $0[0] }.max() == 6)
        #expect(seen.count >= 5)
    }

    @Test("a query of another time zone, another person or an earlier time is counted anew")
    func otherContext() throws {
        let index = BookIndex()
        let rows = SampleLeads.rows(count: 800)
        index.apply(rows: rows)
        let queries = try ["owner:me", "age:2026-11-01", "age<2d"].map { try LeadQuery.parse($0) }
        var contexts = [OracleTests.context, OracleTests.context, OracleTests.context, OracleTests.context]
        contexts[1].me = SampleLeads.members[1]
        contexts[2].secondsFromGMT = 36_000
        contexts[3].now -= 86_400
        for context in contexts {
            let expected = queries.map { query in rows.count { query.matches($0, context: context) } }
            #expect(index.counts(queries, context: context) == expected)
        }
    }

    @Test("queries without a time never change by themselves")
    func noDeadline() throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 100))
        #expect(index.nextDeadline == nil)
        let timeless = try LeadQuery.parse("stage:new site>touch age:2026-11-01")
        _ = index.counts([.everything, timeless], context: OracleTests.context)
        #expect(index.nextDeadline == nil)
    }

    @Test("a lead that comes in brings its own deadline forward")
    func earlierDeadline() throws {
        let index = BookIndex()
        let now = SampleLeads.now
        func row(_ id: Int64, _ seconds: Double) -> LeadRow {
            LeadRow(lead: Lead(id: Lead.ID(id), firstName: "A", createdAt: now + seconds), syncState: .clean)
        }
        index.apply(rows: [row(1, 0)])
        _ = index.counts([try LeadQuery.parse("age<1h")], context: OracleTests.context)
        index.apply(rows: [row(2, -3_000)])
        let deadline = try #require(index.nextDeadline)
        #expect(abs(deadline.timeIntervalSince(now) - 600) < 0.01)
    }

    @Test("a lead in zones that the book did not have brings their hours, whenever it comes")
    func newZones() throws {
        let index = BookIndex()
        let queries = [try LeadQuery.parse("may:call")]
        var context = OracleTests.context
        var rows: [LeadRow] = []
        for (number, phone) in ["2125550100", "8085550100", "+35315550100"].enumerated() {
            let lead = Lead(id: Lead.ID(Int64(number)), firstName: "A", phones: [Phone(phone)])
            rows.append(LeadRow(lead: lead, syncState: .clean))
            index.apply(rows: [rows[number]])
            var counted: Set<Int> = []
            for _ in 0..<24 * 4 {
                context.now += 15 * 60
                let predicate = LeadPredicate(queries[0], context: context)
                let expected = rows.count { predicate.matches(LeadFacts($0)) }
                try #require(index.counts(queries, context: context) == [expected], "\(phone) at \(context.now)")
                counted.insert(expected)
            }
            #expect(counted.count > 1, "hours begin and end")
        }
    }
}
