import Foundation
import Testing

@testable import LoftySandbox

@Suite("What every request passes first", .timeLimit(.minutes(1)))
struct GatewayTests {
    @Test("the key goes in as token and the access token as Bearer, each only so")
    func schemes() async throws {
        try await withSandbox { sandbox, client in
            let key = sandbox.endpoint.apiKey
            let token = sandbox.endpoint.accessToken
            let table: [(String?, Int, Int64?)] = [
                ("token \(key)", 200, nil), ("Bearer \(token)", 200, nil),
                ("Bearer \(key)", 400, 200058),
                ("token \(token)", 401, 20004), ("bearer \(token)", 401, 20004), ("Token \(key)", 401, 20004),
                ("Basic \(key)", 401, 20004), (key, 401, 20004), ("token", 401, 20004), ("token wrong", 401, 20004),
                ("Bearer wrong", 401, 20004), ("token \(key)x", 401, 20004), ("", 401, 20004), (nil, 401, 20004),
            ]
            for (authorization, status, code) in table {
                let reply = try await client.with(authorization: authorization).get("/v1.0/me")
                #expect(reply.status == status, "\(authorization ?? "no header")")
                #expect(try reply.json["code"]?.int64 == code, "\(authorization ?? "no header")")
                // URLSession on Linux never returns from a 401 that carries this header.
                #expect(reply.headers["www-authenticate"] == nil)
            }
        }
    }

    @Test("a key sent as Bearer is answered byte for byte as by Lofty")
    func keyAsBearer() async throws {
        try await withSandbox { sandbox, client in
            let reply = try await client.with(authorization: "Bearer \(sandbox.endpoint.apiKey)").get("/v1.0/leads")
            #expect(reply.text == #"{"code":200058,"message":"User in token does not exist."}"#)
        }
    }

    @Test(
        "an unknown path is 404 with the gateway's words",
        arguments: [
            "/", "/v1/leads", "/v1.0/lead", "/v1.0/leads/1/notes", "/v2.0/leads", "/v1.0/leads/%ff", "/v1.0/activities",
        ]
    )
    func unknownPath(path: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.get(path)
            #expect(reply.status == 404)
            #expect(reply.text == #"{"message":"The requested API endpoint does not exist"}"#)
        }
    }

    @Test(
        "a known path with another method is 405 with a message",
        arguments: [
            ("PATCH", "/v1.0/leads"), ("DELETE", "/v1.0/leads"), ("POST", "/v1.0/me"), ("PUT", "/v1.0/notes"),
            ("GET", "/v1.0/leads/1/assignment"),
        ]
    )
    func wrongMethod(method: String, path: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply(method, path, "{}")
            #expect(reply.status == 405)
            #expect(try reply.json["message"]?.string?.isEmpty == false)
        }
    }

    @Test("HEAD on a known path is 405 without a body")
    func head() async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("HEAD", "/v1.0/me")
            #expect(reply.status == 405)
            #expect(reply.body.isEmpty)
        }
    }

    @Test(
        "a body needs the JSON content type, with or without a charset",
        arguments: [
            ("application/json", true), ("application/json; charset=utf-8", true), ("Application/JSON", true),
            ("text/plain", false), ("application/x-www-form-urlencoded", false), ("", false), (nil, false),
        ]
    )
    func contentType(contentType: String?, isAccepted: Bool) async throws {
        try await withSandbox { _, client in
            for (method, path) in [("POST", "/v1.0/leads"), ("PUT", "/v1.0/leads/\(BookLeadMaker.guideLeadID)")] {
                let reply = try await client.reply(method, path, #"{"firstName":"A"}"#, contentType: contentType)
                #expect(reply.status == (isAccepted ? 200 : 400))
                guard !isAccepted else { continue }
                #expect(reply.text == #"{"code":20001,"message":"Content-type must be: application/json"}"#)
            }
        }
    }

    @Test("DELETE goes without a content type, unless the oddity demands one", arguments: [false, true])
    func deleteContentType(isDemanded: Bool) async throws {
        let oddities = SandboxOddities(deleteDemandsContentType: isDemanded)
        try await withSandbox(SandboxConfiguration(leads: 3, oddities: oddities)) { _, client in
            let reply = try await client.delete("/v1.0/leads/\(BookLeadMaker.guideLeadID)?reason=x")
            #expect(reply.status == (isDemanded ? 400 : 200))
            let typed = try await client.reply("DELETE", "/v1.0/leads/1?reason=x", "")
            #expect(typed.status == 404)
        }
    }

    @Test("a body of one mebibyte is read, a longer one is 413 and the connection lives long enough to say so")
    func longBodies() async throws {
        try await withSandbox { sandbox, client in
            let frame = #"{"firstName":""}"#.utf8.count
            let fits = String(repeating: "x", count: SandboxRequestBody.longest(for: "/v1.0/leads") - frame)
            #expect(try await client.reply("POST", "/v1.0/leads", #"{"firstName":"\#(fits)"}"#).status == 200)
            for excess in [1, 1_048_576, 8_000_000] {
                let long = fits + String(repeating: "x", count: excess)
                let reply = try await client.reply("POST", "/v1.0/leads", #"{"firstName":"\#(long)"}"#)
                #expect(reply.status == 413)
                #expect(try reply.json["message"]?.string != nil)
            }
            #expect(try await client.list("").total == Int64(sandbox.endpoint.leads) + 1)
        }
    }

    @Test("a chunked body is read like any other, a broken one is refused")
    func chunkedBody() async throws {
        try await withSandbox { sandbox, client in
            let head = """
                POST /v1.0/leads HTTP/1.1\r
                Authorization: token \(sandbox.endpoint.apiKey)\r
                Content-Type: application/json\r
                Transfer-Encoding: chunked\r
                Connection: close\r\n\r\n
                """
            let chunks = [
                ("9\r\n{\"firstNa\r\na\r\nme\":\"Chu\"}\r\n0\r\n\r\n", 200),
                ("zz\r\n{\"firstNa\r\n0\r\n\r\n", 400),
                ("9\r\n{\"firstNa\r\n", 400),
            ]
            for (body, status) in chunks {
                let exchange = try await Wire.exchange(
                    Array((head + body).utf8),
                    port: client.port,
                    closesSending: true
                )
                let reply = try #require(try Reply(exchange.bytes))
                #expect(reply.status == status, "\(body)")
            }
            #expect(try await client.list("key=Chu").total == 1)
        }
    }

    @Test("requests behind each other on one connection are answered in order")
    func keptConnection() async throws {
        try await withSandbox { sandbox, client in
            let request = "Authorization: token \(sandbox.endpoint.apiKey)\r\n"
            let first = "GET /v1.0/leads?limit=101 HTTP/1.1\r\n\(request)\r\n"
            let second = "GET /v1.0/me HTTP/1.1\r\n\(request)Connection: close\r\n\r\n"
            let exchange = try await Wire.exchange(Array((first + second).utf8), port: client.port)
            let text = String(decoding: exchange.bytes, as: UTF8.self)
            let refusal = try #require(text.range(of: "HTTP/1.1 400"))
            let success = try #require(text.range(of: "HTTP/1.1 200"))
            #expect(refusal.lowerBound < success.lowerBound)
        }
    }
}
