import Foundation
import Glibc

/// A connection to 127.0.0.1 that sends exactly the bytes it is given.
///
/// URLSession would repair, retry and hide what these tests are about. The calls block, so each exchange has a thread
/// of its own and leaves the pool that the sandbox in the same process needs alone.
struct Wire {
    /// What came back before the other side closed.
    struct Exchange: Sendable {
        let bytes: [UInt8]
    }

    enum Failure: Error, Hashable {
        case system(String, Int32)
    }

    private static let patience = timeval(tv_sec: 30, tv_usec: 0)

    /// Sends everything on one connection and reads until the other side closes.
    ///
    /// `host` is an address of the loopback network; `closesSending` says that no more bytes will come.
    static func exchange(
        _ bytes: [UInt8],
        host: UInt32 = 0x7F00_0001,
        port: UInt16,
        closesSending: Bool = false
    ) async throws -> Exchange {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let descriptor = try connected(host, port)
                        defer { close(descriptor) }
                        try sendAll(bytes, descriptor)
                        if closesSending { shutdown(descriptor, Int32(SHUT_WR)) }
                        return Exchange(bytes: try readAll(descriptor))
                    }
                )
            }
        }
    }

    private static func connected(_ host: UInt32, _ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.system("socket", errno) }
        var patience = patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            let code = errno
            close(descriptor)
            throw Failure.system("connect", code)
        }
        return descriptor
    }

    private static func sendAll(_ bytes: [UInt8], _ descriptor: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.system("send", errno) }
            sent += count
        }
    }

    private static func readAll(_ descriptor: Int32) throws -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            // A reset ends the exchange like a close; what arrived before it counts.
            if count == 0 || (count < 0 && errno == ECONNRESET) { return received }
            guard count > 0 else { throw Failure.system("recv", errno) }
            received.append(contentsOf: buffer[..<count])
        }
    }
}
