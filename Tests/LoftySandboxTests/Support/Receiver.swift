import Foundation
import Glibc
import Synchronization

@testable import LoftySandbox

/// A webhook receiver on 127.0.0.1 that answers as it is told and keeps what it was sent.
///
/// Its calls block, so it has a thread of its own.
final class Receiver: Sendable {
    enum Answer: Hashable, Sendable {
        case status(Int)
        /// Closes without a byte.
        case hangUp
        /// Says something that is no HTTP.
        case nonsense
        /// Keeps the connection open and says nothing, until the receiver stops.
        case silence
    }

    /// One request as it came.
    struct Post: Hashable, Sendable {
        let line: String
        let headers: [String]
        let payload: JSON
    }

    let port: UInt16
    private let listener: Int32
    private let state: Mutex<(answers: [Answer], posts: [Post], held: [Int32])>

    /// After the given answers every further one is 200; `port` 0 takes a free one.
    init(_ answers: [Answer] = [], port wanted: UInt16 = 0) throws {
        state = Mutex((answers, [], []))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw Wire.Failure.system("bind", errno) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while case let connection = accept(self.listener, nil, nil), connection >= 0 { serve(connection) }
        }
    }

    var posts: [Post] { state.withLock { $0.posts } }

    var payloads: [JSON] { posts.map(\.payload) }

    func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for descriptor in state.withLock({ $0.held }) { close(descriptor) }
    }

    /// Waits for so many posts; the caller judges what came.
    func wait(for count: Int) async throws { try await eventually { self.posts.count >= count } }

    private func serve(_ connection: Int32) {
        guard let post = Self.read(connection) else { return _ = close(connection) }
        let answer = state.withLock { state in
            state.posts.append(post)
            return state.answers.isEmpty ? .status(200) : state.answers.removeFirst()
        }
        switch answer {
        case .status(let status): Self.write("HTTP/1.1 \(status) Whatever\r\nContent-Length: 2\r\n\r\nok", connection)
        case .hangUp: break
        case .nonsense: Self.write("220 mail.example.com ESMTP\r\n\r\n", connection)
        case .silence: return state.withLock { $0.held.append(connection) }
        }
        close(connection)
    }

    private static func write(_ text: String, _ connection: Int32) {
        let bytes = Array(text.utf8)
        send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func read(_ connection: Int32) -> Post? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: buffer[..<count])
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
            guard bytes.count >= end.upperBound + length else { continue }
            // A payload that is no JSON makes a post that no test expects.
            let payload = (try? JSONParser.parse(bytes[end.upperBound...])) ?? .null
            return Post(line: lines[0], headers: Array(lines.dropFirst()), payload: payload)
        }
    }
}

struct NeverHappened: Error {}

/// Waits until the condition holds; throws after a time that no machine needs.
func eventually(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened() }
        try await Task.sleep(for: .milliseconds(2))
    }
}
