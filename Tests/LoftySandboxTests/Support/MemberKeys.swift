import Foundation
import GRDB

@testable import LoftySandbox

/// Keys for the members of a sandbox, whose announced key is the administrator's alone.
struct MemberKeys {
    let database: String

    /// A client that speaks for the member.
    func client(_ firstName: String, like client: Client) async throws -> Client {
        let key = "key-of-\(firstName)-0123456789"
        var configuration = Configuration()
        // The sandbox writes to the same file.
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try await queue.write { db in
            let member = try Int64.fetchOne(
                db,
                sql: "SELECT recordId FROM member WHERE firstName = :name",
                arguments: ["name": firstName]
            )
            _ = try IssuedSecret(text: key, kind: .apiKey, memberID: member ?? 0).insert(nowMillis: 0, db)
        }
        return client.with(authorization: "token \(key)")
    }
}

/// Runs a sandbox whose members have keys.
func withTeam<Result: Sendable>(
    _ environment: SandboxEnvironment = .live,
    leads: Int = 12,
    _ body: (Client, MemberKeys) async throws -> Result
) async throws -> Result {
    try await withTemporaryDirectory { directory in
        let path = directory.appending(path: "book.sqlite").path
        return try await withSandbox(SandboxConfiguration(leads: leads, database: path), environment: environment) {
            _,
            client in try await body(client, MemberKeys(database: path))
        }
    }
}

extension Client {
    /// The record id of a member in the rotation.
    func agentID(_ firstName: String) async throws -> Int64? {
        try await get("/v1.0/routing/member/list/1").json.items?
            .first { $0["name"]?.string?.hasPrefix(firstName) == true }?["id"]?.int64
    }

    /// The newest decision of routing about a lead.
    func routingLog(_ lead: Int64) async throws -> [JSON] {
        let log = try await get("/v1.0/systemLogs?leadId=\(lead)").json["timeLines"]?.items ?? []
        return log.filter { $0["timelineTypeDesc"] == "LeadRouting" }.compactMap { $0["content"] }
    }
}
