public import FoundationEssentials
public import Leads

/// A task or an appointment to be made.
///
/// Lofty's schema asks for the kind only and its text for four more values, so all of them are needed here.
public struct NewLeadTask: Hashable, Sendable {
    public var kind: LeadTask.Kind
    public var leadID: Lead.ID
    public var content: String
    public var assignedRole: AssignedRole
    public var startsAt: Date?
    /// The deadline of a task, the end of an appointment.
    public var endsAt: Date
    /// Times are written in it, and Lofty is told its name.
    public var timeZone: TimeZone
    /// Only for appointments.
    public var address: String?

    public init(
        _ kind: LeadTask.Kind,
        for leadID: Lead.ID,
        content: String,
        assignedRole: AssignedRole = .agent,
        startsAt: Date? = nil,
        endsAt: Date,
        timeZone: TimeZone,
        address: String? = nil
    ) {
        self.kind = kind
        self.leadID = leadID
        self.content = content
        self.assignedRole = assignedRole
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.timeZone = timeZone
        self.address = address
    }
}

/// A partial update of a task: only what is set is sent.
///
/// Whether it is done is not among the values; see ``LoftyClient/finishTask(_:)``.
public struct LeadTaskEdit: Hashable, Sendable {
    public var content: String?
    public var startsAt: Date?
    public var endsAt: Date?
    /// Times are written in it; it is sent along with one of them only.
    public var timeZone: TimeZone
    public var address: String?

    public init(
        content: String? = nil,
        startsAt: Date? = nil,
        endsAt: Date? = nil,
        address: String? = nil,
        timeZone: TimeZone = .gmt
    ) {
        self.content = content
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.timeZone = timeZone
        self.address = address
    }

    var changesTimes: Bool { startsAt != nil || endsAt != nil }

    var isEmpty: Bool { content == nil && !changesTimes && address == nil }
}
