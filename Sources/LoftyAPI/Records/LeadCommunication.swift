public import FoundationEssentials
public import Leads

/// A call, text message or mail with a lead, captured by Lofty or logged by hand.
///
/// Source: Lofty API, `GET /v2.0/leads/{leadId}/activities`.
public struct LeadCommunication: Hashable, Sendable, Identifiable {
    public var id: ID
    public var leadID: Lead.ID?
    public var agentID: RecordUser.ID?
    public var at: Date
    public var channel: Reported<Channel>?
    /// How it came into the list.
    public var origin: Reported<Origin>?
    public var direction: Reported<TimelineEntry.Direction>?
    /// Of calls.
    public var outcome: Reported<CallOutcome>?
    /// Of calls.
    public var phone: String?
    /// Of mails.
    public var emailEvent: Reported<EmailEvent>?
    /// Of mails.
    public var emailSubject: String?
    /// Of what was logged by hand.
    public var note: String?

    public typealias ID = RecordID<LeadCommunication>

    public enum Channel: String, Hashable, Sendable, CaseIterable {
        case call = "Call"
        case text = "Text"
        case email = "Email"
    }

    public enum Origin: String, Hashable, Sendable, CaseIterable {
        case automatic = "Auto"
        case manual = "Manual"
        case logged = "Logged"
    }

    public enum EmailEvent: String, Hashable, Sendable, CaseIterable {
        case sent = "Sent"
        case opened = "Opened"
        case bounced = "Bounced"
    }
}

/// A page of the communications of a lead, oldest first.
public struct LeadCommunicationRequest: Hashable, Sendable {
    public var lead: Lead.ID
    public var page: Page
    /// 1 to 1,000; Lofty's own default is 10.
    public var limit: Int
    /// IANA name of the zone that the server writes times in; the moments are the same in any.
    public var timeZoneID: String?

    public init(lead: Lead.ID, page: Page = .offset(0), limit: Int = 1_000, timeZoneID: String? = nil) {
        self.lead = lead
        self.page = page
        self.limit = limit
        self.timeZoneID = timeZoneID
    }

    public enum Page: Hashable, Sendable {
        case offset(Int)
        /// Behind the communication of this id.
        case after(LeadCommunication.ID)
    }
}

extension TimelineEntry {
    /// The line of the timeline for a call, text message or mail.
    public init(_ communication: LeadCommunication) {
        let direction = communication.direction?.value ?? .outbound
        let kind: Kind
        let words: String
        switch communication.channel {
        case .known(.call):
            kind = .call(direction, outcome: communication.outcome?.word)
            words = "Call"
        case .known(.text):
            kind = .text(direction)
            words = "Text message"
        case .known(.email):
            kind = .email(direction, event: communication.emailEvent?.word)
            words = "Email"
        case .other(let name):
            kind = .system
            words = name
        case nil:
            kind = .system
            words = "Activity"
        }
        self.init(
            id: "communication:\(communication.id)",
            at: communication.at,
            kind: kind,
            text: communication.note ?? communication.emailSubject ?? words,
            actorID: communication.agentID?.rawValue,
            phone: communication.phone,
            isAutomatic: communication.origin?.value.map { $0 == .automatic }
        )
    }
}
