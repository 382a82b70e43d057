/// Numbers that must not be called, whoever has them: a list names a line, neither a person nor a spelling.
package struct ListedNumbers: Hashable, Sendable {
    /// ``PhoneNumber/key``s by what the spellings of one line end in.
    private var byTail: [String: Set<String>] = [:]

    /// - `keys`: ``PhoneNumber/key`` of each number.
    package init(_ keys: some Sequence<String> = []) {
        for key in keys { insert(key) }
    }

    package var isEmpty: Bool { byTail.isEmpty }

    package mutating func insert(_ key: String) { byTail[Phone.tail(of: key), default: []].insert(key) }

    /// True when a call to the number may ring at one that is listed.
    package func contains(_ phone: Phone) -> Bool {
        guard !byTail.isEmpty, let keys = byTail[phone.tail] else { return false }
        return phone.rings(atOneOf: keys)
    }

    /// ``PhoneNumber/key`` of the lead's numbers that are listed.
    package func keys(of lead: Lead) -> Set<String> {
        isEmpty ? [] : Set(lead.phones.filter(contains).map(\.key))
    }
}

extension Phone {
    /// What all spellings of the line end in, with country and area code or without: seven characters of the key at most.
    package var tail: String { Self.tail(of: key) }

    /// The same of a ``PhoneNumber/key``.
    package static func tail(of key: String) -> String {
        String(String.UnicodeScalarView(key.unicodeScalars.suffix(7)))
    }
}
