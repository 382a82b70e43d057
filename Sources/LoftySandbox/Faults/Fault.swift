/// A misfortune for requests to come.
package struct Fault: Hashable, Sendable {
    /// `nil` matches every method.
    package var method: String?
    /// A path as the contract writes it, such as `/v1.0/leads/{leadId}`; `nil` matches every path.
    package var path: String?
    package var effect: Effect
    /// How many matching requests it strikes.
    package var times: Int

    package init(_ effect: Effect, method: String? = nil, path: String? = nil, times: Int = 1) {
        self.effect = effect
        self.method = method
        self.path = path
        self.times = times
    }

    package enum Effect: Hashable, Sendable {
        /// Answers this; nothing is executed.
        case answer(ScriptedAnswer)
        /// Closes the connection; nothing is executed.
        case dropBefore
        /// Executes and closes the connection without a byte: the lost answer.
        case dropAfter
        /// Executes and sends the headers of the whole answer, but only so many bytes of its body.
        case truncate(afterBytes: Int)
        /// Waits, then executes and answers.
        case delay(Duration)
    }
}

/// An answer that a test writes itself.
package struct ScriptedAnswer: Hashable, Sendable {
    package var status: Int
    package var contentType: String?
    package var headers: [String: String]
    package var body: String

    package init(
        status: Int,
        contentType: String? = "application/json",
        headers: [String: String] = [:],
        body: String = ""
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
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
    /// 200 without a body.
    package static let empty = ScriptedAnswer(status: 200, contentType: nil)
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
