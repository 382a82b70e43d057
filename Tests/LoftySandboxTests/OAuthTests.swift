import Foundation
import Testing

@testable import LoftySandbox

@Suite("OAuth", .timeLimit(.minutes(1)))
struct OAuthTests {
    @Test("client credentials act for the member whose key comes along, by form and by JSON", arguments: [false, true])
    func clientCredentials(isJSON: Bool) async throws {
        try await withSandbox { sandbox, client async throws in
            let endpoint = sandbox.endpoint
            let key = try sandbox.key(of: .agent)
            let reply =
                isJSON
                ? try await client.with(authorization: nil).post(
                    "/oauth/token",
                    [
                        "grant_type": "client_credentials", "client_id": .string(endpoint.clientID),
                        "client_secret": .string(endpoint.clientSecret), "customer_key": .string(key),
                    ]
                )
                : try await client.form(
                    "/oauth/token",
                    [
                        "grant_type": "client_credentials", "client_id": endpoint.clientID,
                        "client_secret": endpoint.clientSecret, "customer_key": key,
                    ]
                )
            let json = try reply.json
            #expect(json.members.map(\.name) == ["access_token", "expires_in", "token_type", "scope"])
            #expect(json["expires_in"] == 3_600)
            #expect(json["token_type"] == "Bearer")
            #expect(json["scope"] == "openApi")
            #expect(reply.headers["cache-control"] == "no-store")
            let token = try Tokens(reply).access
            let me = try await client.bearing(token).get("/v1.0/me").json
            #expect(me["email"]?.string == endpoint.memberKeys.first { $0.role == "agent" }?.email)
            // A token is no key.
            #expect(try await client.holding(token).get("/v1.0/me").status == 401)
        }
    }

