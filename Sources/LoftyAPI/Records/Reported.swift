/// A word or code that the server reports: one of the contract, or one that is newer than this client.
///
/// Requests take `Value` itself, so nothing unknown can be sent.
public enum Reported<Value: RawRepresentable & Hashable & Sendable>: Hashable, Sendable
where Value.RawValue: Hashable & Sendable {
    case known(Value)
    /// As it stood on the wire.
    case other(Value.RawValue)

    /// `nil` for what this client does not know.
    public var value: Value? {
        switch self {
        case .known(let value): value
        case .other: nil
        }
    }
}

extension Reported where Value.RawValue == Int {
    init?(_ wire: JSONValue?) {
        guard let code = wire?.integer.flatMap({ Int(exactly: $0) }) else { return nil }
        self = Value(rawValue: code).map { .known($0) } ?? .other(code)
    }
}

extension Reported where Value.RawValue == String, Value: CaseIterable {
    /// Reads a word whatever its case: Lofty spells `Auto` in one answer and `AUTO` in the next.
    init?(_ wire: JSONValue?) {
        guard let word = wire?.text else { return nil }
        let known = Value.allCases.first { $0.rawValue.lowercased() == word.lowercased() }
        self = known.map { .known($0) } ?? .other(word)
    }
}

extension Reported {
    /// As it stands on the wire, for values that are read, changed and written back.
    var word: Value.RawValue {
        switch self {
        case .known(let value): value.rawValue
        case .other(let word): word
        }
    }
}
