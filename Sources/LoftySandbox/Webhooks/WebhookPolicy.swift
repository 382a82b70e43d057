/// How patiently events are gathered and deliveries repeated.
package struct WebhookPolicy: Hashable, Sendable {
    /// How long the first event of a batch waits for more; Lofty takes up to a minute.
    package var batchDelay: Duration
    /// The pause before the second attempt; each further pause is twice as long, up to ``longestRetryDelay``.
    package var firstRetryDelay: Duration
    package var longestRetryDelay: Duration
    /// Attempts until a delivery is given up, at least 1.
    package var mostAttempts: Int
    /// How long a receiver may take to answer.
    package var answerTimeout: Duration
    /// Events that one subscription may have waiting; beyond it the oldest are given up.
    package var longestQueue: Int

    package init(
        batchDelay: Duration = .seconds(5),
        firstRetryDelay: Duration = .seconds(1),
        longestRetryDelay: Duration = .seconds(300),
        mostAttempts: Int = 10,
        answerTimeout: Duration = .seconds(5),
        longestQueue: Int = 10_000
    ) {
        self.batchDelay = batchDelay
        self.firstRetryDelay = firstRetryDelay
        self.longestRetryDelay = longestRetryDelay
        self.mostAttempts = mostAttempts
        self.answerTimeout = answerTimeout
        self.longestQueue = longestQueue
    }

    /// The pause after so many failed attempts.
    func retryDelay(after attempts: Int) -> Duration {
        // Thirty doublings of a millisecond are already twelve days.
        min(longestRetryDelay, firstRetryDelay * (1 << min(max(attempts, 1) - 1, 30)))
    }
}
