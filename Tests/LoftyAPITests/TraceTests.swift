import Foundation
import Glibc
import Leads
import LoftyHTTP
import PrivateFiles
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Trace", .timeLimit(.minutes(1)))
struct TraceTests {
    private static let me = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#
    private let time = ManualTime(skipsPauses: true)

    private func lines(_ folder: ScratchFolder) throws -> [[String: Any]] {
        try folder.text(of: "trace").split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func trace(_ folder: ScratchFolder, limit: Int = 1 << 20) throws -> RequestTrace {
        try RequestTrace(path: "\(folder.path)/trace", limit: limit)
    }

    private func traced(_ transport: StubTransport, _ trace: RequestTrace) -> LoftyClient {
        var configuration = LoftyConfiguration(
            baseURL: "https://api.example.com",
            credential: .apiKey("eyJ.secret.key")
        )
        configuration.time = time.source
        configuration.random = { 0.5 }
        let tracing = TracingTransport(transport, to: trace, time: time.source)
        return LoftyClient(configuration: configuration, transport: tracing)
    }

    @Test("each request is a line with what was sent, what came back and how long it took")
    func writes() async throws {
        let folder = try ScratchFolder()
        let transport = StubTransport([
            StubTransport.Step { _ in
                time.advance(by: .milliseconds(1_500))
                let fields = [HTTPField("X-RateLimit-Remaining", "7"), HTTPField("Set-Cookie", "session=1")]
                return .success(HTTPResponse(status: 502, headers: fields, body: Data("bad\u{1B}[31m\n".utf8)))
            }, .failure(.lost), .json(Self.me),
        ])
        _ = try await traced(transport, trace(folder)).me()
        let lines = try lines(folder)
        #expect(lines.map { $0["call"] as? String } == ["tttt.1/1", "tttt.1/2", "tttt.1/3"])
        #expect(lines.map { $0["status"] as? Int } == [502, nil, 200])
        #expect(lines[0]["url"] as? String == "https://api.example.com/v1.0/me")
        #expect(lines[0]["method"] as? String == "GET")
        #expect(lines[0]["milliseconds"] as? Double == 1_500)
        #expect(lines[0]["at"] as? String == "2026-06-17T16:50:40Z")
        #expect(lines[1]["failure"] as? String == "lost: scripted")
        let request = try #require(lines[0]["request"] as? [String: Any])
        #expect((request["fields"] as? [String])?.contains("Authorization: (hidden)") == true)
        #expect((request["fields"] as? [String])?.contains("Accept: application/json") == true)
        let response = try #require(lines[0]["response"] as? [String: Any])
        #expect(response["fields"] as? [String] == ["X-RateLimit-Remaining: 7", "Set-Cookie: (hidden)"])
        #expect(response["body"] as? String == "bad\u{1B}[31m\n")
        #expect(response["bytes"] as? Int == 9)
        #expect(!(try folder.text(of: "trace").contains("\u{1B}")), "controls are escaped")
        #expect(try folder.mode(of: "trace") == 0o600)
    }

    @Test(
        "a credential that the server echoes is hidden, however it is written",
        arguments: ["eyJ.secret/key", "a+b=/&secret", "secret"]
    )
    func hidesEchoes(secret: String) async throws {
        let folder = try ScratchFolder()
        let escaped = secret.map { $0 == "/" ? "\\/" : String($0) }.joined()
        let body = #"{"a":"\#(secret)","b":"\#(escaped)","c":"\#(PercentEncoding.encode(secret))"}"#
        let transport = StubTransport([.json(body, headers: [HTTPField("Location", "https://x.example/?k=\(secret)")])])
        let tracing = TracingTransport(transport, to: try trace(folder))
        let headers = [HTTPField("authorization", "token \(secret)")]
        let sent = HTTPRequest(method: "GET", url: "https://api.example.com/?\(secret)", headers: headers)
        let response = try await tracing.send(sent)
        #expect(response.body == Data(body.utf8), "the caller gets the answer as it came")
        let text = try folder.text(of: "trace")
        for spelling in [
            secret, escaped, PercentEncoding.encode(secret), escaped.split(separator: "\\").joined(separator: "\\\\"),
        ] {
            #expect(!text.contains(spelling))
        }
    }

    @Test("token requests and answers lose their secrets and keep the rest", arguments: [false, true])
    func hidesTokens(isJSON: Bool) async throws {
        let folder = try ScratchFolder()
        var configuration = OAuthConfiguration(clientID: "app", clientSecret: Secret("s3cret client"))
        if isJSON {
            for path in [\OAuthConfiguration.codeEndpoint, \.refreshEndpoint, \.clientCredentialsEndpoint] {
                configuration[keyPath: path].bodyStyle = .json
                configuration[keyPath: path].proof = .bodyFields
            }
        }
        let good = #"{"access_token":"s3cret\/access","refresh_token":"s3cret-refresh","expires_in":3600}"#
        let transport = StubTransport([
            .json(good), .json(good), .json(good), .json("s3cret-access but no JSON"),
            .json(#"{"error":"invalid_grant","error_description":"s3cret code","code":200058}"#, status: 400),
        ])
        let tracing = TracingTransport(transport, to: try trace(folder))
        let code = TokenGrant.code(Secret("s3cret code"), verifier: Secret("s3cret-verifier"))
        for grant in [code, .refresh(Secret("s3cret-r")), .customerKey(Secret("s3cret-key")), code, code] {
            _ = try await tracing.send(try configuration.request(for: grant))
        }
        let text = try folder.text(of: "trace")
        #expect(!text.contains("s3cret"))
        #expect(!text.contains(Data("app:s3cret client".utf8).base64EncodedString()))
        for kept in ["grant_type", "expires_in", "3600", "invalid_grant", "200058", "client_id"] {
            #expect(text.contains(kept), "\(kept)")
        }
    }

    @Test("a file that is a link, others' to read, or no file is refused")
    func refusesFiles() throws {
        let folder = try ScratchFolder()
        try folder.write("", to: "other")
        try #require(symlink("other", "\(folder.path)/link") == 0)
        try folder.write("", to: "open", mode: 0o644)
        try #require(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        for name in ["link", "open", "pipe", ".", "missing/trace"] {
            #expect(throws: CredentialError.self, "\(name)") { _ = try RequestTrace(path: "\(folder.path)/\(name)") }
        }
    }

    @Test("what was in the file stays")
    func appends() async throws {
        let folder = try ScratchFolder()
        for _ in 0..<2 { _ = try await traced(StubTransport([.json(Self.me)]), trace(folder)).me() }
        #expect(try lines(folder).count == 2)
    }

    @Test("a full file loses entries and no call", arguments: [0, 700])
    func boundsSize(limit: Int) async throws {
        let folder = try ScratchFolder()
        let trace = try trace(folder, limit: limit)
        let client = traced(StubTransport(Array(repeating: .json(Self.me), count: 5)), trace)
        for _ in 0..<5 { _ = try await client.me() }
        let written = try lines(folder).count
        #expect(written == (limit == 0 ? 0 : 1))
        #expect(trace.lostEntries == 5 - written)
        #expect(try folder.text(of: "trace").utf8.count <= limit)
    }

    @Test("a disk that takes nothing fails no call")
    func survivesDisks() async throws {
        let full = OwnedDescriptor(open("/dev/full", O_WRONLY | O_CLOEXEC))
        try #require(full.number >= 0)
        let trace = RequestTrace(AppendFile(full, size: 0, limit: 1 << 20))
        let error = await failure { try await traced(StubTransport([.json(Self.me)]), trace).me() }
        #expect(error == nil)
        #expect(trace.lostEntries == 1)
    }

    @Test("a long body is cut")
    func cutsBodies() async throws {
        let folder = try ScratchFolder()
        let long = String(repeating: "x", count: TraceEntry.bodyLimit + 10)
        let tracing = TracingTransport(StubTransport([.json(long)]), to: try trace(folder))
        _ = try await tracing.send(HTTPRequest(method: "GET", url: "https://api.example.com/"))
        let response = try #require(try lines(folder)[0]["response"] as? [String: Any])
        #expect(response["bytes"] as? Int == TraceEntry.bodyLimit + 10)
        #expect((response["body"] as? String)?.utf8.count == TraceEntry.bodyLimit + 3)
    }

    // MARK: Everything that speaks

    @Test("a credential never follows a redirect to another host", arguments: [301, 302, 303, 307, 308])
    func followsNoRedirects(status: Int) async throws {
        try await RawServer.answering(answer(200, Self.me)) { thief in
            let fields = "Location: \(thief.url)/v1.0/me\r\n"
            try await RawServer.answering(answer(status, "", fields: fields)) { server in
                let configuration = LoftyConfiguration(baseURL: server.url, credential: .apiKey("s3cret"))
                let client = LoftyClient(configuration: configuration, transport: CurlTransport())
                for call in SampleCall.allCases {
                    let error = try #require(await failure { try await call.run(on: client) })
                    #expect(error.disposition == .permanent)
                }
                #expect(server.requests.count == 3)
                #expect(thief.connections == 0)
            }
        }
    }

    @Test("a secret stands in no log, trace, error or dump, though the server repeats it everywhere")
    func keepsSecrets() async throws {
        let secret = "Zq9-distinctive-secret"
        let folder = try ScratchFolder()
        let record = LogRecord()
        let echo = #"{"message":"you sent \#(secret)","code":20012}"#
        try await RawServer.serving { connection in
            while connection.readRequest() != nil {
                connection.send(answer(400, echo, fields: "X-Echo: \(secret)\r\nDeprecation: \(secret)\r\n"))
            }
        } _: { server in
            var configuration = LoftyConfiguration(baseURL: server.url, credential: .apiKey(secret))
            configuration.logger = record.logger
            let transport = TracingTransport(CurlTransport(), to: try trace(folder))
            let client = LoftyClient(configuration: configuration, transport: transport)
            for call in SampleCall.allCases {
                let error = try #require(await failure { try await call.run(on: client) })
                var printed = "\(error) \(String(reflecting: error)) \(client) \(configuration) \(client.metrics())"
                dump(error, to: &printed)
                dump(client, to: &printed)
                #expect(!printed.contains(secret))
                #expect(printed.contains("[credential]"))
            }
            #expect(server.requests.allSatisfy { $0.contains("token \(secret)") })
        }
        #expect(record.lines.count >= 6)
        #expect(!"\(record.lines)".contains(secret))
        let text = try folder.text(of: "trace")
        #expect(!text.contains(secret))
        #expect(text.contains("X-Echo: (hidden)"))
    }
}
