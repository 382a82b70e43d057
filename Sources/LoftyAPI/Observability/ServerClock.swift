import FoundationEssentials
import Synchronization

/// Notes how far this machine's clock is from the server's, as its answers tell by the way.
package final class ServerClock: HTTPTransport {
    private let transport: any HTTPTransport
    private let time: TimeSource
    private let ahead = Mutex<Double?>(nil)

    package init(_ transport: any HTTPTransport, time: TimeSource = .live) {
        self.transport = transport
        self.time = time
    }

    /// By how many seconds this machine is ahead of the server, from the last answer that told; `nil` before.
    ///
    /// Good to a second or two: a date of HTTP has no fractions, and the answer was on its way.
    package var secondsAhead: Double? { ahead.withLock(\.self) }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let sent = time.date()
        let response = try await transport.send(request)
        // Source: RFC 9110 §6.6.1.
        if let theirs = response["Date"].flatMap({ WireDate.httpDate($0) }) {
            let middle = (sent.timeIntervalSince1970 + time.date().timeIntervalSince1970) / 2
            ahead.withLock { $0 = middle - theirs.timeIntervalSince1970 }
        }
        return response
    }
}
