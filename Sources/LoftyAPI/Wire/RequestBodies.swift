import Leads

// Bodies hold only what is set: a missing optional is left out, never written as null.

/// One entry of `POST /v1.0/leads/{leadId}/assignment` as Lofty's OpenAPI file has it: the body is a bare array.
struct RoleAssignment: Encodable, Hashable {
    var role = "Agent"
    /// Login email.
    var assignee: String
}

/// Body of the same operation as Lofty's guide has it.
struct UserAssignment: Encodable, Hashable {
    struct User: Encodable, Hashable {
        var userId: Int64
    }

    var assignees: [User]
}

/// Body of `POST /v1.0/leads/assignee`; unlike a lead it takes one address and one number.
struct RoutingPreviewBody: Encodable, Hashable {
    var firstName: String
    var lastName: String?
    var email: String
    var phone: String?
    var birthday: String?
}

/// Body of `POST /v1.0/notes` and `PUT /v1.0/notes/{noteId}`.
struct NoteBody: Encodable, Hashable {
    var leadId: Int64?
    var content: String
    /// Lofty's documents disagree on whether it may be left out, so it never is.
    var isPin: Bool
}

/// Body of `POST /v1.0/logType`.
struct ContactLogBody: Encodable, Hashable {
    private var leadId: Int64
    private var logType: String
    private var content: String
    private var outboundOrInbound: String
    private var isPin: Bool
    private var leadPhoneNumber: String?
    private var callingOutcome: String?
    private var emailSubject: String?
    private var toEmail: String?
    private var fromEmail: String?

    init(_ log: ContactLog, on lead: Lead.ID) {
        leadId = lead.rawValue
        logType = log.channel.kind.rawValue
        content = log.text
        isPin = log.isPinned
        switch log.direction {
        case .inbound: outboundOrInbound = "inbound"
        case .outbound: outboundOrInbound = "outbound"
        }
        switch log.channel {
        case .call(let phone, let outcome):
            leadPhoneNumber = phone
            callingOutcome = outcome.rawValue
        case .email(let subject, let to, let from):
            emailSubject = subject
            toEmail = to
            fromEmail = from
        case .text: break
        }
    }
}

/// Body of `POST /v1.0/leads/{leadId}/activity`.
struct SiteActivityBody: Encodable, Hashable {
    private var type: String
    private var text: String?
    private var link: String?
    private var picture: String?
    /// Epoch milliseconds.
    private var created: Int64
    private var listing: LeadPropertyBody?
    private var scheduledDate: String?
    private var pageName: String?

    /// `created` is ``SiteActivity/at`` as the wire has it.
    init(_ activity: SiteActivity, created: Int64) {
        type = activity.kind.word
        text = activity.text
        link = activity.link
        picture = activity.picture
        self.created = created
        listing = activity.listing.map { LeadPropertyBody($0) }
        scheduledDate = activity.scheduledDate
        pageName = activity.pageName
    }
}
