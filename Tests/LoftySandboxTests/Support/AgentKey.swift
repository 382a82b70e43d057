import Foundation
import GRDB

@testable import LoftySandbox

/// A key beyond those that a sandbox announces.
enum AgentKey {
    static func write(_ secret: String, for memberID: Int64, to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            _ = try IssuedSecret(text: secret, kind: .apiKey, memberID: memberID).insert(nowMillis: 0, db)
        }
        try queue.close()
    }
}

/// Runs a sandbox as an agent without rights.
func withAgent(_ body: @Sendable (Client) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let path = directory.appending(path: "book.sqlite").path
        let configuration = SandboxConfiguration(leads: 12, database: path)
        try await withSandbox(configuration) { _, _ in }
        try AgentKey.write("agent-key-of-marisol", for: BookTeam.guideMemberID, to: path)
        try await withSandbox(configuration) { _, client async throws in
            try await body(client.with(authorization: "token agent-key-of-marisol"))
        }
    }
}
