import JSONText

/// Makes a value of RFC 8259 text, strictly: one value, valid UTF-8, no trailing bytes.
///
/// Three things that JSON allows are refused because nothing here could keep them: a NUL character and half a surrogate
/// pair in a string, and a number that no `Double` holds. Whole numbers beyond `Int64` become ``JSON/decimal(_:)``, which no id accepts.
struct JSONParser {
    /// Deepest nesting that is read; beyond it a hostile body could exhaust the stack.
    static let deepestNesting = JSONLexer.maximumDepth

    /// Position of the byte that does not fit, and what is wrong there.
    struct Failure: Error, Hashable {
        let offset: Int
        let reason: Reason

        enum Reason: Hashable {
            case notJSON
            /// JSON, but the text of a string holds the character U+0000.
            case nulCharacter
            /// JSON, but an escape such as `\ud800` is half a character.
            case loneSurrogate
            /// JSON, but a number such as `1e999` is beyond what is kept.
            case hugeNumber
        }
    }

    private let bytes: [UInt8]
    private let tokens: [JSONToken]

    static func parse(_ bytes: some Sequence<UInt8>) throws(Failure) -> JSON {
        let bytes = Array(bytes)
        let tokens: [JSONToken]
        do throws(JSONError) {
            tokens = try JSONLexer.tokens(of: bytes)
        } catch {
            throw Failure(offset: error.offset, reason: .notJSON)
        }
        return try JSONParser(bytes: bytes, tokens: tokens).value(at: 0)
    }

    private func value(at position: Int) throws(Failure) -> JSON {
        let token = tokens[position]
        switch token.kind {
        case .object: return .object(try members(of: token, at: position))
        case .array: return .array(try items(of: token, at: position))
        case .string, .escapedString: return .string(try string(token))
        case .number: return try number(token)
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .null: return .null
        }
    }

    private func members(of token: JSONToken, at position: Int) throws(Failure) -> [JSON.Member] {
        var members: [JSON.Member] = []
        var key = position + 1
        while key < Int(token.next) {
            members.append(JSON.Member(name: try string(tokens[key]), value: try value(at: key + 1)))
            key = Int(tokens[key + 1].next)
        }
        return members
    }

    private func items(of token: JSONToken, at position: Int) throws(Failure) -> [JSON] {
        var items: [JSON] = []
        var item = position + 1
        while item < Int(token.next) {
            items.append(try value(at: item))
            item = Int(tokens[item].next)
        }
        return items
    }

    private func number(_ token: JSONToken) throws(Failure) -> JSON {
        let text = String(decoding: bytes[token.range], as: UTF8.self)
        let isWhole = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let decimal = Double(text), decimal.isFinite else { throw failure(token, .hugeNumber) }
        return .decimal(decimal)
    }

    private func string(_ token: JSONToken) throws(Failure) -> String {
        let raw = bytes[token.range]
        let text: String?
        if token.kind == .escapedString {
            let string = JSONString(raw)
            if string.hasLoneSurrogate { throw failure(token, .loneSurrogate) }
            text = String(validating: string.bytes, as: UTF8.self)
        } else {
            text = String(validating: raw, as: UTF8.self)
        }
        guard let text else { throw failure(token, .notJSON) }
        guard !text.utf8.contains(0) else { throw failure(token, .nulCharacter) }
        return text
    }

    private func failure(_ token: JSONToken, _ reason: Failure.Reason) -> Failure {
        Failure(offset: Int(token.start), reason: reason)
    }
}

extension SandboxError {
    /// What a body that cannot be taken is refused with.
    init(_ failure: JSONParser.Failure) {
        switch failure.reason {
        case .notJSON: self = .malformedBody
        case .nulCharacter: self = .invalidParameter("a text holds the character U+0000, which nothing here can keep")
        case .loneSurrogate: self = .invalidParameter("a text holds half of a surrogate pair, which is no character")
        case .hugeNumber: self = .invalidParameter("a number is too large to be kept")
        }
    }
}
