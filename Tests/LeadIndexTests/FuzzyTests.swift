import Foundation
import Leads
import TestSupport
import Testing

@testable import LeadIndex

@Suite("The fuzzy finder")
struct FuzzyTests {
    private static let patterns = [
        "j", "jn", "jnsm", "smt", "5125", "lead12", "李", "小李", "o'b", "qzx", "jo sm", "'mith", "!a", "!'jsm", "^jane",
        "com$", "^ana !5", "55501$", "  ", "zoë", "さく", "ex.com", "00000000000000", "anamul", "12 737",
    ]

    @Test("finds what a plain search finds", arguments: ScanLevel.allCases)
    func agrees(level: ScanLevel) throws {
        let level = ScanLevel(rawValue: min(level.rawValue, ScanLevel.best.rawValue)) ?? .portable
        var columns = LeadColumns()
        let rows = SampleLeads.rows(count: 900) + [long]
        for row in rows { columns.put(columns.encode(LeadFacts(row))) }
        let everyone = try #require(SlotSet(columns, .everything))
        for text in Self.patterns {
            let pattern = FuzzyPattern(text)
            let found = try #require(FuzzyMatches(pattern, in: everyone, columns, level: level))
            let expected = rows.filter { row in pattern.words.allSatisfy { $0.fits(Self.line(row)) } }
            var ids: Set<Lead.ID> = []
            found.set.forEach { ids.insert(columns.id($0)) }
            #expect(ids == Set(expected.map(\.lead.id)), "“\(text)”")
            #expect(found.set.count == expected.count)
        }
    }

    /// Its letters lie further apart than a vector is long.
    private var long: LeadRow {
        let name = "j" + String(repeating: "x", count: 200) + "n" + String(repeating: "李", count: 40) + "龍"
        return LeadRow(lead: Lead(id: Lead.ID(77), firstName: name), syncState: .clean)
    }

    /// The line that is searched, by the rules of the pattern's documentation.
    private static func line(_ row: LeadRow) -> String {
        let name = [row.lead.firstName, row.lead.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        let items = ([name] + row.lead.emails + row.lead.phones.map(\.digits)).filter { !$0.isEmpty }
        return items.map { String(decoding: FoldedText.bytes(of: $0), as: UTF8.self) }.joined(separator: "\t")
    }

    @Test("what fits best comes first, and of what fits alike the newest")
    func order() throws {
        let names = ["Sam Mitchell", "Smith", "Xsxmxixtxh", "Ann Smith", "Blacksmith", "Smith"]
        let index = BookIndex()
        index.apply(
            rows: names.enumerated().map { number, name in
                LeadRow(lead: Lead(id: Lead.ID(Int64(number)), firstName: name), syncState: .clean)
            }
        )
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: OracleTests.context, fuzzy: "smith")
        let answer = try #require(index.answer(question, rows: LeadRowTable()))
        #expect((0..<answer.count).map { answer.id(at: $0).rawValue } == [5, 3, 1, 0, 4, 2])
    }

    @Test("the first page is the beginning of the whole order", arguments: ["a", "an", "lea", "5"])
    func pages(text: String) throws {
        let index = BookIndex()
        index.apply(rows: SampleLeads.rows(count: 1_500))
        let question = BookQuestion(.everything, sort: LeadSort(.name), context: OracleTests.context, fuzzy: text)
        let answer = try #require(index.answer(question, rows: LeadRowTable()))
        try #require(answer.count > IndexedLeadRows.pageSize)
        let first = (0..<IndexedLeadRows.pageSize).map(answer.id(at:))
        let whole = (0..<answer.count).map(answer.id(at:))
        #expect(Array(whole.prefix(IndexedLeadRows.pageSize)) == first)
        #expect(Set(whole).count == answer.count)
        for position in stride(from: 0, to: answer.count, by: 97) {
            #expect(answer.position(of: whole[position]) == position)
        }
    }

    @Test("a query and a pattern have to fit both")
    func both() throws {
        let index = BookIndex()
        let rows = SampleLeads.rows(count: 2_000)
        index.apply(rows: rows)
        let query = try LeadQuery.parse("score>=50")
        let question = BookQuestion(query, sort: LeadSort(.name), context: OracleTests.context, fuzzy: "smt")
        let answer = try #require(index.answer(question, rows: LeadRowTable()))
        let expected = rows.filter { row in
            query.matches(row, context: OracleTests.context) && FuzzyPattern("smt").words[0].fits(Self.line(row))
        }
        #expect(Set((0..<answer.count).map(answer.id(at:))) == Set(expected.map(\.lead.id)))
        #expect(answer.count > 0)
    }
}

extension FuzzyPattern.Word {
    /// Searches a line letter by letter.
    fileprivate func fits(_ line: String) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let found =
            switch kind {
            case .letters: Self.hasLetters(Array(text.unicodeScalars), Array(line.unicodeScalars))
            case .text: line.contains(text)
            case .beginning: line.hasPrefix(text)
            case .end: line.hasSuffix(text)
            case .whole: line == text
            }
        return found != isNegated
    }

    private static func hasLetters(_ letters: [Unicode.Scalar], _ line: [Unicode.Scalar]) -> Bool {
        var rest = letters[...]
        for letter in line where letter == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }
}
