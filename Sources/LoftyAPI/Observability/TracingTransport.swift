import FoundationEssentials

/// Sends requests over another transport and writes them with their answers to a ``RequestTrace``.
///
/// Neither the request nor the answer is changed, and a trace that cannot be written fails no call.
public struct TracingTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let trace: RequestTrace
    private let time: TimeSource

    public init(_ transport: any HTTPTransport, to trace: RequestTrace, time: TimeSource = .live) {
        self.transport = transport
        self.trace = trace
        self.time = time
    }

    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let moment = time.date()
        let start = time.uptime()
        let result = await Result { () async throws(TransportError) in try await transport.send(request) }
        let entry = TraceEntry(request, result, at: moment, took: time.uptime() - start)
        if let line = entry.line { trace.file.append(line) }
        return try result.get()
    }
}
