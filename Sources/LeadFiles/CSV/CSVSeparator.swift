/// What stands between the cells of a row.
package enum CSVSeparator: UInt8, Hashable, Sendable, CaseIterable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
    case bar = 0x7C

    /// The separator that the first row uses most, outside quotation marks; a table of one column has none.
    static func guess(_ head: some Sequence<UInt8>) -> CSVSeparator {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        var hasText = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == 0x0A || byte == 0x0D {
                if hasText { break }
                continue
            }
            if let separator = CSVSeparator(rawValue: byte) {
                counts[separator, default: 0] += 1
            } else if byte != 0x20, byte != 0 {
                hasText = true
            }
        }
        let best = allCases.max { counts[$0, default: 0] < counts[$1, default: 0] }
        return best.flatMap { counts[$0, default: 0] > 0 ? $0 : nil } ?? .comma
    }

    /// The separator that Excel is told by a first line such as `sep=;`, and the length of that line.
    static func announced(_ head: some Collection<UInt8>) -> (separator: CSVSeparator, length: Int)? {
        let line = head.prefix { $0 != 0x0A && $0 != 0x0D }
        let text = line.filter { $0 != UInt8(ascii: "\"") }
        guard text.count == 5, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let separator = text.last.flatMap({ CSVSeparator(rawValue: $0) })
        else { return nil }
        let rest = head.dropFirst(line.count)
        let isTwo = rest.first == 0x0D && rest.dropFirst().first == 0x0A
        return (separator, line.count + (rest.isEmpty ? 0 : isTwo ? 2 : 1))
    }
}
