/// Percent-encoding with the smallest safe alphabet, RFC 3986 §2.3: a plus becomes `%2B` and a space `%20`, which no
/// server can take for each other.
enum PercentEncoding {
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a value of a query or a form: `%2B` and the like, and a plus for a space.
    ///
    /// A percent sign without two digits behind it stands for itself.
    static func decode(_ text: String) -> String {
        let raw = Array(text.utf8)
        var bytes: [UInt8] = []
        var position = 0
        while position < raw.count {
            let digits = raw[min(position + 1, raw.count)..<min(position + 3, raw.count)]
            let value = digits.count == 2 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
            if raw[position] == UInt8(ascii: "%"), let value, !digits.contains(UInt8(ascii: "+")) {
                bytes.append(value)
                position += 3
            } else {
                bytes.append(raw[position] == UInt8(ascii: "+") ? 0x20 : raw[position])
                position += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `?a=b&c=d`, or nothing without items.
    static func query(_ items: [QueryItem]) -> String {
        guard !items.isEmpty else { return "" }
        return "?" + items.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }
}

struct QueryItem: Hashable, Sendable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// `nil` for no value, so that optional filters fall away.
    init?(_ name: String, _ value: (some LosslessStringConvertible)?) {
        guard let value else { return nil }
        self.init(name, String(value))
    }
}
