/// One value or one object key of a JSON text.
package struct JSONToken: Sendable {
    package enum Kind: UInt8, Sendable {
        case object, array, string, escapedString, number, yes, no, null
    }

    package var kind: Kind
    /// First byte; of a string the one behind the quote.
    package var start: UInt32
    /// Behind the last byte; of a string at the closing quote.
    package var end: UInt32
    /// Position in the list behind this value and all that is in it.
    package var next: UInt32

    /// Its bytes in the text that it was found in; of a string those between the quotes.
    package var range: Range<Int> { Int(start)..<Int(end) }
}

/// Where and why a text is not JSON.
package struct JSONError: Error, Hashable {
    package var offset: Int
    package var reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    package enum Reason: String, Sendable {
        case tooDeep = "the nesting is too deep"
        case tooLong = "the text is too long"
        case endsEarly = "the text ends early"
        case unexpectedByte = "a byte is out of place"
        case badNumber = "a number is malformed"
        case badString = "a string is malformed"
        case trailingBytes = "something follows the value"
    }
}
