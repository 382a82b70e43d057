extension JSONValue {
    /// The text of a string, and of nothing else.
    ///
    /// Invalid UTF-8 and lone surrogates become U+FFFD.
    var string: String? {
        switch kind {
        case .string: String(decoding: rawBytes, as: UTF8.self)
        case .escapedString: String(decoding: unescapedBytes, as: UTF8.self)
        case .object, .array, .number, .yes, .no, .null: nil
        }
    }

    /// An id: a whole number, or a string of digits, up to `Int64.max`.
    ///
    /// `1.0` and `1e3` are not ids.
    var identifier: Int64? {
        switch kind {
        case .number, .string: Self.wholeNumber(rawBytes)
        case .object, .array, .escapedString, .yes, .no, .null: nil
        }
    }

    /// A quantity: like ``identifier``, and also a number written as `350000.0` or `1e3`.
    var integer: Int64? {
        if let identifier { return identifier }
        guard kind == .number, let number = Double(String(decoding: rawBytes, as: UTF8.self)) else { return nil }
        // Beyond 2^53 a Double no longer says which whole number was meant.
        return abs(number) <= 0x1p53 ? Int64(exactly: number) : nil
    }

    /// `true` and `false`, also as 1 and 0 or in quotes.
    var flag: Bool? {
        switch kind {
        case .yes: true
        case .no: false
        case .number, .string:
            switch String(decoding: rawBytes, as: UTF8.self).lowercased() {
            case "1", "true": true
            case "0", "false": false
            default: nil
            }
        case .object, .array, .escapedString, .null: nil
        }
    }

    private static func wholeNumber(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.subtractingReportingOverflow(Int64(byte - 0x30))
            if overflowed || carried { return nil }
            value = sum
        }
        // Counted downwards, since Int64.min has no positive twin.
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    // MARK: Escapes

    private var unescapedBytes: [UInt8] {
        let raw = Array(rawBytes)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var position = 0
        while position < raw.count {
            if raw[position] != UInt8(ascii: "\\") {
                bytes.append(raw[position])
                position += 1
            } else if raw[position + 1] == UInt8(ascii: "u") {
                let (scalar, length) = Self.scalar(in: raw, at: position)
                bytes.append(contentsOf: String(Character(scalar)).utf8)
                position += length
            } else {
                bytes.append(Self.escapedByte(raw[position + 1]))
                position += 2
            }
        }
        return bytes
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

    /// The character of a `\uXXXX` or of a surrogate pair, and how many bytes it takes.
    private static func scalar(in raw: [UInt8], at position: Int) -> (Unicode.Scalar, length: Int) {
        let high = codeUnit(in: raw, at: position)
        if let scalar = Unicode.Scalar(high) { return (scalar, 6) }
        let isPair = position + 12 <= raw.count && raw[position + 6] == UInt8(ascii: "\\")
        guard isPair, raw[position + 7] == UInt8(ascii: "u"), (0xD800..<0xDC00).contains(high) else {
            return ("\u{FFFD}", 6)
        }
        let low = codeUnit(in: raw, at: position + 6)
        guard (0xDC00..<0xE000).contains(low) else { return ("\u{FFFD}", 6) }
        let value = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    }

    private static func codeUnit(in raw: [UInt8], at position: Int) -> UInt32 {
        raw[(position + 2)..<(position + 6)].reduce(0) { $0 << 4 | UInt32(JSONParser.hexValue($1) ?? 0) }
    }
}
