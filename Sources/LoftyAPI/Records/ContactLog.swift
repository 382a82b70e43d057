public import FoundationEssentials
public import Leads

/// A call, mail or text message outside Lofty, to be logged on a lead.
///
/// Source: Lofty API, `POST /v1.0/logType`. Nothing is sent to the lead. Lofty stamps it with the time of the call to
/// the API, for it takes none.
public struct ContactLog: Hashable, Sendable {
    public var channel: Channel
    /// What was said; not blank, at most 5,000 characters.
    public var text: String
    public var direction: TimelineEntry.Direction
    public var isPinned: Bool

    public init(
        _ channel: Channel,
        text: String,
        direction: TimelineEntry.Direction = .outbound,
        isPinned: Bool = false
    ) {
        self.channel = channel
        self.text = text
        self.direction = direction
        self.isPinned = isPinned
    }

    public enum Channel: Hashable, Sendable {
        /// `phone` is required, and has at most 20 characters.
        case call(phone: String, outcome: CallOutcome)
        case email(subject: String?, to: String?, from: String?)
        case text

        public var kind: Kind {
            switch self {
            case .call: .call
            case .email: .email
            case .text: .text
            }
        }
    }

    /// The names of the channels on the wire.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case call = "logCall"
        case email = "logEmail"
        case text = "logText"
    }
}

/// A log as Lofty keeps it.
///
/// Source: Lofty API, `GET /v1.0/logType`. The wire does not say which channel it is; whoever asked knows.
public struct ContactLogRecord: Hashable, Sendable, Identifiable {
    public var id: ID
    public var leadID: Lead.ID?
    /// Whoever logged it.
    public var agentID: RecordUser.ID?
    public var text: String
    public var direction: Reported<TimelineEntry.Direction>?
    public var isPinned: Bool
    /// Of calls.
    public var phone: String?
    /// Of calls.
    public var outcome: Reported<CallOutcome>?
    /// Of mails.
    public var emailSubject: String?
    public var emailTo: String?
    public var emailFrom: String?
    public var createdAt: Date?

    public typealias ID = RecordID<ContactLogRecord>

}

/// A page of the logs of one channel of a lead.
public struct ContactLogRequest: Hashable, Sendable {
    public var lead: Lead.ID
    public var kind: ContactLog.Kind
    public var page: Page
    /// 1 to 1,000; Lofty takes anything else for 10.
    public var limit: Int
    /// Heeded by offset pages; behind a cursor the order is always by id.
    public var sort: Sort
    public var isNewestFirst: Bool

    public init(lead: Lead.ID, kind: ContactLog.Kind, page: Page = .offset(0), limit: Int = 1_000) {
        self.lead = lead
        self.kind = kind
        self.page = page
        self.limit = limit
        sort = .createTime
        isNewestFirst = false
    }

    public enum Page: Hashable, Sendable {
        /// Together with the limit at most 20,000.
        case offset(Int)
        /// Behind the log of this id.
        case after(ContactLogRecord.ID)
    }

    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case createTime, id
    }
}
