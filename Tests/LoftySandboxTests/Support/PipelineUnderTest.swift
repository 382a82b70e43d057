@testable import LoftySandbox

/// A pipeline without a socket, for what only needs an answer.
struct PipelineUnderTest: Sendable {
    let pipeline: RequestPipeline
    private let key: String

    var database: SandboxDatabase { pipeline.database }

    init(
        oddities: SandboxOddities = SandboxOddities(),
        router: Router = .contract,
        rateLimit: Int? = nil,
        environment: SandboxEnvironment = .live
    ) throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 12), environment: environment)
        key = database.keys.apiKey
        pipeline = RequestPipeline(
            database: database,
            router: router,
            rateLimiter: RateLimiter(callsPerMinute: rateLimit),
            requests: RequestLog(),
            faults: FaultQueue(),
            oddities: oddities,
            environment: environment
        )
    }

    func send(
        _ method: String,
        _ target: String,
        _ body: JSON? = nil,
        key otherKey: String? = nil,
        contentType: String? = "application/json"
    ) async -> SandboxResponse {
        let parts = target.split(separator: "?", maxSplits: 1)
        var request = SandboxRequest(method: method, path: String(parts[0]))
        if parts.count > 1 { request.query = String(parts[1]) }
        request.headers["authorization"] = "token \(otherKey ?? key)"
        request.headers["content-type"] = contentType
        if let body { request.body = .bytes(body.utf8Text) }
        return await pipeline.respond(to: request)
    }

    /// A key of another member than the one of the sandbox.
    func addKey(for memberID: Int64) async throws -> String {
        let secret = "key-of-member-\(memberID)"
        try await database.write { db in
            _ = try IssuedSecret(text: secret, kind: .apiKey, memberID: memberID).insert(nowMillis: 0, db)
        }
        return secret
    }

    func close() { pipeline.database.close() }
}
