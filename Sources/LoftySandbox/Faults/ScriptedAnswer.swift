/// An answer that a test writes itself.
package struct ScriptedAnswer: Hashable, Sendable {
    package var status: Int
    package var contentType: String?
    package var headers: [String: String]
    package var body: String
    /// Leaves out the rate limit headers that every other answer carries.
    package var hidesRateLimit: Bool

    package init(
        status: Int,
        contentType: String? = "application/json",
        headers: [String: String] = [:],
        body: String = "",
        hidesRateLimit: Bool = false
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
        self.hidesRateLimit = hidesRateLimit
    }

    /// The contract's 429.
    package static let tooManyRequests = ScriptedAnswer(status: 429, body: #"{"message":"Too Many Requests"}"#)
    /// The contract's 500.
    package static let internalError = ScriptedAnswer(status: 500, body: SandboxError.internalError.body.text)
    /// What a proxy in front of a sick server says.
    package static let badGateway = ScriptedAnswer(
        status: 502,
        contentType: "text/html",
        body: "<html><body><h1>502 Bad Gateway</h1></body></html>"
    )
    /// What a proxy says while the server is away.
    package static let serviceUnavailable = ScriptedAnswer(
        status: 503,
        contentType: "text/html",
        body: "<html><body><h1>503 Service Unavailable</h1></body></html>"
    )
    /// An error as the published schema has it: a plain JSON string.
    package static let stringError = ScriptedAnswer(status: 400, body: #""Something is wrong with this request""#)
    /// 200 without a body.
    package static let empty = ScriptedAnswer(status: 200, contentType: nil)
    /// The page of a maintenance window, with the status of success.
    package static let html = ScriptedAnswer(
        status: 200,
        contentType: "text/html",
        body: "<!doctype html><html><body>We will be back soon.</body></html>"
    )
}

extension SandboxResponse {
    init(_ answer: ScriptedAnswer) {
        self.init(
            status: answer.status,
            contentType: answer.contentType,
            headers: answer.headers,
            body: Array(answer.body.utf8)
        )
    }
}
