import LeadFiles
import Leads
import Testing

@Suite("F9: what is written is read back, and no spreadsheet runs it")
struct CSVWriterTests {
    @Test(
        "formulas are guarded",
        arguments: [
            "=HYPERLINK(\"http://example.com\")", "@SUM(A1)", "-2+3", "\t=1", "\r=1", "+1-512-555-0142", "=1", "＝1",
            "-", "--1",
            "-1.", "'=1", "''@x", "  =1", "\u{A0}+1", "' -2+3", " -5",
        ]
    )
    func guards(cell: String) {
        #expect(FormulaGuard.guarded(cell) == "'" + cell)
        #expect(FormulaGuard.unguarded("'" + cell) == cell)
    }

    @Test(
        "plain words, numbers below zero and apostrophes stay",
        arguments: ["", "-5", "-97.74", "a=b", "'t Hooft", "'5125550101", "1-2"]
    )
    func leavesOthers(cell: String) {
        #expect(FormulaGuard.guarded(cell) == cell)
        #expect(FormulaGuard.unguarded(cell) == cell)
    }

    @Test("random cells come back as they were", arguments: 1...40)
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let alphabet = [
            "a", "é", "李", "\"", ",", ";", "\t", "\n", "\r", " ", "'", "=", "+", "-", "@", "5", ".", "\u{202E}", "😀",
        ]
        let rows = (0..<20).map { _ in
            ["x"]
                + (0..<4).map { _ in
                    (0..<random.next() % 6).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }.joined()
                }
        }
        let text = CSVWriter.row(["h1", "h2", "h3", "h4", "h5"]) + rows.map(CSVWriter.row).joined()
        let read = try records(Array(text.utf8)).dropFirst().map { $0.cells.map(FormulaGuard.unguarded) }
        // Compared by bytes: to Swift, two ways to write one letter are equal.
        #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
    }

    @Test("F8: an export of a book is imported as the same book, with hostile names, phones and minus signs")
    func ownExport() throws {
        let leads = [
            Lead(
                id: Lead.ID(563_172_647_619_608),
                firstName: "Jane",
                lastName: "=cmd|' /C calc'!A0",
                emails: ["jane@example.com", "+jane@example.com"],
                phones: [Phone("+15125550142"), Phone("5125550143 x12")],
                stage: "New Lead",
                source: "-2+3",
                tags: ["@hot", "moves, spring"],
                types: [.buyer, .other(42), .other(-1)],
                inquiry: Inquiry(priceMin: 400_000, priceMax: 650_000)
            ),
            Lead(id: Lead.ID(9_223_372_036_854_775_807), firstName: "李 小龍", tags: ["one, tag"]),
        ]
        let text = CSVWriter.row(LeadExport.header) + leads.map { CSVWriter.row(LeadExport.cells($0)) }.joined()
        #expect(!text.contains("\n=") && !text.contains(",=") && !text.contains(",@") && !text.contains(",-"))

        let imported = try plan(text).compactMap(\.created)

        #expect(imported.map(\.id) == leads.map(\.id))
        #expect(imported.map(\.lead.firstName) == leads.map(\.firstName))
        #expect(imported.map(\.lead.lastName) == leads.map(\.lastName))
        #expect(imported.map(\.lead.emails) == leads.map(\.emails))
        #expect(imported.map(\.lead.phones) == leads.map { $0.phones.map(\.number) })
        #expect(imported.map(\.lead.tags) == leads.map(\.tags))
        #expect(imported.map(\.lead.types) == leads.map(\.types))
        #expect(imported.map(\.lead.source) == leads.map(\.source))
        #expect(imported.map(\.lead.stage) == leads.map(\.stage))
        #expect(imported.map(\.inquiry.priceMin) == leads.map(\.inquiry.priceMin))
        #expect(imported.map(\.inquiry.priceMax) == leads.map(\.inquiry.priceMax))
    }
}
