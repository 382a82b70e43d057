import Foundation
import Glibc
import Leads
import LoftyAPI
import Synchronization
import Testing

@testable import Webhooks

@Suite("The receiver of webhooks", .timeLimit(.minutes(1)))
struct WebhookReceiverTests {
    private static let secret = "k3J9k3J9k3J9k3J9k3J9k3J9k3J9k3J9"
    private static let body = #"{"listId":2,"teamId":4,"updatedLead":[{"leadId":7,"updateTime":1780000000000}]}"#

    /// A receiver, and what it took.
    private final class Bench: Sendable {
        let receiver: WebhookReceiver
        private let state: Box

        final class Box: Sendable {
            let taken = Mutex<[WebhookDelivery]>([])
            let refused = Mutex<[Refusal]>([])
        }

        init(limits: ReceiverLimits = ReceiverLimits(), keeps: Bool = true) throws {
            let state = Box()
            self.state = state
            receiver = try WebhookReceiver.start(
                port: 0,
                secret: WebhookReceiverTests.secret,
                limits: limits,
                taking: { delivery in
                    state.taken.withLock { $0.append(delivery) }
                    return keeps
                },
                refused: { refusal in state.refused.withLock { $0.append(refusal) } }
            )
        }

        deinit { receiver.stop() }

        var taken: [WebhookDelivery] { state.taken.withLock { $0 } }
        var refused: [Refusal] { state.refused.withLock { $0 } }

        func connect() throws -> Client { try Client(port: receiver.port) }

        /// The status of the answer to some bytes; `nil` when there was none.
        func status(_ text: String) throws -> Int? {
            let client = try connect()
            client.send(text)
            return client.status()
        }
    }

