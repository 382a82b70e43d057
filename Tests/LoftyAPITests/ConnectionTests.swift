import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Base URLs and credentials", .timeLimit(.minutes(1)))
struct ConnectionTests {
    @Test(
        "a usable base URL is taken without its last slash",
        arguments: [
            ("https://api.lofty.com", "https://api.lofty.com"), ("https://api.lofty.com/", "https://api.lofty.com"),
            ("HTTPS://API.example.com:8443/lofty/", "https://API.example.com:8443/lofty"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://127.3.2.1", "http://127.3.2.1"),
            ("http://localhost:1", "http://localhost:1"), ("http://[::1]:80/", "http://[::1]:80"),
            ("https://[2001:db8::1]", "https://[2001:db8::1]"), ("http://LOCALHOST", "http://LOCALHOST"),
        ]
    )
    func acceptsBaseURLs(text: String, expected: String) throws {
        #expect(try BaseURL(text).text == expected)
    }

    @Test(
        "a query or a fragment is called by its name",
        arguments: ["https://api.lofty.com?x=1", "https://api.lofty.com#a", "https://api.lofty.com/v1?x=1"]
    )
    func explainsQueries(text: String) {
        let error = #expect(throws: InvalidBaseURL.self) { try BaseURL(text) }
        #expect(error?.sentence == "The base URL may hold a path, but no query, fragment or escaped character")
    }

    @Test(
        "another base URL is refused",
        arguments: [
            "", "api.lofty.com", "ftp://127.0.0.1", "http://api.lofty.com", "http://10.0.0.1", "http://128.0.0.1",
            "http://127.1", "http://0x7f.0.0.1", "http://127.0.0.01", "http://127.0.0.256",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com", "https://user:pw@api.lofty.com", "https://token@api.lofty.com", "https://",
            "https:///v1.0", "https://api.lofty.com:0", "https://api.lofty.com:x", "https://api.lofty.com:70000",
            "https://api.lofty.com?x=1", "https://api.lofty.com/#a", "https://api.lofty.com/%2e",
            "https://api lofty.com",
            "https://bücher.example", "https://[::1", "https://[::1]x", "http://127.0.0.1\\@example.com",
            "https://a\r\nb",
        ]
    )
    func refusesBaseURLs(text: String) async throws {
        #expect(throws: InvalidBaseURL.self) { try BaseURL(text) }
        let transport = StubTransport()
        let client = makeClient(transport, baseURL: text)
        let error = try #require(await failure { try await client.me() })
        #expect(error.kind == .invalidRequest)
        #expect(error.serverText?.contains("pw") == false)
        #expect(transport.requests.isEmpty)
    }

    @Test("a configuration can be checked before the first call")
    func validates() async throws {
        try LoftyConfiguration(credential: .apiKey("k")).validate()
        let empty = LoftyConfiguration(credential: .apiKey("\u{2028} "))
        let error = try #require(await failure { try empty.validate() })
        #expect(error.serverText == "The API key or access token is empty")
    }

    @Test(
        "pasted keys are cleaned of everything but visible ASCII and of a scheme",
        arguments: [
            "  eyJ.a-b_c\n", "\u{2028}eyJ.a-b_c\u{2029}", "token eyJ.a-b_c", "Bearer eyJ.a-b_c",
            "eyJ.\u{200B}a-b_c\u{FEFF}", "eyJ. a-b_c\t",
        ]
    )
    func cleansKeys(text: String) {
        #expect(Credential.apiKey(text).authorization == "token eyJ.a-b_c")
        #expect(Credential.accessToken(text).authorization == "Bearer eyJ.a-b_c")
    }

    @Test("nothing prints the secret of a credential, a configuration or a request")
    func hidesSecrets() throws {
        let credential = Credential.apiKey("s3cret")
        let configuration = LoftyConfiguration(credential: credential)
        let request = try RequestComposer(configuration).request(for: APICall(.me), with: credential)
        var printed = "\(credential) \(String(reflecting: credential)) \(configuration) \(request) \(request.headers)"
        dump(credential, to: &printed)
        dump(configuration, to: &printed)
        dump(request, to: &printed)
        dump(LoftyClient(configuration: configuration, transport: StubTransport()), to: &printed)
        #expect(!printed.contains("s3cret"))
        #expect(printed.contains("hidden"))
        #expect(request.headers.first?.value == "token s3cret")
    }

    @Test(
        "percent-encoding leaves only the unreserved characters",
        arguments: [
            ("a+b c", "a%2Bb%20c"), ("-._~09AZaz", "-._~09AZaz"), ("é", "%C3%A9"), ("&=?/#%", "%26%3D%3F%2F%23%25"),
            ("", ""),
        ]
    )
    func encodes(text: String, expected: String) {
        #expect(PercentEncoding.encode(text) == expected)
    }
}
