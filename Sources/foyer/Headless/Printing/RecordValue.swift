import FoundationEssentials
import Leads

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
        case .date(let date): date.inGreenwich
        }
    }

    /// Appends the value as JSON; false, and nothing, for what is left out of its object.
    func append(to json: inout [UInt8], idsAsStrings: Bool) -> Bool {
        switch self {
        case .none: return false
        case .text(let text): JSONWriting.append(text, to: &json)
        case .number(let number): json.append(decimal: number)
        case .id(let number):
            if idsAsStrings { json.append(UInt8(ascii: "\"")) }
            json.append(decimal: number)
            if idsAsStrings { json.append(UInt8(ascii: "\"")) }
        case .list(let words):
            json.append(UInt8(ascii: "["))
            for (place, word) in words.enumerated() {
                if place > 0 { json.append(UInt8(ascii: ",")) }
                JSONWriting.append(word, to: &json)
            }
            json.append(UInt8(ascii: "]"))
        case .flag(let flag): json += (flag ? "true" : "false").utf8
        case .share(let share): json += Self.decimal(share).utf8
        case .date(let date):
            json.append(UInt8(ascii: "\""))
            date.appendInGreenwich(to: &json)
            json.append(UInt8(ascii: "\""))
        }
        return true
    }
}

extension [UInt8] {
    /// Appends a number in decimal digits.
    fileprivate mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let start = count
        var rest = number.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}
