import FoundationEssentials
import JSONText

extension JSONValue {
    /// Keys and values of an object in their order, nulls included; empty for anything else.
    var members: [(key: String, value: JSONValue)] {
        guard kind == .object else { return [] }
        let end = Int(document.tokens[position].next)
        var members: [(key: String, value: JSONValue)] = []
        var keyPosition = position + 1
        while keyPosition < end {
            let key = JSONValue(document: document, position: keyPosition).string ?? ""
            members.append((key, JSONValue(document: document, position: keyPosition + 1)))
            keyPosition = Int(document.tokens[keyPosition + 1].next)
        }
        return members
    }

    /// A sum of money or a rate, as exact as it was written; also from a string.
    var decimal: Decimal? {
        guard kind == .number || kind == .string else { return nil }
        let text = String(decoding: rawBytes, as: UTF8.self)
        // Foundation would read "12 rooms" as 12 and "-" as 0.
        guard text.utf8.allSatisfy({ Self.decimalBytes.contains($0) }), Double(text)?.isFinite == true else {
            return nil
        }
        return Decimal(string: text).flatMap { $0.isNaN ? nil : $0 }
    }

    private static let decimalBytes = Set("0123456789+-.eE".utf8)

    /// ``integer`` as far as an `Int` holds it.
    var count: Int? { integer.flatMap { Int(exactly: $0) } }

    /// An id of a record; 0 and negative numbers are unset.
    func id<Record>(_ key: StaticString) -> RecordID<Record>? {
        self[key]?.identifier.flatMap { $0 > 0 ? RecordID($0) : nil }
    }

    /// The id of the record that this is.
    func ownID<Record>() throws(WireError) -> RecordID<Record> {
        guard let id: RecordID<Record> = id("id") else { throw WireError("it has no readable id") }
        return id
    }

    /// A moment in milliseconds where 0 is unset.
    var moment: Date? { integer.flatMap { $0 > 0 ? WireDate.date(milliseconds: $0) : nil } }
}
