/// A reader of comma-separated values (RFC 4180).
///
/// A quote that is never closed refuses the file with its line; text behind a closing quote makes its row doubtful. Beyond
/// the RFC, lines may end in a bare line feed or carriage return, another sign may part the fields, blanks may stand
/// around a quoted field, a byte order mark before the header is skipped, and a row that is no UTF-8 is Windows-1252.
struct CSVReader {
    struct Record: Hashable, Sendable {
        /// Where the record begins, counted from 1; a quoted field may span lines.
        let line: Int
        let fields: [String]
        /// Something stands behind the closing quote of a field.
        var isDoubtful = false
    }

    /// Longest field in bytes: far above what a lead holds, far below what hurts.
    static let longestField = 65_536

    private static let quote = UInt8(ascii: "\"")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line: Int
    private var isDoubtful = false

    /// Every record of a file, whatever its encoding and separator.
    static func records(of file: ImportText) throws(RowProblem) -> [Record] {
        try records(file.bytes, separator: file.separator, firstLine: 1 + file.skippedLines)
    }

    /// Every record, the header first; the end of the last line may be missing.
    static func records(
        _ bytes: [UInt8],
        separator: UInt8 = UInt8(ascii: ","),
        firstLine: Int = 1
    ) throws(RowProblem) -> [Record] {
        var reader = CSVReader(bytes: bytes, separator: separator, line: firstLine)
        if bytes.starts(with: byteOrderMark) { reader.position = byteOrderMark.count }
        var records: [Record] = []
        while reader.position < bytes.count { records.append(try reader.record()) }
        return records
    }

    private mutating func record() throws(RowProblem) -> Record {
        let start = line
        var fields: [[UInt8]] = []
        isDoubtful = false
        while true {
            fields.append(try field())
            if current == separator {
                position += 1
                continue
            }
            if current != nil { endLine() }
            let texts = fields.map { String(validating: $0, as: UTF8.self) }
            let words = texts.contains(nil) ? fields.map(ImportText.windows) : texts.compactMap(\.self)
            return Record(line: start, fields: words, isDoubtful: isDoubtful)
        }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over CRLF, LF or CR.
    private mutating func endLine() {
        let isReturn = current == Self.carriageReturn
        position += 1
        if isReturn, current == Self.lineFeed { position += 1 }
        line += 1
    }

    private mutating func field() throws(RowProblem) -> [UInt8] {
        let start = line
        let content = isQuoted ? try quotedField() : plainField()
        guard content.count <= Self.longestField else {
            throw RowProblem(line: start, problem: "a field is longer than \(Self.longestField) bytes")
        }
        // Some devices pad fields with NUL, where SQLite would end the text.
        return content.contains(0) ? content.filter { $0 != 0 } : Array(content)
    }

    /// True before a quote with only blanks before it; steps over these.
    private var isQuoted: Bool {
        mutating get {
            var place = position
            while place < bytes.count, isBlank(bytes[place]) { place += 1 }
            guard place < bytes.count, bytes[place] == Self.quote else { return false }
            position = place
            return true
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != separator }

    private mutating func plainField() -> ArraySlice<UInt8> {
        let start = position
        while let byte = current, byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn {
            position += 1
        }
        return bytes[start..<position]
    }

    private mutating func quotedField() throws(RowProblem) -> ArraySlice<UInt8> {
        let start = line
        var content: ArraySlice<UInt8> = []
        position += 1
        while let byte = current {
            position += 1
            if byte == Self.lineFeed || (byte == Self.carriageReturn && current != Self.lineFeed) { line += 1 }
            guard byte == Self.quote else {
                content.append(byte)
                continue
            }
            guard current == Self.quote else {
                while let byte = current, isBlank(byte) { position += 1 }
                let rest = plainField()
                if !rest.isEmpty { isDoubtful = true }
                return content + rest
            }
            content.append(Self.quote)
            position += 1
        }
        throw RowProblem(line: start, problem: "a quote is never closed")
    }
}
