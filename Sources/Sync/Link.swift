import FoundationEssentials
import Leads
import LoftyAPI

/// The way to the server as the last calls found it: a value that decides when the next call may be made.
struct Link: Sendable {
    private(set) var state = LinkState.unknown
    /// By how many seconds the clock on the wall was set forward; see ``Outbox/drift``.
    var drift: TimeInterval = 0
    private var failures = 0
    /// A server may read well and fail to write, so each is counted by itself.
    private var reading = Trouble()
    private var writing = Trouble()
    /// Not before this time, on the scale of a clock that nobody sets.
    private var nextCallAt: Date?

    /// What a call does.
    enum Purpose: Hashable, Sendable {
        case reading, writing
    }

    /// True while the server fails whatever it is asked.
    var isServerTroubled: Bool { reading.isGeneral || writing.isGeneral }

    /// When the next call may be made: `nil` for never by itself.
    func dueAt(now: Date) -> Date? {
        guard !state.isRefused else { return nil }
        guard let due = nextCallAt.map({ $0 + drift }), due > now + Outbox.grain else { return now }
        return due
    }

    mutating func succeeded(_ purpose: Purpose) {
        state = .online
        failures = 0
        reading = Trouble()
        if purpose == .writing { writing = Trouble() }
        if !writing.isGeneral { nextCallAt = nil }
    }

    /// Takes in a failed call about a lead; `nil` stands for the account as a whole.
    mutating func failed(
        _ error: APIError,
        _ purpose: Purpose,
        about lead: Lead.ID?,
        now: Date,
        policy: RetryPolicy
    ) {
        switch error.kind {
        case .unreachable:
            failures += 1
            hold(policy.pause(afterAttempt: failures), now: now)
            if case .offline = state { return }
            state = .offline(since: now)
        case .rateLimited:
            failures += 1
            let pause = error.disposition.pause ?? policy.pause(afterAttempt: failures)
            hold(pause, now: now)
            state = .limited(until: now + pause)
        case .credentialRejected:
            // Another credential stands ready: whose it is has to be asked first.
            state = error.isCredentialReplaced ? .unknown : .credentialRejected
            nextCallAt = nil
        case .notGranted, .notFound, .refused, .answerTooLarge:
            succeeded(purpose)
        case .serverFailure, .unreadableAnswer, .connectionLost:
            let generalFailures: Int
            switch purpose {
            case .reading: generalFailures = reading.count(lead)
            case .writing: generalFailures = writing.count(lead)
            }
            // A queue must not hammer a server that fails.
            if generalFailures > 0 { hold(policy.pause(afterAttempt: generalFailures), now: now) }
        case .cancelled, .invalidRequest:
            break
        }
    }

    private mutating func hold(_ pause: TimeInterval, now: Date) { nextCallAt = now + pause - drift }

    mutating func refused(_ state: LinkState) { self.state = state }

    /// A person asked: the next call may be made at once, but for a limit that the server set.
    mutating func poke() {
        switch state {
        case .unknown, .online, .offline: nextCallAt = nil
        case .credentialRejected, .accountUnknown, .otherAccount: state = .unknown
        case .limited: break
        }
    }
}

/// Failures of the server in a row.
private struct Trouble: Sendable {
    /// One lead may be cursed; when so many calls about different things fail, the trouble is the server's.
    private static let coincidence = 3

    private var failures = 0
    private var leads: Set<Lead.ID> = []

    var isGeneral: Bool { failures >= Self.coincidence }

    /// - Returns: how many failures say that the trouble is the server's; 0 while it may be a lead's.
    mutating func count(_ lead: Lead.ID?) -> Int {
        let isNew = lead.map { leads.insert($0).inserted } ?? true
        if isNew || isGeneral { failures += 1 }
        return max(0, failures - Self.coincidence + 1)
    }
}

extension APIError {
    /// True when the credential was rejected and its source has another one by now.
    var isCredentialReplaced: Bool {
        guard kind == .credentialRejected, case .retry = disposition else { return false }
        return true
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
