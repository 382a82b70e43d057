import FlyingSocks
import Glibc
import Synchronization
import Testing

@testable import LoftySandbox

@Suite("The server's sockets", .timeLimit(.minutes(1)))
struct ServerSocketTests {
    /// Remembers whether a wait was handed on.
    private final class RecordingPool: AsyncSocketPool {
        let waits = Mutex(0)

        func prepare() async throws {}

        func run() async throws {}

        func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
            waits.withLock { $0 += 1 }
        }
    }

    @Test("a socket that is waited for sends at once")
    func noDelay() async throws {
        let base = RecordingPool()
        let socket = try Socket(domain: AF_INET)
        defer { close(socket.file.rawValue) }
        #expect(delayIsOff(socket) == false)
        try await NoDelayPool(wrapping: base).suspendSocket(socket, untilReadyFor: .read)
        #expect(delayIsOff(socket))
        #expect(base.waits.withLock { $0 } == 1)
    }

    private func delayIsOff(_ socket: Socket) -> Bool {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &value, &length)
        return value != 0
    }
}
