import FoundationEssentials

/// A JSON text that has been read once and found correct (RFC 8259), kept as its bytes and a flat list of tokens.
///
/// Values are made from the bytes only when asked for. So an odd value spoils itself and nothing around it, an id never
/// passes through a floating-point number, and invalid UTF-8 inside a string becomes U+FFFD instead of an error.
final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let tokens: [JSONToken]

    init(_ data: Data) throws(JSONError) {
        var parser = JSONParser([UInt8](data))
        try parser.parseDocument()
        bytes = parser.bytes
        tokens = parser.tokens
    }

    var root: JSONValue { JSONValue(document: self, position: 0) }
}

/// One value or one object key.
struct JSONToken: Sendable {
    enum Kind: UInt8, Sendable {
        case object, array, string, escapedString, number, yes, no, null
    }

    var kind: Kind
    /// First byte; of a string the one behind the quote.
    var start: UInt32
    /// Behind the last byte; of a string at the closing quote.
    var end: UInt32
    /// Position in the list behind this value and all that is in it.
    var next: UInt32
}

/// Where and why a text is not JSON.
struct JSONError: Error, Hashable {
    var offset: Int
    var reason: Reason

    enum Reason: String {
        case tooDeep = "the nesting is too deep"
        case tooLong = "the text is too long"
        case endsEarly = "the text ends early"
        case unexpectedByte = "a byte is out of place"
        case badNumber = "a number is malformed"
        case badString = "a string is malformed"
        case trailingBytes = "something follows the value"
    }
}
