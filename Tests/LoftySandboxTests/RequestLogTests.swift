import Foundation
import Testing

@testable import LoftySandbox

@Suite("The log of requests", .timeLimit(.minutes(1)))
struct RequestLogTests {
    @Test("every request stands in order with its status, over HTTP as in process, and the log leaves itself out")
    func order() async throws {
        try await withSandbox { sandbox, client in
            _ = try await client.get("/v1.0/me")
            _ = try await client.get("/nowhere?a=b%20c")
            _ = try await client.with(authorization: nil).get("/v1.0/leads")
            _ = try await client.makeLead()
            let json = try await client.get("/sandbox/requests").json
            let expected = [
                ("GET", "/v1.0/me", "", 200), ("GET", "/nowhere", "a=b%20c", 404), ("GET", "/v1.0/leads", "", 401),
                ("POST", "/v1.0/leads", "", 200),
            ]
            let items = try #require(json["requests"]?.items)
            #expect(json["total"] == 4)
            #expect(items.count == expected.count)
            for (item, (method, path, query, status)) in zip(items, expected) {
                #expect(item["method"]?.string == method)
                #expect(item["path"]?.string == path)
                #expect(item["query"]?.string == query)
                #expect(item["status"]?.int64 == Int64(status))
                #expect(item["delivered"] == true)
            }
            #expect(sandbox.requests.entries.map(\.status) == [200, 404, 401, 200])
        }
    }

    @Test(
        "what was carried out can be told from what a fault answered in its place",
        arguments: [
            (Fault.Effect.dropAfter, true), (.truncate(afterBytes: 1), true), (.answer(.html), false),
            (.answer(.empty), false), (.dropBefore, false), (.answer(.internalError), false), (.expireToken, false),
        ]
    )
    func executed(effect: Fault.Effect, isExecuted: Bool) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            sandbox.faults.add(Fault(effect, method: "POST", path: "/v1.0/leads"))
            _ = try await client.attempt("POST", "/v1.0/leads", JSON(dictionaryLiteral: ("firstName", "Test")).utf8Text)
            let made = try await client.get("/v1.0/leads").json["_metadata"]?["total"]
            let items = try #require(try await client.get("/sandbox/requests").json["requests"]?.items)
            #expect(items.map { $0["executed"] } == [.bool(isExecuted), true])
            #expect(made == (isExecuted ? 2 : 1))
        }
    }

    @Test("the log needs a credential and is only read")
    func guarded() async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.with(authorization: nil).get("/sandbox/requests").status == 401)
            #expect(try await client.post("/sandbox/requests", [:]).status == 405)
        }
    }

    @Test("an entry keeps no more of a long path or query than 2,048 bytes")
    func longTexts() throws {
        let log = RequestLog()
        let long = String(repeating: "ä", count: 50_000)
        for (path, query) in [(long, "a=b"), ("/v1.0/me", long), ("/v1.0/me", "a=b")] {
            _ = log.begin(SandboxRequest(method: "GET", path: path, query: query), at: Date(timeIntervalSince1970: 0))
        }
        #expect(log.entries.map(\.path.utf8.count) == [2_048, 8, 8])
        #expect(log.entries.map(\.query.utf8.count) == [3, 2_048, 3])
    }

    @Test(
        "secrets in the query of a token request do not stand in the log",
        arguments: ["/oauth/token", "/api/user-web/oauth/token", "/page/vendor-auth.html"]
    )
    func withheldSecrets(path: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            _ = try await client.post("\(path)?client_secret=hush&refresh_token=hush", [:])
            _ = try await client.get("/v1.0/me?a=b")
            #expect(sandbox.requests.entries.map(\.query) == [RequestLog.withheld, "a=b"])
            #expect(!(try await client.get("/sandbox/requests").text.contains("hush")))
        }
    }

    @Test("the log forgets the oldest, and keeps counting")
    func bounded() throws {
        let log = RequestLog()
        var last = 0
        for _ in 0..<25_000 {
            last = log.begin(SandboxRequest(method: "GET", path: "/"), at: Date(timeIntervalSince1970: 0))
            log.finish(last, .empty)
        }
        #expect(last == 25_000)
        #expect((10_000...11_000).contains(log.entries.count))
        #expect(log.entries.last?.number == 25_000)
        #expect(log.entries.allSatisfy { $0.status == 200 })
        log.finish(1, .failure(.internalError))
        #expect(log.entries.allSatisfy { $0.status == 200 })
    }
}
