import Foundation

/// Where the authorize page may send a browser: to a program on this machine, nowhere else.
struct LoopbackRedirect: Hashable, Sendable {
    let text: String

    private static let hosts: Set<String> = ["127.0.0.1", "localhost", "[::1]", "::1"]

    /// `nil` for anything but `http` to a loopback host.
    ///
    /// Characters that parsers disagree on, such as a backslash, are refused before anything is parsed: a browser might
    /// find another host behind them.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#"\"<>^`{|}"#.utf8.contains($0) }
        guard isPlain, text.utf8.count <= 2_000, let parts = URLComponents(string: text),
            parts.scheme?.lowercased() == "http", parts.user == nil, parts.password == nil, parts.fragment == nil,
            let host = parts.host, Self.hosts.contains(host.lowercased())
        else { return nil }
        self.text = text
    }

    /// The address with parameters added, their values percent-encoded.
    func adding(_ items: [(name: String, value: String)]) -> String {
        let added = items.map { "\($0.name)=\(Self.encode($0.value))" }.joined(separator: "&")
        return text + (text.contains("?") ? "&" : "?") + added
    }

    private static func encode(_ value: String) -> String {
        var text = ""
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
