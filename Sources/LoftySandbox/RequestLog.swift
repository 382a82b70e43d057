package import Foundation
import Synchronization

/// Every request in order, so that a test can prove "exactly once".
///
/// Readable over HTTP as `GET /sandbox/requests` too. The newest 10,000 are kept.
package final class RequestLog: Sendable {
    /// One request as it came, and what became of it.
    package struct Entry: Hashable, Sendable {
        /// Counts from 1, also over forgotten entries.
        package let number: Int
        package let time: Date
        package let method: String
        /// Still percent-encoded, and cut at 2,048 bytes.
        package let path: String
        /// Still encoded, without the `?`, and cut at 2,048 bytes; ``withheld`` where it may hold secrets.
        package let query: String
        /// `nil` while it is being answered; 0 when the connection was dropped before executing.
        package internal(set) var status: Int?
        /// Whether the operation was carried out; `false` for what was refused and for a scripted answer in its place,
        /// whatever its status.
        package internal(set) var isExecuted: Bool
        /// Whether the whole answer went out; `false` for a scripted drop or truncation.
        package internal(set) var isDelivered: Bool
        /// What went wrong inside when the status is 500.
        package internal(set) var problem: String?
    }

    private static let capacity = 10_000
    /// Ten thousand of the longest heads that a client can send would be most of a gigabyte.
    private static let longestText = 2_048
    /// Stands for the query of a token request: app secrets and refresh tokens may be in it, and whoever holds any key
    /// can read the log.
    package static let withheld = "(withheld)"

    private struct State {
        var entries: [Entry] = []
        var total = 0
    }

    private let state = Mutex(State())

    init() {}

    /// The kept entries, oldest first.
    package var entries: [Entry] { state.withLock { $0.entries } }

    /// How many came with this method to a path with this end, such as `POST` and `/leads`.
    package func count(_ method: String, pathSuffix: String) -> Int {
        entries.count { $0.method == method && $0.path.hasSuffix(pathSuffix) }
    }

    /// Returns the number to finish it with.
    func begin(_ request: SandboxRequest, at time: Date) -> Int {
        state.withLock { state in
            state.total += 1
            state.entries.append(
                Entry(
                    number: state.total,
                    time: time,
                    method: request.method,
                    path: Self.cut(request.path),
                    query: OAuthEndpoints.isDoor(request.path) && !request.query.isEmpty
                        ? Self.withheld : Self.cut(request.query),
                    status: nil,
                    isExecuted: false,
                    isDelivered: false
                )
            )
            // Forgets in strides, so that a full log does not move ten thousand entries for each request.
            if state.entries.count > Self.capacity + Self.capacity / 10 {
                state.entries.removeFirst(state.entries.count - Self.capacity)
            }
            return state.total
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        return String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
    }

    func finish(_ number: Int, _ response: SandboxResponse) {
        state.withLock { state in
            guard let first = state.entries.first, number >= first.number else { return }
            state.entries[number - first.number].status = response.status
            state.entries[number - first.number].isExecuted = response.isExecuted
            state.entries[number - first.number].isDelivered = response.delivery.isWhole
            state.entries[number - first.number].problem = response.problem
        }
    }

    var json: JSON {
        let (entries, total) = state.withLock { ($0.entries, $0.total) }
        let items: [JSON] = entries.map { entry in
            [
                "number": .integer(Int64(entry.number)),
                "time": .integer(Int64(entry.time.timeIntervalSince1970 * 1_000)),
                "method": .string(entry.method),
                "path": .string(entry.path),
                "query": .string(entry.query),
                "status": entry.status.map { .integer(Int64($0)) } ?? .null,
                "executed": .bool(entry.isExecuted),
                "delivered": .bool(entry.isDelivered),
                "problem": .text(entry.problem),
            ]
        }
        return ["total": .integer(Int64(total)), "requests": .array(items)]
    }
}
