/// The inside of a JSON string with its escapes taken off.
package struct JSONString {
    /// UTF-8, as far as the text was; U+FFFD stands for a surrogate without its twin.
    package private(set) var bytes: [UInt8] = []
    /// Whether a surrogate stood alone, which is no character.
    package private(set) var hasLoneSurrogate = false

    /// - Parameter raw: What stands between the quotes of a string that ``JSONLexer`` has found correct.
    package init(_ raw: ArraySlice<UInt8>) {
        bytes.reserveCapacity(raw.count)
        var position = raw.startIndex
        while position < raw.endIndex {
            if raw[position] != UInt8(ascii: "\\") {
                bytes.append(raw[position])
                position += 1
            } else if raw[position + 1] == UInt8(ascii: "u") {
                position += appendCharacter(of: raw, at: position)
            } else {
                bytes.append(Self.escapedByte(raw[position + 1]))
                position += 2
            }
        }
    }

    private static func escapedByte(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: byte
        }
    }

    /// Appends the character of a `\\uXXXX` or of a surrogate pair, and returns how many bytes it takes.
    private mutating func appendCharacter(of raw: ArraySlice<UInt8>, at position: Int) -> Int {
        let high = Self.codeUnit(in: raw, at: position)
        if let scalar = Unicode.Scalar(high) {
            append(scalar)
            return 6
        }
        if (0xD800..<0xDC00).contains(high), let low = Self.lowSurrogate(in: raw, at: position + 6) {
            append(Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}")
            return 12
        }
        hasLoneSurrogate = true
        append("\u{FFFD}")
        return 6
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        bytes.append(contentsOf: String(Character(scalar)).utf8)
    }

    private static func lowSurrogate(in raw: ArraySlice<UInt8>, at position: Int) -> UInt32? {
        guard position + 6 <= raw.endIndex, raw[position] == UInt8(ascii: "\\"), raw[position + 1] == UInt8(ascii: "u")
        else { return nil }
        let low = codeUnit(in: raw, at: position)
        return (0xDC00..<0xE000).contains(low) ? low : nil
    }

    private static func codeUnit(in raw: ArraySlice<UInt8>, at position: Int) -> UInt32 {
        raw[(position + 2)..<(position + 6)].reduce(0) { $0 << 4 | UInt32(hexValue($1) ?? 0) }
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
