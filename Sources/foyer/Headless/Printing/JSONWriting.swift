/// JSON that no terminal takes for anything but text.
enum JSONWriting {
    /// The text between quotes; control, C1, bidi and line separating characters are escaped.
    static func string(_ text: String) -> String {
        var json: [UInt8] = []
        append(text, to: &json)
        return String(decoding: json, as: UTF8.self)
    }

    /// The same behind what is there.
    static func append(_ text: String, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            json += text.utf8
        } else {
            for scalar in text.unicodeScalars { append(scalar, to: &json) }
        }
        json.append(UInt8(ascii: "\""))
    }

    /// JSON that came from elsewhere, with such characters escaped; they can only stand in its strings.
    static func harmless(_ json: [UInt8]) -> String {
        let text = String(decoding: json, as: UTF8.self)
        if text.utf8.allSatisfy({ $0 < 0x7F }) { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            let isLayout = scalar == "\n" || scalar == "\r" || scalar == "\t"
            if isLayout || isHarmless(scalar) { out.unicodeScalars.append(scalar) } else { out += escaped(scalar) }
        }
        return out
    }

    private static func append(_ scalar: Unicode.Scalar, to json: inout [UInt8]) {
        switch scalar {
        case "\"": json += "\\\"".utf8
        case "\\": json += "\\\\".utf8
        case "\n": json += "\\n".utf8
        case "\r": json += "\\r".utf8
        case "\t": json += "\\t".utf8
        default: json += (isHarmless(scalar) ? String(scalar) : escaped(scalar)).utf8
        }
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Control characters; joiners are of the format kind too, and needed in Persian and in emoji.
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(Character(scalar)).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
