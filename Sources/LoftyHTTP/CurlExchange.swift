import CCurl
import FoundationEssentials
import LoftyAPI
import Synchronization

/// One request on its way: ties a continuation to the callback of the C client, whatever comes first.
final class CurlExchange: Sendable {
    typealias Outcome = Result<HTTPResponse, TransportError>

    private enum State {
        case idle
        case cancelledBeforeStart
        case running(number: UInt64, CheckedContinuation<Outcome, Never>)
        case finished
    }

    /// Keeps the thread alive until the answer is here.
    private let engine: CurlEngine
    private let state = Mutex<State>(.idle)

    init(engine: CurlEngine) { self.engine = engine }

    func start(
        _ request: HTTPRequest,
        proxy: String,
        settings: CurlTransport.Settings,
        continuation: CheckedContinuation<Outcome, Never>
    ) {
        // Submitting under the lock: the callback and a cancellation find the number in place.
        let early: Outcome? = state.withLock { state in
            if case .cancelledBeforeStart = state {
                return .failure(TransportError(.cancelled, detail: "The request was cancelled before it was sent"))
            }
            let number = submit(request, proxy: proxy, settings: settings)
            guard number != 0 else {
                return .failure(TransportError(.unusable, detail: "libcurl did not take the request"))
            }
            state = .running(number: number, continuation)
            return nil
        }
        if let early { continuation.resume(returning: early) }
    }

    func cancel() {
        let running: UInt64? = state.withLock { state in
            switch state {
            case .idle:
                state = .cancelledBeforeStart
                return nil
            case .running(let number, _): return number
            case .cancelledBeforeStart, .finished: return nil
            }
        }
        if let running { foyer_curl_cancel(engine.client, running) }
    }

    private func finish(_ outcome: Outcome) {
        let continuation: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            guard case .running(_, let continuation) = state else { return nil }
            state = .finished
            return continuation
        }
        continuation?.resume(returning: outcome)
    }
}

// MARK: Crossing to C

extension CurlExchange {
    /// Returns the number of the request; 0 when it was not taken.
    private func submit(_ request: HTTPRequest, proxy: String, settings: CurlTransport.Settings) -> UInt64 {
        var strings = CStringArena()
        defer { strings.free() }
        let headers = request.headers.map { strings.add("\($0.name): \($0.value)") }
        return headers.withUnsafeBufferPointer { headers in
            withBytes(of: request.body) { body in
                let raw = foyer_curl_request(
                    method: strings.add(request.method),
                    url: strings.add(request.url),
                    headers: headers.baseAddress,
                    header_count: headers.count,
                    body: body?.baseAddress,
                    body_size: body?.count ?? 0,
                    proxy: strings.add(proxy),
                    no_proxy: strings.add(settings.proxies.exceptions),
                    ca_file: settings.certificateFile.map { strings.add($0) },
                    connect_timeout_ms: min(settings.connectTimeout, request.deadline).wholeMilliseconds,
                    deadline_ms: request.deadline.wholeMilliseconds,
                    maximum_body_size: request.maximumAnswerSize,
                    // libcurl repeats what it sent on a kept connection that turns out dead. It may do so with a read.
                    // A write may have arrived by then, and somebody else may have written since: who asked for it
                    // looks first.
                    needs_fresh_connection: request.method != "GET"
                )
                return submit(raw)
            }
        }
    }

    private func submit(_ request: foyer_curl_request) -> UInt64 {
        let context = Unmanaged.passRetained(self)
        let number = withUnsafePointer(to: request) { request in
            foyer_curl_submit(engine.client, request, context.toOpaque()) { context, answer in
                let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeRetainedValue()
                exchange.finish(Outcome(answer.pointee))
            }
        }
        if number == 0 { context.release() }
        return number
    }
}

/// Runs `body` with the bytes, which stay where they are for as long as it runs.
private func withBytes<R>(of data: Data?, _ body: (UnsafeBufferPointer<UInt8>?) -> R) -> R {
    guard let data else { return body(nil) }
    return data.withUnsafeBytes { bytes in
        // An empty body is still a body: libcurl must see a pointer.
        guard !bytes.isEmpty else {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { spare in
                spare.initialize(repeating: 0)
                return body(UnsafeBufferPointer(start: spare.baseAddress, count: 0))
            }
        }
        return bytes.withMemoryRebound(to: UInt8.self) { body($0) }
    }
}

extension Duration {
    /// At least 1: libcurl takes 0 for "no limit".
    fileprivate var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? .max : max(1, milliseconds + attoseconds / 1_000_000_000_000_000)
    }
}
