public import FoundationEssentials
public import Leads

/// A change that Lofty has recorded: of stage, agent, routing, subscription, or of a smart plan's task.
///
/// Source: Lofty API, `GET /v1.0/systemLogs`, both the shape of 2026-06 (numbers, epoch milliseconds, text) and that of
/// 2026-08 (id as text, ISO times, an object). Calls, texts, mails, website behaviour and notes are not in this list.
public struct SystemLogEntry: Hashable, Sendable, Identifiable {
    public var id: ID
    public var leadID: Lead.ID?
    /// The lead's name, in the older shape.
    public var leadName: String?
    /// Whoever did it; `nil` for Lofty itself.
    public var agentID: RecordUser.ID?
    /// Number of the kind of change; the full table is not published.
    public var type: Int?
    /// Name of the kind, such as `TeamStageChange`, in the newer shape.
    public var typeName: String?
    public var at: Date
    public var createdAt: Date?
    public var updatedAt: Date?
    public var from: Party
    public var to: Party
    /// What the change is about, such as a task; `nil` for 0 and -1.
    public var referenceID: Int64?
    public var isPinned: Bool
    public var canBePinned: Bool
    public var content: Content?

    /// The name of the kind, or words for one that has none.
    public var title: String { typeName ?? "Other change" }

    public typealias ID = RecordID<SystemLogEntry>

    /// Who or what stands at one end of a change.
    public struct Party: Hashable, Sendable {
        public var id: Int64?
        public var kind: Reported<PartyKind>?
        public var firstName: String?
        public var lastName: String?
    }

    public enum PartyKind: Int, Hashable, Sendable, CaseIterable {
        case agent = 1
        case lead = 2
        case stage = 3
        case lender = 5
        case pond = 6
        case property = 10
    }

    /// What changed; the keys differ from kind to kind.
    public enum Content: Hashable, Sendable {
        /// The older shape.
        case text(String)
        /// The newer shape: each value as text, lists and objects as their JSON text.
        case fields([String: String])
    }
}

/// A page of the change log of a lead, newest first.
public struct SystemLogRequest: Hashable, Sendable {
    public var lead: Lead.ID
    /// Earliest moment, inclusive, to the millisecond.
    public var since: Date?
    /// Latest moment, inclusive, to the millisecond.
    public var until: Date?
    /// From 0.
    public var page: Int
    /// 1 to 1,000.
    public var pageSize: Int

    public init(lead: Lead.ID, since: Date? = nil, until: Date? = nil, page: Int = 0, pageSize: Int = 1_000) {
        self.lead = lead
        self.since = since
        self.until = until
        self.page = page
        self.pageSize = pageSize
    }
}
