import Foundation
import Testing

@testable import LoftySandbox

@Suite("Hostile bytes on the wire", .timeLimit(.minutes(1)))
struct HostileSocketTests {
    /// A head with the key, the JSON type and what the test adds.
    private func head(_ line: String, _ sandbox: Sandbox, _ extra: String = "") -> String {
        "\(line) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: token \(sandbox.endpoint.apiKey)\r\n"
            + "Content-Type: application/json\r\nConnection: close\r\n\(extra)\r\n"
    }

    private func exchange(_ text: String, _ client: Client) async throws -> [UInt8] {
        try await Wire.exchange(Array(text.utf8), port: client.port, closesSending: true).bytes
    }

    /// The first answer of an exchange.
    private func reply(_ text: String, _ client: Client) async throws -> Reply {
        try #require(try Reply(try await exchange(text, client)))
    }

    @Test(
        "a query that is no percent-encoded UTF-8 is refused with 400 and 20012",
        arguments: [
            "key=%", "key=%4", "key=%zz", "key=%ff", "key=%C3%28", "%=1", "key=%00", "key=a%00b", "a=%ED%A0%80",
        ]
    )
    func percentEncoding(query: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client async throws in
            let reply = try await client.get("/v1.0/leads?\(query)")
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
        }
    }

    private static let brokenTexts = [
        "", "{", "nul", "[]", "\"x\"", "7", #"{"firstName":"A"}x"#, #"{"firstName":"A",}"#, "{firstName:1}",
        "\u{FEFF}" + #"{"firstName":"A"}"#, #"{"firstName":"\u0000"}"#, #"{"firstName":"\ud800"}"#,
        "{\"firstName\":\"a\nb\"}", #"{"firstName":"A","leadTypes":[1e999]}"#, "\u{0}",
        String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
        String(repeating: #"{"a":"#, count: 50_000) + "1" + String(repeating: "}", count: 50_000),
    ]

    /// Not UTF-8: a stray byte, a NUL in two bytes, half of a pair in three, and UTF-16.
    private static let brokenBytes: [[UInt8]] = [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF, 0xFE, 0x7B, 0x00],
    ]

    static let brokenBodies: [[UInt8]] = brokenTexts.map { Array($0.utf8) } + brokenBytes

    @Test(
        "a body that is no JSON of the right kind is refused with 400 and 20012, and creates nothing",
        arguments: brokenBodies
    )
    func bodies(bytes: [UInt8]) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client async throws in
            let reply = try #require(try await client.attempt("POST", "/v1.0/leads", bytes))
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try await client.list("").total == 1)
        }
    }

    @Test(
        "a method that a path does not have is 405, and one that HTTP does not have is refused",
        arguments: [
            ("PATCH", 405), ("OPTIONS", 405), ("TRACE", 405), ("CONNECT", 405), ("BREW", 404),
        ]
    )
    func methods(method: String, status: Int) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let reply = try await reply(head("\(method) /v1.0/me", sandbox), client)
            #expect(reply.status == status)
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("of two Authorization headers the last one counts alone")
    func duplicateAuthorization() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let good = "Authorization: token \(sandbox.endpoint.apiKey)\r\n"
            let bad = "Authorization: token wrong-wrong-wrong\r\n"
            let line = "GET /v1.0/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            for (headers, status) in [(good + bad, 401), (bad + good, 200), (bad + bad, 401), (good + good, 200)] {
                #expect(try await reply(line + headers + "\r\n", client).status == status)
            }
        }
    }

    @Test("a Content-Length below the body cuts it, and the rest is never run as a request")
    func shortLength() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let smuggled = head("POST /v1.0/leads", sandbox, "Content-Length: 20\r\n") + #"{"firstName":"Smug"}"#
            let text = head("POST /v1.0/leads", sandbox, "Content-Length: 5\r\n") + #"{"firstName":"Cut"}"# + smuggled
            let bytes = try await exchange(text, client)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("HTTP/1.1 200"))
            #expect(try await client.list("").total == 1)
        }
    }

    @Test("a Content-Length beyond the body never creates what did not arrive")
    func longLength() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let text = head("POST /v1.0/leads", sandbox, "Content-Length: 400\r\n") + #"{"firstName":"Half"}"#
            let bytes = try await exchange(text, client)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("HTTP/1.1 200"))
            #expect(try await client.list("").total == 1)
        }
    }

    @Test(
        "chunks that break their framing create nothing",
        arguments: [
            "5\r\n{\"fir", "-1\r\n{}\r\n0\r\n\r\n", "ffffffffffffffffff\r\n{}\r\n", "5;ext\r\n{\"f", "\r\n\r\n",
            "13\r\n{\"firstName\":\"Odd\"}", "g\r\n",
        ]
    )
    func chunks(body: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let text = head("POST /v1.0/leads", sandbox, "Transfer-Encoding: chunked\r\n") + body
            let bytes = try await exchange(text, client)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("HTTP/1.1 200"))
            #expect(try await client.list("").total == 1)
        }
    }

    @Test("garbage behind a good request is no second request, and the next connection is served")
    func pipelinedGarbage() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let first = head("GET /v1.0/me", sandbox).replacing("Connection: close\r\n", with: "")
            for garbage in ["\u{0}\u{1}\u{2}\r\n\r\n", "GARBAGE\r\n\r\n", "{}{}{}", "HTTP/1.1 200 OK\r\n\r\n"] {
                let text = String(decoding: try await exchange(first + garbage, client), as: UTF8.self)
                #expect(text.hasPrefix("HTTP/1.1 200"))
                #expect(text.components(separatedBy: "HTTP/1.1 200").count == 2)
                #expect(try await client.get("/v1.0/me").status == 200)
            }
        }
    }

    @Test(
        "a head of many kilobytes is answered, and others are served afterwards",
        arguments: [
            "X-Long: \(String(repeating: "x", count: 4_000))",
            Array(repeating: "X-Many: 1", count: 200).joined(separator: "\r\n"),
        ]
    )
    func longHead(header: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            #expect(try await reply(head("GET /v1.0/me", sandbox, header + "\r\n"), client).status == 200)
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("a target of many kilobytes is answered", arguments: [("/v1.0/me?key=", 200), ("/", 404)])
    func longTarget(start: String, status: Int) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let target = start + String(repeating: "x", count: 4_000)
            #expect(try await client.get(target).status == status)
        }
    }

    @Test("names and values that break out of a header stay inside an answer")
    func headerInjection() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let query =
                "clientId=\(sandbox.endpoint.clientID)&redirect_uri=http://127.0.0.1/"
                + "&state=%0D%0ASet-Cookie:%20a=b%0D%0A%0D%0A"
            let reply = try await client.with(authorization: nil).get("/page/vendor-auth.html?\(query)")
            #expect(reply.status == 302)
            #expect(reply.headers["set-cookie"] == nil)
            #expect(reply.headers["location"]?.hasSuffix("state=%0D%0ASet-Cookie%3A%20a%3Db%0D%0A%0D%0A") == true)
        }
    }
}
