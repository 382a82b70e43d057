public import FoundationEssentials
public import Leads

/// What to look for in the calendar; Lofty needs a start or an end.
public struct CalendarRequest: Hashable, Sendable {
    public var span: Span
    public var leadID: Lead.ID?
    /// True brings finished entries too, false unfinished ones only.
    public var includesFinished: Bool
    public var isDescending: Bool
    /// Times are written in it both ways.
    public var timeZone: TimeZone

    public init(
        _ span: Span,
        leadID: Lead.ID? = nil,
        includesFinished: Bool = false,
        isDescending: Bool = true,
        timeZone: TimeZone = .gmt
    ) {
        self.span = span
        self.leadID = leadID
        self.includesFinished = includesFinished
        self.isDescending = isDescending
        self.timeZone = timeZone
    }

    public enum Span: Hashable, Sendable {
        case from(Date)
        case until(Date)
        case between(Date, Date)
    }
}

/// An entry to be made; both times must lie in the future.
///
/// An appointment that begins and ends at midnight of its zone becomes one for all day.
public struct NewCalendarEntry: Hashable, Sendable {
    public var kind: Kind
    public var leadID: Lead.ID
    public var content: String
    public var startsAt: Date
    public var endsAt: Date
    public var timeZone: TimeZone

    public init(
        _ kind: Kind,
        for leadID: Lead.ID,
        content: String,
        from startsAt: Date,
        to endsAt: Date,
        timeZone: TimeZone
    ) {
        self.kind = kind
        self.leadID = leadID
        self.content = content
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.timeZone = timeZone
    }

    public enum Kind: Hashable, Sendable {
        case task(TaskWay, AssignedRole)
        /// An appointment may be announced by Lofty to the people concerned, such as a listing agent.
        case appointment(address: String?)
    }

    /// How a task is done; spelled as on the wire.
    public enum TaskWay: String, Hashable, Sendable, CaseIterable {
        case call = "Call"
        case email = "Email"
        case text = "Text"
        case other = "Other"
    }
}

/// A partial update of an entry: only what is set is sent.
public struct CalendarEdit: Hashable, Sendable {
    public var content: String?
    /// Must lie in the future.
    public var startsAt: Date?
    /// Must lie in the future.
    public var endsAt: Date?
    /// Moves the entry to another lead.
    public var leadID: Lead.ID?
    /// Only for appointments.
    public var address: String?
    /// Times are written in it; it is sent along with one of them only.
    public var timeZone: TimeZone

    public init(timeZone: TimeZone = .gmt) { self.timeZone = timeZone }

    var changesTimes: Bool { startsAt != nil || endsAt != nil }

    var isEmpty: Bool { content == nil && !changesTimes && leadID == nil && address == nil }
}
