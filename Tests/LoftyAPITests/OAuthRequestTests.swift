import Foundation
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("OAuth requests and answers")
struct OAuthRequestTests {
    private var confidential: OAuthConfiguration {
        OAuthConfiguration(clientID: "app 1", clientSecret: Secret("s3cret&+/"))
    }

    private func fields(_ request: HTTPRequest) -> [String: String] { TokenLedger.fields(of: request.bodyText) }

    private func header(_ name: String, _ request: HTTPRequest) -> String? {
        request.headers.first { $0.name == name }?.value
    }

    @Test("the same source has the same identity in every process, and another source another")
    func tellsIdentities() {
        func sources() -> [any CredentialSource] {
            let configuration = OAuthConfiguration(clientID: "app", clientSecret: nil)
            let oauth = [OAuthCredentials.Grant.login, .customerKey(Secret("a")), .customerKey(Secret("b"))].map {
                OAuthCredentials($0, configuration, store: MemoryTokenStore(), transport: StubTransport())
            }
            return [
                StaticCredential(.apiKey("a")), StaticCredential(.accessToken("a")), CredentialFile("/a"),
                CredentialFile("/b"), CredentialCommand(["a", "b"]), CredentialCommand(["a b"]),
            ] + oauth
        }
        #expect(Set(sources().map(\.identity)).count == 9)
        #expect(sources().map(\.identity) == sources().map(\.identity))
    }

    // MARK: Requests

