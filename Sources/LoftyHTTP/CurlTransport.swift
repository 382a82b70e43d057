import CCurl
import FoundationEssentials
public import LoftyAPI
import Synchronization

/// Sends requests over libcurl: HTTP/1.1 and HTTP/2, kept connections, compression, verified TLS, proxies.
///
/// libcurl is looked up and its thread started at the first ``send(_:)``, so making a transport costs nothing. The
/// thread ends with the transport; requests under way then end as ``TransportError/Kind/cancelled``. Redirects are
/// never followed, so the credential cannot travel to another host.
public final class CurlTransport: HTTPTransport {
    private let settings: Settings
    private let engine = Mutex<CurlEngine?>(nil)

    public init(settings: Settings = Settings()) {
        self.settings = settings
    }

    /// Cancelling the task aborts the transfer at once.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let target = try HTTPTarget(request)
        let exchange = CurlExchange(engine: try runningEngine())
        let proxy = settings.proxies.proxy(for: target)
        let settings = settings
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.start(request, proxy: proxy, settings: settings, continuation: continuation)
            }
        } onCancel: {
            exchange.cancel()
        }
        return try result.get()
    }

    private func runningEngine() throws(TransportError) -> CurlEngine {
        try engine.withLock { engine throws(TransportError) in
            if let engine { return engine }
            let started = try CurlEngine(maximumTransfers: settings.maximumTransfers)
            engine = started
            return started
        }
    }

    /// Version line of the libcurl that is in use, or a sentence saying why there is none.
    public static var libraryVersion: String { String(cString: foyer_curl_version()) }
}