    private func post(_ path: String, _ body: String = body) -> String {
        "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("A delivery with the secret at the end of its path is taken, whatever comes before it")
    func takes() throws {
        let bench = try Bench()
        for path in ["/\(Self.secret)", "/lofty/hooks/\(Self.secret)", "/\(Self.secret)/?x=1"] {
            #expect(try bench.status(post(path)) == 200)
        }
        #expect(bench.taken.count == 3)
        #expect(bench.taken.first?.leadIDs.map(\.rawValue) == [7])
    }

    @Test("Without the secret nothing is taken, and the answer does not tell what was wrong")
    func refuses() throws {
        let bench = try Bench()
        let wrong = ["/", "/\(Self.secret)x", "/\(Self.secret.dropLast())", "/\(Self.secret)/more", "/?\(Self.secret)"]
        for path in wrong {
            #expect(try bench.status(post(path)) == 404)
            #expect(try bench.status("GET \(path) HTTP/1.1\r\n\r\n") == 404)
        }
        #expect(try bench.status("GET /\(Self.secret) HTTP/1.1\r\n\r\n") == 405)
        #expect(bench.taken.isEmpty)
    }

    @Test(
        "Junk is refused with a status, and the next delivery is taken",
        arguments: [
            ("POST /SECRET HTTP/1.1\r\nContent-Length: 5\r\n\r\n{\"a\":", 400), ("PRI * HTTP/2.0\r\n\r\n", 400),
            ("POST /SECRET HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]", 400),
            ("POST /SECRET HTTP/1.1\r\n\r\n", 400), ("SSH-2.0-OpenSSH_9.6\r\n\r\n", 400),
            ("POST /SECRET HTTP/1.1\r\nTransfer-Encoding: br\r\n\r\n", 501),
        ]
    )
    func junk(text: String, status: Int) throws {
        let bench = try Bench()
        #expect(try bench.status(text.replacingOccurrences(of: "SECRET", with: Self.secret)) == status)
        #expect(try bench.status("\u{0}\u{1}\u{2}\r\n\r\n") == 400)
        #expect(try bench.status(post("/\(Self.secret)")) == 200)
    }

    @Test("What could not be kept is asked for again")
    func notKept() throws {
        #expect(try Bench(keeps: false).status(post("/\(Self.secret)")) == 503)
    }

    @Test("A huge body or head is refused at once, and its sender still reads the answer")
    func huge() throws {
        let bench = try Bench()
        let client = try bench.connect()
        client.send("POST /\(Self.secret) HTTP/1.1\r\nContent-Length: 3000000000\r\n\r\n")
        client.send(String(repeating: "x", count: 200_000))
        #expect(client.status() == 413)

        let endless = try bench.connect()
        endless.send("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 100_000))
        #expect(endless.status() == 431)

        let chunks = try bench.connect()
        chunks.send("POST /\(Self.secret) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n")
        #expect(chunks.status() == 413)
        #expect(bench.taken.isEmpty)
    }

    @Test("Slow senders are turned away when their time is up, and keep nobody waiting")
    func slow() throws {
        let bench = try Bench(limits: ReceiverLimits(patience: .milliseconds(500)))
        let clock = ContinuousClock()
        let began = clock.now
        let slow = try (0..<20).map { _ in try bench.connect() }
        for client in slow { client.send("POST /\(Self.secret) HTTP/1.1\r\nContent-Length: 99\r\nX: ") }
        #expect(try bench.status(post("/\(Self.secret)")) == 200)
        #expect(clock.now - began < .milliseconds(450), "it waited for the slow ones")
        // One byte now and then makes it no longer.
        for client in slow {
            client.send("a")
            #expect(client.status() == 408)
        }
        #expect(clock.now - began < .seconds(5))
        #expect(bench.refused.count { $0 == .tooSlow } == 20)
    }

    @Test("More connections than there is room for wait for their turn and are served")
    func crowd() throws {
        let bench = try Bench(limits: ReceiverLimits(patience: .milliseconds(400), connections: 4))
        let silent = try (0..<8).map { _ in try bench.connect() }
        #expect(try bench.status(post("/\(Self.secret)")) == 200)
        #expect(silent.count == 8)
    }

    @Test("A thousand repeats are a thousand answers")
    func repeats() throws {
        let bench = try Bench()
        for _ in 0..<1_000 { #expect(try bench.status(post("/\(Self.secret)")) == 200) }
        #expect(bench.taken.count == 1_000)
        #expect(Set(bench.taken).count == 1)
    }

    @Test("A client that goes away in the middle costs nothing")
    func hangUps() throws {
        let bench = try Bench()
        for count in 0..<100 { try bench.connect().send(String(post("/\(Self.secret)").prefix(count))) }
        #expect(try bench.status(post("/\(Self.secret)")) == 200)
        #expect(bench.taken.count == 1)
    }

    @Test("The same port cannot be listened at twice, and is free again afterwards")
    func ports() throws {
        let bench = try Bench()
        let port = bench.receiver.port
        #expect(throws: ReceiverError.portTaken(port)) {
            try WebhookReceiver.start(port: port, secret: Self.secret, taking: { _ in true })
        }
        bench.receiver.stop()
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            do throws(ReceiverError) {
                try WebhookReceiver.start(port: port, secret: Self.secret, taking: { _ in true }).stop()
                return
            } catch {
                guard ContinuousClock.now < deadline else { throw error }
                usleep(1_000)
            }
        }
    }

    /// A plain socket that reads an answer to its end.
    private final class Client: Sendable {
        private let number: Int32

        init(port: UInt16) throws {
            number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let number = number
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            try #require(isConnected)
        }

        deinit { close(number) }

        func send(_ text: String) {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        func status() -> Int? {
            var answer: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = recv(number, &buffer, buffer.count, 0), count > 0 { answer += buffer[..<count] }
            let words = String(decoding: answer, as: UTF8.self).split(separator: " ")
            return words.count > 1 && words[0] == "HTTP/1.1" ? Int(words[1]) : nil
        }
    }
}
