import Leads

/// Body of `POST /v1.0/leads` and `PUT /v1.0/leads/{leadId}`.
///
/// Like every body it holds only what is set: a missing optional is left out, never written as null.
struct LeadBody: Encodable, Hashable {
    /// What stands beside the profile.
    struct Core: Encodable, Hashable {
        var firstName: String?
        var lastName: String?
        var emails: [String]?
        var phones: [String]?
        var leadTypes: [Int]?
        var assignedUserId: Int64?
        var source: String?
        var stage: String?
        var tags: [String]?
        var tagsAdd: [String]?
        var tagsRemove: [String]?
        var clearAllTags: Bool?
        var isHidden: Bool?
        var assignGroupId: Int64?
        var content: String?
        var isPin: Bool?
        var welcomeEmail: Bool?
        var leadAlert: Bool?
    }

    private var core = Core()
    private var profile = LeadProfileBody(LeadProfile())

    init(_ new: NewLead) {
        core.firstName = new.firstName
        core.lastName = new.lastName.isEmpty ? nil : new.lastName
        core.emails = new.emails.nilIfEmpty
        core.phones = new.phones.nilIfEmpty
        core.leadTypes = new.types.nilIfEmpty?.map(\.code)
        core.assignedUserId = new.assigneeID
        core.source = new.source
        core.stage = new.stage
        // Lofty may merge the new lead into a contact it knows; `tags` would then replace that contact's tags.
        core.tagsAdd = new.tags.nilIfEmpty
        profile = LeadProfileBody(LeadProfile().completed(by: new).forbidding(new.permissions))
    }

    init(_ creation: LeadCreation, sending mails: Set<LeadCreation.Mail>) {
        self.init(creation.lead)
        let new = creation.lead
        profile = LeadProfileBody(creation.profile.completed(by: new).forbidding(new.permissions))
        core.assignGroupId = creation.routing?.groupID
        core.content = creation.note?.text
        core.isPin = creation.note?.isPinned
        core.welcomeEmail = mails.contains(.welcome) ? true : nil
        core.leadAlert = mails.contains(.leadAlert) ? true : nil
    }

    init(_ edit: LeadEdit) {
        core.firstName = edit.firstName
        core.lastName = edit.lastName
        core.emails = edit.emails
        core.phones = edit.phones
        core.leadTypes = edit.types?.map(\.code)
        core.assignedUserId = edit.assigneeID
        core.source = edit.source
        core.stage = edit.stage
        core.tags = edit.tags
        core.tagsAdd = edit.addingTags.nilIfEmpty
        core.tagsRemove = edit.removingTags.nilIfEmpty
        core.clearAllTags = edit.clearsAllTags ? true : nil
        core.isHidden = edit.isHidden
        profile = LeadProfileBody(edit.profile)
    }

    func encode(to encoder: any Encoder) throws {
        // Both write into the one object.
        try core.encode(to: encoder)
        try profile.encode(to: encoder)
    }
}

extension LeadProfile {
    /// The same with what a new lead does not want; what it does not forbid stays as it is.
    fileprivate func forbidding(_ permissions: ContactPermissions?) -> LeadProfile {
        guard let permissions else { return self }
        var profile = self
        if permissions.cannotCall { profile.cannotCall = true }
        if permissions.cannotText { profile.cannotText = true }
        if permissions.cannotEmail { profile.cannotEmail = true }
        if permissions.isUnsubscribed { profile.isUnsubscribed = true }
        return profile
    }
}

extension LeadCreation.Routing {
    /// -1 stands for the rules of the company.
    fileprivate var groupID: Int64 {
        switch self {
        case .company: -1
        case .office(let id): id
        }
    }
}

extension Array {
    fileprivate var nilIfEmpty: [Element]? { isEmpty ? nil : self }
}
