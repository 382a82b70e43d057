import FoundationEssentials

/// Turns calls of the contract into HTTP requests of one account.
struct RequestComposer: Sendable {
    private let base: Result<BaseURL, InvalidBaseURL>
    private let userAgent: String
    private let deadline: Duration
    private let maximumAnswerSize: Int

    init(_ configuration: LoftyConfiguration) {
        base = Result { () throws(InvalidBaseURL) in try BaseURL(configuration.baseURL) }
        userAgent = configuration.userAgent
        deadline = configuration.deadline
        maximumAnswerSize = configuration.maximumAnswerSize
    }

    /// Whether the API that is called is on this very machine.
    var isForThisMachine: Bool {
        switch base {
        case .success(let base): Loopback.contains(host: base.host)
        case .failure: false
        }
    }

    func request(for call: APICall, with credential: Credential) throws(APIError) -> HTTPRequest {
        let base = try checked(for: call.endpoint.operation, credential)
        return HTTPRequest(
            method: call.endpoint.method.rawValue,
            url: base.text + call.path + PercentEncoding.query(call.query),
            headers: [
                HTTPField("Authorization", credential.authorization),
                // On GET and DELETE too: Lofty answers some of them with 415 or code 20001 without it.
                HTTPField("Content-Type", "application/json"),
                HTTPField("Accept", "application/json"),
                HTTPField("User-Agent", userAgent),
            ],
            body: call.body,
            deadline: deadline,
            maximumAnswerSize: maximumAnswerSize
        )
    }

    /// The base URL, after making sure that a request can be sent at all.
    func checked(for operation: String, _ credential: Credential?) throws(APIError) -> BaseURL {
        guard credential?.isEmpty != true else {
            throw APIError.invalid(operation, "The API key or access token is empty")
        }
        switch base {
        case .success(let base): return base
        case .failure(let problem): throw APIError.invalid(operation, problem.sentence)
        }
    }
}

extension APIError {
    /// A request that Foyer does not send, with one sentence saying why.
    static func invalid(_ operation: String, _ sentence: String) -> APIError {
        APIError(.invalidRequest, operation: operation, serverText: sentence, disposition: .permanent)
    }
}
