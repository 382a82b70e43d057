// Leads: contract §7.

extension Endpoint {
    static let leads = Endpoint(method: .get, path: "/v1.0/leads", effect: .reads, answer: .json)
    static let lead = Endpoint(method: .get, path: "/v1.0/leads/{leadId}", effect: .reads, answer: .json)
    static let createLead = Endpoint(method: .post, path: "/v1.0/leads", effect: .adds, answer: .json)
    static let updateLead = Endpoint(
        method: .put,
        path: "/v1.0/leads/{leadId}",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
    static let trashLead = Endpoint(
        method: .delete,
        path: "/v1.0/leads/{leadId}",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
    /// A POST that sets one value: sent twice, the same person is assigned.
    static let assignLead = Endpoint(
        method: .post,
        path: "/v1.0/leads/{leadId}/assignment",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
    /// A POST that only asks.
    static let previewAssignees = Endpoint(
        method: .post,
        path: "/v1.0/leads/assignee",
        effect: .reads,
        answer: .json
    )
}

extension Endpoint {
    /// Whether each call makes a new inquiry is not known, so it is not taken to be repeatable.
    static let addInquiry = Endpoint(
        method: .post,
        path: "/v1.0/leads/{leadId}/inquiry",
        effect: .adds,
        answer: .jsonOrEmpty
    )
    /// A POST that sets: with an id it changes that property, without one it merges with the same address.
    static let setProperty = Endpoint(
        method: .post,
        path: "/v1.0/leads/{leadId}/property",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
}
