import Foundation
import Testing

@testable import LoftySandbox

@Suite("Faults over the socket", .timeLimit(.minutes(1)))
struct FaultTests {
    @Test(
        "a scripted answer takes the place of the operation",
        arguments: [
            ScriptedAnswer.tooManyRequests, .internalError, .badGateway, .empty,
            ScriptedAnswer(status: 503, headers: ["Retry-After": "3"], body: #""just a string""#),
        ]
    )
    func scripted(answer: ScriptedAnswer) async throws {
        try await withSandbox { sandbox, client in
            sandbox.faults.add(Fault(.answer(answer), method: "POST", path: "/v1.0/leads"))
            let reply = try await client.post("/v1.0/leads", ["firstName": "Never"])
            #expect(reply.status == answer.status)
            #expect(reply.text == answer.body)
            #expect(reply.headers["content-type"] == answer.contentType)
            for (name, value) in answer.headers { #expect(reply.headers[name.lowercased()] == value) }
            #expect(sandbox.faults.pending.isEmpty)
            #expect(try await client.list("key=Never").total == 0)
            _ = try await client.makeLead(["firstName": "Never"])
            #expect(try await client.list("key=Never").total == 1)
        }
    }

    @Test("a connection dropped before executing leaves no trace")
    func dropBefore() async throws {
        try await withSandbox { sandbox, client in
            sandbox.faults.add(Fault(.dropBefore, method: "POST"))
            let body = JSON(dictionaryLiteral: ("firstName", "Dropped")).utf8Text
            #expect(try await client.attempt("POST", "/v1.0/leads", body) == nil)
            #expect(try await client.list("key=Dropped").total == 0)
            let entry = try #require(sandbox.requests.entries.first)
            #expect(entry.status == 0)
            #expect(entry.isDelivered == false)
        }
    }

    @Test("a lost answer was executed all the same, exactly once")
    func dropAfter() async throws {
        try await withSandbox { sandbox, client in
            sandbox.faults.add(Fault(.dropAfter, method: "POST"))
            let body = JSON(dictionaryLiteral: ("firstName", "Executed")).utf8Text
            #expect(try await client.attempt("POST", "/v1.0/leads", body) == nil)
            #expect(try await client.list("key=Executed").total == 1)
            let entry = try #require(sandbox.requests.entries.first)
            #expect(entry.status == 200)
            #expect(entry.isDelivered == false)
            #expect(sandbox.requests.count("POST", pathSuffix: "/leads") == 1)
        }
    }

    @Test("a truncated answer announces more than it brings", arguments: [0, 1, 10])
    func truncate(count: Int) async throws {
        try await withSandbox { sandbox, client in
            sandbox.faults.add(Fault(.truncate(afterBytes: count), path: "/v1.0/me"))
            let reply = try await client.get("/v1.0/me")
            #expect(reply.status == 200)
            #expect(reply.body.count == count)
            #expect(!reply.isWhole)
            #expect(try await client.get("/v1.0/me").isWhole)
        }
    }

    @Test("a delayed answer comes late")
    func delay() async throws {
        try await withSandbox { sandbox, client async throws in
            sandbox.faults.add(Fault(.delay(.milliseconds(80)), path: "/v1.0/me"))
            let start = ContinuousClock.now
            #expect(try await client.get("/v1.0/me").status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(80))
        }
    }

    @Test("others do not wait for a delayed answer, and neither does the end of the sandbox")
    func delayOfOthers() async throws {
        let start = ContinuousClock.now
        try await withSandbox { sandbox, client async throws in
            sandbox.faults.add(Fault(.delay(.seconds(200)), path: "/v1.0/me"))
            let slow = Task { try await client.attempt("GET", "/v1.0/me") }
            let deadline = start + .seconds(60)
            while !sandbox.faults.pending.isEmpty, .now < deadline { await Task.yield() }
            #expect(try await client.list("").total == 12)
            #expect(sandbox.requests.entries.map(\.status) == [nil, 200])
            await sandbox.stop()
            _ = await slow.result
        }
        #expect(ContinuousClock.now - start < .seconds(150))
    }

    @Test("a fault strikes as often as it should, only where it matches, in the order of the queue")
    func queue() async throws {
        try await withSandbox { sandbox, client async throws in
            sandbox.faults.add(Fault(.answer(.internalError), method: "GET", path: "/v1.0/me", times: 2))
            sandbox.faults.add(Fault(.answer(.tooManyRequests), times: 1))
            #expect(try await client.get("/v1.0/me").status == 500)
            #expect(try await client.get("/v1.0/members").status == 429)
            #expect(try await client.get("/v1.0/members").status == 200)
            #expect(try await client.get("/v1.0/me").status == 500)
            #expect(try await client.get("/v1.0/me").status == 200)
            sandbox.faults.add(Fault(.answer(.internalError), method: "PUT", path: "/v1.0/leads/{leadId}"))
            #expect(try await client.post("/v1.0/leads/1/assignment", [:]).status == 400)
            #expect(try await client.put("/v1.0/leads/1", [:]).status == 500)
            sandbox.faults.add(Fault(.dropBefore, times: 9))
            sandbox.faults.removeAll()
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }
}
