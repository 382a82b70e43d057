import FoundationEssentials
import LoftyAPI
import LoftyHTTP

/// Tests of a live transport: what they send, and how it fails.
protocol TransportSuite: Sendable {
    var transport: CurlTransport { get }
}

extension TransportSuite {
    func request(
        _ server: RawServer,
        _ method: String = "GET",
        body: String? = nil,
        deadline: Duration = .seconds(10),
        limit: Int = 8 << 20
    ) -> HTTPRequest {
        HTTPRequest(
            method: method,
            url: server.url + "/v1.0/me?x=%2B",
            headers: [HTTPField("Authorization", "token s3cret")],
            body: body.map { Data($0.utf8) },
            deadline: deadline,
            maximumAnswerSize: limit
        )
    }

    func failure(_ request: HTTPRequest, over transport: CurlTransport? = nil) async -> TransportError? {
        do throws(TransportError) {
            _ = try await (transport ?? self.transport).send(request)
            return nil
        } catch {
            return error
        }
    }
}
