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
