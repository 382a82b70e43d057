import Leads

// Bodies hold only what is set: a missing optional is left out, never written as null.

/// Body of `POST /v1.0/leads` and `PUT /v1.0/leads/{leadId}`.
struct LeadBody: Encodable, Hashable {
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

    init(_ new: NewLead) {
        firstName = new.firstName
        lastName = new.lastName.isEmpty ? nil : new.lastName
        emails = new.emails.nilIfEmpty
        phones = new.phones.nilIfEmpty
        leadTypes = new.types.nilIfEmpty?.map(\.code)
        assignedUserId = new.assigneeID
        source = new.source
        stage = new.stage
        // Lofty may merge the new lead into a contact it knows; `tags` would then replace that contact's tags.
        tagsAdd = new.tags.nilIfEmpty
    }

    init(_ edit: LeadEdit) {
        firstName = edit.firstName
        lastName = edit.lastName
        emails = edit.emails
        phones = edit.phones
        leadTypes = edit.types?.map(\.code)
        source = edit.source
        stage = edit.stage
        tags = edit.tags
        tagsAdd = edit.addingTags.nilIfEmpty
        tagsRemove = edit.removingTags.nilIfEmpty
    }
}

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
}

/// Body of `POST /v1.0/notes`.
struct NoteBody: Encodable, Hashable {
    var leadId: Int64
    var content: String
    /// Lofty's documents disagree on whether it may be left out, so it never is.
    var isPin = false
}

/// Body of `POST /v1.0/logType`.
struct ContactLogBody: Encodable, Hashable {
    var leadId: Int64
    var logType = "logCall"
    var content: String
    var leadPhoneNumber: String
    var callingOutcome: String
    var outboundOrInbound = "outbound"
    var isPin = false
}

extension Array {
    fileprivate var nilIfEmpty: [Element]? { isEmpty ? nil : self }
}
