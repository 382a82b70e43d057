// What happened with a lead: contract §7.9, §7.10, §11 and §13.4.

extension Endpoint {
    static let notes = Endpoint(method: .get, path: "/v1.0/notes", effect: .reads, answer: .json)
    static let addNote = Endpoint(method: .post, path: "/v1.0/notes", effect: .adds, answer: .json)
    static let note = Endpoint(method: .get, path: "/v1.0/notes/{noteId}", effect: .reads, answer: .json)
    static let updateNote = Endpoint(
        method: .put,
        path: "/v1.0/notes/{noteId}",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
    static let deleteNote = Endpoint(
        method: .delete,
        path: "/v1.0/notes/{noteId}",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
}

extension Endpoint {
    static let contactLogs = Endpoint(method: .get, path: "/v1.0/logType", effect: .reads, answer: .json)
    static let logContact = Endpoint(method: .post, path: "/v1.0/logType", effect: .adds, answer: .json)
    static let contactLog = Endpoint(method: .get, path: "/v1.0/logType/{logTypeId}", effect: .reads, answer: .json)
    static let deleteContactLog = Endpoint(
        method: .delete,
        path: "/v1.0/logType/{logTypeId}",
        effect: .setsValue,
        answer: .jsonOrEmpty
    )
}

extension Endpoint {
    static let siteActivities = Endpoint(
        method: .get,
        path: "/v1.0/leads/{leadId}/activities",
        effect: .reads,
        answer: .json
    )
    static let logSiteActivity = Endpoint(
        method: .post,
        path: "/v1.0/leads/{leadId}/activity",
        effect: .adds,
        answer: .jsonOrEmpty
    )
    static let communications = Endpoint(
        method: .get,
        path: "/v2.0/leads/{leadId}/activities",
        effect: .reads,
        answer: .json
    )
    static let systemLogs = Endpoint(method: .get, path: "/v1.0/systemLogs", effect: .reads, answer: .json)
}
