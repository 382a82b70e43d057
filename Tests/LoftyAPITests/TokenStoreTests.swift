import Foundation
import Glibc
import LoftyHTTP
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Token files", .timeLimit(.minutes(1)))
struct TokenStoreTests {
    private var configuration: OAuthConfiguration {
        OAuthConfiguration(clientID: "app", clientSecret: Secret("s3cret"))
    }

    @Test("what was saved is loaded again, from a file that is its owner's alone")
    func saves() async throws {
        let folder = try ScratchFolder()
        let store = FileTokenStore(path: "\(folder.path)/tokens")
        #expect(try await store.load() == nil)
        for value in [tokens("a/+\"é", refresh: "r"), tokens("b")] {
            try await store.save(value)
            #expect(try await FileTokenStore(path: "\(folder.path)/tokens").load() == value)
        }
        #expect(try folder.mode(of: "tokens") == 0o600)
        #expect(try folder.names == ["tokens"])
    }

    @Test("a file that others can read is refused")
    func refusesOpenFiles() async throws {
        let folder = try ScratchFolder()
        let store = FileTokenStore(path: "\(folder.path)/tokens")
        try await store.save(tokens("a"))
        chmod("\(folder.path)/tokens", 0o644)
        await #expect(throws: CredentialError.self) { try await store.load() }
    }

    @Test("what a killed writer left behind neither counts nor stands in the way")
    func survivesDrafts() async throws {
        let folder = try ScratchFolder()
        let store = FileTokenStore(path: "\(folder.path)/tokens")
        try await store.save(tokens("a"))
        try folder.write("half a tok", to: "tokens.new", mode: 0o644)
        #expect(try await store.load() == tokens("a"))
        try await store.save(tokens("b"))
        #expect(try await store.load() == tokens("b"))
        #expect(try folder.mode(of: "tokens") == 0o600)
    }

    @Test("a draft that leads elsewhere is not written through")
    func followsNoLinks() async throws {
        let folder = try ScratchFolder()
        try folder.write("untouched", to: "other")
        try #require(symlink("other", "\(folder.path)/tokens.new") == 0)
        try await FileTokenStore(path: "\(folder.path)/tokens").save(tokens("a"))
        #expect(try folder.text(of: "other") == "untouched")
    }

    @Test("a folder that is not there is said", arguments: ["load", "save", "lock"])
    func explainsFolders(step: String) async {
        let store = FileTokenStore(path: "/nonexistent/tokens")
        let result = await Result { () async throws(CredentialError) in
            switch step {
            case "load": _ = try await store.load()
            case "save": try await store.save(tokens("a"))
            default: _ = try await store.lock()
            }
        }
        guard case .failure(let error) = result else {
            // A file in a folder that is not there is a file that is not there.
            #expect(step == "load")
            return
        }
        #expect(step != "load")
        #expect(error.sentence.contains("No such file or directory"))
    }

    // MARK: Taking turns

    @Test("one lock at a time, and the next as soon as it is given up or lost")
    func takesTurns() async throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/tokens"
        let hasty = FileTokenStore(path: path, patience: .zero)
        var lock: TokenLock? = try await hasty.lock()
        let error = await #expect(throws: CredentialError.self) { try await hasty.lock() }
        #expect(error?.kind == .unreachable)
        lock?.release()
        lock?.release()
        lock = try await hasty.lock()
        lock = nil
        _ = try await hasty.lock()
        #expect(try folder.mode(of: "tokens.lock") == 0o600)
    }

    @Test("another process that holds the lock is waited for")
    func waitsForProcesses() async throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/tokens"
        let script = """
            exec 9<>'\(path).lock'; flock 9; : > '\(folder.path)/held'
            while [ ! -e '\(folder.path)/go' ]; do sleep 0.02; done; echo done
            """
        let holder = Task { await outcome(of: CredentialCommand(["/bin/sh", "-c", script], deadline: .seconds(60))) }
        #expect(await eventually { FileManager.default.fileExists(atPath: "\(folder.path)/held") })
        await #expect(throws: CredentialError.self) { try await FileTokenStore(path: path, patience: .zero).lock() }
        let lock = Task { try await FileTokenStore(path: path).lock() }
        try folder.write("", to: "go")
        _ = try await lock.value
        #expect(await holder.value == .success(.apiKey("done")))
    }

    @Test("waiting for the lock ends at once when the caller gives up")
    func cancels() async throws {
        let folder = try ScratchFolder()
        let store = FileTokenStore(path: "\(folder.path)/tokens")
        let held = try await store.lock()
        let task = Task { await Result { () async throws(CredentialError) in _ = try await store.lock() } }
        task.cancel()
        guard case .failure(let error) = await task.value else {
            Issue.record("a lock was taken twice")
            return
        }
        #expect(error.kind == .cancelled)
        held.release()
    }

    @Test("clients that race for one rotating token renew it once, over real sockets and one file")
    func races() async throws {
        let folder = try ScratchFolder()
        let path = "\(folder.path)/tokens"
        try await FileTokenStore(path: path).save(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
        let ledger = TokenLedger()
        try await RawServer.serving { connection in
            while let request = connection.readRequest() {
                let form = request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
                let (status, body) = ledger.answer(form)
                connection.send(answer(status, body))
            }
        } _: { server in
            var configuration = configuration
            configuration.refreshEndpoint.url = "\(server.url)/oauth/token"
            let results = await withTaskGroup(of: Result<Credential, CredentialError>.self) { group in
                for _ in 0..<12 {
                    let store = FileTokenStore(path: path)
                    let source = OAuthCredentials(.login, configuration, store: store, transport: CurlTransport())
                    group.addTask { await outcome(of: source) }
                }
                return await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(results == [.success(.accessToken("access1"))])
            #expect(server.requests.count == 1)
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("POST /oauth/token HTTP/1.1\r\n"))
            #expect(sent.contains("\r\nAuthorization: Basic YXBwOnMzY3JldA==\r\n"))
        }
        #expect(ledger.refusals == 0)
        #expect(try await FileTokenStore(path: path).load()?.refresh == Secret("refresh1"))
    }

    @Test("a token address that redirects gets no second request with the secrets", arguments: [301, 302, 307, 308])
    func followsNoRedirects(status: Int) async throws {
        try await RawServer.answering(answer(200, #"{"access_token":"stolen"}"#)) { thief in
            let fields = "Location: \(thief.url)/oauth/token\r\n"
            try await RawServer.answering(answer(status, "", fields: fields)) { server in
                var configuration = configuration
                configuration.refreshEndpoint.url = "\(server.url)/oauth/token"
                let store = MemoryTokenStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
                let source = OAuthCredentials(.login, configuration, store: store, transport: CurlTransport())
                guard case .failure(let error) = await outcome(of: source) else {
                    Issue.record("a redirect was followed")
                    return
                }
                #expect(error.kind == .unusable)
                #expect(server.requests.count == 1)
                #expect(thief.connections == 0)
            }
        }
    }

    @Test("a token answer without end is cut off")
    func boundsAnswers() async throws {
        try await RawServer.answering(answer(200, String(repeating: " ", count: 100_000))) { server in
            var configuration = configuration
            configuration.refreshEndpoint.url = "\(server.url)/oauth/token"
            let store = MemoryTokenStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
            let source = OAuthCredentials(.login, configuration, store: store, transport: CurlTransport())
            guard case .failure(let error) = await outcome(of: source) else {
                Issue.record("blanks were taken for a token")
                return
            }
            #expect(error.sentence == "The token answer is too large; check the token address")
        }
    }
}
