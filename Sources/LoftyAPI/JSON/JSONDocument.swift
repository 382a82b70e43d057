import FoundationEssentials
import JSONText

/// A JSON text that has been read once and found correct (RFC 8259), kept as its bytes and a flat list of tokens.
///
/// Values are made from the bytes only when asked for. So an odd value spoils itself and nothing around it, an id never
/// passes through a floating-point number, and invalid UTF-8 inside a string becomes U+FFFD instead of an error.
final class JSONDocument: Sendable {
    let bytes: [UInt8]
    let tokens: [JSONToken]

    init(_ data: Data) throws(JSONError) {
        bytes = [UInt8](data)
        tokens = try JSONLexer.tokens(of: bytes, skipsMark: true)
    }

    var root: JSONValue { JSONValue(document: self, position: 0) }
}
