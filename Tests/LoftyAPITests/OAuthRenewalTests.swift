import FoundationEssentials
import Leads
import LoftyHTTP
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Renewing OAuth tokens", .timeLimit(.minutes(1)))
struct OAuthRenewalTests {
    private static let me = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#

    private var configuration: OAuthConfiguration {
        OAuthConfiguration(clientID: "app", clientSecret: Secret("s3cret"))
    }

    private func source(
        _ transport: some HTTPTransport,
        _ store: any TokenStore,
        _ time: ManualTime = ManualTime(skipsPauses: true)
    ) -> OAuthCredentials {
        OAuthCredentials(.login, configuration, store: store, transport: transport, time: time.source)
    }

    // MARK: Before the end

    @Test("a token serves until shortly before its end, by the uptime too", arguments: [3_600.0, 300])
    func renewsBeforeEnd(lifetime: Double) async throws {
        let time = ManualTime(skipsPauses: true)
        let ledger = TokenLedger(lifetimeInSeconds: 3_600)
        let store = MemoryTokenStore(tokens("access0", refresh: "refresh0", lifetimeInSeconds: lifetime))
        let source = source(LedgerTransport(ledger), store, time)
        let margin = min(60, lifetime / 10)
        time.advance(by: .seconds(lifetime - margin - 1))
        #expect(await outcome(of: source) == .success(.accessToken("access0")))
        #expect(ledger.renewals == 0)
        time.advance(by: .seconds(1))
        #expect(await outcome(of: source) == .success(.accessToken("access1")))
        #expect(await outcome(of: source) == .success(.accessToken("access1")))
        #expect(ledger.renewals == 1)
        #expect(try await store.load()?.refresh == Secret("refresh1"))
    }

    @Test("a clock that was set back does not lengthen a token's life")
    func distrustsClocks() async throws {
        let wall = Mutex(moment)
        let uptime = Mutex(Duration.zero)
        let time = TimeSource(
            uptime: { uptime.withLock(\.self) },
            date: { wall.withLock(\.self) },
            sleep: { _ in Issue.record("nothing is waited for") }
        )
        let ledger = TokenLedger()
        let store = MemoryTokenStore(tokens("access0", refresh: "refresh0"))
        let source = OAuthCredentials(
            .login,
            configuration,
            store: store,
            transport: LedgerTransport(ledger),
            time: time
        )
        #expect(await outcome(of: source) == .success(.accessToken("access0")))
        uptime.withLock { $0 = .seconds(3_590) }
        wall.withLock { $0 = moment + 5 }
        #expect(await outcome(of: source) == .success(.accessToken("access1")))
        // Hours before the token was made: its end means nothing.
        wall.withLock { $0 = moment - 7_200 }
        #expect(await outcome(of: source) == .success(.accessToken("access2")))
        #expect(ledger.renewals == 2)
    }

