import FoundationEssentials
import Leads
import LoftyAPI
import LoftyHTTP
import Testing

@Suite("A compressed answer that is cut", .timeLimit(.minutes(1)))
struct CutCompressionTests {
    /// `{"leadId":700123}` by gzip.
    private static let zipped: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0xCA, 0x49, 0x4D, 0x4C, 0xF1, 0x4C,
        0x51, 0xB2, 0x32, 0x37, 0x30, 0x30, 0x34, 0x32, 0xAE, 0x05, 0x00, 0xA9, 0xA8, 0xF1, 0xCF, 0x11, 0x00, 0x00,
        0x00,
    ]

    /// The length that is announced is that of what comes, as from a proxy that cut it.
    private static func answer(_ count: Int) -> [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(count)\r\n\r\n".utf8)
            + zipped.prefix(count)
    }

    private func create(answeredWith count: Int) async throws -> Result<Lead.ID, APIError> {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.send(Self.answer(count))
        } _: { server in
            let settings = LoftyConfiguration(baseURL: server.url, credential: .apiKey("key"))
            let client = LoftyClient(configuration: settings, transport: CurlTransport())
            do throws(APIError) {
                return .success(try await client.createLead(NewLead(firstName: "Ana")))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test("is the whole one or none: a new lead is looked for, and never taken for refused or for another one")
    func cut() async throws {
        #expect(try await create(answeredWith: Self.zipped.count) == .success(Lead.ID(700_123)))
        for count in 0..<Self.zipped.count {
            switch try await create(answeredWith: count) {
            case .success(let id): #expect(id == Lead.ID(700_123), "\(count) bytes")
            case .failure(let error): #expect(error.disposition == .ambiguous, "\(count) bytes: \(error)")
            }
        }
    }
}
