import Terminal

/// What a program printed, as lines that a screen can show: no escape sequences, no controls, no end.
enum ToolText {
    /// Nobody reads more on a sheet.
    static let mostLines = 2_000

    static func lines(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: withoutEscapes(bytes), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(mostLines).map {
            CleanText.clean(String($0.replacing("\t", with: "    ")))
        }
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return lines
    }

    /// Takes out sequences that begin with ESC, with everything that belongs to them (ECMA-48, 5.4 and 5.6).
    private static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == 0x1B else {
                if byte != 0x0D { kept.append(byte) }
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "["): rest = rest.drop { !(0x40...0x7E).contains($0) }.dropFirst()
            case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
                rest = rest.drop { $0 != 0x07 && $0 != 0x1B }
                // BEL ends it alone, ESC with the backslash behind it.
                if rest.popFirst() == 0x1B { rest = rest.dropFirst() }
            case let next? where (0x20...0x2F).contains(next):
                rest = rest.drop { (0x20...0x2F).contains($0) }.dropFirst()
            case .some, nil: break
            }
        }
        return kept
    }
}