    @Test("many callers share one renewal")
    func shares() async throws {
        let gate = Gate()
        let ledger = TokenLedger()
        let transport = LedgerTransport(ledger) { await gate.pass() }
        let source = source(transport, MemoryTokenStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1)))
        let results = await withTaskGroup(of: Result<Credential, CredentialError>.self) { group in
            for _ in 0..<50 { group.addTask { await outcome(of: source) } }
            #expect(await eventually { ledger.renewals == 1 })
            await gate.open()
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(results == [.success(.accessToken("access1"))])
        #expect(ledger.renewals == 1)
        #expect(ledger.refusals == 0)
    }

    @Test("a caller that gives up takes the renewal from nobody else")
    func survivesCancellation() async throws {
        let gate = Gate()
        let ledger = TokenLedger()
        let transport = LedgerTransport(ledger) { await gate.pass() }
        let source = source(transport, MemoryTokenStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1)))
        let first = Task { await outcome(of: source) }
        #expect(await eventually { ledger.renewals == 1 })
        let second = Task { await outcome(of: source) }
        first.cancel()
        // While the renewal still waits for its answer.
        let error = CredentialError(.cancelled, "Waiting for the access token was cancelled")
        #expect(await first.value == .failure(error))
        await gate.open()
        #expect(await second.value == .success(.accessToken("access1")))
        #expect(ledger.renewals == 1)
    }

    @Test("a renewal that everybody has left is finished and stored, and the next caller gets its token")
    func finishesAlone() async throws {
        let gate = Gate()
        let ledger = TokenLedger()
        let transport = LedgerTransport(ledger) { await gate.pass() }
        let store = MemoryTokenStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
        let source = source(transport, store)
        let callers = (0..<3).map { _ in Task { await outcome(of: source) } }
        #expect(await eventually { ledger.renewals == 1 })
        for caller in callers { caller.cancel() }
        for caller in callers {
            let kind: CredentialError.Kind? =
                if case .failure(let error) = await caller.value { error.kind } else { nil }
            #expect(kind == .cancelled)
        }
        await gate.open()
        #expect(await eventually { (try? await store.load()?.refresh) == Secret("refresh1") })
        #expect(await outcome(of: source) == .success(.accessToken("access1")))
        #expect(ledger.renewals == 1)
    }

    @Test("while the token still lasts, a server out of reach does no harm; afterwards the call can be repeated")
    func outlastsOutages() async throws {
        let time = ManualTime(skipsPauses: true)
        let store = MemoryTokenStore(tokens("access0", refresh: "refresh0"))
        let transport = StubTransport([.failure(.unreachable), .json("", status: 503), .failure(.lost)])
        let source = source(transport, store, time)
        _ = try await source.credential()
        time.advance(by: .seconds(3_570))
        #expect(await outcome(of: source) == .success(.accessToken("access0")))
        #expect(await outcome(of: source) == .success(.accessToken("access0")))
        time.advance(by: .seconds(30))
        let client = makeClient(StubTransport()) {
            $0.credentials = source
            $0.readAttempts = 1
        }
        let error = try #require(await failure { try await client.me() })
        #expect(error.kind == .unreachable)
        #expect(error.disposition == .retry(after: nil))
        #expect(transport.stepsLeft == 0)
    }

    // MARK: After a rejection

    private static let rejections = [(401, ""), (400, #"{"code":200058,"message":"User in token does not exist."}"#)]

    @Test("a rejected token is renewed once and the call sent again, a write too", arguments: rejections)
    func renewsAfterRejections(status: Int, body: String) async throws {
        for call in SampleCall.allCases {
            let time = ManualTime(skipsPauses: true)
            let ledger = TokenLedger()
            let store = MemoryTokenStore(tokens("access0", refresh: "refresh0"))
            let source = source(LedgerTransport(ledger), store, time)
            time.advance(by: .seconds(600))
            let good = call == .read ? Self.me : #"{"leadId":5}"#
            let transport = StubTransport([.json(body, status: status), .json(good)])
            try await call.run(on: makeClient(transport, time: time) { $0.credentials = source })
            let sent = transport.requests.map { $0.headers.first?.value }
            #expect(sent == ["Bearer access0", "Bearer access1"])
            #expect(ledger.renewals == 1)
        }
    }

    @Test("a server that rejects every token does not draw a renewal for each call")
    func neverLoops() async throws {
        let time = ManualTime(skipsPauses: true)
        let ledger = TokenLedger()
        let source = source(LedgerTransport(ledger), MemoryTokenStore(tokens("access0", refresh: "refresh0")), time)
        time.advance(by: .seconds(600))
        let transport = StubTransport(Array(repeating: .json("", status: 401), count: 11))
        let client = makeClient(transport, time: time) { $0.credentials = source }
        for _ in 0..<10 {
            let error = try #require(await failure { try await client.me() })
            #expect(error.kind == .credentialRejected)
        }
        #expect(ledger.renewals == 1)
        #expect(transport.stepsLeft == 0)
    }

    @Test("callers whose calls were rejected together renew once")
    func renewsOnceForMany() async throws {
        let time = ManualTime(skipsPauses: true)
        let ledger = TokenLedger()
        let source = source(LedgerTransport(ledger), MemoryTokenStore(tokens("access0", refresh: "refresh0")), time)
        _ = try await source.credential()
        time.advance(by: .seconds(600))
        for _ in 0..<5 {
            #expect(try await source.replacement(for: .accessToken("access0")) == .accessToken("access1"))
        }
        #expect(ledger.renewals == 1)
    }

    @Test("a refused renewal asks for a login, and the same token is not sent again")
    func asksForLogin() async throws {
        let store = MemoryTokenStore(tokens("old", refresh: "spent", lifetimeInSeconds: -1))
        let ledger = TokenLedger()
        let source = source(LedgerTransport(ledger), store)
        let client = makeClient(StubTransport()) { $0.credentials = source }
        for _ in 0..<3 {
            let error = try #require(await failure { try await client.me() })
            #expect(error.kind == .credentialRejected)
            #expect(error.disposition == .permanent)
            #expect(error.serverText?.hasSuffix("log in again") == true)
            #expect(error.serverText?.contains("spent;") == false)
        }
        #expect(ledger.refusals == 1)
        // Somebody has logged in.
        try await store.save(tokens("fresh", refresh: "refresh0"))
        #expect(await outcome(of: source) == .success(.accessToken("fresh")))
    }

    @Test("without tokens, or with a store that cannot be read, a login is asked for")
    func needsTokens() async throws {
        let folder = try ScratchFolder()
        let stores: [any TokenStore] = [
            MemoryTokenStore(), FileTokenStore(path: "\(folder.path)/none"),
            MemoryTokenStore(tokens("old", lifetimeInSeconds: -1)),
            FileTokenStore(path: try folder.write("{\"accessToken\":\"s3cret\"", to: "broken")),
        ]
        for store in stores {
            guard case .failure(let error) = await outcome(of: source(StubTransport(), store)) else {
                Issue.record("a credential came out of nothing")
                continue
            }
            #expect(error.kind == .loginNeeded)
            #expect(!error.sentence.contains("s3cret"))
        }
    }

    // MARK: Other grants

    @Test("a code is exchanged and its tokens stored before they serve")
    func logsIn() async throws {
        var generator = SeededGenerator(seed: 3)
        let request = AuthorizationRequest(configuration, using: &generator)
        let store = MemoryTokenStore()
        let answer = #"{"access_token":"a1","refresh_token":"r1","expires_in":3600}"#
        let transport = StubTransport([.json(answer, to: "POST /api/user-web/oauth/token")])
        let source = source(transport, store)
        try await source.logIn("https://app.example.com/?code=c1&state=\(request.state ?? "")", with: request)
        #expect(await outcome(of: source) == .success(.accessToken("a1")))
        #expect(try await store.load() == tokens("a1", refresh: "r1"))
        let fields = TokenLedger.fields(of: try #require(transport.requests.first).bodyText)
        #expect(fields["code"] == "c1")
        #expect(fields["code_verifier"] == request.verifier.text)
    }

    @Test("a customer key is asked with again before each end")
    func asksAgain() async throws {
        let time = ManualTime(skipsPauses: true)
        let transport = StubTransport([
            .json(#"{"access_token":"a1","expires_in":100}"#), .json(#"{"access_token":"a2","expires_in":100}"#),
        ])
        let grant = OAuthCredentials.Grant.customerKey(Secret("key"))
        let source = OAuthCredentials(
            grant,
            configuration,
            store: MemoryTokenStore(),
            transport: transport,
            time: time.source
        )
        #expect(await outcome(of: source) == .success(.accessToken("a1")))
        time.advance(by: .seconds(89))
        #expect(await outcome(of: source) == .success(.accessToken("a1")))
        time.advance(by: .seconds(1))
        #expect(await outcome(of: source) == .success(.accessToken("a2")))
        #expect(transport.stepsLeft == 0)
    }

    // MARK: Storing

    @Test("tokens that cannot be stored are not used, and stored as soon as they can be")
    func storesFirst() async throws {
        let store = StubbornStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
        let ledger = TokenLedger()
        let source = source(LedgerTransport(ledger), store)
        store.refuses.withLock { $0 = true }
        for _ in 0..<3 {
            #expect(await outcome(of: source) == .failure(CredentialError(.unusable, "the disk is full")))
        }
        #expect(ledger.renewals == 1)
        store.refuses.withLock { $0 = false }
        #expect(await outcome(of: source) == .success(.accessToken("access1")))
        #expect(try await store.load()?.refresh == Secret("refresh1"))
        #expect(ledger.renewals == 1)
    }

    @Test("a login of another process is not overwritten with tokens that could not be stored before")
    func respectsLogins() async throws {
        let store = StubbornStore(tokens("old", refresh: "refresh0", lifetimeInSeconds: -1))
        let source = source(LedgerTransport(TokenLedger()), store)
        store.refuses.withLock { $0 = true }
        _ = await outcome(of: source)
        var later = tokens("other", refresh: "other")
        later.obtainedAt += 10
        store.refuses.withLock { $0 = false }
        try await store.save(later)
        #expect(await outcome(of: source) == .success(.accessToken("other")))
    }
}

/// A store whose disk is full at times.
private final class StubbornStore: TokenStore {
    let refuses = Mutex(false)
    private let inner: MemoryTokenStore

    init(_ tokens: OAuthTokens) { inner = MemoryTokenStore(tokens) }

    func load() async throws(CredentialError) -> OAuthTokens? { try await inner.load() }

    func save(_ tokens: OAuthTokens) async throws(CredentialError) {
        guard !refuses.withLock(\.self) else { throw CredentialError(.unusable, "the disk is full") }
        try await inner.save(tokens)
    }

    func lock() async throws(CredentialError) -> TokenLock { try await inner.lock() }
}
