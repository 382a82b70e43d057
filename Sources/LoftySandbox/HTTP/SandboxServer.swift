import FlyingFox
import FlyingSocks
import Foundation

/// The HTTP listener: translates between FlyingFox and the pipeline, and knows nothing else.
struct SandboxServer: Sendable {
    /// Where it listens; always 127.0.0.1.
    let port: UInt16
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    /// Longest time a handler may take.
    ///
    /// Beyond the default of 15 s because a test may ask for a slow answer.
    private static let handlerTimeout: TimeInterval = 300

    static func start(port: UInt16, pipeline: RequestPipeline) async throws(SandboxStartError) -> SandboxServer {
        let address: sockaddr_in
        do {
            address = try .inet(ip4: "127.0.0.1", port: port)
        } catch {
            throw .cannotListen(port: port, reason: String(describing: error))
        }
        let configuration = HTTPServer.Configuration(
            address: address,
            timeout: handlerTimeout,
            pool: NoDelayPool(wrapping: .make()),
            logger: .disabled
        )
        let server = HTTPServer(config: configuration, handler: PipelineHandler(pipeline: pipeline))
        let running = try await listen(server, port: port)
        guard case .ip4(_, let bound) = await server.listeningAddress else {
            running.cancel()
            throw .cannotListen(port: port, reason: "the listener has no address")
        }
        return SandboxServer(port: bound, server: server, running: running)
    }

    /// Waits for the listener or for its failure, whichever comes first.
    private static func listen(
        _ server: HTTPServer,
        port: UInt16
    ) async throws(SandboxStartError) -> Task<Void, any Error> {
        let listening = Task { try await server.waitUntilListening() }
        let running = Task {
            do {
                try await server.run()
            } catch {
                listening.cancel()
                throw error
            }
        }
        if case .success = await listening.result { return running }
        switch await running.result {
        case .failure(SocketError.failed(_, let code, _)) where code == EADDRINUSE: throw .portTaken(port)
        case .failure(SocketError.failed(_, _, let message)): throw .cannotListen(port: port, reason: message)
        case .failure(let error): throw .cannotListen(port: port, reason: String(describing: error))
        case .success: throw .cannotListen(port: port, reason: "the listener ended at once")
        }
    }

    /// Waits until the listener has ended and says why; by itself it never does.
    func end() async -> String {
        switch await running.result {
        case .success: "it ended by itself"
        case .failure(let error): error.localizedDescription
        }
    }

    /// Closes the listener and every connection, and waits until they are gone.
    func stop() async {
        await server.stop()
        // How a stopped listener ends, by cancellation or by its closed socket, tells nobody anything.
        _ = await running.result
    }
}

/// FlyingFox answers methods that HTTP does not know by itself, with a bare 404.
private struct PipelineHandler: HTTPHandler {
    let pipeline: RequestPipeline

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let translated: SandboxRequest
        do {
            translated = try await SandboxRequest(request)
        } catch {
            // A body that breaks its own framing, such as a chunk of the wrong length.
            return HTTPResponse(.failure(.malformedBody))
        }
        return HTTPResponse(await pipeline.respond(to: translated))
    }
}

extension SandboxRequest {
    fileprivate init(_ request: HTTPRequest) async throws {
        let headers = request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }
        self.init(
            method: request.method.rawValue,
            // FlyingFox decodes neither part here: its own decoding leaves `+` in a query as it is.
            path: request.target.path(),
            query: request.target.query(),
            headers: Dictionary(headers) { first, _ in first },
            body: try await Self.read(
                request.bodySequence,
                upTo: SandboxRequestBody.longest(for: request.target.path())
            )
        )
    }

    /// Reads to the end even what is too long.
    ///
    /// Unread bytes would be taken for the next request, and closing on them resets the connection, which can destroy
    /// the answer before the client has read it.
    private static func read(_ sequence: HTTPBodySequence, upTo longest: Int) async throws -> SandboxRequestBody {
        var bytes: [UInt8] = []
        var isTooLong = false
        for try await chunk in sequence where !isTooLong {
            isTooLong = bytes.count + chunk.count > longest
            if !isTooLong { bytes.append(contentsOf: chunk) }
        }
        return isTooLong ? .tooLong : .bytes(bytes)
    }
}

extension HTTPResponse {
    fileprivate init(_ response: SandboxResponse) {
        var headers = HTTPHeaders(response.headers.reduce(into: [:]) { $0[HTTPHeader($1.key)] = $1.value })
        if let contentType = response.contentType { headers[.contentType] = contentType }
        let status = HTTPStatusCode(response.status, phrase: StatusPhrase.of(response.status))
        switch response.delivery {
        case .whole:
            self.init(statusCode: status, headers: headers, body: Data(response.body))
        case .dropped:
            self.init(headers: headers, webSocket: DroppedDelivery())
        case .dripping(let rate):
            let body = DrippingDelivery(bytes: response.body, bytesPerSecond: rate)
            self.init(
                statusCode: status,
                headers: headers,
                body: HTTPBodySequence(from: body, count: response.body.count)
            )
        case .truncated(let count):
            let body = TruncatedDelivery(bytes: Array(response.body.prefix(count)))
            self.init(
                statusCode: status,
                headers: headers,
                body: HTTPBodySequence(from: body, count: response.body.count)
            )
        }
    }
}
