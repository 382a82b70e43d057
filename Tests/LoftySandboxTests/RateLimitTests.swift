import Foundation
import Testing

@testable import LoftySandbox

@Suite("Rate limit", .timeLimit(.minutes(1)))
struct RateLimitTests {
    @Test("every authenticated answer counts down, and the reset is an epoch second")
    func headers() async throws {
        let clock = ManualClock()
        let configuration = SandboxConfiguration(leads: 3, rateLimitPerMinute: 3)
        try await withSandbox(configuration, environment: clock.environment) { _, client in
            let reset = String(Int(clock.now.timeIntervalSince1970) + 60)
            for (path, remaining) in [("/v1.0/me", "2"), ("/nowhere", "1"), ("/v1.0/leads?limit=0", "0")] {
                let reply = try await client.get(path)
                #expect(reply.headers["x-ratelimit-limit"] == "3")
                #expect(reply.headers["x-ratelimit-remaining"] == remaining)
                #expect(reply.headers["x-ratelimit-reset"] == reset)
                clock.advance(by: 5)
            }
        }
    }

    @Test("over the limit nothing is executed, and the next window starts afresh")
    func exceeded() async throws {
        let clock = ManualClock()
        let configuration = SandboxConfiguration(leads: 3, rateLimitPerMinute: 2)
        try await withSandbox(configuration, environment: clock.environment) { _, client in
            _ = try await client.makeLead(["firstName": "One"])
            _ = try await client.get("/v1.0/me")
            let reply = try await client.post("/v1.0/leads", ["firstName": "Two"])
            #expect(reply.status == 429)
            #expect(reply.text == #"{"message":"Too Many Requests"}"#)
            #expect(reply.headers["x-ratelimit-remaining"] == "0")
            clock.advance(by: 59.5)
            #expect(try await client.get("/v1.0/me").status == 429)
            clock.advance(by: 0.5)
            #expect(try await client.list("key=Two").total == 0)
        }
    }

    @Test("each credential has a budget of its own, and a wrong one has none")
    func perCredential() async throws {
        let configuration = SandboxConfiguration(leads: 3, rateLimitPerMinute: 1)
        try await withSandbox(configuration) { sandbox, client async throws in
            #expect(try await client.with(authorization: nil).get("/v1.0/me").headers["x-ratelimit-limit"] == nil)
            #expect(try await client.get("/v1.0/me").status == 200)
            #expect(try await client.get("/v1.0/me").status == 429)
            let bearer = client.with(authorization: "Bearer \(sandbox.endpoint.accessToken)")
            #expect(try await bearer.get("/v1.0/me").status == 200)
        }
    }

    @Test("without a limit there are no headers")
    func unlimited() async throws {
        try await withSandbox { _, client in
            let reply = try await client.get("/v1.0/me")
            #expect(reply.headers.keys.contains { $0.hasPrefix("x-ratelimit") } == false)
        }
    }
}
