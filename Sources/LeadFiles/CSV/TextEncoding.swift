/// How the bytes of a table stand for characters.
package enum TextEncoding: Hashable, Sendable {
    /// UTF-8; a row that is none is Windows-1252, as old Excels save.
    case bytes
    case utf16LittleEndian
    case utf16BigEndian

    /// The encoding by the first bytes of a file, and how many of them are its mark.
    ///
    /// - Throws: ``CSVError/foreign(_:)`` for what is no text.
    static func detect(_ head: [UInt8]) throws(CSVError) -> (encoding: TextEncoding, markLength: Int) {
        if let format = format(of: head) { throw .foreign(format) }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.bytes, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        let encoding = withoutMark(head.prefix(512))
        if encoding == .bytes, isBinary(head) { throw .foreign(.binary) }
        return (encoding, 0)
    }

    /// One byte in twenty is a control character that no text has, and zeros that only pad are none of them.
    private static func isBinary(_ head: [UInt8]) -> Bool {
        let controls = head.count { (0x01...0x08).contains($0) || (0x0E...0x1F).contains($0) || $0 == 0x7F }
        return controls > 16 && controls * 20 > head.count
    }

    /// Text of Latin letters in UTF-16 has a zero in every other byte; zeros that only pad have no such order.
    private static func withoutMark(_ head: ArraySlice<UInt8>) -> TextEncoding {
        let odd = head.indices.count { $0 % 2 == 1 && head[$0] == 0 }
        let even = head.indices.count { $0 % 2 == 0 && head[$0] == 0 }
        if odd * 4 > head.count, even * 10 < odd { return .utf16LittleEndian }
        if even * 4 > head.count, odd * 10 < even { return .utf16BigEndian }
        return .bytes
    }

    private static func format(of head: [UInt8]) -> CSVError.Format? {
        let marks: [([UInt8], CSVError.Format)] = [
            ([0x1F, 0x8B], .gzip), ([0x50, 0x4B, 0x03, 0x04], .spreadsheet), ([0xD0, 0xCF, 0x11, 0xE0], .spreadsheet),
            ([0x50, 0x4B, 0x05, 0x06], .archive), (Array("BZh".utf8), .archive),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .archive), ([0x28, 0xB5, 0x2F, 0xFD], .archive),
            (Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], .archive), (Array("Rar!".utf8) + [0x1A, 0x07], .archive),
            (Array("{\\rtf".utf8), .richText), (Array("SQLite format 3\0".utf8), .binary),
            ([0x89] + Array("PNG".utf8), .binary), ([0xFF, 0xD8, 0xFF], .binary), (Array("GIF8".utf8), .binary),
            ([0x7F] + Array("ELF".utf8), .binary),
            (Array("%PDF".utf8), .pdf), ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32),
        ]
        if let match = marks.first(where: { head.starts(with: $0.0) }) {
            return match.1 == .spreadsheet && holdsTable(head) ? .archive : match.1
        }
        let text = String(decoding: head.prefix(256), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if isJSON(text) { return .json }
        if text.hasPrefix("<?xml") { return .xml }
        if text.hasPrefix("begin:vcard") { return .card }
        return ["<!doctype", "<html", "<table", "<head", "<meta"].contains { text.hasPrefix($0) } ? .webPage : nil
    }

    /// True for a packed folder that has a table for its first file; spreadsheets are packed folders too.
    ///
    /// Source: APPNOTE.TXT of PKWARE, section 4.3.7.
    private static func holdsTable(_ head: [UInt8]) -> Bool {
        guard head.count > 30, head[2] == 0x03 else { return false }
        let length = Int(head[26]) | Int(head[27]) << 8
        let name = String(decoding: head.dropFirst(30).prefix(length), as: UTF8.self).lowercased()
        return [".csv", ".tsv", ".txt"].contains { name.hasSuffix($0) }
    }

    /// `{"`, `[{` and the same with blanks and line ends between, as programs print it for people.
    private static func isJSON(_ text: Substring) -> Bool {
        let next = text.dropFirst().first { !$0.isWhitespace }
        return switch text.first {
        case "{": next == "\"" || next == "}"
        case "[": next == "{"
        default: false
        }
    }
}

/// Turns UTF-16 into UTF-8, however the bytes are cut into pieces.
struct UTF16Transcoder {
    private let isBigEndian: Bool
    private var half: UInt8?
    private var lead: UInt16?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// A lone surrogate becomes U+FFFD.
    mutating func transcode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let (high, low) = isBigEndian ? (first, byte) : (byte, first)
            append(UInt16(high) << 8 | UInt16(low), to: &text)
        }
        return text
    }

    private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
        if let first = lead {
            lead = nil
            if UTF16.isTrailSurrogate(unit) {
                let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                return Self.append(Unicode.Scalar(value), to: &text)
            }
            Self.append(nil, to: &text)
        }
        if UTF16.isLeadSurrogate(unit) {
            lead = unit
        } else {
            Self.append(Unicode.Scalar(unit), to: &text)
        }
    }

    private static func append(_ scalar: Unicode.Scalar?, to text: inout [UInt8]) {
        text.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}").map(Array.init) ?? [])
    }
}

/// The code page of old Windows programs in the West.
///
/// Source: https://encoding.spec.whatwg.org/index-windows-1252.txt
enum Windows1252 {
    /// The characters of 0x80 to 0x9F; the five that are not assigned stand for themselves.
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0x9D,
        0x017E, 0x0178,
    ]

    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80..<0xA0).contains(byte) ? upper[Int(byte) - 0x80] : UInt32(byte)
            text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(text)
    }
}
