import Foundation
import LeadFiles
import Leads
import Testing

@Suite("Files that are none, and files that never end")
struct HostileFileTests {
    /// The beginning of a packed folder with one file in it.
    private static func zip(_ name: String) -> [UInt8] {
        [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8)
            + Array("stored".utf8)
    }

    private static let noise = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

    @Test(
        "archives, pictures, programs, cards and documents are named for what they are",
        arguments: [
            (Array("BZh91AY&SY".utf8), .archive), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4], .archive),
            ([0x28, 0xB5, 0x2F, 0xFD, 0x24], .archive), (Array("Rar!".utf8) + [0x1A, 7, 0], .archive),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive),
            ([0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18), .archive),
            (zip("export/Leads.CSV"), .archive), (zip("[Content_Types].xml"), .spreadsheet),
            (zip("xl/workbook.xml"), .spreadsheet), (zip("mimetype"), .spreadsheet),
            ([0x89] + Array("PNG\r\n".utf8), .binary), ([0xFF, 0xD8, 0xFF, 0xE0], .binary),
            ([0x7F] + Array("ELF".utf8) + [2, 1, 1], .binary), (Array("SQLite format 3\0".utf8), .binary),
            (Array(#"{\rtf1\ansi Name"#.utf8), .richText), (Array("BEGIN:VCARD\r\nFN:Ada".utf8), .card),
            (noise, .binary),
        ] as [([UInt8], CSVError.Format)]
    )
    func formats(bytes: [UInt8], format: CSVError.Format) {
        #expect(throws: CSVError.foreign(format)) { try records(bytes) }
        #expect(!CSVError.foreign(format).sentence.contains("--map"))
    }

    @Test("a few control characters make no picture of a table")
    func controls() throws {
        #expect(try plan("Name,Notes\nAda\u{1B}[31m,\u{7}\u{8}x\n").count == 1)
        #expect(try plan("Name\n" + String(repeating: "Ada \u{1}\n", count: 5)).count == 5)
    }

    @Test("zeros without end are no table")
    func zeros() throws {
        var reader = try CSVReader { () throws(CSVError) in [UInt8](repeating: 0, count: 1 << 20) }
        #expect(throws: CSVError.foreign(.binary)) { try reader.next() }
    }

    @Test("one line of a hundred megabytes is told where it begins, long before its end", arguments: ["x", "\"x"])
    func longLine(start: String) throws {
        var given = 0
        var reader = try CSVReader { () throws(CSVError) in
            defer { given += 1 << 16 }
            return given == 0 ? Array("Name\n\(start)".utf8) : [UInt8](repeating: 0x78, count: 1 << 16)
        }
        _ = try reader.next()
        #expect(throws: CSVError.endlessRow(line: 2)) { try reader.next() }
        #expect(given < 4 << 20)
    }

    @Test("a pipe is read as a file, with a writer who comes late, and with none it is told", .timeLimit(.minutes(1)))
    func pipes() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/foyer-pipe-\(getpid())"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let writer = Thread {
            usleep(300_000)
            let descriptor = open(path, O_WRONLY)
            usleep(200_000)
            for text in ["Na", "me,Phone\nAda,512", "5550101\n"] {
                _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                usleep(50_000)
            }
            close(descriptor)
        }
        writer.start()
        var reader = try CSVFile(path: path).reader()
        #expect(try lines(&reader).lines.compactMap(\.created).map(\.lead.phones) == [["5125550101"]])
        #expect(throws: CSVError.silentPipe(path: path)) { try CSVFile(path: path) }
    }

    @Test("ten thousand columns are told, in the header and in a row")
    func columns() {
        let many = String(repeating: ",", count: 10_000)
        #expect(throws: ImportError.file(.tooManyColumns(line: 1))) { try plan("Name\(many)\nAda\n") }
        #expect(throws: CSVError.tooManyColumns(line: 3)) { try plan("Name\nAda\nBob\(many)\n") }
    }
}

@Suite("F3 to F14: what else stands in real files")
struct OddFileTests {
    @Test("titles above the names of the columns are passed over, and told", arguments: 1...3)
    func titles(count: Int) throws {
        let titles = (1...count).map { "Leads of May 2026, made on 2026-06-0\($0) at 12:30" }.map { "\"\($0)\",,\n" }
        var reader = try CSVReader(bytes: Array((titles.joined() + ",,\nName,Phone,Email\nAda,5125550101,\n").utf8))
        let read = try lines(&reader)
        #expect(read.planner.header.titles == count)
        #expect(read.lines.map(\.line) == [count + 3])
        #expect(read.lines.compactMap(\.created).map(\.lead.firstName) == ["Ada"])
    }

    @Test("a list of names alone has no title, and its first line is no header")
    func noTitle() {
        #expect(throws: ImportError.self) { try plan("Jane Smith\nJoe Smith\nAda Moss\n") }
        #expect(throws: ImportError.header(.noHeader)) { try plan("Ada,5125550101\nName,Phone\n") }
    }

    @Test("the header once more is no lead, as where files were put one behind the other")
    func headerAgain() throws {
        let read = try plan("\u{FEFF}Name,Notes\nAda,x\n Name , Notes\nBob,y\n\u{FEFF}Name,Notes\nName,Smith\n")
        #expect(read.map(\.faults) == [[], [.headerAgain], [], [.headerAgain], []])
    }

    @Test(
        "currencies stand before or behind a sum",
        arguments: [
            "450 000 EUR", "EUR 450000", "450.000,00 EUR", "450 000 euros", "GBP 450k", "450\u{00A0}000\u{00A0}€",
        ]
    )
    func currency(cell: String) throws {
        let read = try lead("Name\tPrice Min", "Ada\t\(cell)")
        #expect(read.inquiry.priceMin == 450_000)
    }

    @Test(
        "a suffix stands behind the family's name wherever it was written, and a lone comma is no blank",
        arguments: [
            ("\"Smith, Jr., Jane\"", "Jane", "Smith, Jr."), ("\"Smith, Jane, Jr.\"", "Jane", "Smith, Jr."),
            ("\", Jane\"", "Jane", ""), ("\"Smith,\"", "Smith", ""),
        ]
    )
    func suffix(cell: String, first: String, last: String) throws {
        let read = try lead("Name,Phone", "\(cell),5125550101").lead
        #expect(read.firstName == first && read.lastName == last)
    }

    @Test(
        "an address that stands for none is left out, so that all who wrote it are not one person",
        arguments: ["noemail@noemail.com", "No-Email@example.com", "none@none.com", "mailto:na@na.com"]
    )
    func noAddress(cell: String) throws {
        let line = try #require(try plan("Name,Phone,Email\nAda,5125550101,\(cell)\n").first)
        #expect(line.created?.lead.emails == [] && line.remarks == [.placeholder(cell)])
        #expect(try lead("Name,Email", "Ada,nadia@example.com").lead.emails == ["nadia@example.com"])
    }
}
