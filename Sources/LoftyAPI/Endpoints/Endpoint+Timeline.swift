// What happened with a lead: contract §7.9, §11 and §13.

extension Endpoint {
    static let notes = Endpoint(method: .get, path: "/v1.0/notes", effect: .reads, answer: .json)
    static let addNote = Endpoint(method: .post, path: "/v1.0/notes", effect: .adds, answer: .json)
    static let logContact = Endpoint(method: .post, path: "/v1.0/logType", effect: .adds, answer: .json)
    static let siteActivities = Endpoint(
        method: .get,
        path: "/v1.0/leads/{leadId}/activities",
        effect: .reads,
        answer: .json
    )
    static let communications = Endpoint(
        method: .get,
        path: "/v2.0/leads/{leadId}/activities",
        effect: .reads,
        answer: .json
    )
}
