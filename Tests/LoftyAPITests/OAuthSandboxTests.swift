import Foundation
import Leads
import LoftyHTTP
import LoftySandbox
import Testing

@testable import LoftyAPI

/// The three grants against token addresses that read the contract on their own, over real sockets.
@Suite("OAuth against the sandbox", .timeLimit(.minutes(1)))
struct OAuthSandboxTests {
    private func withSandbox(_ body: (Sandbox, OAuthConfiguration) async throws -> Void) async throws {
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: 12, rateLimitPerMinute: 100_000))
        do {
            try await body(sandbox, configuration(sandbox))
            await sandbox.stop()
        } catch {
            await sandbox.stop()
            throw error
        }
    }

    private func configuration(_ sandbox: Sandbox) -> OAuthConfiguration {
        let url = sandbox.endpoint.url
        let secret = Secret(sandbox.endpoint.clientSecret)
        var configuration = OAuthConfiguration(clientID: sandbox.endpoint.clientID, clientSecret: secret)
        configuration.authorizeURL = "\(url)/page/vendor-auth.html"
        configuration.redirectURL = "http://127.0.0.1:8765/callback"
        configuration.codeEndpoint.url = "\(url)/api/user-web/oauth/token"
        configuration.refreshEndpoint.url = "\(url)/api/user-web/oauth/token"
        configuration.clientCredentialsEndpoint.url = "\(url)/oauth/token"
        return configuration
    }

    private func source(
        _ grant: OAuthCredentials.Grant,
        _ configuration: OAuthConfiguration,
        _ time: ManualTime = ManualTime()
    ) -> OAuthCredentials {
        OAuthCredentials(
            grant,
            configuration,
            store: MemoryTokenStore(),
            transport: CurlTransport(),
            // The sandbox lives by the clock on the wall, and so do the ends of its tokens.
            time: TimeSource(uptime: { time.now }, date: { Date() }, sleep: time.source.sleep)
        )
    }

    private func client(_ sandbox: Sandbox, _ credentials: some CredentialSource) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: sandbox.endpoint.url, credentials: credentials)
        configuration.time = ManualTime(skipsPauses: true).source
        return LoftyClient(configuration: configuration, transport: CurlTransport())
    }

    /// Creates a lead with a token that is rejected, and looks for it with the sandbox's own key.
    private func writeOverExpiry(
        _ sandbox: Sandbox,
        _ credentials: OAuthCredentials,
        _ time: ManualTime
    ) async throws {
        let client = client(sandbox, credentials)
        _ = try await client.me()
        // A token that is rejected when it is new is not asked for again.
        time.advance(by: OAuthCredentials.shortestUse + .seconds(1))
        sandbox.faults.add(Fault(.expireToken, method: "POST", path: "/v1.0/leads"))
        let id = try await client.createLead(NewLead(firstName: "Renewed"))
        #expect(sandbox.requests.count("POST", pathSuffix: "/v1.0/leads") == 2, "one was rejected")
        let calm = self.client(sandbox, StaticCredential(.apiKey(sandbox.endpoint.apiKey)))
        let found = try await calm.leads(LeadListRequest(key: "Renewed"))
        #expect(found.leads.map(\.id) == [id])
        #expect(found.total == 1, "executed once")
    }

    @Test("a customer key gets a token, and another one when it is rejected amid a write")
    func customerKey() async throws {
        try await withSandbox { sandbox, configuration in
            let grant = OAuthCredentials.Grant.customerKey(Secret(sandbox.endpoint.apiKey))
            let time = ManualTime()
            try await writeOverExpiry(sandbox, source(grant, configuration, time), time)
            #expect(sandbox.requests.count("POST", pathSuffix: "/oauth/token") == 2)
        }
    }

    @Test("a login in the browser, with a secret or by PKCE alone, lasts beyond a token", arguments: [true, false])
    func login(hasSecret: Bool) async throws {
        try await withSandbox { sandbox, configuration in
            var configuration = configuration
            if !hasSecret {
                configuration.clientSecret = nil
                let endpoint = TokenEndpoint(url: "\(sandbox.endpoint.url)/oauth/token")
                configuration.codeEndpoint = endpoint
                configuration.refreshEndpoint = endpoint
            }
            let request = AuthorizationRequest(configuration)
            let page = try await CurlTransport().send(HTTPRequest(method: "GET", url: request.url))
            #expect(page.status == 302, "\(String(decoding: page.body, as: UTF8.self))")
            let time = ManualTime()
            let source = source(.login, configuration, time)
            try await source.logIn(try #require(page["Location"]), with: request)
            try await writeOverExpiry(sandbox, source, time)
            #expect(sandbox.requests.count("POST", pathSuffix: "/oauth/token") == 2, "one code, one refresh")
        }
    }

    @Test("a person who refuses in the browser is not logged in")
    func refusal() async throws {
        try await withSandbox { sandbox, configuration in
            let request = AuthorizationRequest(configuration)
            let page = try await CurlTransport().send(HTTPRequest(method: "GET", url: "\(request.url)&deny=1"))
            let location = try #require(page["Location"])
            await #expect(throws: CredentialError.self) {
                try await source(.login, configuration).logIn(location, with: request)
            }
            #expect(sandbox.requests.count("POST", pathSuffix: "/oauth/token") == 0)
        }
    }

    @Test("a refused customer key is called so, and nobody is asked to log in")
    func explainsCustomerKeys() async throws {
        try await withSandbox { _, configuration in
            let source = source(.customerKey(Secret("nobody's")), configuration)
            let error = await #expect(throws: CredentialError.self) { try await source.credential() }
            #expect(error?.kind == .unusable)
            #expect(error?.sentence.hasPrefix("Lofty refuses the customer key (") == true)
            #expect(error?.sentence.contains("nobody's") == false)
        }
    }
}
