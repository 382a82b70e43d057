/// What a client has done so far, one entry for each operation that was called.
public struct ClientMetrics: Hashable, Sendable {
    /// By operation, such as `GET /v1.0/leads`.
    public var operations: [String: OperationMetrics]

    /// All operations together, without latencies.
    public var calls: Int { operations.values.reduce(0) { $0 + $1.calls } }
}

/// What became of the calls of one operation.
public struct OperationMetrics: Hashable, Sendable {
    /// Calls that were asked for, however often each was tried.
    public var calls: Int
    /// Requests beyond the first of a call.
    public var repeats: Int
    /// Calls that ended with an error, by its kind.
    public var failures: [APIError.Kind: Int]
    /// Size of the requests' bodies, in bytes.
    public var bytesSent: Int
    /// Size of the answers' bodies, unpacked, in bytes.
    public var bytesReceived: Int
    /// Time of a request on the wire; `nil` before the first has ended.
    public var latency: Latency?

    /// Quantiles are at most 5 % too long; the maximum is exact.
    public struct Latency: Hashable, Sendable {
        public var median: Duration
        public var p90: Duration
        public var p99: Duration
        public var maximum: Duration
    }
}
