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

    public init(id: String, at: Date, kind: Kind, text: String, actor: String? = nil, actorID: Int64? = nil) {
        self.id = id
        self.at = at
        self.kind = kind
        self.text = text
        self.actor = actor
        self.actorID = actorID
    }

    /// What happened.
    public enum Kind: Hashable, Sendable, Codable {
        /// Website behaviour: Lofty API, `GET /v1.0/leads/{leadId}/activities`; the payload is its `type`.
        case site(String)
        /// Calls, texts and emails: `GET /v2.0/leads/{leadId}/activities`.
        case call(Direction, outcome: String?)
        case text(Direction)
        case email(Direction, event: String?)
        case note(isPinned: Bool)
        case system
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
        case site, communications, notes
    }
}

/// All that is known of a lead's past, newest first, with the gaps named.
public struct Timeline: Hashable, Sendable, Codable {
    public var entries: [TimelineEntry]
    /// Sources that could not be read, with the reason as a sentence.
    public var gaps: [Gap]

    public struct Gap: Hashable, Sendable, Codable {
        public var source: TimelineEntry.Source
        public var reason: String

        public init(source: TimelineEntry.Source, reason: String) {
            self.source = source
            self.reason = reason
        }
    }

    /// Merges entries of all sources: newest first, one entry for each id.
    public init(merging entries: some Sequence<TimelineEntry>, gaps: [Gap] = []) {
        var seen: Set<String> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }.sorted { left, right in
            left.at == right.at ? left.id < right.id : left.at > right.at
        }
        self.gaps = gaps
    }
}
