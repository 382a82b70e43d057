import GRDB
import Testing

@testable import LoftySandbox

/// Operations of a sandbox called without HTTP, for tests that need thousands of them.
struct Desk {
    let database: SandboxDatabase
    let clock: ManualClock

    init(leads: Int = 1) throws {
        clock = ManualClock()
        database = try SandboxDatabase.open(SandboxConfiguration(leads: leads), environment: clock.environment)
    }

    /// What the operation answers; a refusal is thrown.
    func call(_ method: String, _ path: String, query: String = "", _ body: JSON = .null) async throws -> JSON {
        try await send(method, path, query: query, body.utf8Text, as: Route.json)
    }

    /// The same with a body of any kind.
    func send(
        _ method: String,
        _ path: String,
        query: String = "",
        _ bytes: [UInt8],
        as mediaType: String
    ) async throws -> JSON {
        try JSONParser.parse(try await answer(method, path, query: query, bytes, as: mediaType))
    }

    /// An answer that is no JSON.
    func text(_ method: String, _ path: String, query: String = "") async throws -> String {
        String(decoding: try await answer(method, path, query: query, [], as: Route.json), as: UTF8.self)
    }

    private func answer(
        _ method: String,
        _ path: String,
        query: String,
        _ bytes: [UInt8],
        as mediaType: String
    ) async throws -> [UInt8] {
        let match = try Router.contract.match(method: method, path: path)
        let call = Call(
            caller: try await database.read { db in try Member.fetchAccount(db) },
            query: try QueryItems(query),
            parameters: match.parameters,
            mediaType: mediaType,
            bytes: bytes,
            nowMillis: clock.environment.nowMillis,
            oddities: SandboxOddities()
        )
        return try await database.perform(match.route.action, for: call).body
    }
}
