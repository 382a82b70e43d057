/// One operation of Lofty's API, and what a lost or odd answer to it means.
struct Endpoint: Hashable, Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// What a call does on the server, whatever its method says.
    enum Effect: Hashable, Sendable {
        /// Changes nothing: the client itself may try again.
        case reads
        /// Leaves the same state however often it is sent: the caller may send it again.
        case setsValue
        /// Makes something new each time: once it may have arrived, look before sending it again.
        case adds
    }

    /// What a 2xx must carry.
    enum AnswerRule: Hashable, Sendable {
        /// JSON; anything else is no proof that the call was executed.
        case json
        /// JSON or nothing.
        case jsonOrEmpty
    }

    var method: Method
    /// Path with placeholders, such as `/v1.0/leads/{leadId}`.
    var path: String
    var effect: Effect
    var answer: AnswerRule

    /// Name for messages and meters, such as `GET /v1.0/leads/{leadId}`.
    var operation: String { "\(method.rawValue) \(path)" }
}

// MARK: The table

extension Endpoint {
    static let me = Endpoint(method: .get, path: "/v1.0/me", effect: .reads, answer: .json)
    static let members = Endpoint(method: .get, path: "/v1.0/members", effect: .reads, answer: .json)
    static let stages = Endpoint(
        method: .get,
        path: "/v1.0/teamFeatures/lead-pipelines",
        effect: .reads,
        answer: .json
    )
    static let tags = Endpoint(method: .get, path: "/v1.0/teamFeatures/listTag", effect: .reads, answer: .json)

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
