/// Why a request is not taken; the answer says no more than the status.
package enum Refusal: Error, Hashable, Sendable {
    case malformed
    /// Wrong path or wrong secret: the answer must not tell which.
    case unknownPath
    case wrongMethod
    case tooSlow
    case bodyTooLarge
    case headTooLarge
    case unknownCoding
    /// The body is no delivery of Lofty's.
    case noDelivery
    /// What was taken could not be kept; worth another try.
    case notKept

    /// The status of the answer.
    ///
    /// Source: RFC 9110 §15.5 and §15.6, RFC 6585 §5.
    package var status: Int {
        switch self {
        case .malformed, .noDelivery: 400
        case .unknownPath: 404
        case .wrongMethod: 405
        case .tooSlow: 408
        case .bodyTooLarge: 413
        case .headTooLarge: 431
        case .unknownCoding: 501
        case .notKept: 503
        }
    }
}
