/// The lines of a request before its body, as far as a receiver of webhooks needs them.
///
/// Source: RFC 9112 §§3, 5 and 6.
struct RequestHead: Hashable {
    var method: String
    /// Without the query, still percent-encoded.
    var path: String
    var framing: Framing

    /// How the end of the body is known.
    enum Framing: Hashable {
        case length(Int)
        case chunked
    }

    /// Reads the bytes before the empty line, with the line ends between them.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        let words = Self.text(of: lines.popFirst() ?? []).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { throw .malformed }
        method = String(words[0])
        path = String(words[1].prefix { $0 != "?" })
        framing = try Self.framing(of: lines.map { line throws(Refusal) in try Self.field(line) })
    }

    private static func text(of line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> (name: String, value: String) {
        let text = text(of: line)
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { throw .malformed }
        let name = text[..<colon].lowercased()
        // A blank before the colon, or at the start of a folded line, is how requests are smuggled past a proxy.
        guard !name.contains(where: \.isWhitespace) else { throw .malformed }
        return (name, text[text.index(after: colon)...].trimmingBlanks())
    }

    private static func framing(of fields: [(name: String, value: String)]) throws(Refusal) -> Framing {
        let lengths = Set(fields.filter { $0.name == "content-length" }.map(\.value))
        let codings = fields.filter { $0.name == "transfer-encoding" }.map { $0.value.lowercased() }
        guard codings.isEmpty else {
            guard lengths.isEmpty else { throw .malformed }
            guard codings == ["chunked"] else { throw .unknownCoding }
            return .chunked
        }
        guard let text = lengths.first else { return .length(0) }
        guard lengths.count == 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.isEmpty else {
            throw .malformed
        }
        // Digits that no Int holds are a body beyond every limit.
        return .length(Int(text) ?? .max)
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> String {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
