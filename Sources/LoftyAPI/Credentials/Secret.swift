/// Text that nothing prints: not `print`, not `dump`, not string interpolation.
public struct Secret: Hashable, Sendable {
    let text: String

    /// Takes the text as it is.
    public init(_ text: String) { self.text = text }

    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(hidden)" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Takes secrets out of a text, should somebody echo them.
struct Redaction: Sendable {
    /// Longest first, so that a secret within another does not leave the other's rest behind.
    private let needles: [[UInt8]]
    private let mark: [UInt8]

    init(_ secrets: [String], mark: String = "[credential]") {
        let spellings = secrets.flatMap { secret in
            [secret, PercentEncoding.encode(secret), secret.map { $0 == "/" ? #"\/"# : String($0) }.joined()]
        }
        needles = Set(spellings).filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        self.mark = Array(mark.utf8)
    }

    func apply(_ text: String) -> String {
        guard !needles.isEmpty else { return text }
        return String(decoding: needles.reduce(Array(text.utf8)) { replace($1, in: $0) }, as: UTF8.self)
    }

    /// Works on bytes: a body of megabytes is too long to be compared by characters.
    private func replace(_ needle: [UInt8], in text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var start = 0
        var position = 0
        while position + needle.count <= text.count {
            let isHere = text[position] == needle[0] && text[position..<(position + needle.count)].elementsEqual(needle)
            guard isHere else {
                position += 1
                continue
            }
            kept += text[start..<position] + mark
            position += needle.count
            start = position
        }
        return start == 0 ? text : kept + text[start...]
    }
}
