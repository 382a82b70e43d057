// The two tables of the contract: what an answer means, and what may be done about it.

extension APIError.Kind {
    /// What a failed call means.
    ///
    /// The code decides before the status: Lofty's documents disagree on the status of several refusals.
    init(status: Int, _ body: ErrorBody) {
        if let code = body.code, let kind = Self.byCode[code] {
            self = kind
            return
        }
        // Ordered by the name, so that a body with two of them is always read alike.
        if body.code == nil, let name = body.names.intersection(Self.byName.keys).min(), let kind = Self.byName[name] {
            self = kind
            return
        }
        switch status {
        case 401: self = .credentialRejected
        case 403: self = .notGranted
        case 404: self = Self.missing(body)
        case 408: self = .connectionLost
        case 429: self = .rateLimited
        case 500...: self = .serverFailure
        case 400 where Self.isAboutRate(body): self = .rateLimited
        default: self = .refused
        }
    }

    private static let byCode: [Int: APIError.Kind] = [
        20_003: .notFound,  // member
        20_004: .credentialRejected,
        20_006: .notFound,  // lead
        20_007: .notFound,  // note or log
        20_017: .notGranted,
        200_058: .credentialRejected,  // a key sent as Bearer, or a user who is gone
        200_060: .notFound,  // transaction
        200_100: .notGranted,
        200_108: .notFound,  // property
    ]

    /// Failures whose number is not published (contract §5.3).
    private static let byName: [String: APIError.Kind] = [
        "ACCESS_ALL_TEAM_LEADS": .notGranted,
        "BAD_CREDENTIALS": .credentialRejected,
        "LEAD_NOT_EXIST": .notFound,
        "LEAD_NOT_FOUND": .notFound,
        "LEAD_PROPERTY_NOT_EXIST": .notFound,
        "NO_ACCESS_WEBSITE": .notGranted,
        "PERMISSION_DENIED": .notGranted,
        "RESOURCE_NOT_EXIST": .notFound,
        "TASK_NOT_EXIST": .notFound,
        "TRANSACTION_NOT_EXIST": .notFound,
        "USER_NOT_EXIST": .notFound,
        "VENDOR_HAS_NO_PERMISSION": .notGranted,
        "WEBHOOK_DELETE_NOT_EXIST": .notFound,
        "WEBHOOK_DELETE_NO_AUTHORITY": .notGranted,
    ]

    /// A 404 says that something is gone only when Lofty's application says it.
    ///
    /// A wrong base URL and a proxy's page are 404 too, and must not take leads out of anybody's book.
    private static func missing(_ body: ErrorBody) -> APIError.Kind {
        guard body.isJSON else { return .unreadableAnswer }
        let isUnknownPath =
            body.isAboutPath || body.code == nil && body.text?.contains("endpoint does not exist") == true
        return isUnknownPath ? .refused : .notFound
    }

    /// Some limits are enforced by a filter that answers 400 instead of 429.
    private static func isAboutRate(_ body: ErrorBody) -> Bool {
        let text = body.text?.lowercased() ?? ""
        return body.code == nil && ["too many requests", "ratelimit", "rate limit"].contains { text.contains($0) }
    }
}

extension RetryDisposition {
    /// What may be done after an answer that says `kind`; `pause` is the one that the server asked for.
    init(_ kind: APIError.Kind, _ effect: Endpoint.Effect, pause: Duration?) {
        switch kind {
        case .rateLimited: self = .retry(after: pause)
        case .serverFailure: self = effect == .adds ? .ambiguous : .retry(after: pause)
        case .connectionLost: self = effect == .adds ? .ambiguous : .retry(after: nil)
        case .answerTooLarge: self = effect == .adds ? .ambiguous : .permanent
        case .unreachable: self = .retry(after: nil)
        // Whether a request was sent before its caller let go of it cannot be known.
        case .cancelled: self = effect == .adds ? .ambiguous : .retry(after: nil)
        case .credentialRejected, .notGranted, .notFound, .refused, .unreadableAnswer, .invalidRequest:
            self = .permanent
        }
    }
}

extension APIError {
    /// A call that got no complete answer.
    init(_ error: TransportError, _ endpoint: Endpoint, hiding credential: Credential) {
        let kind: Kind =
            switch error.kind {
            case .unreachable, .untrusted: .unreachable
            case .lost: .connectionLost
            case .answerTooLarge: .answerTooLarge
            case .cancelled: .cancelled
            case .unusable: .invalidRequest
            }
        self.init(
            kind,
            operation: endpoint.operation,
            serverText: ServerText.clean(error.detail, hiding: credential),
            disposition: RetryDisposition(kind, endpoint.effect, pause: nil)
        )
    }
}

extension APIError: CustomStringConvertible {
    /// For a person at a console: holds ``serverText``, which may quote what was typed, so it is not for a log.
    public var description: String {
        let numbers = [status.map { "HTTP \($0)" }, code.map { "code \($0)" }].compactMap(\.self)
        let facts = [operation, "\(kind)"] + numbers + [serverText].compactMap(\.self)
        return facts.joined(separator: ", ")
    }
}
