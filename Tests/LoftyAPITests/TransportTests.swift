import FoundationEssentials
import LoftyAPI
import LoftyHTTP
import Synchronization
import Testing

@Suite("Live transport", .timeLimit(.minutes(1)))
struct TransportTests: TransportSuite {
    let transport = CurlTransport()

    // MARK: Requests

    @Test(
        "the request line, the fields and the body arrive as they were given",
        arguments: ["GET", "PUT", "POST", "DELETE"]
    )
    func sendsBytes(method: String) async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            let body = method == "PUT" || method == "POST" ? #"{"a":"é"}"# : nil
            _ = try await transport.send(request(server, method, body: body))
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("\(method) /v1.0/me?x=%2B HTTP/1.1\r\n"))
            #expect(sent.contains("\r\nAuthorization: token s3cret\r\n"))
            #expect(sent.contains("\r\nAccept-Encoding: "))
            #expect(!sent.contains("Expect"))
            #expect(sent.hasSuffix("\r\n\r\n" + (body ?? "")))
        }
    }

    @Test("a POST without a body sends an empty one, and a HEAD waits for none")
    func sendsEmptyBodies() async throws {
        try await RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") { server in
            _ = try await transport.send(request(server, "POST"))
            _ = try await transport.send(request(server, "POST", body: ""))
            _ = try await transport.send(request(server, "HEAD"))
            #expect(server.requests.prefix(2).allSatisfy { $0.contains("\r\nContent-Length: 0\r\n") })
            #expect(server.requests.count == 3)
        }
    }

    @Test("large bodies go out without waiting for permission")
    func sendsLargeBodies() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            let body = String(repeating: "x", count: 3_000_000)
            _ = try await transport.send(request(server, "PUT", body: body))
            #expect(server.requests.first?.lowercased().contains("expect: 100-continue") == false)
            #expect(server.requests.first?.hasSuffix(body) == true)
        }
    }

    @Test(
        "a request that could smuggle another is refused before it is sent",
        arguments: [
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [HTTPField("X", "s3cret\r\nEvil: 1")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [HTTPField("X", "a\nb")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [HTTPField("X", "a\u{0}b")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [HTTPField("X\r\nY", "a")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [HTTPField("", "a")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/\r\nX: y"),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/a b"),
            HTTPRequest(method: "GET /x", url: "http://127.0.0.1:1/"),
            HTTPRequest(method: "", url: "http://127.0.0.1:1/"),
            HTTPRequest(method: "GET", url: "file:///etc/passwd"),
            HTTPRequest(method: "GET", url: "gopher://127.0.0.1/"),
            HTTPRequest(method: "GET", url: "https://"), HTTPRequest(method: "GET", url: ""),
        ]
    )
    func refusesMalformed(request: HTTPRequest) async throws {
        let error = try #require(await failure(request))
        #expect(error.kind == .unusable)
        #expect(!error.detail.contains("s3cret"))
    }

    // MARK: Answers

    @Test(
        "status, fields and body come back, whatever the status",
        arguments: [200, 204, 302, 401, 404, 429, 500, 503]
    )
    func readsAnswers(status: Int) async throws {
        let body = status == 204 ? "" : "{\"a\":1}"
        let fields = "X-RateLimit-Remaining:  7 \r\nWWW-Authenticate: Basic\r\nLocation: /elsewhere\r\n"
        try await RawServer.answering(answer(status, body, fields: fields)) { server in
            let response = try await transport.send(request(server))
            #expect(response.status == status)
            #expect(response["x-ratelimit-remaining"] == "7")
            #expect(response.body == Data(body.utf8))
            #expect(server.requests.count == 1, "redirects are not followed")
        }
    }

    @Test("chunked and compressed bodies, bodies that end with the connection and interim answers are understood")
    func readsEncodings() async throws {
        // `{"a":1}` by gzip.
        let zipped: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAC, 5, 0, 0xAF, 0xAC, 0x1B, 0x56,
            7, 0, 0, 0,
        ]
        let gzip =
            Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zipped.count)\r\n\r\n".utf8) + zipped
        let answers: [[UInt8]] = [
            Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n".utf8),
            gzip,
            Array(
                "HTTP/1.1 103 Early Hints\r\nX-Old: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}".utf8
            ),
            Array("HTTP/1.0 200 OK\r\n\r\n{\"a\":1}".utf8),
        ]
        for bytes in answers {
            try await RawServer.serving { connection in
                _ = connection.readRequest()
                connection.send(bytes)
            } _: { server in
                let response = try await transport.send(request(server))
                #expect(response.body == Data(#"{"a":1}"#.utf8))
                #expect(response["X-Old"] == nil)
            }
        }
    }

    @Test("connections are kept for the next request")
    func keepsConnections() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            for _ in 0..<20 { _ = try await transport.send(request(server)) }
            #expect(server.connections == 1)
        }
    }

    @Test("many requests at a time are all answered")
    func sendsConcurrently() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 { group.addTask { try await transport.send(request(server)).status } }
                var count = 0
                for try await status in group { count += status == 200 ? 1 : 0 }
                #expect(count == 200)
            }
            #expect(server.connections < 20, "connections are shared")
        }
    }
}
