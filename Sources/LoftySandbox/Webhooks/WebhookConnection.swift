import FlyingSocks
import Foundation

/// Posts one payload to a receiver on this machine.
///
/// HTTP/1.1 over a socket of its own: URLSession hangs on some answers on Linux, and a webhook needs no more than
/// this. Redirects are not followed; they would lead off the machine.
struct WebhookConnection: Sendable {
    let pool: any AsyncSocketPool
    let timeout: Duration

    private static let longestHead = 16_384
    private static let longestBody = 65_536

    private enum Failure: Error {
        case timeout
        case refused
        case noHTTP
    }

    func post(_ payload: String, to url: CallbackURL) async -> WebhookDelivery.Outcome {
        guard let loopback = url.loopback else { return .failed("not an address of this machine") }
        do {
            return .answered(status: try await exchange(payload, url, loopback))
        } catch Failure.timeout {
            return .failed("no answer within \(timeout.millis) ms")
        } catch Failure.noHTTP {
            return .failed("the answer is no HTTP")
        } catch Failure.refused {
            return .failed("connection refused")
        } catch {
            return .failed("the connection broke: \(error)")
        }
    }

    /// Whichever ends first; the other is cancelled.
    private func exchange(_ payload: String, _ url: CallbackURL, _ loopback: CallbackURL.Loopback) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await send(payload, url, loopback) }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw Failure.timeout
            }
            defer { group.cancelAll() }
            guard let status = try await group.next() else { throw Failure.timeout }
            return status
        }
    }

    private func send(_ payload: String, _ url: CallbackURL, _ loopback: CallbackURL.Loopback) async throws -> Int {
        let socket: AsyncSocket
        switch loopback {
        case .ip4(let address): socket = try await connect(.inet(ip4: address, port: url.port))
        case .ip6(let address): socket = try await connect(.inet6(ip6: address, port: url.port))
        }
        defer {
            // Nothing more is wanted of it; the answer is in hand or lost.
            try? socket.close()
        }
        let request = """
            POST \(url.target) HTTP/1.1\r
            Host: \(url.authority)\r
            Content-Type: application/json\r
            Content-Length: \(payload.utf8.count)\r
            Connection: close\r
            \r
            \(payload)
            """
        try await socket.write(Data(request.utf8))
        return try await readStatus(socket)
    }

    private func connect(_ address: sockaddr_in) async throws -> AsyncSocket {
        try await connect(Socket(domain: AF_INET, type: .stream), to: address)
    }

    private func connect(_ address: sockaddr_in6) async throws -> AsyncSocket {
        try await connect(Socket(domain: AF_INET6, type: .stream), to: address)
    }

    private func connect(_ socket: Socket, to address: some SocketAddress) async throws -> AsyncSocket {
        do {
            let connection = try AsyncSocket(socket: socket, pool: pool)
            try await connection.connect(to: address)
            return connection
        } catch {
            // The descriptor must not outlive a refused or cancelled attempt.
            try? socket.close()
            throw error is CancellationError ? error : Failure.refused
        }
    }

    /// Reads the status, then the rest of the answer: a receiver that is cut off in its words would call it a failure.
    private func readStatus(_ socket: AsyncSocket) async throws -> Int {
        var head: [UInt8] = []
        while !head.hasSuffix("\r\n\r\n") {
            guard head.count < Self.longestHead else { throw Failure.noHTTP }
            head.append(try await socket.read())
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { throw Failure.noHTTP }
        let announced = lines.lazy.compactMap(Self.contentLength).first ?? 0
        for _ in 0..<min(max(announced, 0), Self.longestBody) {
            // The status has already told everything that matters.
            guard (try? await socket.read()) != nil else { break }
        }
        return status
    }

    private static func contentLength(_ line: String) -> Int? {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
        return Int(parts[1].trimmingCharacters(in: .whitespaces))
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
