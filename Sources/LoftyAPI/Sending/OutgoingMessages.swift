/// A text message to a lead, and the number that it goes to.
public struct OutgoingText: Hashable, Sendable {
    public var content: String
    public var number: Number

    public init(_ content: String, to number: Number = .primary) {
        self.content = content
        self.number = number
    }

    public enum Number: Hashable, Sendable {
        /// The lead's first number.
        case primary
        /// Another number of the lead, exactly as the lead has it, and its country calling code in digits.
        case of(String, countryCode: String = "1")
    }
}

/// An email to a lead, and the address that it goes to.
public struct OutgoingEmail: Hashable, Sendable {
    public var subject: String
    /// Plain text or HTML.
    public var content: String
    /// An address of the lead; the first one without.
    public var address: String?

    public init(subject: String, content: String, to address: String? = nil) {
        self.subject = subject
        self.content = content
        self.address = address
    }
}

/// What Lofty says of a message that it has taken; whether it arrives is told by the history of the lead.
public struct SentMessage: Hashable, Sendable {
    /// Not an id of the timeline.
    public var messageID: String
    /// The number or address that Lofty chose, as far as it says so.
    public var recipient: String?
}
