import BenchmarkSupport
import Foundation
import LoftyAPI
import LoftyHTTP

/// Plain requests to the server, without the client's care.
struct Wire: Sendable {
    private let transport = CurlTransport(settings: .init(environment: [:]))
    private let url: String
    private let apiKey: String

    init(_ server: SandboxProcess, apiKey: String) {
        url = server.url
        self.apiKey = apiKey
    }

    /// Throws for any answer but 200.
    @discardableResult
    func send(_ method: String, _ target: String, body: String? = nil) async throws -> Data {
        let request = HTTPRequest(
            method: method,
            url: url + target,
            headers: [
                HTTPField("Authorization", "token \(apiKey)"), HTTPField("Content-Type", "application/json"),
            ],
            body: body.map { Data($0.utf8) },
            deadline: .seconds(60),
            maximumAnswerSize: 8 << 20
        )
        let response = try await transport.send(request)
        guard response.status == 200 else {
            throw Failure("\(method) \(target): \(response.status) \(String(decoding: response.body, as: UTF8.self))")
        }
        return response.body
    }
}
