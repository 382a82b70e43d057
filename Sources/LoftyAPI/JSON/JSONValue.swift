import JSONText

/// One value of a ``JSONDocument``.
struct JSONValue: Sendable {
    let document: JSONDocument
    let position: Int

    private var token: JSONToken { document.tokens[position] }

    var kind: JSONToken.Kind { token.kind }

    var isNull: Bool { token.kind == .null }

    /// The bytes as they stand in the text, escapes included.
    var rawBytes: ArraySlice<UInt8> {
        let token = token
        return document.bytes[Int(token.start)..<Int(token.end)]
    }

    /// The value under a key; `nil` when it is missing or null, or this is no object.
    ///
    /// Of two equal keys the first counts.
    subscript(_ key: StaticString) -> JSONValue? {
        let token = token
        guard token.kind == .object else { return nil }
        var keyPosition = position + 1
        while keyPosition < Int(token.next) {
            if document.isKey(at: keyPosition, key) {
                let value = JSONValue(document: document, position: keyPosition + 1)
                return value.isNull ? nil : value
            }
            keyPosition = Int(document.tokens[keyPosition + 1].next)
        }
        return nil
    }

    /// The items of an array, nulls included; empty for anything else.
    var items: Items {
        let token = token
        let end = token.kind == .array ? Int(token.next) : position + 1
        return Items(document: document, position: position + 1, end: end)
    }

    /// The items under a key; empty when the key is missing, and one item when a single value stands there.
    func list(_ key: StaticString) -> Items {
        guard let value = self[key] else { return Items(document: document, position: 0, end: 0) }
        guard value.kind != .array else { return value.items }
        return Items(document: document, position: value.position, end: Int(value.token.next))
    }

    struct Items: Sequence, IteratorProtocol {
        fileprivate let document: JSONDocument
        fileprivate var position: Int
        fileprivate let end: Int

        mutating func next() -> JSONValue? {
            guard position < end else { return nil }
            defer { position = Int(document.tokens[position].next) }
            return JSONValue(document: document, position: position)
        }
    }
}

extension JSONDocument {
    fileprivate func isKey(at position: Int, _ key: StaticString) -> Bool {
        let token = tokens[position]
        guard token.kind == .string else {
            return JSONValue(document: self, position: position).string == key.description
        }
        guard Int(token.end - token.start) == key.utf8CodeUnitCount else { return false }
        return key.withUTF8Buffer { $0.elementsEqual(bytes[Int(token.start)..<Int(token.end)]) }
    }
}
