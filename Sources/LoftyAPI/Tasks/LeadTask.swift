public import FoundationEssentials
public import Leads

/// Something to do for a lead, or an appointment with one.
///
/// Source: Lofty API, the object of `/v2.0/tasks`. Lofty's older tasks of `/v1.0/tasks` share their ids with these and are
/// left out of this client.
public struct LeadTask: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<LeadTask>

    public var id: ID
    public var leadID: Lead.ID?
    public var kind: Reported<Kind>?
    /// What is to be done.
    public var content: String
    public var startsAt: Date?
    /// The deadline of a task, the end of an appointment.
    public var endsAt: Date?
    /// IANA name such as `"America/Chicago"`.
    public var timeZoneID: String?
    public var isAllDay: Bool
    public var isFinished: Bool
    public var isOverdue: Bool
    public var finishedAt: Date?
    public var createdAt: Date?
    public var updatedAt: Date?
    public var creatorID: RecordUser.ID?
    public var assigneeID: RecordUser.ID?
    public var assigneeName: String?
    public var assignedRole: Reported<AssignedRole>?
    public var leadName: String?
    public var leadEmail: String?
    public var leadPhone: String?
    /// The stage of the lead, which the wire calls its pipeline.
    public var stageID: Stage.ID?
    public var teamID: Int64?
    /// Of a task that is an email.
    public var subject: String?
    /// Of a task that is an email.
    public var body: String?
    /// Of an appointment.
    public var address: String?

    /// What kind of work it is; spelled as on the wire.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case call = "Call"
        case email = "Email"
        case text = "Text"
        case appointment = "Appointment"
        case other = "Other"
    }
}

extension LeadTask {
    /// A task with nothing but its kind, text and deadline.
    package init(id: ID, leadID: Lead.ID?, kind: Kind, content: String, endsAt: Date?) {
        self.init(
            id: id,
            leadID: leadID,
            kind: .known(kind),
            content: content,
            endsAt: endsAt,
            isAllDay: false,
            isFinished: false,
            isOverdue: false
        )
    }
}

/// Who of the people around a lead has to do a task; there is no way to name a person.
public enum AssignedRole: String, Hashable, Sendable, CaseIterable {
    case agent = "Agent"
    case assistant = "Assistant"
}
