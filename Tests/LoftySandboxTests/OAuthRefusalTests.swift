import Foundation
import Testing

@testable import LoftySandbox

@Suite("OAuth refusals", .timeLimit(.minutes(1)))
struct OAuthRefusalTests {
    /// What is sent, with `ID`, `SECRET`, `KEY` and `CODE` standing for good values, and what comes back.
    struct Case: Sendable, CustomTestStringConvertible {
        let body: String
        var type = "application/x-www-form-urlencoded"
        var basic: String?
        var path = "/oauth/token"
        let status: Int
        let error: String

        var testDescription: String { "\(path) \(body)" }
    }

    private static let code = "grant_type=authorization_code&client_id=ID&code=CODE&redirect_uri=\(Client.redirect)"
    private static let customer = "grant_type=client_credentials&client_id=ID&client_secret=SECRET"
    private static let userPath = "/api/user-web/oauth/token"

    static let cases = [
        Case(body: "", status: 400, error: "invalid_request"),
        Case(body: "grant_type=password&client_id=ID", status: 400, error: "unsupported_grant_type"),
        Case(body: "client_id=ID", status: 400, error: "invalid_request"),
        Case(body: customer, status: 400, error: "invalid_request"),
        Case(body: customer + "&customer_key=", status: 400, error: "invalid_request"),
        Case(body: customer + "&customer_key=wrong", status: 400, error: "invalid_grant"),
        Case(body: customer + "&customer_key=TOKEN", status: 400, error: "invalid_grant"),
        Case(body: customer + "&customer_key=KEY&customer_key=KEY", status: 400, error: "invalid_request"),
        Case(body: customer + "x&customer_key=KEY", status: 401, error: "invalid_client"),
        Case(
            body: "grant_type=client_credentials&client_id=ID&customer_key=KEY",
            status: 401,
            error: "invalid_client"
        ),
        Case(
            body: "grant_type=client_credentials&client_id=no&client_secret=SECRET&customer_key=KEY",
            status: 401,
            error: "invalid_client"
        ),
        Case(body: "grant_type=%ff", status: 400, error: "invalid_request"),
        Case(body: "grant_type=%4", status: 400, error: "invalid_request"),
        Case(body: customer + "&customer_key=KEY", type: "text/plain", status: 400, error: "invalid_request"),
        Case(body: "{", type: "application/json", status: 400, error: "invalid_request"),
        Case(body: "[]", type: "application/json", status: 400, error: "invalid_request"),
        Case(body: #"{"grant_type":7}"#, type: "application/json", status: 400, error: "invalid_request"),
        Case(body: code, status: 400, error: "invalid_request"),
        Case(body: code + "&code_verifier=short", status: 400, error: "invalid_grant"),
        Case(body: code + "&code_verifier=" + Client.challenge, status: 400, error: "invalid_grant"),
        Case(body: code + "&client_secret=SECRET", status: 400, error: "invalid_request"),
        Case(
            body: code.replacing("8765", with: "8766") + "&code_verifier=" + Client.verifier,
            status: 400,
            error: "invalid_grant"
        ),
        Case(
            body: code.replacing("CODE", with: "CODEX") + "&code_verifier=" + Client.verifier,
            status: 400,
            error: "invalid_grant"
        ),
        Case(body: "grant_type=refresh_token&client_id=ID&refresh_token=x", status: 400, error: "invalid_grant"),
        Case(body: code + "&code_verifier=" + Client.verifier, path: userPath, status: 401, error: "invalid_client"),
        Case(
            body: code + "&code_verifier=" + Client.verifier,
            basic: "ID:wrong",
            path: userPath,
            status: 401,
            error: "invalid_client"
        ),
        Case(
            body: code + "&client_secret=SECRET&code_verifier=" + Client.verifier,
            basic: "ID:SECRET",
            path: userPath,
            status: 400,
            error: "invalid_request"
        ),
        Case(
            body: customer + "&customer_key=KEY",
            basic: "ID:SECRET",
            path: userPath,
            status: 400,
            error: "unsupported_grant_type"
        ),
        Case(
            body: #"{"grant_type":"refresh_token","refresh_token":"x"}"#,
            type: "application/json",
            basic: "ID:SECRET",
            path: userPath,
            status: 400,
            error: "invalid_request"
        ),
        Case(body: code, basic: "nocolon", path: userPath, status: 401, error: "invalid_client"),
    ]

    @Test("what a token endpoint cannot grant is refused in the shape of RFC 6749, and burns no code", arguments: cases)
    func refusals(of sent: Case) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let endpoint = sandbox.endpoint
            let code = try await client.code(endpoint.clientID)
            func filled(_ text: String) -> String {
                text.replacing("KEY", with: endpoint.apiKey).replacing("TOKEN", with: endpoint.accessToken)
                    .replacing("SECRET", with: endpoint.clientSecret).replacing("CODE", with: code)
                    .replacing("=ID", with: "=\(endpoint.clientID)").replacing("ID:", with: "\(endpoint.clientID):")
            }
            let basic = sent.basic.map { "Basic " + Data(filled($0).utf8).base64EncodedString() }
            let reply = try await client.with(authorization: basic)
                .reply("POST", sent.path, filled(sent.body), contentType: sent.type)
            #expect(reply.status == sent.status, "\(reply.text)")
            #expect(try reply.json["error"]?.string == sent.error)
            #expect(reply.headers["cache-control"] == "no-store")
            #expect(reply.headers["www-authenticate"] == nil)
            #expect(try await client.redeem(code, endpoint.clientID).status == 200)
        }
    }

    @Test(
        "nothing is ever sent to an address that is not this machine's",
        arguments: [
            "https://127.0.0.1/cb", "http://example.com/cb", "http://127.0.0.1.example.com/cb",
            "http://127.0.0.1@example.com/cb", "http://example.com%23@127.0.0.1/", "http://localhost%5C@example.com/",
            "http://user:pw@127.0.0.1/cb", "http://127.0.0.1/cb%23fragment", "http://127.0.0.2/cb", "//127.0.0.1/cb",
            "javascript:alert(1)", "http://127.0.0.1/%0D%0ALocation:%20http://example.com", "http://[::2]/", "cb", "",
            "http://0x7f000001/cb",
        ]
    )
    func foreignRedirects(redirect: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            for extra in ["", "&deny=1"] {
                let query = "clientId=\(sandbox.endpoint.clientID)&redirect_uri=\(redirect)\(extra)"
                let reply = try await client.with(authorization: nil).get("/page/vendor-auth.html?\(query)")
                #expect(reply.status == 400)
                #expect(reply.headers["location"] == nil)
                #expect(try reply.json["error"] == "invalid_request")
            }
        }
    }

    @Test(
        "loopback addresses of every kind are sent to",
        arguments: ["http://127.0.0.1:1/", "http://localhost/cb?x=1", "http://[::1]:9/cb", "HTTP://LOCALHOST:80/"]
    )
    func loopbackRedirects(redirect: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let query = "clientId=\(sandbox.endpoint.clientID)&redirect_uri=\(redirect.replacing("?", with: "%3F"))"
            let target = try await client.authorize(query)
            #expect(target.string?.hasPrefix(redirect) == true)
            #expect(target.queryItems?.contains { $0.name == "code" } == true)
        }
    }

    @Test(
        "a refusal goes back with the state",
        arguments: [
            ("deny=1", "access_denied"), ("account=nobody@example.com", "access_denied"),
            ("code_challenge=short&code_challenge_method=S256", "invalid_request"),
            ("code_challenge=\(Client.challenge)", "invalid_request"),
            ("code_challenge=\(Client.challenge)&code_challenge_method=plain", "invalid_request"),
            ("code_challenge_method=S256", "invalid_request"),
        ]
    )
    func consentRefusals(query: String, error: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let start = "clientId=\(sandbox.endpoint.clientID)&redirect_uri=\(Client.redirect)&state=s1&"
            let items = try await client.authorize(start + query).queryItems
            #expect(items == [URLQueryItem(name: "error", value: error), URLQueryItem(name: "state", value: "s1")])
        }
    }

    @Test("an unknown app gets no redirect, and each door knows one method")
    func doors() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client async throws in
            let nobody = client.with(authorization: nil)
            let page = "/page/vendor-auth.html?clientId=no&redirect_uri=\(Client.redirect)"
            #expect(try await nobody.get(page).status == 400)
            #expect(try await nobody.get("/oauth/token").status == 405)
            #expect(try await nobody.reply("PUT", "/api/user-web/oauth/token", "").status == 405)
            #expect(try await nobody.reply("POST", "/page/vendor-auth.html", "").status == 405)
        }
    }

    @Test("a code is good for the app that asked for it alone")
    func foreignCode() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let other = try #require(try await client.post("/sandbox/apps", ["name": "B"]).json["clientId"]?.string)
            let code = try await client.code(sandbox.endpoint.clientID)
            #expect(try await client.redeem(code, other).json["error"] == "invalid_grant")
            let tokens = try Tokens(try await client.redeem(code, sandbox.endpoint.clientID))
            let stolen = try await client.form(
                "/oauth/token",
                ["grant_type": "refresh_token", "client_id": other, "refresh_token": tokens.refresh ?? ""]
            )
            #expect(try stolen.json["error"] == "invalid_grant")
            #expect(try await client.refresh(tokens.refresh ?? "", sandbox).status == 200)
        }
    }
}
