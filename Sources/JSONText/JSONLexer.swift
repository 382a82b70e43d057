/// Checks a JSON text strictly and lists its tokens in one pass.
///
/// What the bytes of a string stand for, and which numbers fit where, is the reader's to judge. Source: RFC 8259.
package struct JSONLexer {
    /// No message of Lofty's nests deeper than a dozen levels; more is an attack on the stack.
    package static let maximumDepth = 64

    private let bytes: [UInt8]
    private var tokens: [JSONToken] = []
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 8)
    }

    /// The tokens of one value with nothing but blanks around it, the value itself first.
    ///
    /// With `skipsMark` a byte order mark before the value is passed over, which the RFC allows a reader to do.
    package static func tokens(of bytes: [UInt8], skipsMark: Bool = false) throws(JSONError) -> [JSONToken] {
        var lexer = JSONLexer(bytes)
        if skipsMark, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.position = 3 }
        try lexer.parseDocument()
        return lexer.tokens
    }

    private mutating func parseDocument() throws(JSONError) {
        guard bytes.count < Int(UInt32.max) else { throw JSONError(offset: 0, reason: .tooLong) }
        try parseValue(depth: 0)
        skipSpace()
        if position < bytes.count { throw failure(.trailingBytes) }
    }

    private mutating func parseValue(depth: Int) throws(JSONError) {
        switch try peek() {
        case UInt8(ascii: "{"): try parseObject(depth: depth)
        case UInt8(ascii: "["): try parseArray(depth: depth)
        case UInt8(ascii: "\""): try parseString()
        case UInt8(ascii: "t"): try parseWord([0x74, 0x72, 0x75, 0x65], .yes)
        case UInt8(ascii: "f"): try parseWord([0x66, 0x61, 0x6C, 0x73, 0x65], .no)
        case UInt8(ascii: "n"): try parseWord([0x6E, 0x75, 0x6C, 0x6C], .null)
        default: try parseNumber()
        }
    }

    // MARK: Containers

    private mutating func parseObject(depth: Int) throws(JSONError) {
        let token = try open(.object, depth: depth)
        if try accept(UInt8(ascii: "}")) { return close(token) }
        repeat {
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            try parseString()
            guard try accept(UInt8(ascii: ":")) else { throw failure(.unexpectedByte) }
            try parseValue(depth: depth + 1)
        } while try accept(UInt8(ascii: ","))
        guard try accept(UInt8(ascii: "}")) else { throw failure(.unexpectedByte) }
        close(token)
    }

    private mutating func parseArray(depth: Int) throws(JSONError) {
        let token = try open(.array, depth: depth)
        if try accept(UInt8(ascii: "]")) { return close(token) }
        repeat {
            try parseValue(depth: depth + 1)
        } while try accept(UInt8(ascii: ","))
        guard try accept(UInt8(ascii: "]")) else { throw failure(.unexpectedByte) }
        close(token)
    }

    private mutating func open(_ kind: JSONToken.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
        append(kind, from: position, to: position)
        position += 1
        return tokens.count - 1
    }

    private mutating func close(_ token: Int) {
        tokens[token].end = UInt32(position)
        tokens[token].next = UInt32(tokens.count)
    }

    // MARK: Scalars

    private mutating func parseWord(_ word: [UInt8], _ kind: JSONToken.Kind) throws(JSONError) {
        let end = position + word.count
        guard end <= bytes.count else { throw failure(.endsEarly) }
        guard bytes[position..<end].elementsEqual(word) else { throw failure(.unexpectedByte) }
        append(kind, from: position, to: end)
        position = end
    }

    private mutating func parseString() throws(JSONError) {
        position += 1
        let start = position
        var kind = JSONToken.Kind.string
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                append(kind, from: start, to: position)
                position += 1
                return
            case UInt8(ascii: "\\"):
                kind = .escapedString
                try skipEscape()
            case 0x00..<0x20: throw failure(.badString)
            default: position += 1
            }
        }
        throw failure(.endsEarly)
    }

    private mutating func skipEscape() throws(JSONError) {
        guard position + 1 < bytes.count else { throw failure(.endsEarly) }
        switch bytes[position + 1] {
        case UInt8(ascii: "u"):
            let digits = bytes.dropFirst(position + 2).prefix(4)
            guard digits.count == 4, digits.allSatisfy({ JSONString.hexValue($0) != nil }) else {
                throw failure(.badString)
            }
            position += 6
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: position += 2
        default: throw failure(.badString)
        }
    }

    private mutating func parseNumber() throws(JSONError) {
        let start = position
        skip(UInt8(ascii: "-"))
        // A leading zero stands alone: `01` is two numbers.
        if !skip(UInt8(ascii: "0")) { try skipDigits() }
        if skip(UInt8(ascii: ".")) { try skipDigits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            try skipDigits()
        }
        append(.number, from: start, to: position)
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        if position == start { throw failure(position < bytes.count ? .badNumber : .endsEarly) }
    }

    // MARK: Bytes

    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func accept(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func peek() throws(JSONError) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw failure(.endsEarly) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func append(_ kind: JSONToken.Kind, from start: Int, to end: Int) {
        tokens.append(
            JSONToken(kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(tokens.count + 1))
        )
    }

    private func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(offset: position, reason: reason) }
}
