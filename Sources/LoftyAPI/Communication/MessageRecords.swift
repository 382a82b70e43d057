public import FoundationEssentials
public import Leads

/// A text message between an agent and a lead.
///
/// Source: Lofty API, the object of `GET /v1.0/communication/text` and `GET /v2.0/communication/text/{id}`.
public struct TextRecord: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<TextRecord>

    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    public var direction: Reported<CommunicationDirection>?
    public var origin: Reported<MessageOrigin>?
    /// Such as `"Delivered"`; the words are not published.
    public var outcome: String?
    public var sentAt: Date?
    public var content: String
}

/// Something that happened to an email between an agent and a lead; its text is not available.
///
/// Source: Lofty API, the object of `GET /v1.0/communication/email` and `GET /v2.0/communication/email/{id}`.
public struct EmailRecord: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<EmailRecord>

    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    public var direction: Reported<CommunicationDirection>?
    public var origin: Reported<MessageOrigin>?
    public var event: Reported<Event>?
    public var occurredAt: Date?
    public var subject: String?
    public var isFromPond: Bool

    /// What happened to it; spelled as on the wire.
    public enum Event: String, Hashable, Sendable, CaseIterable {
        case sent = "Sent"
        case opened = "Opened"
        case bounced = "Bounced"
    }
}

/// Who wrote a message, or set down a call.
public enum MessageOrigin: String, Hashable, Sendable, CaseIterable {
    /// Lofty, by a plan or its assistant.
    case automatic = "Auto"
    case manual = "Manual"
    /// Happened outside Lofty and was written down there.
    case logged = "Logged"
}
