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
        ///
        /// What the reset counts is documented in two ways, and seen in neither.
        func headers(_ oddities: SandboxOddities, at now: Date) -> [String: String] {
            guard self != .unlimited, let reset = resetText(oddities.rateHeaders, at: now) else { return [:] }
            return [
                "X-RateLimit-Limit": String(limit),
                "X-RateLimit-Remaining": String(min(limit, remaining + oddities.rateRemainingLag)),
                "X-RateLimit-Reset": reset,
            ]
        }

        private func resetText(_ variant: SandboxOddities.RateHeaders, at now: Date) -> String? {
            let count: TimeInterval
            switch variant {
            case .none: return nil
            case .epochSeconds: count = reset.timeIntervalSince1970
            case .epochMillis: count = reset.timeIntervalSince1970 * 1_000
            case .millisFromNow: count = reset.timeIntervalSince(now) * 1_000
            }
            return String(Int(count.rounded(.up)))
        }
    }

    private struct Window {
        var start: Date
        var calls: Int
    }

    private static let length: TimeInterval = 60

    private let limit: Int?
    private let windows = Mutex<[Credential.Payer: Window]>([:])

    init(callsPerMinute limit: Int?) { self.limit = limit }

    func spend(by credential: Credential, at now: Date) -> Budget {
        guard let limit else { return .unlimited }
        let window = windows.withLock { windows in
            var window = windows[credential.payer] ?? Window(start: now, calls: 0)
            if now >= window.start.addingTimeInterval(Self.length) || now < window.start {
                window = Window(start: now, calls: 0)
            }
            window.calls += 1
            windows[credential.payer] = window
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
