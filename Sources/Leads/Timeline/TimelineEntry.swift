public import FoundationEssentials

/// One line of a lead's timeline, whatever it came from.
public struct TimelineEntry: Hashable, Sendable, Codable, Identifiable {
    /// Unique within a lead: the source and the server's id, or a digest of the content where the server gives none.
    public var id: String
    public var at: Date
    public var kind: Kind
    /// One or more sentences for a person; may hold text that strangers typed, so it is cleaned before it is drawn.
    public var text: String
    /// Who did it, when the source says so.
    public var actor: String?
    /// Who did it, by the id that stands on records: see ``Assignee/id``.
    public var actorID: Int64?
    /// The home that a visit to the website was about.
    public var home: Home?
    /// The lead's number that was called, when the source says so.
    public var phone: String?
    /// True for what Lofty sent by itself in the agent's name; `nil` when the source does not say.
    public var isAutomatic: Bool?

    public init(
        id: String,
        at: Date,
        kind: Kind,
        text: String,
        actor: String? = nil,
        actorID: Int64? = nil,
        home: Home? = nil,
        phone: String? = nil,
        isAutomatic: Bool? = nil
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.text = text
        self.actor = actor
        self.actorID = actorID
        self.home = home
        self.phone = phone
        self.isAutomatic = isAutomatic
    }

    /// What is known of a home that was looked at, for the summary of a visit.
    public struct Home: Hashable, Sendable, Codable {
        public var zipCode: String?
        /// In whole dollars.
        public var price: Int64?

        public init(zipCode: String? = nil, price: Int64? = nil) {
            self.zipCode = zipCode
            self.price = price
        }
    }

    /// False for an entry whose source names no time; such entries stand at the end.
    public var hasTime: Bool { at > .distantPast }

    /// What happened.
    public enum Kind: Hashable, Sendable, Codable {
        /// Website behaviour: Lofty API, `GET /v1.0/leads/{leadId}/activities`; the payload is its `type`.
        case site(String)
        /// Calls, texts and emails: `GET /v2.0/leads/{leadId}/activities`.
        case call(Direction, outcome: String?)
        case text(Direction)
        case email(Direction, event: String?)
        case note(isPinned: Bool)
        /// A change that Lofty recorded: `GET /v1.0/systemLogs`.
        case system
        /// `GET /v2.0/calendar`; the entry's time is when it is due.
        case task(isFinished: Bool)
        case appointment(isFinished: Bool)
        /// `GET /v1.0/leads/{leadId}/transactions`.
        case transaction
        /// A change of Foyer's own that the server has not confirmed yet.
        case pending(OutboxEntry.ID)
    }

    public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
        case inbound = "Inbound"
        case outbound = "Outbound"
    }

    /// Where a timeline is read from.
    ///
    /// A source that failed is shown as a gap, never as silence.
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        case site, communications, notes, systemLog, calendar, transactions
    }
}
