public import FoundationEssentials

/// A change on its way to the server, as the journal holds it.
public struct OutboxEntry: Hashable, Sendable, Codable, Identifiable {
    public var id: ID
    /// The lead; provisional until a create that comes before has been answered.
    public var leadID: Lead.ID
    /// The lead's name when the change was made, for messages about a lead that is gone.
    public var leadName: String
    public var change: LeadChange
    public var status: Status
    /// When the person decided.
    public var createdAt: Date
    /// How often it was sent.
    public var attempts: Int
    /// Set when the change waited for so long that the person has to look at it again.
    public var review: Review?

    public init(
        id: ID,
        leadID: Lead.ID,
        leadName: String,
        change: LeadChange,
        status: Status,
        createdAt: Date,
        attempts: Int = 0
    ) {
        self.id = id
        self.leadID = leadID
        self.leadName = leadName
        self.change = change
        self.status = status
        self.createdAt = createdAt
        self.attempts = attempts
    }

    /// A second look at a change that waited for very long before it could leave.
    public enum Review: Hashable, Sendable, Codable {
        /// It does not go out by itself; `today` is what the server holds, `nil` until that was read.
        case needed(today: String?)
        /// The person has looked and had it sent.
        case given
    }

    /// True while the change waits for the person to look at it again.
    public var awaitsReview: Bool {
        guard case .needed = review else { return false }
        return switch status {
        case .held, .queued, .waiting: true
        case .sending, .ambiguous, .conflicted, .wedged, .settled, .cancelled: false
        }
    }

    /// What the server holds of the thing, where a person is asked whether to go over it.
    public var theirs: String? {
        if case .conflicted(let theirs) = status { return theirs }
        guard awaitsReview, case .needed(let today) = review else { return nil }
        return today
    }

    /// Rises by one with every entry of a journal, so it is also the order of decisions.
    public struct ID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
        public let rawValue: Int64

        public init(rawValue: Int64) { self.rawValue = rawValue }

        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    public enum Status: Hashable, Sendable, Codable {
        /// Waits for the undo window to pass; undo costs no request.
        case held(until: Date)
        case queued
        /// On the wire. Found in this state at start, it is ``ambiguous(since:)``.
        case sending(attempt: Int)
        /// Refused for now: a lost link, a 429, a 5xx before the write.
        case waiting(until: Date, attempt: Int)
        /// A POST whose answer was lost: looked for on the server before it is sent again.
        case ambiguous(since: Date)
        /// The server holds something else than what the change was made from.
        case conflicted(theirs: String)
        /// Refused for good; a person has to retry or drop it.
        case wedged(Failure)
        case settled(at: Date)
        case cancelled

        /// True while the change still has to reach the server or a person.
        public var isUnsent: Bool {
            switch self {
            case .held, .queued, .sending, .waiting, .ambiguous, .conflicted, .wedged: true
            case .settled, .cancelled: false
            }
        }

        /// True while the change waits for its undo window to pass.
        public var isInUndoWindow: Bool {
            switch self {
            case .held: true
            case .queued, .sending, .waiting, .ambiguous, .conflicted, .wedged, .settled, .cancelled: false
            }
        }
    }

    /// Why a change cannot go through, for the message that Panes writes.
    public struct Failure: Hashable, Sendable, Codable {
        /// One sentence without names or numbers of the lead: what the server said.
        public var reason: String
        /// Lofty's numeric code when it gave one.
        public var code: Int?
        /// True when the server says that the lead is gone or not visible (HTTP 404).
        public var isLeadGone: Bool
        /// Why it stopped when it was not the server that refused it.
        public var cause: Cause?

        public init(reason: String, code: Int? = nil, isLeadGone: Bool = false, cause: Cause? = nil) {
            self.reason = reason
            self.code = code
            self.isLeadGone = isLeadGone
            self.cause = cause
        }

        /// What stopped a change that the server did not refuse.
        public enum Cause: Hashable, Sendable, Codable {
            /// Nobody can tell whether it arrived, so it is sent again only when a person says so.
            case undecided
            /// The server failed time after time with this change while it answered others.
            case exhausted(tries: Int)
            /// Lofty put a new lead into this one, which had another name.
            case merged(into: Lead.ID)
        }
    }
}

/// How the shown lead stands to the server's.
public enum SyncState: Hashable, Sendable, Codable {
    case clean, queued, sending, failed, conflict

    /// The state of a lead with these entries: the worst of them.
    public init(of entries: some Sequence<OutboxEntry>) {
        self = entries.reduce(.clean) { worst, entry in
            // What the server holds today stands beside it, as in a conflict.
            let state = entry.awaitsReview ? .conflict : SyncState(of: entry.status)
            return state.rank > worst.rank ? state : worst
        }
    }

    private init(of status: OutboxEntry.Status) {
        self =
            switch status {
            case .held, .queued, .waiting: .queued
            case .sending, .ambiguous: .sending
            case .conflicted: .conflict
            case .wedged: .failed
            case .settled, .cancelled: .clean
            }
    }

    private var rank: Int {
        switch self {
        case .clean: 0
        case .queued: 1
        case .sending: 2
        case .conflict: 3
        case .failed: 4
        }
    }
}

extension OutboxEntry {
    /// True while nobody can tell yet what becomes of it: it may have arrived, or is tried again after a failure.
    package var isInDoubt: Bool {
        switch status {
        case .ambiguous, .waiting: !awaitsReview
        case .held, .queued, .sending, .conflicted, .wedged, .settled, .cancelled: false
        }
    }

    /// True when nothing more happens until a person decides.
    package var needsPerson: Bool {
        if awaitsReview { return true }
        return switch status {
        case .wedged, .conflicted: true
        case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: false
        }
    }
}
