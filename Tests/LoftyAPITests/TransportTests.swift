import FoundationEssentials
import LoftyAPI
import LoftyHTTP
import Synchronization
import Testing

@Suite("Live transport")
struct TransportTests {
    private let transport = CurlTransport()

    private func request(
        _ server: RawServer,
        _ method: String = "GET",
        body: String? = nil,
        deadline: Duration = .seconds(10),
        limit: Int = 8 << 20
    ) -> HTTPRequest {
        HTTPRequest(
            method: method,
            url: server.url + "/v1.0/me?x=%2B",
            headers: [HTTPField("Authorization", "token s3cret")],
            body: body.map { Data($0.utf8) },
            deadline: deadline,
            maximumAnswerSize: limit
        )
    }

    private func failure(_ request: HTTPRequest, over transport: CurlTransport? = nil) async -> TransportError? {
        do throws(TransportError) {
            _ = try await (transport ?? self.transport).send(request)
            return nil
        } catch {
            return error
        }
    }

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

    // MARK: Failures

    @Test("a port where nobody listens is unreachable")
    func failsToConnect() async throws {
        let server = try RawServer { _ in }
        server.stop()
        // The port stays ours until the accepting thread is gone; then the connection is refused.
        #expect(await eventually { await failure(request(server))?.kind == .unreachable })
    }

