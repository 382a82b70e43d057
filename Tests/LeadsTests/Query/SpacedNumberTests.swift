import Leads
import TestSupport
import Testing

@Suite("What people type between the signs of a query")
struct SpacedNumberTests {
    private func finds(_ query: String, _ lead: Lead) throws -> Bool {
        let row = LeadRow(lead: lead, syncState: .clean)
        return try LeadQuery.parse(query).matches(row, context: QueryContext(now: SampleLeads.now))
    }

    @Test(
        "a number abroad is found by its groups, with and without country",
        arguments: [
            "44 20 7946 0021", "44 2079460021", "20 7946 0021", "(+44) 20 7946 0021", "(+44)20 7946 0021",
            "+44 (0)20 7946 0021", "020 7946 0021", "phone:\"44 20 7946 0021\"",
        ]
    )
    func abroad(query: String) throws {
        #expect(try finds(query, Lead(id: Lead.ID(1), firstName: "Bea", phones: [Phone("+44 20 7946 0021")])))
        #expect(try !finds(query, Lead(id: Lead.ID(1), firstName: "Bea", phones: [Phone("+44 20 7946 0022")])))
    }

    @Test("figures that are no number stay words", arguments: ["3 4", "12 Oak 44", "2 bedrooms 44", "44 20"])
    func words(query: String) throws {
        let address = "12 Oak St, 3 bedrooms, 44 20 4"
        #expect(try finds(query, Lead(id: Lead.ID(1), firstName: address, lastName: "2 bedrooms")))
    }

    @Test(
        "curly quotes are quotes where a value begins",
        arguments: [
            "tag:“open house”", "tag:”open house”", "“open house”", "tag:“open house\"", "-tag:“cold”",
            "tag=“Open House”",
        ]
    )
    func curly(query: String) throws {
        #expect(try finds(query, Lead(id: Lead.ID(1), firstName: "Open House", tags: ["Open House"])))
    }

    @Test("within a value a curly quote is a letter, and an open one is told")
    func inside() throws {
        #expect(try finds("jane“joe", Lead(id: Lead.ID(1), firstName: "Jane“Joe")))
        #expect(throws: QueryError.self) { try LeadQuery.parse("tag:“open house") }
    }

    @Test("letters that are set as one are found by their parts")
    func ligatures() throws {
        #expect(try finds("fiona", Lead(id: Lead.ID(1), firstName: "\u{FB01}ona")))
        #expect(try finds("\u{FB01}ona", Lead(id: Lead.ID(1), firstName: "Fiona")))
    }
}
