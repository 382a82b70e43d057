import LeadIndex
import Leads
import TestSupport
import Testing

@Suite("Leads that were chosen one by one")
struct ChosenTests {
    private let context = QueryContext(now: SampleLeads.now)

    @Test("are answered in the order of the sort, without those that do not match or are not in the book")
    func answer() throws {
        var table = LeadRowTable()
        let rows = (1...200).map { number in
            let lead = Lead(
                id: Lead.ID(Int64(number)),
                firstName: "Ada",
                score: number,
                tags: number > 100 ? ["hot"] : []
            )
            return LeadRow(lead: lead, syncState: .clean)
        }
        for row in rows { table[row.lead.id] = row }
        let book = BookIndex()
        book.apply(rows: rows)
        let chosen: Set<Lead.ID> = [Lead.ID(150), Lead.ID(7), Lead.ID(199), Lead.ID(4_000), Lead.ID(120)]
        let sort = LeadSort(.score, descending: true)

        let all = book.answer(BookQuestion(.everything, sort: sort, context: context), among: chosen, rows: table)
        let hot = try LeadQuery.parse("tag:hot")
        let some = book.answer(BookQuestion(hot, sort: sort, context: context), among: chosen, rows: table)

        #expect((0..<all.count).map { all.id(at: $0).rawValue } == [199, 150, 120, 7])
        #expect((0..<some.count).map { some.row(at: $0).lead.score } == [199, 150, 120])
        #expect(some.position(of: Lead.ID(7)) == nil)
    }
}
