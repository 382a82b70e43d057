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

/// A body that arrives in spoonfuls, ten a second at most.
struct DrippingDelivery: AsyncBufferedSequence {
    let bytes: [UInt8]
    let bytesPerSecond: Int

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], bytesPerSecond: bytesPerSecond) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: ArraySlice<UInt8>
        let bytesPerSecond: Int

        mutating func next() async throws -> UInt8? { rest.popFirst() }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            guard !rest.isEmpty else { return nil }
            let spoonful = rest.prefix(Swift.min(count, Swift.max(1, bytesPerSecond / 10)))
            rest = rest.dropFirst(spoonful.count)
            try await Task.sleep(for: .seconds(1) * spoonful.count / bytesPerSecond)
            return spoonful
        }
    }
}
