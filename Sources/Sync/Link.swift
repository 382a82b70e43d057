import FoundationEssentials
import LoftyAPI

/// The way to the server as the last calls found it: a value that decides when the next call may be made.
struct Link: Sendable {
    private(set) var state = LinkState.unknown
    private var failures = 0
    /// Calls in a row that reached a server in trouble.
    private var troubles = 0
    /// Not before this time.
    private(set) var nextCallAt: Date?

    /// When the next call may be made: `nil` for never by itself.
    func dueAt(now: Date) -> Date? { state.isRefused ? nil : nextCallAt ?? now }

    mutating func succeeded() {
        state = .online
        failures = 0
        troubles = 0
        nextCallAt = nil
    }

    mutating func failed(_ error: APIError, now: Date, policy: RetryPolicy) {
        switch error.kind {
        case .unreachable:
            failures += 1
            nextCallAt = now + policy.pause(afterAttempt: failures)
            if case .offline = state { return }
            state = .offline(since: now)
        case .rateLimited:
            failures += 1
            let until = now + (error.disposition.pause ?? policy.pause(afterAttempt: failures))
            nextCallAt = until
            state = .limited(until: until)
        case .credentialRejected:
            state = .credentialRejected
            nextCallAt = nil
        case .notGranted, .notFound, .refused, .answerTooLarge:
            succeeded()
        case .serverFailure, .unreadableAnswer, .connectionLost:
            troubles += 1
            // One lead may be cursed; several failures in a row are the server's, and a queue must not hammer it.
            if troubles >= 3 { nextCallAt = now + policy.pause(afterAttempt: troubles - 2) }
        case .cancelled, .invalidRequest:
            break
        }
    }

    mutating func refused(_ state: LinkState) { self.state = state }

    /// A person asked: the next call may be made at once, but for a limit that the server set.
    mutating func poke() {
        switch state {
        case .unknown, .online, .offline: nextCallAt = nil
        case .credentialRejected, .accountUnknown: state = .unknown
        case .limited, .otherAccount: break
        }
    }
}

extension RetryDisposition {
    /// The pause the server asked for, in seconds.
    fileprivate var pause: TimeInterval? {
        switch self {
        case .retry(after: .some(let duration)): duration.seconds
        case .retry(after: .none), .ambiguous, .permanent: nil
        }
    }
}

extension Duration {
    var seconds: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
