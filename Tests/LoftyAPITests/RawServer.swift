import Foundation
import Glibc
import Synchronization

/// A loopback server that sends whatever a test tells it to, byte for byte.
///
/// Each connection runs the script in a thread of its own. It closes its socket and joins nothing when it goes: scripts
/// end by themselves once their peer is gone.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let recorded = Mutex<[String]>([])
    private let accepted = Mutex(0)

    var url: String { "http://127.0.0.1:\(port)" }

    /// Whole requests in the order in which they were read, head and body.
    var requests: [String] { recorded.withLock { $0 } }

    var connections: Int { accepted.withLock { $0 } }

    init(_ script: @escaping @Sendable (RawConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw POSIXError(.EMFILE) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in acceptAll(script) }
    }

    /// Ends the accepting thread, and with it the server's last reference.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll(_ script: @escaping @Sendable (RawConnection) -> Void) {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let number = accepted.withLock { count in
                count += 1
                return count
            }
            let connection = RawConnection(descriptor, number: number) { [self] request in
                recorded.withLock { $0.append(request) }
            }
            Thread.detachNewThread {
                script(connection)
                connection.close()
            }
        }
        close(listener)
    }

    /// Runs `body` against a server that ends with it.
    static func serving<R>(
        _ script: @escaping @Sendable (RawConnection) -> Void,
        _ body: (RawServer) async throws -> R
    ) async throws -> R {
        let server = try RawServer(script)
        defer { server.stop() }
        return try await body(server)
    }

    /// Answers every request of every connection with the same bytes, and keeps connections open.
    static func answering<R>(_ bytes: String, _ body: (RawServer) async throws -> R) async throws -> R {
        try await serving(
            { connection in
                while connection.readRequest() != nil { connection.send(bytes) }
            },
            body
        )
    }
}

/// One accepted connection.
final class RawConnection: Sendable {
    /// Counted from 1.
    let number: Int
    private let descriptor: Int32
    private let record: @Sendable (String) -> Void
    private let isClosed = Mutex(false)

    init(_ descriptor: Int32, number: Int, record: @escaping @Sendable (String) -> Void) {
        self.descriptor = descriptor
        self.number = number
        self.record = record
    }

    /// Reads one request with its body; `nil` when the peer has gone.
    func readRequest() -> String? {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let length = Self.contentLength(of: text[..<end.lowerBound])
                let missing = length - text[end.upperBound...].utf8.count
                if missing <= 0 {
                    record(text)
                    return text
                }
            }
            guard let more = readSome() else { return nil }
            bytes += more
        }
    }

    private func readSome() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func contentLength(of head: Substring) -> Int {
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        return line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
    }

    /// False when the peer has gone.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Waits between two pieces of an answer: the slowness itself is what the test is about.
    func pause(_ duration: Duration) {
        usleep(UInt32(duration / .microseconds(1)))
    }

    /// Returns once the peer has closed its end.
    func waitForPeerToLeave() { while readSome() != nil {} }

    /// Sends a reset instead of a proper end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func close() {
        isClosed.withLock { isClosed in
            if !isClosed { Glibc.close(descriptor) }
            isClosed = true
        }
    }
}

/// Bytes of a complete answer.
func answer(_ status: Int, _ body: String, fields: String = "", type: String = "application/json") -> String {
    "HTTP/1.1 \(status) Word\r\nContent-Type: \(type)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}
