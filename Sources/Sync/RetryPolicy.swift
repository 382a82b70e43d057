package import FoundationEssentials

/// How long to wait before trying again, and when to stop.
package struct RetryPolicy: Sendable {
    /// Pauses between looking for a lead that Lofty has made and may still be writing, in seconds.
    ///
    /// Lofty stores creates, notes and logs asynchronously (Lofty API, delays before a new lead or note is readable).
    package static let lookupPauses: [TimeInterval] = [1, 2, 4, 8, 15]

    /// Pauses between looking for a record whose answer was lost, in seconds; after the last look a person decides.
    ///
    /// A minute in all: twice what Lofty is known to take until it shows a record, and as long as a person waits for word.
    package static let searchPauses: [TimeInterval] = lookupPauses + [30]

    /// Pauses before a lead that does not show a change that the server took is read again, in seconds.
    ///
    /// A reading may come from a copy that is behind.
    package static let lagPauses: [TimeInterval] = [1, 2, 4, 8]

    /// Failures of the server with one change, while it answers others, after which the change stops.
    package static let patience = 12

    /// No pause is longer, however often something failed, in seconds.
    static let longestPause: TimeInterval = 72

    private let random: @Sendable () -> Double

    /// - Parameter random: a number in `0..<1`; spreads the attempts of many clients after a common failure.
    package init(random: @escaping @Sendable () -> Double) { self.random = random }

    /// 1, 2, 4 … 60 seconds, each up to a fifth longer or shorter; `attempt` counts from one.
    package func pause(afterAttempt attempt: Int) -> TimeInterval {
        let seconds = attempt > 6 ? 60 : Double(1 << max(attempt - 1, 0))
        return min(seconds, 60) * (0.8 + 0.4 * random())
    }
}
