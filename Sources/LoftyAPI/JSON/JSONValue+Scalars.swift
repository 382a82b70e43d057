import JSONText

extension JSONValue {
    /// The text of a string, and of nothing else.
    ///
    /// Invalid UTF-8 and lone surrogates become U+FFFD.
    var string: String? {
        switch kind {
        case .string: String(decoding: rawBytes, as: UTF8.self)
        case .escapedString: String(decoding: JSONString(rawBytes).bytes, as: UTF8.self)
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
}
