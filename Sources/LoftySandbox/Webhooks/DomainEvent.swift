import GRDB

/// Something that happened in the book and that a webhook can tell of (contract §14.2).
///
/// A write records its events in its own transaction, after its last change to the lead: whoever may be told is
/// decided there and then, and a killed process loses none.
///
/// ```swift
/// try DomainEvent.task(taskID, lead: leadID, .finished).record(at: call.nowMillis, db)
/// ```
enum DomainEvent: Hashable, Sendable {
    enum Change: String, Hashable, Sendable {
        case created
        case updated
        case finished
        case deleted
    }

    /// By record id.
    case agent(Int64, Change)
    case lead(Int64, Change)
    case siteActivity(lead: Int64)
    case listingAlert(lead: Int64)
    case transaction(Int64, lead: Int64?, Change)
    /// Manual and logged ones, by timeline id; automatic ones are told to nobody.
    case call(Int64, lead: Int64)
    case email(Int64, lead: Int64)
    case text(Int64, lead: Int64)
    /// By note id.
    case note(Int64, lead: Int64, Change)
    case task(Int64, lead: Int64?, Change)
    case appointment(Int64, lead: Int64?, Change)
    /// Besides the update of the lead, not instead of it.
    case stageChange(lead: Int64)

    /// The number that a subscription asks for it by.
    var listID: Int64 {
        switch self {
        case .agent: 1
        case .lead: 2
        case .siteActivity: 3
        case .listingAlert: 4
        case .transaction: 5
        case .call: 6
        case .email: 7
        case .text: 8
        case .note: 9
        case .task: 10
        case .appointment: 11
        case .stageChange: 12
        }
    }

    static let listIDs: ClosedRange<Int64> = 1...12

    /// The lead that decides who is told; `nil` tells administrators, and an agent of their own change.
    var leadID: Int64? {
        switch self {
        case .agent: nil
        case .lead(let id, _), .siteActivity(let id), .listingAlert(let id), .stageChange(let id): id
        case .call(_, let lead), .email(_, let lead), .text(_, let lead), .note(_, let lead, _): lead
        case .transaction(_, let lead, _), .task(_, let lead, _), .appointment(_, let lead, _): lead
        }
    }

    /// What happened to what, once in a batch however often it happened.
    var subjectID: Int64 {
        switch self {
        case .agent(let id, _), .lead(let id, _), .siteActivity(let id), .listingAlert(let id), .stageChange(let id),
            .transaction(let id, _, _), .call(let id, _), .email(let id, _), .text(let id, _), .note(let id, _, _),
            .task(let id, _, _), .appointment(let id, _, _):
            id
        }
    }
}

// MARK: - On the wire

extension DomainEvent {
    private var change: Change {
        switch self {
        case .agent(_, let change), .lead(_, let change), .transaction(_, _, let change), .note(_, _, let change),
            .task(_, _, let change), .appointment(_, _, let change):
            change
        case .call, .email, .text, .siteActivity: .created
        case .listingAlert, .stageChange: .updated
        }
    }

    private var noun: String {
        switch self {
        case .agent: "Agent"
        case .lead: "Lead"
        case .siteActivity: "Activity"
        case .listingAlert: "ListingAlert"
        case .transaction: "Transaction"
        case .call: "Call"
        case .email: "Email"
        case .text: "Text"
        case .note: "Note"
        case .task: "Task"
        case .appointment: "Appointment"
        case .stageChange: "Pipeline"
        }
    }

    /// The array of the payload that it stands in.
    ///
    /// `updatedLead`, `createdCall`, `createdText` and `createdEmail` are the contract's; the others are not published
    /// and follow the same pattern.
    var bucket: String { change.rawValue + noun }

    /// The bucket that this event makes needless, since it says more about the same subject.
    var supersededBucket: String? {
        switch change {
        case .created, .deleted: Change.updated.rawValue + noun
        case .updated, .finished: nil
        }
    }

    /// The bucket that makes this event needless.
    var supersedingBucket: String? {
        switch change {
        case .updated: Change.created.rawValue + noun
        case .created, .finished, .deleted: nil
        }
    }

    /// Ids and the time of the change, never data: the receiver reads what it may.
    func entry(at millis: Int64) -> JSON {
        var entry = JSON.object([])
        for name in idNames { entry = entry.setting(name, to: .integer(subjectID)) }
        if let leadID { entry = entry.setting("leadId", to: .integer(leadID)) }
        return entry.setting("updateTime", to: .integer(millis))
    }

    private var idNames: [String] {
        switch self {
        case .agent: ["agentId"]
        case .lead, .siteActivity, .listingAlert, .stageChange: []
        case .transaction: ["transactionId"]
        // The second name of these three is the older one, which is still sent.
        case .call: ["timelineId", "callId"]
        case .email: ["timelineId", "emailId"]
        case .text: ["timelineId", "textId"]
        case .note: ["noteId"]
        case .task: ["taskId"]
        case .appointment: ["appointmentId"]
        }
    }
}
