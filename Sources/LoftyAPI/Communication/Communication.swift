public import FoundationEssentials
public import Leads

/// A call, text or email of any lead, in the agent-wide search.
///
/// Source: Lofty API, an item of `GET /v2.0/communication/agent`.
public struct Communication: Hashable, Sendable, Identifiable {
    /// The id of one entry of a lead's timeline, which webhooks call `timelineId`.
    ///
    /// It is not the id of a ``CallRecord``.
    public typealias ID = RecordID<Communication>

    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    public var direction: Reported<CommunicationDirection>?
    public var origin: Reported<MessageOrigin>?
    public var event: Reported<Event>?
    public var occurredAt: Date?
    /// Of a call; the words are not published.
    public var callOutcome: String?
    /// Of a call, as Lofty writes it.
    public var callDuration: String?
    public var status: String?
    public var isFromPond: Bool

    /// What happened; spelled as on the wire.
    public enum Event: String, Hashable, Sendable, CaseIterable {
        case call = "Call"
        case text = "Text"
        case sentEmail = "Sent Email"
        case openedEmail = "Opened Email"
        case bouncedEmail = "Bounced Email"
    }
}

/// What to look for among the communications of an agent or of a team.
public struct CommunicationSearch: Hashable, Sendable {
    public var channel: Channel
    /// Both ends belong to the span.
    public var start: Date
    public var end: Date
    /// Everybody's leads instead of the agent's own; needs the right to access all leads of the team.
    public var includesTeam: Bool

    public init(_ channel: Channel = .all, from start: Date, to end: Date, includesTeam: Bool = false) {
        self.channel = channel
        self.start = start
        self.end = end
        self.includesTeam = includesTeam
    }

    /// Spelled as on the wire.
    public enum Channel: String, Hashable, Sendable, CaseIterable {
        case all = "ALL"
        case call = "CALL"
        case text = "TEXT"
        case email = "EMAIL"
    }
}
