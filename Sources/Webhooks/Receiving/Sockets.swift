import Glibc
import PrivateFiles

/// The few calls of the system that a receiver makes.
enum Sockets {
    /// Listens on 127.0.0.1; `port` 0 takes a free one.
    static func listen(port: UInt16) throws(ReceiverError) -> (socket: OwnedSocket, port: UInt16) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
        guard number >= 0 else { throw failure("socket") }
        let listener = OwnedSocket(number)
        var on: Int32 = 1
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let step = withUnsafeMutablePointer(to: &address) { pointer -> String? in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                if bind(number, pointer, size) != 0 { return "bind" }
                if Glibc.listen(number, 128) != 0 { return "listen" }
                return getsockname(number, pointer, &size) == 0 ? nil : "getsockname"
            }
        }
        if let step { throw errno == EADDRINUSE ? .portTaken(port) : failure(step) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// The next connection that waits; `nil` when there is none, or no descriptor for it.
    static func accept(_ listener: OwnedSocket) -> OwnedSocket? {
        while true {
            let number = Glibc.accept(listener.number, nil, nil)
            if number >= 0 { return OwnedSocket(private: number) }
            // A connection that was given up while it waited says nothing of the next one.
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// The ends of a pipe.
    static func pipe() throws(ReceiverError) -> (read: OwnedSocket, write: OwnedSocket) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw failure("pipe") }
        return (OwnedSocket(private: ends[0]), OwnedSocket(private: ends[1]))
    }

    static func failure(_ step: String) -> ReceiverError {
        .refused(step: step, reason: PrivateFileError.words(of: errno))
    }
}

/// A socket or pipe that is closed with its last reference.
final class OwnedSocket: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    /// One that no child gets, and on which nothing waits.
    convenience init(private number: Int32) {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        self.init(number)
    }

    deinit { close(number) }

    enum Reading {
        case bytes(ArraySlice<UInt8>)
        case nothingYet
        case ended
    }

    /// What has come, as much as the buffer holds.
    func read(into buffer: inout [UInt8]) -> Reading {
        while true {
            let count = recv(number, &buffer, buffer.count, 0)
            if count > 0 { return .bytes(buffer[..<count]) }
            if count == 0 { return .ended }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .nothingYet : .ended
        }
    }

    /// Sends an answer that fits into the empty buffer of a new socket, and ends this side.
    func answer(_ text: String) {
        let bytes = Array(text.utf8)
        // A client that is gone already needs no answer.
        send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(number, Int32(SHUT_WR))
    }
}
