package import FoundationEssentials

/// How long to wait before trying again.
package struct RetryPolicy: Sendable {
    /// Pauses between looking for a record that Lofty may still be writing, in seconds.
    ///
    /// Lofty stores creates, notes and logs asynchronously (Lofty API, delays before a new lead or note is readable).
    package static let lookupPauses: [TimeInterval] = [1, 2, 4, 8, 15]

    private let random: @Sendable () -> Double

    /// - Parameter random: a number in `0..<1`; spreads the attempts of many clients after a common failure.
    package init(random: @escaping @Sendable () -> Double) { self.random = random }

    /// 1, 2, 4 … 60 seconds, each up to a fifth longer or shorter; `attempt` counts from one.
    package func pause(afterAttempt attempt: Int) -> TimeInterval {
        let seconds = attempt > 6 ? 60 : Double(1 << max(attempt - 1, 0))
        return min(seconds, 60) * (0.8 + 0.4 * random())
    }
}