    @Test("a code with PKCE becomes tokens without a secret, and the state comes back as it went out")
    func codeWithPKCE() async throws {
        try await withSandbox { sandbox, client async throws in
            let target = try await client.authorize(
                "clientId=\(sandbox.endpoint.clientID)&redirect_uri=\(Client.redirect)%3Fa%3D1&state=x%26y%3D%C3%A9+z"
                    + "&code_challenge=\(Client.challenge)&code_challenge_method=S256"
            )
            #expect(target.host == "127.0.0.1")
            #expect(target.port == 8_765)
            #expect(target.path == "/callback")
            #expect(target.queryItems?.map(\.name) == ["a", "code", "state"])
            #expect(target.queryItems?.last?.value == "x&y=é z")
            let code = try await client.code(sandbox.endpoint.clientID)
            let reply = try await client.redeem(code, sandbox.endpoint.clientID)
            #expect(
                try reply.json.members.map(\.name)
                    == ["access_token", "expires_in", "refresh_token", "token_type", "scope"]
            )
            let tokens = try Tokens(reply)
            #expect(try await client.bearing(tokens.access).get("/v1.0/leads").status == 200)
            // A refresh token opens nothing by itself.
            #expect(try await client.bearing(tokens.renewal).get("/v1.0/leads").status == 401)
        }
    }

    @Test("the user endpoint takes a Basic header and a form or the query", arguments: [false, true])
    func userEndpoint(isQuery: Bool) async throws {
        try await withSandbox { sandbox, client async throws in
            let endpoint = sandbox.endpoint
            let code = try await client.code(
                endpoint.clientID,
                hasChallenge: false,
                extra: "&account=minh@bluebonnet.example.com"
            )
            let basic = "\(endpoint.clientID):\(endpoint.clientSecret)"
            let path = "/api/user-web/oauth/token"
            let query =
                "?grant_type=authorization_code&client_id=\(endpoint.clientID)&code=\(code)"
                + "&redirect_uri=\(Client.redirect)"
            let reply =
                isQuery
                ? try await client.form(path + query, [:], basic: basic)
                : try await client.form(
                    path,
                    [
                        "grant_type": "authorization_code", "client_id": endpoint.clientID, "code": code,
                        "redirect_uri": Client.redirect,
                    ],
                    basic: basic
                )
            let me = try await client.bearing(try Tokens(reply).access).get("/v1.0/me").json
            #expect(me["email"] == "minh@bluebonnet.example.com")
        }
    }

    @Test("a code works once; the second time ends everything that came of it")
    func codeReuse() async throws {
        try await withSandbox { sandbox, client async throws in
            let id = sandbox.endpoint.clientID
            let code = try await client.code(id)
            let tokens = try Tokens(try await client.redeem(code, id))
            let refreshed = try Tokens(try await client.refresh(tokens.renewal, sandbox))
            #expect(try await client.bearing(tokens.access).get("/v1.0/me").status == 200)
            let second = try await client.redeem(code, id)
            #expect(second.status == 400)
            #expect(try second.json["error"] == "invalid_grant")
            for token in [tokens.access, refreshed.access] {
                let reply = try await client.bearing(token).get("/v1.0/me")
                #expect(reply.status == 401)
                #expect(try reply.json["code"] == 20004)
            }
            #expect(try await client.refresh(refreshed.renewal, sandbox).status == 400)
        }
    }

    @Test("of many who bring one code at the same time, one gets tokens")
    func codeRace() async throws {
        try await withSandbox { sandbox, client async throws in
            let id = sandbox.endpoint.clientID
            let code = try await client.code(id)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await client.redeem(code, id).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 400, 400, 400, 400, 400, 400, 400])
        }
    }

    @Test("an expired token is 401 with code 20004, and a refresh gives a good one")
    func expiry() async throws {
        let clock = ManualClock()
        let configuration = SandboxConfiguration(leads: 2, tokenLifetime: .seconds(90))
        try await withSandbox(configuration, environment: clock.environment) { sandbox, client async throws in
            let id = sandbox.endpoint.clientID
            let tokens = try Tokens(try await client.redeem(try await client.code(id), id))
            #expect(tokens.expiresIn == 90)
            let caller = client.bearing(tokens.access)
            clock.advance(by: 89)
            #expect(try await caller.get("/v1.0/me").status == 200)
            clock.advance(by: 1)
            let refusal = try await caller.get("/v1.0/me")
            #expect(refusal.status == 401)
            #expect(refusal.text == #"{"code":20004,"message":"Bad credentials"}"#)
            let fresh = try Tokens(try await client.refresh(tokens.renewal, sandbox))
            #expect(try await client.bearing(fresh.access).get("/v1.0/me").status == 200)
            // The announced token is of no app and stays.
            #expect(try await client.bearing(sandbox.endpoint.accessToken).get("/v1.0/me").status == 200)
            clock.advance(by: 181 * 86_400)
            #expect(try await client.refresh(fresh.renewal, sandbox).status == 400)
        }
    }

    @Test("a code that came too late is refused")
    func lateCode() async throws {
        let clock = ManualClock()
        try await withSandbox(SandboxConfiguration(leads: 1), environment: clock.environment) {
            sandbox,
            client async throws in
            let id = sandbox.endpoint.clientID
            let code = try await client.code(id)
            clock.advance(by: 60)
            let reply = try await client.redeem(code, id)
            #expect(try reply.json["error"] == "invalid_grant")
            let punctual = try await client.code(id)
            clock.advance(by: 59)
            #expect(try await client.redeem(punctual, id).status == 200)
        }
    }

    @Test("a refresh replaces the refresh token, unless the switch says that it stays", arguments: [true, false])
    func rotation(rotates: Bool) async throws {
        try await withSandbox { sandbox, client async throws in
            _ = try await client.put("/sandbox/oauth", ["rotatesRefreshTokens": .bool(rotates)])
            let id = sandbox.endpoint.clientID
            let first = try Tokens(try await client.redeem(try await client.code(id), id)).renewal
            let second = try Tokens(try await client.refresh(first, sandbox)).renewal
            #expect((first == second) == !rotates)
            let again = try await client.refresh(first, sandbox)
            #expect(again.status == (rotates ? 400 : 200))
            if rotates { #expect(try again.json["error"] == "invalid_grant") }
            #expect(try await client.refresh(second, sandbox).status == 200)
        }
    }

    @Test("the lives of tokens can be changed while serving, and all tokens of apps ended at once")
    func settings() async throws {
        try await withSandbox { sandbox, client async throws in
            let change = try await client.put("/sandbox/oauth", ["tokenLifetime": 5, "codeLifetime": 600])
            #expect(
                change.text
                    == #"{"tokenLifetime":5,"refreshTokenLifetime":15552000,"codeLifetime":600,"rotatesRefreshTokens":true}"#
            )
            #expect(try await client.get("/sandbox/oauth").text == change.text)
            let id = sandbox.endpoint.clientID
            _ = try await client.put("/sandbox/oauth", ["tokenLifetime": 600])
            let tokens = try Tokens(try await client.redeem(try await client.code(id), id))
            #expect(tokens.expiresIn == 600)
            #expect(try await client.bearing(tokens.access).get("/v1.0/me").status == 200)
            _ = try await client.put("/sandbox/oauth", ["expireTokens": true])
            #expect(try await client.bearing(tokens.access).get("/v1.0/me").status == 401)
            #expect(try await client.refresh(tokens.renewal, sandbox).status == 200)
            for body in [["tokenLifetime": 0], ["codeLifetime": -1], ["tokenLifetime": "x"]] as [JSON] {
                #expect(try await client.put("/sandbox/oauth", body).status == 400)
            }
            #expect(try await client.holding(sandbox.key(of: .agent)).get("/sandbox/oauth").status == 400)
        }
    }

    @Test("tokens survive a restart, and their text stands nowhere in the file")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let configuration = SandboxConfiguration(leads: 2, database: path)
            let (tokens, code, secret, key, announced) = try await withSandbox(configuration) {
                sandbox,
                client async throws in
                let id = sandbox.endpoint.clientID
                let code = try await client.code(id)
                let tokens = try Tokens(try await client.redeem(code, id))
                let app = try await client.post("/sandbox/apps", ["name": "Other"]).json
                let key = try await client.post("/sandbox/keys", ["email": "yael@bluebonnet.example.com"]).json
                return (
                    tokens, code, try #require(app["clientSecret"]?.string), try #require(key["apiKey"]?.string),
                    sandbox.endpoint
                )
            }
            let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            let bytes = try files.reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
            for text in [tokens.access, tokens.renewal, code, secret, key] {
                #expect(bytes.range(of: Data(text.utf8)) == nil)
            }
            // What every start announces must be kept, which also shows that the search finds something.
            #expect(bytes.range(of: Data(announced.apiKey.utf8)) != nil)
            try await withSandbox(configuration) { sandbox, client async throws in
                #expect(sandbox.endpoint.clientSecret == announced.clientSecret)
                #expect(sandbox.endpoint.memberKeys == announced.memberKeys)
                #expect(try await client.bearing(tokens.access).get("/v1.0/me").status == 200)
                #expect(try await client.holding(key).get("/v1.0/me").status == 200)
                #expect(try await client.refresh(tokens.renewal, sandbox).status == 200)
            }
        }
    }

    @Test("an app may call what it was granted; the rest is 403, and what does not exist 404")
    func limitedApp() async throws {
        try await withSandbox { sandbox, client async throws in
            let body: JSON = ["name": "Reader", "endpoints": ["GET /v1.0/leads", "* /v1.0/leads/{leadId}"]]
            let app = try await client.post("/sandbox/apps", body).json
            let token = try Tokens(
                try await client.form(
                    "/oauth/token",
                    [
                        "grant_type": "client_credentials", "client_id": app["clientId"]?.string ?? "",
                        "client_secret": app["clientSecret"]?.string ?? "", "customer_key": sandbox.endpoint.apiKey,
                    ]
                )
            ).access
            let caller = client.bearing(token)
            #expect(try await caller.get("/v1.0/leads?limit=1").status == 200)
            let lead = "/v1.0/leads/\(BookLeadMaker.guideLeadID)"
            #expect(try await caller.put(lead, ["source": "App"]).status == 200)
            for reply in [
                try await caller.get("/v1.0/me"), try await caller.post("/v1.0/leads", ["firstName": "Quuxnobody"]),
                try await caller.get("/sandbox/keys"),
            ] {
                #expect(reply.status == 403)
                #expect(
                    reply.text
                        == #"{"code":200100,"message":"Sorry, the vendor does not have permission for this API."}"#
                )
            }
            #expect(try await caller.get("/v1.0/nothing").status == 404)
            #expect(try await client.list("key=Quuxnobody").total == 0)
            for endpoints in [["FETCH /v1.0/leads"], ["GET"], ["GET v1.0"], [""]] {
                let refused: JSON = ["name": "Bad", "endpoints": .strings(endpoints)]
                #expect(try await client.post("/sandbox/apps", refused).status == 400)
            }
        }
    }

    @Test("all tokens of one app share its budget")
    func budget() async throws {
        let configuration = SandboxConfiguration(leads: 1, rateLimitPerMinute: 3)
        try await withSandbox(configuration, environment: ManualClock().environment) { sandbox, client async throws in
            var tokens: [String] = []
            let id = sandbox.endpoint.clientID
            for _ in 0..<4 { tokens.append(try Tokens(try await client.redeem(try await client.code(id), id)).access) }
            var statuses: [Int] = []
            for token in tokens { statuses.append(try await client.bearing(token).get("/v1.0/me").status) }
            #expect(statuses == [200, 200, 200, 429])
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }
}
