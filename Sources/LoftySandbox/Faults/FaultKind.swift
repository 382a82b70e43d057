/// The words that a fault script can use for what happens.
enum FaultKind: String, CaseIterable, Sendable {
    case tooManyRequests = "too-many-requests"
    case internalError = "internal-error"
    case badGateway = "bad-gateway"
    case serviceUnavailable = "service-unavailable"
    case stringError = "string-error"
    case emptyBody = "empty-body"
    case html
    case answer
    case truncate
    case drip
    case delay
    case stall
    case dropBefore = "drop-before"
    case dropAfter = "drop-after"
    case hideNewLeads = "hide-new-leads"
    case skewClock = "skew-clock"
    case expireToken = "expire-token"
    case expireScroll = "expire-scroll"

    private static let longestMilliseconds = 3_600_000

    /// The words that go with it, beyond those of every entry.
    var argumentNames: [String] {
        switch self {
        case .tooManyRequests: ["retryAfterSeconds", "rateHeaders"]
        case .answer: ["status", "contentType", "headers", "body", "rateHeaders"]
        case .truncate: ["afterBytes"]
        case .drip: ["bytesPerSecond"]
        case .delay, .hideNewLeads: ["milliseconds"]
        case .skewClock: ["hours"]
        case .internalError, .badGateway, .serviceUnavailable, .stringError, .emptyBody, .html, .stall, .dropBefore,
            .dropAfter, .expireToken, .expireScroll:
            []
        }
    }

    func effect(_ arguments: FaultArguments) throws(FaultScriptProblem) -> Fault.Effect {
        switch self {
        case .tooManyRequests: return .answer(try Self.storm(arguments))
        case .internalError: return .answer(.internalError)
        case .badGateway: return .answer(.badGateway)
        case .serviceUnavailable: return .answer(.serviceUnavailable)
        case .stringError: return .answer(.stringError)
        case .emptyBody: return .answer(.empty)
        case .html: return .answer(.html)
        case .answer: return .answer(try Self.scripted(arguments))
        case .truncate: return .truncate(afterBytes: try arguments.required("afterBytes", in: 0...1_000_000))
        case .drip: return .drip(bytesPerSecond: try arguments.required("bytesPerSecond", in: 1...1_000_000))
        case .delay: return .delay(try Self.milliseconds(arguments))
        case .stall: return .stall
        case .dropBefore: return .dropBefore
        case .dropAfter: return .dropAfter
        case .hideNewLeads: return .hideNewLeads(try Self.milliseconds(arguments))
        case .skewClock: return .skewClock(.seconds(3_600 * (try arguments.required("hours", in: -10_000...10_000))))
        case .expireToken: return .expireToken
        case .expireScroll: return .expireScroll
        }
    }

    private static func milliseconds(_ arguments: FaultArguments) throws(FaultScriptProblem) -> Duration {
        .milliseconds(try arguments.required("milliseconds", in: 0...longestMilliseconds))
    }

    private static func storm(_ arguments: FaultArguments) throws(FaultScriptProblem) -> ScriptedAnswer {
        var answer = ScriptedAnswer.tooManyRequests
        if let seconds = try arguments.integer("retryAfterSeconds", in: 0...86_400) {
            answer.headers["Retry-After"] = String(seconds)
        }
        answer.hidesRateLimit = try arguments.bool("rateHeaders") == false
        return answer
    }

    private static func scripted(_ arguments: FaultArguments) throws(FaultScriptProblem) -> ScriptedAnswer {
        let body = try arguments.string("body") ?? ""
        return ScriptedAnswer(
            status: try arguments.required("status", in: 200...599),
            contentType: try arguments.line("contentType") ?? (body.isEmpty ? nil : "application/json"),
            headers: try arguments.headers("headers"),
            body: body,
            hidesRateLimit: try arguments.bool("rateHeaders") == false
        )
    }
}
