/// The text of an imported file, whatever program wrote it.
///
/// Spreadsheets write UTF-16 with tabs and Windows-1252 with semicolons, and say the separator in a first line `sep=;`.
struct ImportText {
    /// UTF-8.
    let bytes: [UInt8]
    let separator: UInt8
    /// Lines before the header.
    let skippedLines: Int

    init(_ file: [UInt8]) throws(RowProblem) {
        var text = try Self.decoded(file)
        // Some devices fill the last block of a file with zeros.
        while text.last == 0 { text.removeLast() }
        let first = text.prefix { $0 != 0x0A && $0 != 0x0D }
        if let named = Self.namedSeparator(first) {
            separator = named
            skippedLines = 1
            let isPair = text.dropFirst(first.count).starts(with: [0x0D, 0x0A])
            bytes = Array(text.dropFirst(first.count + (isPair ? 2 : 1)))
        } else {
            let start = text.drop { $0 == 0x0A || $0 == 0x0D }
            separator = Self.likelySeparator(start.prefix { $0 != 0x0A && $0 != 0x0D })
            skippedLines = 0
            bytes = text
        }
    }

    // MARK: Characters

    private static func decoded(_ file: [UInt8]) throws(RowProblem) -> [UInt8] {
        if file.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(file.dropFirst(3)) }
        if file.starts(with: [0xFF, 0xFE]) { return utf16(file.dropFirst(2), lowFirst: true) }
        if file.starts(with: [0xFE, 0xFF]) { return utf16(file.dropFirst(2), lowFirst: false) }
        // Latin letters in UTF-16 are every second byte zero.
        let start = file.prefix(64)
        let zeros = start.enumerated().filter { $0.element == 0 }.map { $0.offset % 2 }
        if zeros.count * 3 > start.count, start.count >= 4, Set(zeros).count == 1 {
            return utf16(file[...], lowFirst: zeros[0] == 1)
        }
        if file.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw RowProblem(line: 1, problem: "the file is a spreadsheet or an archive; save it as CSV")
        }
        if file.starts(with: [0x1F, 0x8B]) { throw RowProblem(line: 1, problem: "the file is gzip; unpack it") }
        return file
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, lowFirst: Bool) -> [UInt8] {
        let all = Array(bytes)
        let units = stride(from: 0, to: all.count - 1, by: 2).map { place in
            let (one, two) = (UInt16(all[place]), UInt16(all[place + 1]))
            return lowFirst ? two << 8 | one : one << 8 | two
        }
        // Half a pair becomes U+FFFD.
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Text of old Windows programs, as a row that is no UTF-8 is taken for.
    ///
    /// Source: Unicode, Mappings/VENDORS/MICSFT/WINDOWS/CP1252.TXT; the five bytes without a meaning stay control characters.
    static func windows(_ bytes: some Collection<UInt8>) -> String {
        let upper: [UInt16] = [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
            0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
            0x0153, 0x9D, 0x017E, 0x0178,
        ]
        let units = bytes.map { (0x80...0x9F).contains($0) ? upper[Int($0) - 0x80] : UInt16($0) }
        return String(decoding: units, as: UTF16.self)
    }

    // MARK: Separator

    private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    private static func namedSeparator(_ line: some Collection<UInt8>) -> UInt8? {
        let text = String(decoding: line.filter { $0 != 0x22 }, as: UTF8.self).lowercased()
        guard text.hasPrefix("sep="), text.utf8.count == 5, let sign = text.utf8.last, separators.contains(sign) else {
            return nil
        }
        return sign
    }

    /// The one that stands most often in the header, outside quotes.
    private static func likelySeparator(_ header: some Collection<UInt8>) -> UInt8 {
        var counts = separators.map { _ in 0 }
        var isQuoted = false
        for byte in header {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, let place = separators.firstIndex(of: byte) { counts[place] += 1 }
        }
        let most = counts.max() ?? 0
        return separators[counts.firstIndex(of: most) ?? 0]
    }
}
