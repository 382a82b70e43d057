import FoundationEssentials
import LoftyAPI
import LoftyHTTP
import Testing

@Suite("Settings of the live transport", .timeLimit(.minutes(1)))
struct TransportSettingsTests: TransportSuite {
    let transport = CurlTransport()

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
