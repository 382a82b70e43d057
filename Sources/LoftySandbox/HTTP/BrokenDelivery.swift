import FlyingFox
import FlyingSocks

/// Ends a connection before the first byte of an answer.
///
/// FlyingFox offers no such answer, but it asks a WebSocket handler for its frames before it writes the headers and
/// closes the connection when that fails (`HTTPConnection.switchToWebSocket`).
struct DroppedDelivery: WSHandler {
    struct Dropped: Error {}

    func makeFrames(
        for client: AsyncThrowingStream<WSFrame, any Error>
    ) async throws -> AsyncStream<WSFrame> {
        throw Dropped()
    }
}

/// A body that breaks off: the bytes, then an error that makes FlyingFox close the connection.
struct TruncatedDelivery: AsyncBufferedSequence {
    struct Truncated: Error {}

    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...]) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: ArraySlice<UInt8>

        mutating func next() async throws -> UInt8? {
            guard let byte = rest.popFirst() else { throw Truncated() }
            return byte
        }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard !rest.isEmpty else { throw Truncated() }
            let chunk = rest.prefix(count)
            rest = rest.dropFirst(count)
            return chunk
        }
    }
}