    @Test(
        "a connection that breaks once sending began is lost",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
            "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain",
        ],
        [false, true]
    )
    func losesConnections(bytes: String, isReset: Bool) async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(bytes)
            if isReset { connection.reset() }
        } _: { server in
            let error = try #require(await failure(request(server, "POST", body: "{}")))
            #expect(error.kind == .lost, "\(error)")
            #expect(!error.detail.contains("s3cret"))
        }
    }

    @Test("a peer that does not speak TLS is not sent anything")
    func refusesPlainText() async throws {
        try await RawServer.serving { connection in
            connection.send("HTTP/1.1 400 Bad\r\n\r\n")
            connection.waitForPeerToLeave()
        } _: { server in
            let url = "https://127.0.0.1:\(server.port)/"
            let error = try #require(await failure(HTTPRequest(method: "POST", url: url, deadline: .seconds(5))))
            #expect(error.kind == .untrusted, "\(error)")
        }
    }

    @Test("a peer that resets during the TLS handshake has received nothing")
    func classifiesBrokenHandshakes() async throws {
        try await RawServer.serving({ $0.reset() }) { server in
            let url = "https://127.0.0.1:\(server.port)/"
            let error = try #require(await failure(HTTPRequest(method: "POST", url: url, deadline: .seconds(5))))
            #expect(error.kind == .untrusted || error.kind == .unreachable, "\(error)")
        }
    }

    @Test("a POST is never repeated by the library, though a kept connection turns out dead")
    func neverRepeatsPosts() async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest()?.hasPrefix("GET") == true else { return connection.reset() }
            connection.send(answer(200, "{}"))
            // The next request on the kept connection is read, and then lost.
            _ = connection.readRequest()
            connection.reset()
        } _: { server in
            _ = try await transport.send(request(server))
            let error = try #require(await failure(request(server, "POST", body: "{}")))
            #expect(error.kind == .lost)
            #expect(server.requests.filter { $0.hasPrefix("POST") }.count == 1)
        }
    }

    @Test("an answer beyond the limit is cut off, announced or not", arguments: [true, false])
    func boundsAnswers(isAnnounced: Bool) async throws {
        let length = isAnnounced ? "Content-Length: 10000000\r\n" : ""
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
            let block = [UInt8](repeating: 0x20, count: 100_000)
            for _ in 0..<100 where !connection.send(block) { return }
        } _: { server in
            #expect(await failure(request(server))?.kind == .answerTooLarge)
            let response = try await transport.send(request(server, limit: 10_000_000))
            #expect(response.body.count == 10_000_000)
        }
    }

    @Test("a head without end is cut off too")
    func boundsHeads() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            let field = "X-Filler: \(String(repeating: "y", count: 1_000))\r\n"
            while connection.send(field) {}
        } _: { server in
            let error = try #require(await failure(request(server)))
            #expect(error.kind == .answerTooLarge || error.kind == .lost, "\(error)")
        }
    }

    @Test("the deadline covers the whole answer, however steadily it drips")
    func keepsDeadline() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while connection.send(" ") { connection.pause(.milliseconds(10)) }
        } _: { server in
            let start = ContinuousClock.now
            #expect(await failure(request(server, deadline: .milliseconds(300)))?.kind == .lost)
            let took = ContinuousClock.now - start
            #expect(took >= .milliseconds(290) && took < .seconds(20), "\(took)")
        }
    }

    // MARK: Cancelling

    @Test("cancelling the task ends the transfer long before its deadline")
    func cancels() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.waitForPeerToLeave()
        } _: { server in
            var fastest = Duration.seconds(60)
            // The deadline of the request is 30 s; what a cancellation takes on an idle machine is a benchmark's to say.
            for round in 1...5 {
                let task = Task { await failure(request(server)) }
                #expect(await eventually { server.requests.count == round })
                let start = ContinuousClock.now
                task.cancel()
                #expect(await task.value?.kind == .cancelled)
                fastest = min(fastest, ContinuousClock.now - start)
            }
            #expect(fastest < .seconds(10), "\(fastest)")
        }
    }

    @Test("a task that was cancelled before sends nothing")
    func cancelsEarly() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure(request(server))
            }
            #expect(await task.value?.kind == .cancelled)
            #expect(server.connections == 0)
        }
    }

    @Test("cancelling at any moment leaves no request without an outcome")
    func survivesRacingCancellations() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<300 {
                    group.addTask {
                        let task = Task { await failure(request(server)) }
                        for _ in 0..<(index % 7) { await Task.yield() }
                        task.cancel()
                        let error = await task.value
                        #expect(error == nil || error?.kind == .cancelled)
                    }
                }
            }
        }
    }

    @Test("letting go of a transport waits for what is under way, and ends its thread")
    func endsThread() async throws {
        try await RawServer.answering(answer(200, "{}")) { server in
            for _ in 0..<100 {
                let response = try await CurlTransport().send(request(server))
                #expect(response.status == 200)
            }
        }
        // The tests beside this one have transports too, but never as many as this one would leave behind.
        #expect(await eventually { ((try? transportThreads()) ?? .max) < 60 })
    }

    /// Threads of this process that carry the name CCurl gives to its own.
    private func transportThreads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { thread in
            // A thread that ended meanwhile has no name to read.
            let name = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
            return name == "foyer-http\n"
        }
    }

    // MARK: Proxies

    @Test("a proxy of the environment is used for other hosts and never for this machine")
    func usesProxies() async throws {
        try await RawServer.answering(answer(200, "{}")) { proxy in
            let environment = ["http_proxy": proxy.url, "no_proxy": "direct.example.com"]
            let proxied = CurlTransport(settings: CurlTransport.Settings(environment: environment))
            _ = try await proxied.send(HTTPRequest(method: "GET", url: "http://crm.example.com/a"))
            #expect(proxy.requests.first?.hasPrefix("GET http://crm.example.com/a HTTP/1.1\r\n") == true)
            try await RawServer.answering(answer(204, "")) { server in
                let response = try await proxied.send(request(server))
                #expect(response.status == 204)
            }
            #expect(proxy.requests.count == 1)
        }
    }

    @Test("a proxy that refuses the tunnel has not passed the request on")
    func classifiesRefusedTunnels() async throws {
        try await RawServer.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n") { proxy in
            let settings = CurlTransport.Settings(environment: ["https_proxy": proxy.url])
            let url = "https://crm.example.com/"
            let error = try #require(
                await failure(HTTPRequest(method: "POST", url: url), over: CurlTransport(settings: settings))
            )
            #expect(error.kind == .unreachable, "\(error)")
            #expect(proxy.requests.first?.hasPrefix("CONNECT crm.example.com:443 ") == true)
        }
    }

    @Test(
        "the usual variables name proxies and certificates",
        arguments: [
            (["http_proxy": "a", "HTTPS_PROXY": "b"], ProxyRules(http: "a", https: "b")),
            (["ALL_PROXY": "c", "NO_PROXY": "x,y"], ProxyRules(http: "c", https: "c", exceptions: "x,y")),
            (["all_proxy": "c", "https_proxy": "d", "HTTPS_PROXY": "e"], ProxyRules(http: "c", https: "d")),
            (["HTTP_PROXY": "evil", "https_proxy": ""], ProxyRules()),
        ]
    )
    func readsEnvironment(environment: [String: String], expected: ProxyRules) {
        #expect(ProxyRules(environment: environment) == expected)
    }

    @Test("a private file of certificates comes from CURL_CA_BUNDLE, else from SSL_CERT_FILE")
    func readsCertificateFile() {
        let both = ["CURL_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/b"]
        #expect(CurlTransport.Settings(environment: both).certificateFile == "/a")
        #expect(CurlTransport.Settings(environment: ["SSL_CERT_FILE": "/b"]).certificateFile == "/b")
        #expect(CurlTransport.Settings(environment: [:]).certificateFile == nil)
    }

    @Test("a file of certificates that is not there fails before anything is sent")
    func needsCertificateFile() async throws {
        try await RawServer.serving({ $0.waitForPeerToLeave() }) { server in
            let settings = CurlTransport.Settings(certificateFile: "/nonexistent/ca.pem")
            let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
            let error = try #require(await failure(request, over: CurlTransport(settings: settings)))
            #expect(error.kind == .untrusted, "\(error)")
        }
    }

    @Test("the library that was found names itself")
    func namesLibrary() {
        #expect(CurlTransport.libraryVersion.hasPrefix("libcurl/"))
    }
}
