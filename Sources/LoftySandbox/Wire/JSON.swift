/// A JSON value as the wire has it.
///
/// Whole numbers stay `Int64` (lead ids exceed 2^53) and objects keep the order of their members. Foundation's coders
/// give neither for a value whose shape is not known beforehand, and requests come in several dialects.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case decimal(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: JSON
    }

    /// The member of that name, the last one where a name repeats; `nil` for anything but an object.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    static func integers(_ values: [Int64]) -> JSON { .array(values.map(JSON.integer)) }

    /// The members of both objects, those of `other` last; anything that is no object counts as empty.
    func merging(_ other: JSON) -> JSON { .object(members + other.members) }

    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// A copy with the member set, in its old place where it had one.
    func setting(_ name: String, to value: JSON) -> JSON {
        var members = members
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value = value
        } else {
            members.append(Member(name: name, value: value))
        }
        return .object(members)
    }
}

extension JSON: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }
}

extension JSON: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByNilLiteral {
    init(nilLiteral: ()) { self = .null }
}
