import FoundationEssentials

/// Four readings of `X-RateLimit-Reset`.
///
/// Lofty documents epoch seconds, and its own sample shows 21000, which can only be milliseconds from now.
public enum ResetUnit: String, Hashable, Sendable, Codable {
    case epochMilliseconds
    case epochSeconds
    case millisecondsFromNow
    case secondsFromNow

    /// Chooses by the size of the number, as the four ranges do not meet; `nil` for what is no moment.
    init?(_ value: Double) {
        guard value.isFinite, value >= 0 else { return nil }
        switch value {
        case 1e12...: self = .epochMilliseconds
        case 1e9...: self = .epochSeconds
        case 120.nextUp...: self = .millisecondsFromNow
        default: self = .secondsFromNow
        }
    }

    /// How far a moment in this unit may be from the true one.
    ///
    /// A moment of the epoch is set against the server's `Date`, which has whole seconds.
    var grain: Duration {
        switch self {
        case .epochMilliseconds, .epochSeconds, .secondsFromNow: .seconds(1)
        case .millisecondsFromNow: .zero
        }
    }

    /// Seconds from `now` until the moment that `value` names; negative when it has passed.
    func seconds(_ value: Double, from now: Date) -> Double {
        switch self {
        case .epochMilliseconds: value / 1_000 - now.timeIntervalSince1970
        case .epochSeconds: value - now.timeIntervalSince1970
        case .millisecondsFromNow: value / 1_000
        case .secondsFromNow: value
        }
    }
}
