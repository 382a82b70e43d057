import Foundation
import Synchronization

/// Counts the calls of each credential in fixed windows of 60 seconds (contract §4).
final class RateLimiter: Sendable {
    /// What one call found.
    struct Budget: Hashable, Sendable {
        let limit: Int
        let remaining: Int
        let reset: Date
        let isExceeded: Bool

        /// The limiter is off.
        static let unlimited = Budget(limit: 0, remaining: 0, reset: .distantPast, isExceeded: false)

        /// The three headers of every authenticated answer; none when there is no limit.
        var headers: [String: String] {
            guard self != .unlimited else { return [:] }
            return [
                "X-RateLimit-Limit": String(limit),
                "X-RateLimit-Remaining": String(remaining),
                "X-RateLimit-Reset": String(Int(reset.timeIntervalSince1970.rounded(.up))),
            ]
        }
    }

    private struct Window {
        var start: Date
        var calls: Int
    }

    private static let length: TimeInterval = 60

    private let limit: Int?
    private let windows = Mutex<[Credential: Window]>([:])

    init(callsPerMinute limit: Int?) { self.limit = limit }

    func spend(by credential: Credential, at now: Date) -> Budget {
        guard let limit else { return .unlimited }
        let window = windows.withLock { windows in
            var window = windows[credential] ?? Window(start: now, calls: 0)
            if now >= window.start.addingTimeInterval(Self.length) || now < window.start {
                window = Window(start: now, calls: 0)
            }
            window.calls += 1
            windows[credential] = window
            return window
        }
        return Budget(
            limit: limit,
            remaining: max(0, limit - window.calls),
            reset: window.start.addingTimeInterval(Self.length),
            isExceeded: window.calls > limit
        )
    }
}
