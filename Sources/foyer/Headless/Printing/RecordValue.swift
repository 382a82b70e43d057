import FoundationEssentials

/// What one field of a record holds.
enum RecordValue {
    case none
    case text(String)
    case number(Int64)
    /// Numbers of 64 bits that some programs round.
    case id(Int64)
    case list([String])
    case flag(Bool)
    /// A part of 0 to 1, to four decimal places.
    case share(Double)
    case date(Date)

    static func text(_ text: String?) -> RecordValue { text.map { .text($0) } ?? .none }
    static func date(_ date: Date?) -> RecordValue { date.map { .date($0) } ?? .none }
    static func number(_ number: Int?) -> RecordValue { number.map { .number(Int64($0)) } ?? .none }
    static func id(_ id: Int64?) -> RecordValue { id.map { .id($0) } ?? .none }

    private static func decimal(_ share: Double) -> String { String((share * 10_000).rounded() / 10_000) }

    /// As a cell of a table.
    var cell: String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .number(let number), .id(let number): String(number)
        case .list(let words): words.joined(separator: "; ")
        case .flag(let flag): flag ? "yes" : "no"
        case .share(let share): Self.decimal(share)
        case .date(let date): date.formatted(.iso8601)
        }
    }

    /// As a value of JSON; `nil` is left out of its object.
    func json(idsAsStrings: Bool) -> String? {
        switch self {
        case .none: nil
        case .text(let text): JSONWriting.string(text)
        case .number(let number): String(number)
        case .id(let number): idsAsStrings ? "\"\(number)\"" : String(number)
        case .list(let words): "[" + words.map(JSONWriting.string).joined(separator: ",") + "]"
        case .flag(let flag): flag ? "true" : "false"
        case .share(let share): Self.decimal(share)
        case .date(let date): JSONWriting.string(date.formatted(.iso8601))
        }
    }
}

/// Strings of JSON that no terminal takes for anything but text.
enum JSONWriting {
    /// The text between quotes; control, C1, bidi and line separating characters are escaped.
    static func string(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) { return "\"\(text)\"" }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default: if isHarmless(scalar) { out.unicodeScalars.append(scalar) } else { out += escaped(scalar) }
            }
        }
        return out + "\""
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
