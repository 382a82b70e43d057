import Foundation
import LeadFiles
import Testing

@Suite("F4: tables as programs and people save them")
struct CSVReaderTests {
    private static let rows = [["Name", "Note"], ["Zoë Müller", "a, b"], ["李 小龍", "€5; \"x\""]]

    private func text(_ separator: String, _ end: String) -> String {
        Self.rows.map { row in
            row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: separator) + end
        }.joined()
    }

    @Test("every encoding of Unicode is found out", arguments: ["", "\u{FEFF}"], [",", ";", "\t"])
    func unicode(mark: String, separator: String) throws {
        let text = mark + text(separator, "\r\n")
        #expect(try records(Array(text.utf8)).map(\.cells) == Self.rows)
        let units = Array(text.utf16)
        #expect(try records(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).map(\.cells) == Self.rows)
        #expect(try records(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }).map(\.cells) == Self.rows)
    }

    @Test("Windows-1252 is read where a row is not UTF-8, and other rows keep their characters")
    func windows() throws {
        var bytes = Array("Name,City\nZoë,Köln\n".utf8)
        bytes += [0x5A, 0x6F, 0xEB, 0x2C, 0x93, 0x80, 0x94, 0x0A]
        #expect(try records(bytes).map(\.cells) == [["Name", "City"], ["Zoë", "Köln"], ["Zoë", "“€”"]])
    }

    @Test("lines end in LF, CRLF or CR, the last one or not", arguments: ["\n", "\r\n", "\r"], [true, false])
    func lineEnds(end: String, hasLast: Bool) throws {
        let text = "a,b" + end + "1,\"x" + end + "y\"" + end + "2,3" + (hasLast ? end : "")
        let records = try records(Array(text.utf8))
        #expect(records.map(\.cells) == [["a", "b"], ["1", "x\(end)y"], ["2", "3"]])
        #expect(records.map(\.line) == [1, 2, 4])
    }

    @Test("the separator is what the first row uses, and Excel's sep= wins", arguments: [",", ";", "\t"])
    func separators(separator: String) throws {
        #expect(
            try cells("a\(separator)b c\(separator)d\n1\(separator)2\(separator)3\n") == [
                ["a", "b c", "d"], ["1", "2", "3"],
            ]
        )
        for line in ["sep=\(separator)\r\n", "SEP=\(separator)\n", "\"sep=\(separator)\"\r"] {
            let records = try records(Array((line + "a,;\tx\(separator)b\n").utf8))
            #expect(records.map(\.cells.last) == ["b"])
            #expect(records.map(\.line) == [2])
        }
    }

    @Test("a separator inside quotation marks does not count")
    func quotedSeparators() throws {
        #expect(try cells("\"a,b,c,d\";e\n") == [["a,b,c,d", "e"]])
    }

    @Test("zeros that pad the file or a field are passed over")
    func zeros() throws {
        let padded = Array("a,b\0\0\n1\0,2\n".utf8) + [UInt8](repeating: 0, count: 4_096)
        #expect(try records(padded).map(\.cells) == [["a", "b"], ["1", "2"]])
    }

    @Test("quotes: doubled, in the middle, behind blanks, and text behind them is told")
    func quotes() throws {
        let records = try records(Array("a,b\n\"x \"\"y\"\"\", \"1,2\" \n5\" pipe,3\n\"a\"b,4\n".utf8))
        #expect(records.map(\.cells) == [["a", "b"], ["x \"y\"", "1,2"], ["5\" pipe", "3"], ["ab", "4"]])
        #expect(records.map(\.hasTextBehindQuote) == [false, false, false, true])
    }

    @Test("a quote that never closes is found where it opens")
    func openQuotes() {
        #expect(throws: CSVError.unclosedQuote(line: 2)) { try cells("a\n1,\"x\n2\n3\n") }
        let long = "a\n\"" + String(repeating: "x\n", count: 600_000)
        #expect(throws: CSVError.endlessRow(line: 2)) { try cells(long) }
    }

    @Test("F5: blank rows are passed over and counted, whatever stands in them for nothing")
    func blankRows() throws {
        let text = "a,b\n,,,,\n\n  \t ,\u{A0}\n\u{200B},\u{FEFF}\n1,2\n\"\",\"\"\n\r\n\u{1A}"
        var reader = try CSVReader(bytes: Array(text.utf8))
        #expect(try reader.next()?.cells == ["a", "b"])
        #expect(try reader.next()?.line == 6)
        #expect(try reader.next() == nil)
        #expect(reader.blankRows == 7)
    }

    @Test(
        "what is no table is named for what it is",
        arguments: [
            ([0x1F, 0x8B, 8, 0], .gzip), ([0x50, 0x4B, 3, 4], .spreadsheet), ([0xD0, 0xCF, 0x11, 0xE0], .spreadsheet),
            (Array("%PDF-1.7".utf8), .pdf), (Array("\n<!DOCTYPE html>".utf8), .webPage), ([0xFF, 0xFE, 0, 0], .utf32),
            (Array("[\n  {\n    \"name\": \"Jane\"".utf8), .json), (Array("{ \"leads\": [".utf8), .json),
            (Array("[\r\n\t{".utf8), .json), (Array("<table border=1><tr>".utf8), .webPage),
            (Array("\u{FEFF}<html>".utf8), .webPage), (Array("<?xml version=\"1.0\"?>".utf8), .xml),
        ] as [([UInt8], CSVError.Format)]
    )
    func foreignFiles(bytes: [UInt8], format: CSVError.Format) {
        #expect(throws: CSVError.foreign(format)) { try records(bytes) }
    }

    @Test("a folder, a missing file and an empty one are told apart")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(throws: CSVError.folder(path: folder)) { try CSVFile(path: folder) }
        #expect(throws: CSVError.unreadable(path: "/nonexistent.csv", reason: "No such file or directory")) {
            try CSVFile(path: "/nonexistent.csv")
        }
        #expect(throws: ImportError.file(.empty)) { try plan("\n , \n") }
        #expect(throws: CSVError.tooManyColumns(line: 1)) { try cells(String(repeating: ",", count: 1_000)) }
    }

    @Test("two gigabytes are refused before a byte is read")
    func longFile() throws {
        let path = FileManager.default.temporaryDirectory.path + "/foyer-long-\(getpid()).csv"
        try Data("Name,Email\n".utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        // A hole takes no room on the disk.
        try #require(truncate(path, 2_000_000_000) == 0)
        #expect(throws: CSVError.tooLong(path: path, bytes: 2_000_000_000)) { try CSVFile(path: path) }
    }

    @Test("however the bytes are cut, the rows are the same", arguments: 1...8)
    func pieces(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        // Longer than the head, of which the encoding is told and which is read whole.
        let text = String(repeating: self.text(";", "\r\n") + "\"a\r\nb\";😀\r\n", count: 1_200)
        let utf16: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [Array(text.utf8), utf16] {
            try #require(bytes.count > 1 << 16)
            var rest = bytes[...]
            var reader = try CSVReader { () throws(CSVError) in
                let piece = rest.prefix(Int(random.next() % 7) + 1)
                rest = rest.dropFirst(piece.count)
                return Array(piece)
            }
            var wrong = 0
            var count = 0
            let rows = Self.rows + [["a\r\nb", "😀"]]
            while let record = try reader.next() {
                if record.cells != rows[count % rows.count] { wrong += 1 }
                count += 1
            }
            #expect(wrong == 0 && count == 1_200 * rows.count, "seed \(seed)")
        }
    }

    @Test("no bytes make the reader trap", arguments: 1...30)
    func randomBytes(seed: UInt64) {
        var random = Seeded(seed: seed)
        let alphabet = Array("a,;\t\"\n\r '=\0".utf8) + [0xC3, 0xA9, 0xFF, 0xFE, 0x93]
        for _ in 0..<200 {
            let bytes = (0..<random.next() % 60).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            do throws(CSVError) {
                for record in try records(bytes) { #expect(!record.cells.isEmpty, "seed \(seed)") }
            } catch {
                #expect(!error.sentence.isEmpty, "seed \(seed)")
            }
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct Seeded {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
