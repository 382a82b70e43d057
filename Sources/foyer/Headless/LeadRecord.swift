import FoundationEssentials
import Leads

/// A lead as the command line prints it in JSON; ids are numbers of 64 bits.
struct LeadRecord: Encodable {
    let leadId: Int64
    let firstName: String
    let lastName: String
    let emails: [String]
    let phones: [String]
    let stage: String?
    let source: String?
    let score: Int?
    let tags: [String]
    let leadTypes: [String]
    let assignedUserId: Int64?
    let assignedUser: String?
    let hidden: Bool
    let createTime: Date?
    let lastUpdateTime: Date?
    let lastTouch: Date?
    let lastVisit: Date?

    init(_ lead: Lead) {
        leadId = lead.id.rawValue
        firstName = lead.firstName
        lastName = lead.lastName
        emails = lead.emails
        phones = lead.phones.map(\.number)
        stage = lead.stage
        source = lead.source
        score = lead.score
        tags = lead.tags
        leadTypes = lead.types.map(\.name)
        assignedUserId = lead.assignee?.id
        assignedUser = lead.assignee?.name
        hidden = lead.isHidden
        createTime = lead.createdAt
        lastUpdateTime = lead.updatedAt
        lastTouch = lead.lastTouchAt
        lastVisit = lead.lastVisitAt
    }
}

/// A line of a timeline as the command line prints it in JSON.
struct TimelineRecord: Encodable {
    let time: Date
    let kind: String
    let text: String
    let actor: String?

    init(_ entry: TimelineEntry) {
        time = entry.at
        kind =
            switch entry.kind {
            case .site: "site"
            case .call(let direction, _): "call \(direction.rawValue.lowercased())"
            case .text(let direction): "text \(direction.rawValue.lowercased())"
            case .email(let direction, _): "email \(direction.rawValue.lowercased())"
            case .note: "note"
            case .system: "system"
            case .task: "task"
            case .appointment: "appointment"
            case .transaction: "transaction"
            case .pending: "unsent"
            }
        text = entry.text
        actor = entry.actor
    }
}
