/// A strict reader of comma-separated values (RFC 4180).
///
/// A file that could be read in two ways is refused with the line of the first doubt. Beyond the RFC, lines may end in
/// a bare line feed or carriage return, another sign may part the fields, and a byte order mark before the header is
/// skipped.
struct CSVReader {
    struct Record: Hashable, Sendable {
        /// Where the record begins, counted from 1; a quoted field may span lines.
        let line: Int
        let fields: [String]
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
        var fields: [String] = []
        while true {
            fields.append(try field())
            switch current {
            case nil: return Record(line: start, fields: fields)
            case separator: position += 1
            default:
                endLine()
                return Record(line: start, fields: fields)
            }
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

    private mutating func field() throws(RowProblem) -> String {
        let start = line
        let content = current == Self.quote ? try quotedField() : try plainField()
        guard content.count <= Self.longestField else {
            throw RowProblem(line: start, problem: "a field is longer than \(Self.longestField) bytes")
        }
        // Some devices pad fields with NUL, where SQLite would end the text.
        guard
            let text = String(
                validating: content.contains(0) ? content.filter { $0 != 0 } : Array(content),
                as: UTF8.self
            )
        else {
            throw RowProblem(line: start, problem: "a field is not UTF-8 text")
        }
        return text
    }

    private mutating func plainField() throws(RowProblem) -> ArraySlice<UInt8> {
        let start = position
        while let byte = current, byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn {
            if byte == Self.quote {
                throw RowProblem(line: line, problem: "a quote stands inside a field that does not begin with one")
            }
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
                try requireFieldEnd()
                return content
            }
            content.append(Self.quote)
            position += 1
        }
        throw RowProblem(line: start, problem: "a quote is never closed")
    }

    private func requireFieldEnd() throws(RowProblem) {
        switch current {
        case nil, separator, Self.carriageReturn, Self.lineFeed: return
        default: throw RowProblem(line: line, problem: "text follows the closing quote of a field")
        }
    }
}