    @Test("a code goes to the CRM's address as a form, with a Basic field")
    func asksWithCode() throws {
        var configuration = confidential
        configuration.redirectURL = "https://app.example.com/back"
        let request = try configuration.request(for: .code(Secret("c o"), verifier: Secret("v")))
        #expect(request.method == "POST")
        #expect(request.url == "https://crm.lofty.com/api/user-web/oauth/token")
        #expect(header("Content-Type", request) == "application/x-www-form-urlencoded")
        let pair = Data("app 1:s3cret&+/".utf8).base64EncodedString()
        #expect(header("Authorization", request) == "Basic \(pair)")
        #expect(
            fields(request) == [
                "grant_type": "authorization_code", "code": "c o", "code_verifier": "v", "client_id": "app 1",
                "redirect_uri": "https://app.example.com/back",
            ]
        )
        #expect(!request.bodyText.contains("s3cret"))
        #expect(request.maximumAnswerSize == 65_536)
    }

    @Test("a refresh token goes the same way; without a secret both go to the API's address")
    func asksWithRefreshToken() throws {
        let request = try confidential.request(for: .refresh(Secret("r")))
        #expect(request.url == "https://crm.lofty.com/api/user-web/oauth/token")
        #expect(header("Authorization", request)?.hasPrefix("Basic ") == true)
        #expect(fields(request) == ["grant_type": "refresh_token", "refresh_token": "r", "client_id": "app 1"])
        let native = OAuthConfiguration(clientID: "app", clientSecret: nil)
        for grant in [TokenGrant.refresh(Secret("r")), .code(Secret("c"), verifier: Secret("v"))] {
            let request = try native.request(for: grant)
            #expect(request.url == "https://api.lofty.com/oauth/token")
            #expect(header("Authorization", request) == nil)
            #expect(fields(request)["client_secret"] == nil)
        }
    }

    @Test("a customer key goes to the API's address with the client's secret, as a form or as JSON")
    func asksWithCustomerKey() throws {
        var configuration = confidential
        let expected = [
            "grant_type": "client_credentials", "client_id": "app 1", "client_secret": "s3cret&+/",
            "customer_key": "key",
        ]
        let form = try configuration.request(for: .customerKey(Secret("key")))
        #expect(form.url == "https://api.lofty.com/oauth/token")
        #expect(fields(form) == expected)
        configuration.clientCredentialsEndpoint.bodyStyle = .json
        let request = try configuration.request(for: .customerKey(Secret("key")))
        #expect(header("Content-Type", request) == "application/json")
        #expect(try JSONDecoder().decode([String: String].self, from: request.body ?? Data()) == expected)
    }

    @Test(
        "secrets go nowhere but to https or this machine",
        arguments: ["http://api.lofty.com/oauth/token", "https://user:pw@api.lofty.com/t", "ftp://127.0.0.1/", ""]
    )
    func refusesAddresses(url: String) throws {
        var configuration = confidential
        configuration.refreshEndpoint.url = url
        let error = #expect(throws: CredentialError.self) { try configuration.request(for: .refresh(Secret("r"))) }
        #expect(error?.kind == .unusable)
        configuration.refreshEndpoint.url = "http://127.0.0.1:8080/oauth/token"
        #expect(try configuration.request(for: .refresh(Secret("r"))).url == "http://127.0.0.1:8080/oauth/token")
    }

    // MARK: Asking the user

    @Test("the address for the user carries Lofty's spelling of the id, the state and the challenge of the verifier")
    func buildsAddresses() throws {
        // RFC 7636, appendix B, has this pair; the generator below cannot make it, so the digest is checked by itself.
        var generator = SeededGenerator(seed: 7)
        let request = AuthorizationRequest(confidential, using: &generator)
        let url = try #require(URLComponents(string: request.url))
        let items = Dictionary(uniqueKeysWithValues: (url.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(url.host == "lofty.com")
        #expect(url.path == "/page/vendor-auth.html")
        #expect(Set(items.keys) == ["clientId", "state", "code_challenge", "code_challenge_method"])
        #expect(items["clientId"] == "app 1")
        #expect(items["state"] == request.state)
        #expect(items["code_challenge_method"] == "S256")
        #expect(items["code_challenge"]?.count == 43)
        #expect(!request.url.contains(request.verifier.text))
    }

    @Test(
        "verifiers have 43 to 128 characters of the allowed ones, and no two are alike",
        arguments: [0, 43, 64, 128, 999]
    )
    func makesVerifiers(length: Int) {
        var generator = SeededGenerator(seed: UInt64(length))
        let requests = (0..<50).map { _ in
            AuthorizationRequest(confidential, sendsState: false, verifierLength: length, using: &generator)
        }
        for request in requests {
            #expect(request.verifier.text.count == min(max(length, 43), 128))
            #expect(request.verifier.text.utf8.allSatisfy { PercentEncoding.isUnreserved($0) })
            #expect(request.state == nil)
        }
        #expect(Set(requests.map(\.verifier)).count == 50)
    }

    private func request() -> AuthorizationRequest {
        var generator = SeededGenerator(seed: 1)
        return AuthorizationRequest(confidential, using: &generator)
    }

    @Test("the code of the address that answers the request is taken", arguments: ["c0de", "a%2Bb%20c", "a+b"])
    func readsCodes(code: String) throws {
        let request = request()
        let state = try #require(request.state)
        let url = "https://app.example.com/back?x=1&code=\(code)&state=\(state)#fragment?code=other"
        #expect(try request.code(from: url).text == PercentEncoding.decode(code))
    }

    @Test(
        "an address with a refusal, another state, two codes or none is refused, and quotes nothing",
        arguments: [
            ("error=access_denied&state=$", "Access was refused in the browser; log in again"),
            ("error=access_denied", "Access was refused in the browser; log in again"),
            ("error=s3cret&state=$", "Lofty did not grant access; log in again"),
            ("code=s3cret&state=other", "The answer belongs to another login; log in again"),
            ("code=s3cret", "The answer belongs to another login; log in again"),
            ("code=&state=$", "The address holds no code; copy all of it, or log in again"),
            ("state=$", "The address holds no code; copy all of it, or log in again"),
            ("code=s3cret&code=b&state=$", "The address names one thing twice; log in again"),
            ("", "The answer belongs to another login; log in again"),
        ]
    )
    func refusesRedirects(query: String, sentence: String) throws {
        let request = request()
        let filled = query.split(separator: "$", omittingEmptySubsequences: false).joined(
            separator: request.state ?? ""
        )
        let error = #expect(throws: CredentialError.self) {
            try request.code(from: "https://app.example.com/back?\(filled)")
        }
        #expect(error == CredentialError(.loginNeeded, sentence))
    }

    // MARK: Answers

    private func read(_ body: String, status: Int = 200, keeping refresh: Secret? = nil) throws(CredentialError)
        -> OAuthTokens
    {
        let response = HTTPResponse(status: status, body: Data(body.utf8))
        return try TokenAnswer(response, hiding: [Secret("s3cret")]).tokens(at: moment, keeping: refresh)
    }

    @Test("an answer's tokens and its end are read; without an end it is an hour")
    func readsAnswers() throws {
        let full = #"{"access_token":"a","expires_in":120,"refresh_token":"r","token_type":"bearer","scope":"openApi"}"#
        #expect(try read(full) == tokens("a", refresh: "r", lifetimeInSeconds: 120))
        #expect(try read(#"{"access_token":"a"}"#) == tokens("a"))
        #expect(try read(#"{"access_token":"a","expires_in":"60"}"#) == tokens("a", lifetimeInSeconds: 60))
        let century = #"{"access_token":"a","expires_in":9223372036854775807}"#
        #expect(try read(century) == tokens("a", lifetimeInSeconds: 180 * 86_400))
        #expect(try read(#"{"access_token":"a"}"#, keeping: Secret("old")) == tokens("a", refresh: "old"))
        #expect(try read(full, keeping: Secret("old")).refresh == Secret("r"))
    }

    @Test(
        "a malformed answer is refused",
        arguments: [
            "", "{}", "[]", "<html>", "null", #"{"access_token":""}"#, #"{"access_token":5}"#,
            #"{"access_token":"a b"}"#, #"{"access_token":"a\r\nX: y"}"#, #"{"access_token":"é"}"#,
            #"{"access_token":"a","token_type":"mac"}"#, #"{"access_token":"a","token_type":1}"#,
            #"{"access_token":"a","expires_in":0}"#, #"{"access_token":"a","expires_in":-5}"#,
            #"{"access_token":"a","expires_in":"soon"}"#, #"{"access_token":"a","expires_in":1e30}"#,
            #"{"access_token":"a","refresh_token":""}"#, #"{"access_token":"a","refresh_token":{}}"#,
            #"{"access_token":"a""#,
        ]
    )
    func refusesAnswers(body: String) {
        let error = #expect(throws: CredentialError.self) { try read(body) }
        #expect(error?.kind == .unusable)
    }

    @Test(
        "a refusal says what to do, and hides what it echoes",
        arguments: [
            (400, #"{"error":"invalid_grant","error_description":"s3cret is spent"}"#, .loginNeeded),
            (401, "", .loginNeeded), (403, #"{"code":200100,"message":"no"}"#, .loginNeeded),
            (200, #"{"code":20004,"message":"Bad credentials"}"#, .loginNeeded),
            (401, #"{"error":"invalid_client"}"#, .unusable), (400, #"{"error":"unsupported_grant_type"}"#, .unusable),
            (404, "<html>", .unusable), (302, "", .unusable), (429, "", .unreachable), (500, "s3cret", .unreachable),
            (503, "", .unreachable),
        ] as [(Int, String, CredentialError.Kind)]
    )
    func explainsRefusals(status: Int, body: String, kind: CredentialError.Kind) {
        let error = #expect(throws: CredentialError.self) { try read(body, status: status) }
        #expect(error?.kind == kind)
        #expect(error?.sentence.contains("s3cret") == false)
        if kind == .loginNeeded { #expect(error?.sentence.hasSuffix("log in again") == true) }
    }

    @Test("a mutated answer is a token that fits a header or a typed error, never a trap")
    func survivesMutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("OAuthRequestTests seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let good = Array(#"{"access_token":"abc","expires_in":120,"refresh_token":"r","token_type":"Bearer"}"#.utf8)
        var (read, refused) = (0, 0)
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                default: bytes.remove(at: position)
                }
            }
            do {
                let response = HTTPResponse(status: 200, body: Data(bytes))
                let tokens = try TokenAnswer(response, hiding: []).tokens(at: moment, keeping: nil)
                #expect(tokens.access.text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !tokens.access.isEmpty)
                #expect(tokens.lifetime > .zero && tokens.lifetime <= .seconds(180 * 86_400))
                read += 1
            } catch {
                refused += 1
            }
        }
        #expect(read > 0 && refused > 0, "\(read) read, \(refused) refused")
    }

    @Test("nothing prints tokens, secrets, verifiers or customer keys")
    func hidesSecrets() throws {
        var generator = SystemRandomNumberGenerator()
        let request = AuthorizationRequest(confidential, using: &generator)
        let source = OAuthCredentials(
            .customerKey(Secret("s3cret-key")),
            confidential,
            store: MemoryTokenStore(tokens("s3cret-access", refresh: "s3cret-refresh")),
            transport: StubTransport()
        )
        var printed = "\(confidential) \(tokens("s3cret", refresh: "s3cret")) \(request.verifier) \(source)"
        dump(confidential, to: &printed)
        dump(tokens("s3cret", refresh: "s3cret"), to: &printed)
        dump(TokenGrant.code(Secret("s3cret"), verifier: Secret("s3cret")), to: &printed)
        dump(source, to: &printed)
        dump(LoftyConfiguration(credentials: source), to: &printed)
        #expect(!printed.contains("s3cret"))
        dump(request.verifier, to: &printed)
        #expect(!printed.contains(request.verifier.text))
    }
}
