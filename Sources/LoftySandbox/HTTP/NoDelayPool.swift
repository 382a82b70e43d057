import FlyingSocks
import Glibc

/// Turns Nagle's algorithm off on every socket it waits for.
///
/// FlyingFox writes headers and body separately; with Nagle's algorithm and the delayed acknowledgement of the client
/// the body of every answer on a kept connection would wait some 40 ms. Accepted sockets inherit the option from the
/// listening one, which FlyingFox makes itself; the pool is where it can be reached.
struct NoDelayPool<Base: AsyncSocketPool>: AsyncSocketPool {
    private let base: Base

    init(wrapping base: Base) { self.base = base }

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        var on: Int32 = 1
        // A socket that is already closed refuses; the wait below then says so.
        _ = setsockopt(
            socket.file.rawValue,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &on,
            socklen_t(MemoryLayout<Int32>.size)
        )
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
