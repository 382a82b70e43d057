public import FoundationEssentials
public import Leads

/// A lead that Lofty's assistant is following up.
///
/// Source: Lofty API, an item of `GET /v2.0/working-leads`.
public struct WorkingLead: Hashable, Sendable, Identifiable {
    public var id: Lead.ID
    public var firstName: String
    public var lastName: String
    public var email: String?
    public var phone: String?
    public var createdAt: Date?
}

/// What to list of the leads that the assistant is following up.
public struct WorkingLeadRequest: Hashable, Sendable {
    /// All stages without one.
    public var stage: Stage?
    public var sort: Sort
    public var isDescending: Bool

    public init(stage: Stage? = nil, sort: Sort = .updateTime, isDescending: Bool = true) {
        self.stage = stage
        self.sort = sort
        self.isDescending = isDescending
    }

    /// How far the assistant is; spelled as on the wire.
    public enum Stage: String, Hashable, Sendable, CaseIterable {
        case highPriority = "HIGH_PRIORITY"
        case prospecting = "AI_PROSPECTING"
        case monitoring = "AI_MONITORING"
    }

    /// Spelled as on the wire.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
        case `default` = "Default"
        case createTime = "CreateTime"
        case updateTime = "UpdateTime"
    }
}

/// Something that the assistant means to do, or wants done.
///
/// Source: Lofty API, an item of `GET /v2.0/plan-tasks/lead/{leadId}`. Its id is none of ``LeadTask``.
public struct PlanTask: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<PlanTask>

    public var id: ID
    public var content: String
    /// Such as `"CALL"`; the words are not published.
    public var type: String?
    public var status: Reported<Status>?
    public var dueAt: Date?
    public var createdAt: Date?
    public var assigneeID: RecordUser.ID?
    public var creatorID: RecordUser.ID?

    /// Spelled as on the wire.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case pending = "PENDING"
        case finished = "FINISHED"
        case overdue = "OVERDUE"
    }
}
