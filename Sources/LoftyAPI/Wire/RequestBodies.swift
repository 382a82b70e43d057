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
