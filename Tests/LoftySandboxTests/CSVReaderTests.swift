import Testing

@testable import LoftySandbox

@Suite("CSV reader")
struct CSVReaderTests {
    @Test(
        "what RFC 4180 allows is read",
        arguments: [
            ("", []), ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("a\nb\n", [["a"], ["b"]]), ("a\rb\r", [["a"], ["b"]]), ("a\r\rb", [["a"], [""], ["b"]]),
            ("a,,\r\n", [["a", "", ""]]), ("\r\n", [[""]]),
            ("\"a\",\"b,c\"\r\n", [["a", "b,c"]]), ("\"he said \"\"hi\"\"\"", [["he said \"hi\""]]),
            ("\"two\r\nlines\",x", [["two\r\nlines", "x"]]), ("\"\"", [[""]]), ("\"\"\"\"", [["\""]]),
            ("a,", [["a", ""]]), ("\u{FEFF}a,b", [["a", "b"]]), ("\u{FEFF}\"a\"", [["a"]]),
            (" a , b ", [[" a ", " b "]]), ("Trần,🏠", [["Trần", "🏠"]]), ("a\0,\"b\0c\"", [["a", "bc"]]),
            ("a\u{FEFF}", [["a\u{FEFF}"]]), ("a\nb\"c\n", [["a"], ["b\"c"]]), ("a,\t\"b\" ,c", [["a", "b", "c"]]),
        ] as [(String, [[String]])]
    )
    func reads(text: String, fields: [[String]]) throws {
        #expect(try CSVReader.records(Array(text.utf8)).map(\.fields) == fields)
    }

    @Test("a quote that is never closed is told with its line", arguments: [("a\n\"b\nc\nd", 2), ("\"", 1)])
    func refuses(text: String, line: Int) throws {
        let error = try #require(Self.problem(Array(text.utf8)))
        #expect(error.line == line)
        #expect(error.problem.contains("never closed"), "\(error.problem)")
    }

    @Test(
        "text behind a closing quote makes its row doubtful, and no other",
        arguments: [("a\n\"b\"c\nd", [2]), ("a\rb\r\"c\rd\"e", [3]), ("\"a\" \n", [])] as [(String, [Int])]
    )
    func doubtful(text: String, lines: [Int]) throws {
        #expect(try CSVReader.records(Array(text.utf8)).filter(\.isDoubtful).map(\.line) == lines)
    }

    @Test(
        "a row that is no UTF-8 is of an old Windows program, in quotes and out of them",
        arguments: [([0x61, 0xFF], "aÿ"), ([0x22, 0xC3, 0x22], "Ã"), ([0x80, 0x0A, 0xC3, 0xA9], "€")]
            as [([UInt8], String)]
    )
    func oldText(bytes: [UInt8], text: String) throws {
        let records = try CSVReader.records(bytes)
        #expect(records.first?.fields == [text])
        #expect(records.count == 1 || records.last?.fields == ["é"])
    }

    @Test("a field may be as long as the limit and not a byte longer", arguments: [0, 1])
    func longField(excess: Int) throws {
        let field = String(repeating: "x", count: CSVReader.longestField + excess)
        for text in ["a\n\(field)", "a\n\"\(field)\""] {
            let problem = RowProblem(line: 2, problem: "a field is longer than 65536 bytes")
            #expect(Self.problem(Array(text.utf8)) == (excess == 0 ? nil : problem))
            if excess == 0 { #expect(try CSVReader.records(Array(text.utf8))[1].fields == [field]) }
        }
    }

    @Test("records know the line on which they begin")
    func lines() throws {
        let records = try CSVReader.records(Array("h\r\n\"a\r\nb\"\r\nc\n\nd".utf8))
        #expect(records.map(\.line) == [1, 2, 4, 5, 6])
    }

    @Test("what is written by the rules is read back as it was", arguments: 0..<300)
    func roundTrip(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed), stream: 31)
        let alphabet = ["a", "ß", "\"", ",", "\r", "\n", "\r\n", " ", "🏠", ";"]
        let width = random.number(1, 4)
        let table = (0..<random.number(1, 6)).map { _ in
            (0..<width).map { _ in (0..<random.number(0, 5)).map { _ in random.pick(alphabet) }.joined() }
        }
        let end = random.pick(["\r\n", "\n"])
        let lines = table.map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }
        let text = lines.joined(separator: end) + (random.chance(50) ? end : "")
        #expect(try CSVReader.records(Array(text.utf8)).map(\.fields) == table, "seed \(seed)")
    }

    @Test("any bytes are read or refused, never a crash", arguments: 0..<300)
    func anything(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed), stream: 32)
        let alphabet: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xEF, 0xBB, 0xBF, 0x00]
        let bytes = (0..<random.number(0, 40)).map { _ in random.pick(alphabet) }
        // A line feed, a carriage return, or both together end a line.
        let lines = zip(bytes, bytes.dropFirst() + [0]).count { $0 == 0x0A || ($0 == 0x0D && $1 != 0x0A) } + 1
        do throws(RowProblem) {
            let count = try CSVReader.records(bytes).count
            #expect(count <= lines, "seed \(seed)")
        } catch {
            #expect((1...lines).contains(error.line), "seed \(seed)")
        }
    }

    /// Why the bytes are refused; `nil` when they are read.
    private static func problem(_ bytes: [UInt8]) -> RowProblem? {
        do throws(RowProblem) {
            _ = try CSVReader.records(bytes)
            return nil
        } catch {
            return error
        }
    }
}
