import FoundationEssentials
import Leads
import TestSupport
import Testing

/// Other members of the trials G5, G6, G7 and G9 than those of the tests beside.
@Suite("People are found by what stands on the screen")
struct NameMembersTests {
    private func finds(_ text: String, _ lead: Lead) throws -> Bool {
        try LeadQuery.parse(text).matches(
            LeadRow(lead: lead, syncState: .clean),
            context: QueryContext(now: SampleLeads.now)
        )
    }

    @Test(
        "in whatever signs and marks a name is written",
        arguments: [
            ("d'angelo", "D’Angelo"), ("D‛Angelo", "D'Angelo"), ("n´dour", "N'Dour"), ("jean-luc", "Jean‑Luc"),
            ("jean luc", "Jean-Luc"), ("o brien", "O'Brien"), ("nguyen", "Nguyễn"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"), ("Nguyễn", "Nguye\u{302}\u{303}n"), ("strauß", "STRAUSS"),
            ("lukasz", "Łukasz"), ("soren", "Søren"), ("ozgur", "Özgür"), ("istanbul", "İstanbul"), ("ışık", "IŞIK"),
            ("ゕ", "ゕ"), ("ﾊﾟﾌﾞﾛ", "パブロ"), ("ﬁtz", "Fitz"),
        ]
    )
    func names(typed: String, stored: String) throws {
        #expect(try finds(typed, Lead(id: Lead.ID(1), firstName: "X", lastName: stored)))
    }

    @Test(
        "and by their number as it stands there",
        arguments: [
            "+1 512 555 0842", "+1 (512) 555-0842", "1 512 555 0842", "512–555–0842", "512—555—0842",
            "tel:+15125550842",
            "phone:\"+1 512 555 0842\"", "phone:(512) 555-0842", "(512)5550842", "512.555.0842", "512/555/0842",
            "５１２５５５０８４２", "001 512 555 0842", "phone:0842", "0842", "5550842", "555-0842",
        ]
    )
    func numbers(typed: String) throws {
        for stored in ["5125550842", "+15125550842", "(512) 555-0842", "512-555-0842 x5", "tel:+1-512-555-0842"] {
            #expect(try finds(typed, Lead(id: Lead.ID(1), firstName: "Jane", phones: [Phone(stored)])), "\(stored)")
        }
    }

    @Test(
        "also abroad, with the country and with the zero before it",
        arguments: [
            ("+44 20 7946 0842", "020 7946 0842"), ("020 7946 0842", "+442079460842"),
            ("+44 (0)20 7946 0842", "442079460842"),
            ("0044 20 7946 0842", "+44 20 7946 0842"), ("+52 55 1234 5678", "+52 1 55 1234 5678"),
            ("55 1234 5678", "+52 55 1234 5678"), ("07911 123456", "+447911123456"),
        ]
    )
    func abroad(typed: String, stored: String) throws {
        #expect(try finds(typed, Lead(id: Lead.ID(1), firstName: "Jane", phones: [Phone(stored)])))
    }

    @Test(
        "a filter that cannot be read says where and how to look for the word",
        arguments: ["cohen or", "or", "and", "not", "(", "-", "or or", "\"", "stage:"]
    )
    func problems(text: String) throws {
        let reading = QueryReading(text)
        #expect(reading.problem != nil || (try? LeadQuery.parse(text)) != nil, "\(text)")
    }
}
