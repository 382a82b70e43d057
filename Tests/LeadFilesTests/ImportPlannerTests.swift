import Foundation
import Glibc
import LeadFiles
import Leads
import Testing

@Suite("The plan of an import")
struct ImportPlannerTests {
    @Test("every row is told: created, the same as whom, a household with whom, or refused why")
    func verdicts() throws {
        let text = """
            Name,Email,Phone
            Jane Smith,jane@example.com,5125550142
            Jane Smith,JANE@example.com,
            Joe Smith,joe@example.com,5125550142

            Old Friend,old@example.com,
            Broken,none,
            """
        var reader = try CSVReader(bytes: Array(text.utf8))
        var seen: [String: Int] = [:]
        var planner = try ImportPlanner(&reader) { lead, line in
            if lead.lead.emails == ["old@example.com"] { return .same(.lead(Lead.ID(7), name: "Old Friend")) }
            let email = lead.lead.emails.first?.lowercased() ?? ""
            if let earlier = seen[email] { return .same(.line(earlier)) }
            seen[email] = line
            return lead.lead.firstName == "Joe" ? .household(.line(2)) : .stranger
        }
        var lines: [ImportLine] = []
        while let line = try planner.next(&reader) { lines.append(line) }

        #expect(lines.map(\.line) == [2, 3, 4, 6, 7])
        #expect(lines[0].created?.lead.lastName == "Smith")
        guard case .same(_, as: .line(2)) = lines[1].verdict, case .household(_, with: .line(2)) = lines[2].verdict,
            case .same(_, as: .lead(Lead.ID(7), name: "Old Friend")) = lines[3].verdict
        else {
            Issue.record("\(lines)")
            return
        }
        #expect(lines[4].faults == [.placeholder("none")])
        var expected = ImportSummary()
        (expected.created, expected.same, expected.households) = (1, 2, 1)
        (expected.refused, expected.blankRows) = (1, 1)
        #expect(planner.summary == expected)
    }

    @Test("a refused row is never asked about")
    func refusedFirst() throws {
        var reader = try CSVReader(bytes: Array("Name,Phone\nJane,12\n".utf8))
        var asked = 0
        var planner = try ImportPlanner(&reader) { _, _ in
            asked += 1
            return .stranger
        }
        while try planner.next(&reader) != nil {}
        #expect(asked == 0 && planner.summary.refused == 1)
    }

    @Test("a file of too many rows is told where it has to be cut, and what was read counts")
    func tooManyRows() throws {
        var reader = try CSVReader(bytes: Array("Name\nA\n\nB\nC\n".utf8))
        var planner = try ImportPlanner(&reader, atMost: 2)
        for line in [2, 4] { #expect(try planner.next(&reader)?.line == line) }
        #expect(throws: CSVError.tooManyRows(line: 5, limit: 2)) { try planner.next(&reader) }
        #expect(planner.summary.created == 2)
    }

    @Test("a long file is planned in the memory of a short one", .timeLimit(.minutes(1)))
    func boundedMemory() throws {
        let row = Array("Jane Smith,jane@example.com,(512) 555-0142,\"$450,000\",hot; vip\r\n".utf8)
        let piece = Array(repeatElement(row, count: 500).joined())
        var left = 60
        var reader = try CSVReader { () throws(CSVError) in
            guard left > 0 else { return [] }
            left -= 1
            return left == 59 ? Array("Name,Email,Phone,Budget,Tags\r\n".utf8) : piece
        }
        var planner = try ImportPlanner(&reader)
        let before = try residentKilobytes()
        while try planner.next(&reader) != nil {}
        #expect(planner.summary.created == 59 * 500)
        #expect(try residentKilobytes() - before < 30_000)
    }

    private func residentKilobytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(fields.dropFirst().first.flatMap { Int($0) }) * 4
    }
}
