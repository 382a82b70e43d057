/// The parameters of a query string in form encoding: `+` is a space, `%2B` a plus.
///
/// Of a name given twice the last value counts, but for ``all(_:)``.
struct QueryItems: Hashable, Sendable {
    /// The query string as it came.
    let encoded: String
    private let items: [Item]

    private struct Item: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// Refuses what does not decode to UTF-8 without NUL: SQLite would end the text there.
    init(_ query: String) throws(SandboxError) {
        var items: [Item] = []
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0])
            let value = parts.count > 1 ? try Self.decode(parts[1]) : ""
            items.append(Item(name: name, value: value))
        }
        self.items = items
        encoded = query
    }

    private static func decode(_ text: Substring) throws(SandboxError) -> String {
        guard let decoded = PercentEncoding.decode(text, plusIsSpace: true) else {
            throw .invalidParameter("the query is not percent-encoded UTF-8")
        }
        return decoded
    }

    /// The value, `nil` when absent or empty.
    func string(_ name: String) -> String? {
        guard let value = items.last(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    func integer(_ name: String) throws(SandboxError) -> Int64? {
        guard let text = string(name) else { return nil }
        guard let value = Int64(text) else { throw .invalidParameter("\(name) must be a whole number") }
        return value
    }

    func requiredInteger(_ name: String) throws(SandboxError) -> Int64 {
        guard let value = try integer(name) else { throw .invalidParameter("\(name) is required") }
        return value
    }

    func bool(_ name: String) throws(SandboxError) -> Bool? {
        guard let text = string(name) else { return nil }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalidParameter("\(name) must be true or false")
        }
    }

    /// An object of texts; of a name given twice the last value counts.
    var json: JSON { .object(items.map { JSON.Member(name: $0.name, value: .string($0.value)) }) }

    /// Every value of the name, each split at commas, without blanks around them.
    func list(_ name: String) -> [String] {
        items.filter { $0.name == name }
            .flatMap { $0.value.split(separator: ",") }
            .map { String($0.trimmingSpaces) }
            .filter { !$0.isEmpty }
    }

    func integers(_ name: String) throws(SandboxError) -> [Int64] {
        var integers: [Int64] = []
        for text in list(name) {
            guard let value = Int64(text) else { throw .invalidParameter("\(name) must hold whole numbers") }
            integers.append(value)
        }
        return integers
    }
}

extension Substring {
    var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}

/// Percent decoding that refuses instead of guessing.
enum PercentEncoding {
    /// `nil` for a broken escape, for bytes that are not UTF-8 and for NUL.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
