import Foundation
import LeadIndex
import Leads
import TestSupport
import Testing

@Suite("The index of leads", .timeLimit(.minutes(1)))
struct BookIndexTests {
    private let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0], members: SampleLeads.members)

    private static let queryTexts = [
        "", "jane", "smith", "512", "stage:new", "stage:new touch:none", "-stage:Closed,Archived", "score>=80",
        "age<30d (source:zillow or tag:hot)", "owner:me -tag:dnc", "site>touch", "price:400k..650k may:call",
        "sync:failed,conflict", "nobody-is-called-this",
    ]
    static let everySort = LeadSort.Key.allCases.flatMap { key in
        [LeadSort(key, descending: true), LeadSort(key, descending: false)]
    }

    @Test("an empty book answers with nothing")
    func emptyBook() throws {
        let index = BookWithRows()
        let rows = index.query(.everything, sort: LeadSort(.created), context: context)
        #expect(rows.count == 0)
        #expect(rows.position(of: Lead.ID(1)) == nil)
        #expect(index.counts([.everything], context: context) == [0])
        #expect(index.vocabulary == QueryVocabulary())
        #expect(index.row(Lead.ID(1)) == nil)
    }

    @Test("after random changes every answer equals filtering and sorting by hand", arguments: [1, 2, 3] as [UInt64])
    func agreesWithNaiveAnswer(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var book: [Lead.ID: LeadRow] = [:]
        let index = BookWithRows()
        for round in 0..<6 {
            Self.change(index, &book, round: round, &generator)
            #expect(index.count == book.count)
            for text in Self.queryTexts {
                let query = try LeadQuery.parse(text)
                let sort = Self.everySort[Int.random(in: Self.everySort.indices, using: &generator)]
                let answer = index.query(query, sort: sort, context: context)
                let expected = NaiveOrder(sort).sorted(book.values.filter { query.matches($0, context: context) })
                let rows = (0..<answer.count).map(answer.row(at:))
                try #require(rows.map(\.lead.id) == expected.map(\.lead.id), "seed \(seed): \(text) by \(sort)")
                try #require(rows == expected, "seed \(seed): \(text) holds rows of an older time")
            }
        }
    }

    @Test("every sort puts leads without a value last and breaks ties by the newest id", arguments: everySort)
    func sorts(sort: LeadSort) {
        let index = BookWithRows()
        var leads = SampleLeads.book(count: 300, seed: 9)
        // Copies under other ids tie with their originals; blanks miss every value.
        leads += leads.prefix(40).map { $0.with(id: Lead.ID($0.id.rawValue + 5)) }
        leads += (1...10).map { Lead(id: Lead.ID(Int64($0)), firstName: "") }
        leads += (1...10).map { Lead(id: Lead.ID(-Int64($0)), firstName: "") }
        let rows = leads.map { LeadRow(lead: $0, syncState: .clean) }
        index.apply(rows: rows)
        let answer = index.query(.everything, sort: sort, context: context)
        let ids = (0..<answer.count).map { answer.row(at: $0).lead.id }
        #expect(ids == NaiveOrder(sort).sorted(rows).map(\.lead.id))
        // Among leads that miss the value the newest id comes first, and a provisional id is newer than any other.
        #expect(ids.filter(\.isProvisional) == (-10 ... -1).map { Lead.ID($0) })
        #expect(ids.suffix(10) == (1...10).reversed().map { Lead.ID($0) })
    }

    @Test("names are ordered by all their letters, however long they are")
    func longNames() {
        let index = BookWithRows()
        let names = [
            "Wolfeschlegelsteinhausen B", "Wolfeschlegelsteinhausen", "wolfeschlegelsteinhaüsen a",
            "Wolfeschlegelstein",
            "Wolf",
        ]
        index.apply(
            rows: names.enumerated().map { number, name in
                LeadRow(lead: Lead(id: Lead.ID(Int64(number)), firstName: name), syncState: .clean)
            }
        )
        func order(descending: Bool) -> [String] {
            let answer = index.query(.everything, sort: LeadSort(.name, descending: descending), context: context)
            return (0..<answer.count).map { answer.row(at: $0).lead.firstName }
        }
        let ascending = [4, 3, 1, 2, 0].map { names[$0] }
        #expect(order(descending: false) == ascending)
        #expect(order(descending: true) == ascending.reversed())
    }

    @Test("an answer stays as it was while the book changes")
    func frozen() throws {
        let index = BookWithRows()
        let rows = SampleLeads.rows(count: 200)
        index.apply(rows: rows)
        let answer = index.query(.everything, sort: LeadSort(.name, descending: false), context: context)
        let before = (0..<answer.count).map(answer.row(at:))
        index.apply(
            rows: rows.prefix(100).map { row in
                var row = row
                row.lead.firstName = "Changed"
                row.syncState = .queued
                return row
            },
            removing: rows.suffix(60).map(\.lead.id)
        )
        #expect((0..<answer.count).map(answer.row(at:)) == before)
        #expect(answer.count == 200)
        #expect(index.count == 140)
        let changed = try LeadQuery.parse("name=Changed sync:queued")
        #expect(index.counts([changed], context: context)[0] >= 1)
    }

    @Test("a lead is found at the place where it is shown, and nowhere when it does not match")
    func positions() throws {
        let index = BookWithRows()
        let rows = SampleLeads.rows(count: 150)
        index.apply(rows: rows)
        let query = try LeadQuery.parse("score>=50")
        let answer = index.query(query, sort: LeadSort(.score), context: context)
        try #require(1..<150 ~= answer.count)
        for position in 0..<answer.count {
            #expect(answer.position(of: answer.row(at: position).lead.id) == position)
        }
        for row in rows where !query.matches(row, context: context) {
            #expect(answer.position(of: row.lead.id) == nil)
        }
    }

    @Test("counts equal the number of leads in each answer")
    func counts() throws {
        let index = BookWithRows()
        index.apply(rows: SampleLeads.rows(count: 400, seed: 5))
        let queries = try Self.queryTexts.map { try LeadQuery.parse($0) } + QueueDefinition.defaults.map(\.query)
        let sizes = queries.map { index.query($0, sort: LeadSort(.created), context: context).count }
        #expect(index.counts(queries, context: context) == sizes)
        #expect(Set(sizes).count > 10, "the queries hardly differ, so equal counts say little")
    }

    @Test("a row that is both removed and put in stays")
    func removedAndPut() {
        let index = BookWithRows()
        let row = LeadRow(lead: SampleLeads.lead(1), syncState: .clean)
        index.apply(rows: [row])
        index.apply(rows: [row], removing: [row.lead.id, Lead.ID(404)])
        #expect(index.row(row.lead.id) == row)
        #expect(index.count == 1)
    }

    @Test("the vocabulary counts each label, commonest first")
    func vocabulary() {
        let index = BookWithRows()
        let ann = Assignee(id: 7, name: "Ann Lee")
        let leads = [
            Lead(
                id: Lead.ID(1),
                firstName: "A",
                stage: "New Lead",
                source: "Zillow",
                tags: ["hot", "vip"],
                assignee: ann
            ),
            Lead(id: Lead.ID(2), firstName: "B", stage: "Closed", source: "Zillow", tags: ["hot"], assignee: ann),
            Lead(id: Lead.ID(3), firstName: "C", stage: "Closed", source: "", pond: Pond(id: 9, name: "Tank")),
        ]
        index.apply(rows: leads.map { LeadRow(lead: $0, syncState: .clean) })
        #expect(
            index.vocabulary
                == QueryVocabulary(
                    stages: [.init("Closed", count: 2), .init("New Lead", count: 1)],
                    sources: [.init("Zillow", count: 2)],
                    tags: [.init("hot", count: 2), .init("vip", count: 1)],
                    owners: [.init("Ann Lee", count: 2, id: 7)],
                    ponds: [.init("Tank", count: 1, id: 9)]
                )
        )
    }

    @Test("questions asked while the book changes see each change whole")
    func concurrentChanges() async {
        let index = BookWithRows()
        let rows = SampleLeads.rows(count: 50)
        index.apply(rows: rows)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Every change swaps the whole book between "queued" and "sending".
                for round in 0..<200 {
                    let state: SyncState = round.isMultiple(of: 2) ? .queued : .sending
                    index.apply(rows: rows.map { LeadRow(lead: $0.lead, syncState: state) })
                }
            }
            group.addTask { [context] in
                for _ in 0..<200 {
                    let answer = index.query(.everything, sort: LeadSort(.created), context: context)
                    let states = Set((0..<answer.count).map { answer.row(at: $0).syncState })
                    #expect(answer.count == 50)
                    #expect(states.count == 1 || states == Set(rows.map(\.syncState)))
                }
            }
        }
    }

    /// Puts in, changes and takes out some leads, in the index and in the book beside it.
    private static func change(
        _ index: BookWithRows,
        _ book: inout [Lead.ID: LeadRow],
        round: Int,
        _ generator: inout SeededGenerator
    ) {
        let gone = Array(book.keys.sorted().shuffled(using: &generator).prefix(25)) + [Lead.ID(404)]
        let news = SampleLeads.rows(count: 150, seed: UInt64(round)).shuffled(using: &generator).prefix(80)
        index.apply(rows: Array(news), removing: gone)
        for id in gone { book[id] = nil }
        for row in news { book[row.lead.id] = row }
    }
}

extension Lead {
    fileprivate func with(id: ID) -> Lead {
        var copy = self
        copy.id = id
        return copy
    }
}
