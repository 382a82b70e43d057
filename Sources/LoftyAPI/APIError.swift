/// Why a call to Lofty failed, and what may be done about it.
public struct APIError: Error, Hashable, Sendable {
    public var kind: Kind
    /// Method and path without query, such as `GET /v1.0/leads`.
    public var operation: String
    /// HTTP status, when there was an answer.
    public var status: Int?
    /// Lofty's numeric code, when the body held one.
    public var code: Int?
    /// One sentence about the failure, cleaned and cut to 500 characters; never a credential.
    ///
    /// The server's own words when it had any, else those of the transport or of the check that refused the request.
    public var serverText: String?
    public var disposition: RetryDisposition
    /// The attempt that ended so, as logs and traces name it; `nil` when nothing was sent.
    public var id: CallID?

    public init(
        _ kind: Kind,
        operation: String,
        status: Int? = nil,
        code: Int? = nil,
        serverText: String? = nil,
        disposition: RetryDisposition
    ) {
        self.kind = kind
        self.operation = operation
        self.status = status
        self.code = code
        self.serverText = serverText
        self.disposition = disposition
    }

    /// True when the server has given the operation up (410): only a newer client can help.
    public var isWithdrawn: Bool { kind == .refused && status == 410 }

    public enum Kind: Hashable, Sendable {
        /// 401, or 400 with code 200058: the key is wrong, expired, revoked or sent with the wrong scheme.
        case credentialRejected
        /// 403 with code 200100, or another refusal of rights: not the same as being logged out.
        case notGranted
        /// 404 with code 20006 and the like: gone, trashed, hidden, or not visible yet.
        case notFound
        /// 400 and the like: the server understood and refused.
        case refused
        /// 429. The call was not executed.
        case rateLimited
        /// 5xx.
        case serverFailure
        /// The answer is not what the contract says: HTML, garbage, truncated, or the wrong shape.
        case unreadableAnswer
        /// The answer was larger than the limit.
        case answerTooLarge
        /// No connection could be made, so nothing was executed.
        case unreachable
        /// The connection broke or the deadline passed after sending began.
        case connectionLost
        /// The caller stopped waiting.
        case cancelled
        /// The request cannot be sent as asked, such as plain http to another machine.
        case invalidRequest
    }
}

/// What may be done after a failed call.
///
/// The client itself repeats nothing but reads. A message to a person is never sent again by it, not even where this says
/// that nothing was executed; see ``LoftyClient/sendText(_:to:confirmation:)``.
public enum RetryDisposition: Hashable, Sendable {
    /// Not executed, or safe to repeat: try again after a pause (`nil`: the caller's own back-off).
    case retry(after: Duration?)
    /// It may have been executed; look before sending it again.
    case ambiguous
    /// Repeating cannot help.
    case permanent
}
