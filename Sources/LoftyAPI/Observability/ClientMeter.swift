import Synchronization

/// Adds up what the calls of one client do.
final class ClientMeter: Sendable {
    private struct Tally {
        var calls = 0
        var repeats = 0
        var failures: [APIError.Kind: Int] = [:]
        var bytesSent = 0
        var bytesReceived = 0
        var latencies = LatencyHistogram()

        mutating func record(_ sent: Int, _ received: Int, _ took: Duration, _ isRepeat: Bool) {
            repeats += isRepeat ? 1 : 0
            bytesSent += sent
            bytesReceived += received
            latencies.record(took)
        }
    }

    private let tallies = Mutex<[String: Tally]>([:])

    func recordAttempt(_ operation: String, sent: Int, received: Int, took: Duration, isRepeat: Bool) {
        tallies.withLock { tallies in
            tallies[operation, default: Tally()].record(sent, received, took, isRepeat)
        }
    }

    /// `failure` is `nil` for a call that succeeded.
    func recordCall(_ operation: String, failure: APIError.Kind?) {
        tallies.withLock { tallies in
            tallies[operation, default: Tally()].calls += 1
            if let failure { tallies[operation, default: Tally()].failures[failure, default: 0] += 1 }
        }
    }

    var snapshot: ClientMetrics {
        ClientMetrics(operations: tallies.withLock { $0.mapValues { Self.metrics($0) } })
    }

    private static func metrics(_ tally: Tally) -> OperationMetrics {
        OperationMetrics(
            calls: tally.calls,
            repeats: tally.repeats,
            failures: tally.failures,
            bytesSent: tally.bytesSent,
            bytesReceived: tally.bytesReceived,
            latency: latency(tally.latencies)
        )
    }

    private static func latency(_ histogram: LatencyHistogram) -> OperationMetrics.Latency? {
        guard let median = histogram.quantile(0.5), let p90 = histogram.quantile(0.9),
            let p99 = histogram.quantile(0.99)
        else { return nil }
        return OperationMetrics.Latency(median: median, p90: p90, p99: p99, maximum: histogram.longest)
    }
}
