package import Foundation
package import LoftyAPI
import LoftyHTTP

/// The built sandbox in a process of its own, so that its work does not count as the client's.
package final class SandboxProcess {
    private struct Session: Decodable {
        struct MemberKey: Decodable {
            var role: String
            var apiKey: String
        }

        package var url: String
        var apiKey: String
        var keys: [MemberKey]
    }

    package let process: ChildProcess
    private let session: Session

    package var url: String { session.url }
    package var apiKey: String { session.apiKey }
    /// The key of a member without rights over others.
    package var agentKey: String? { session.keys.first { $0.role == "agent" }?.apiKey }

    private init(_ process: ChildProcess, _ session: Session) {
        self.process = process
        self.session = session
    }

    package static func start(_ foyer: String, _ options: [String]) async throws -> SandboxProcess {
        // A limit that nobody reaches, so that the headers are there and nobody waits.
        let arguments = ["sandbox", "serve", "--rate-limit", "100000000"] + options
        let process = try ChildProcess(foyer, arguments, readsOutput: true)
        guard let line = process.firstLine() else {
            process.terminate()
            throw Failure("the sandbox said within a minute nothing about its address")
        }
        return SandboxProcess(process, try JSONDecoder().decode(Session.self, from: line))
    }

    package func client() -> LoftyClient {
        LoftyClient(
            configuration: LoftyConfiguration(baseURL: url, credential: .apiKey(apiKey)),
            transport: CurlTransport(settings: .init(environment: [:]))
        )
    }

    /// The bytes of a page of 100 leads, as they came over the wire.
    package func firstPage() async throws -> Data {
        let request = HTTPRequest(
            method: "GET",
            url: "\(url)/v1.0/leads?limit=100",
            headers: [HTTPField("Authorization", "token \(apiKey)")],
            body: nil,
            deadline: .seconds(30),
            maximumAnswerSize: 8 << 20
        )
        return try await CurlTransport(settings: .init(environment: [:])).send(request).body
    }

    package func stop() { process.terminate() }
}
