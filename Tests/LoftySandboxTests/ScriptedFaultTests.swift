import Foundation
import Testing

@testable import LoftySandbox

/// Every kind of fault as a client that repairs nothing sees it.
@Suite("Faults by script", .timeLimit(.minutes(1)))
struct ScriptedFaultTests {
    private func withFaults(
        _ script: String,
        environment: SandboxEnvironment = .live,
        _ body: (Sandbox, Client) async throws -> Void
    ) async throws {
        let configuration = SandboxConfiguration(
            leads: 12,
            rateLimitPerMinute: 500,
            faults: try FaultScript.parse(script)
        )
        try await withSandbox(configuration, environment: environment, body)
    }

    @Test(
        "a named answer has its status, type and body, and nothing is executed",
        arguments: [
            ("too-many-requests", 429, "application/json", #"{"message":"Too Many Requests"}"#),
            (
                "internal-error", 500, "application/json",
                #"{"message":"BaseApplicationException:errorCode=20005,errorMsg=There is an internal error happened"}"#
            ),
            ("bad-gateway", 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"),
            ("service-unavailable", 503, "text/html", "<html><body><h1>503 Service Unavailable</h1></body></html>"),
            ("string-error", 400, "application/json", #""Something is wrong with this request""#),
            ("empty-body", 200, nil, ""),
            ("html", 200, "text/html", "<!doctype html><html><body>We will be back soon.</body></html>"),
            (
                "expire-token", 401, "application/json;charset=UTF-8", #"{"code":20004,"message":"Bad credentials"}"#
            ),
        ] as [(String, Int, String?, String)]
    )
    func answers(name: String, status: Int, contentType: String?, text: String) async throws {
        try await withFaults(#"[{"do":"\#(name)","method":"POST"}]"#) { _, client async throws in
            let reply = try await client.post("/v1.0/leads", ["firstName": "Never"])
            #expect(reply.status == status)
            #expect(reply.headers["content-type"] == contentType)
            #expect(reply.text == text)
            #expect(reply.headers["x-ratelimit-remaining"] == "499")
            #expect(try await client.list("key=Never").total == 0)
        }
    }

    @Test("a storm of 429 lasts as long as it says, with headers or without")
    func storm() async throws {
        let script = """
            [{"do":"too-many-requests","times":3,"retryAfterSeconds":2},
             {"do":"too-many-requests","times":1,"rateHeaders":false}]
            """
        try await withFaults(script) { _, client async throws in
            for _ in 0..<3 {
                let reply = try await client.get("/v1.0/me")
                #expect(reply.status == 429)
                #expect(reply.headers["retry-after"] == "2")
                #expect(reply.headers["x-ratelimit-limit"] == "500")
            }
            let bare = try await client.get("/v1.0/me")
            #expect(bare.status == 429)
            #expect(!bare.headers.keys.contains { $0.hasPrefix("x-ratelimit") || $0 == "retry-after" })
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("a dropped connection brings no byte, and the lead is there only when it was dropped after the write")
    func drops() async throws {
        try await withFaults(#"[{"do":"drop-before","method":"POST"},{"do":"drop-after","method":"POST"}]"#) {
            _,
            client async throws in
            for expected in [0, 1] as [Int64] {
                let body = JSON(dictionaryLiteral: ("firstName", "Dropped")).utf8Text
                #expect(try await client.attempt("POST", "/v1.0/leads", body) == nil)
                #expect(try await client.list("key=Dropped").total == expected)
            }
        }
    }

    @Test("a truncated answer announces more than it brings")
    func truncate() async throws {
        try await withFaults(#"[{"do":"truncate","afterBytes":5}]"#) { _, client async throws in
            let reply = try await client.get("/v1.0/me")
            #expect(reply.body.count == 5)
            #expect(!reply.isWhole)
        }
    }

    @Test("a dripping answer takes its time and arrives whole")
    func drip() async throws {
        try await withFaults(#"[{"do":"drip","bytesPerSecond":2000,"path":"/v1.0/me"}]"#) {
            sandbox,
            client async throws in
            let start = ContinuousClock.now
            let slow = try await client.get("/v1.0/me")
            let elapsed = ContinuousClock.now - start
            #expect(slow.isWhole)
            let quick = try await client.get("/v1.0/me")
            #expect(slow.body == quick.body)
            #expect(elapsed >= .seconds(1) * slow.body.count / 2_000)
            #expect(sandbox.requests.entries.first?.isDelivered == true)
        }
    }

    @Test("a delay comes before the answer")
    func delay() async throws {
        try await withFaults(#"[{"do":"delay","milliseconds":60}]"#) { _, client async throws in
            let start = ContinuousClock.now
            #expect(try await client.get("/v1.0/me").status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(60))
        }
    }

    @Test("a stalled request gets no answer while others do, executes nothing, and ends with the sandbox")
    func stall() async throws {
        try await withFaults(#"[{"do":"stall","method":"POST"}]"#) { sandbox, client async throws in
            let body = JSON(dictionaryLiteral: ("firstName", "Stalled")).utf8Text
            let stalled = Task { try await client.attempt("POST", "/v1.0/leads", body) }
            try await eventually { sandbox.faults.pending.isEmpty }
            #expect(try await client.list("key=Stalled").total == 0)
            #expect(sandbox.requests.entries.first?.status == nil)
            await sandbox.stop()
            #expect(try await stalled.value == nil)
        }
    }

    @Test("a lead can be too new for one read, as after a slow create")
    func hideNewLeads() async throws {
        let script = #"[{"do":"hide-new-leads","milliseconds":60000,"method":"GET","times":2}]"#
        try await withFaults(script) { _, client async throws in
            let id = try await client.makeLead(["firstName": "Hiding"])
            #expect(try await client.get("/v1.0/leads/\(id)").status == 404)
            #expect(try await client.put("/v1.0/leads/\(id)", ["lastName": "Still"]).status == 200)
            #expect(try await client.list("key=Hiding").total == 0)
            #expect(try await client.lead(id)["lastName"] == "Still")
        }
    }

    @Test("a skewed clock shows in the Date header and in what is written", arguments: [-3, 5])
    func skew(hours: Int) async throws {
        let clock = ManualClock()
        try await withFaults(#"[{"do":"skew-clock","hours":\#(hours)}]"#, environment: clock.environment) {
            _,
            client async throws in
            let reply = try await client.post("/v1.0/leads", ["firstName": "Skewed"])
            let wrong = Int64(clock.now.timeIntervalSince1970) + Int64(hours) * 3_600
            #expect(reply.headers["date"] == WireDate.header(wrong * 1_000))
            let id = try #require(try reply.json["leadId"]?.int64)
            #expect(try await client.lead(id)["createTime"] == WireDate.lead(wrong * 1_000))
            let right = Int64(clock.now.timeIntervalSince1970)
            #expect(try await client.get("/v1.0/me").headers["date"] == WireDate.header(right * 1_000))
        }
    }

    @Test(
        "every answer says when it was made, a refusal too",
        arguments: ["/v1.0/me", "/v1.0/leads/1", "/sandbox/requests"]
    )
    func date(path: String) async throws {
        let clock = ManualClock()
        try await withFaults(#"[{"do":"expire-scroll","nth":99}]"#, environment: clock.environment) {
            _,
            client async throws in
            let now = Int64(clock.now.timeIntervalSince1970)
            #expect(try await client.get(path).headers["date"] == WireDate.header(now * 1_000))
        }
    }

    @Test("the date of a header is spelled as HTTP wants it")
    func headerDate() {
        #expect(WireDate.header(784_111_777_000) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(WireDate.header(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(WireDate.header(1_709_164_799_000) == "Wed, 28 Feb 2024 23:59:59 GMT")
    }

    @Test("an expired scroll is refused once, and goes on afterwards")
    func expireScroll() async throws {
        try await withFaults(#"[{"do":"expire-scroll","nth":2}]"#) { _, client async throws in
            let first = try await client.get("/v1.0/leads?limit=5").json
            let scroll = try #require(first["_metadata"]?["scrollId"]?.string)
            let refused = try await client.get("/v1.0/leads?limit=5&scrollId=\(scroll)")
            #expect(refused.status == 400)
            #expect(refused.text.contains("scrollId has expired"))
            #expect(try await client.list("limit=5&scrollId=\(scroll)").ids.count == 5)
        }
    }
}
