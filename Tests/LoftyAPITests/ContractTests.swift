import FoundationEssentials
import Leads
import LoftyHTTP
import TestSupport
import Testing

@testable import LoftyAPI

/// Two ways for an answer to reach the client.
enum Way: String, CaseIterable, Sendable {
    case stub, socket
}

/// What the client must make of an answer, over the stub and over a live socket alike.
@Suite("Contract over every transport", .timeLimit(.minutes(5)))
struct ContractTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var status = 200
        var fields: [HTTPField] = []
        var body: [UInt8]
        var check: @Sendable (LoftyClient) async throws -> Void

        var testDescription: String { name }

        init(
            _ name: String,
            status: Int = 200,
            fields: [HTTPField] = [],
            body: String,
            check: @escaping @Sendable (LoftyClient) async throws -> Void
        ) {
            self.init(name, status: status, fields: fields, bytes: Array(body.utf8), check: check)
        }

        init(
            _ name: String,
            status: Int = 200,
            fields: [HTTPField] = [],
            bytes: [UInt8],
            check: @escaping @Sendable (LoftyClient) async throws -> Void
        ) {
            self.name = name
            self.status = status
            self.fields = fields
            body = bytes
            self.check = check
        }
    }

    private static let lead = Lead.ID(1_147_000_000_000_001)

    private static let cases: [Case] = [
        Case("a member", body: #"{"memberUserId":9007199254740993,"firstName":"Al","email":"al@example.com"}"#) {
            let me = try await $0.me()
            #expect(me.id.rawValue == 9_007_199_254_740_993)
        },
        Case("a page of leads", body: pageText([fullLead, leadText(7)], total: 2, scrollID: "s")) {
            let page = try await $0.leads(LeadListRequest(stage: "New Lead"))
            #expect(page.leads.map(\.id) == [lead, Lead.ID(7)])
            #expect(page.leads.first?.firstName == "Zoë")
        },
        Case("a wrapped lead", body: #"{"lead":\#(fullLead)}"#) {
            let lead = try await $0.lead(lead, includingTrashed: false)
            #expect(lead.stage == "New Lead")
        },
        Case("a new lead", body: #"{"leadId":9223372036854775807}"#) {
            let id = try await $0.createLead(NewLead(firstName: "Zoë"))
            #expect(id.rawValue == .max)
        },
        Case("an update without a body", body: "") { try await $0.updateLead(lead, LeadEdit(stage: "Contacted")) },
        Case("a trashed lead whose id is a string", body: #"{"deleted":true,"leadId":"651095960136641"}"#) {
            try await $0.trashLead(lead, reason: "Duplicate +1")
        },
        Case("an assignment", body: #"{"leadId":1}"#) { try await $0.assignLead(lead, to: alice) },
        Case("a note", body: #"{"noteId":5}"#) { try await $0.addNote("Rang — no answer\n🏡", to: lead) },
        Case(
            "invalid UTF-8 in a name",
            bytes: Array(#"{"lead":{"leadId":1,"firstName":"Zo"#.utf8) + [0xE9] + Array(#""}}"#.utf8)
        ) {
            let lead = try await $0.lead(Lead.ID(1), includingTrashed: false)
            #expect(lead.firstName == "Zo\u{FFFD}")
        },
        Case(
            "a gone lead",
            status: 404,
            body: #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#
        ) { client in
            let error = await failure { try await client.lead(lead, includingTrashed: false) }
            #expect(error?.kind == .notFound)
            #expect(error?.code == 20_006)
        },
        Case("a rejected key", status: 401, fields: [HTTPField("WWW-Authenticate", "Basic")], body: "<html>") {
            client in
            #expect(await failure { try await client.me() }?.kind == .credentialRejected)
        },
        Case("a web page instead of JSON", fields: [HTTPField("Content-Type", "text/html")], body: "<html></html>") {
            client in
            let error = await failure { try await client.createLead(NewLead(firstName: "J")) }
            #expect(error?.kind == .unreadableAnswer)
            #expect(error?.disposition == .ambiguous)
        },
        Case("a used-up window", status: 429, fields: [HTTPField("Retry-After", "2")], body: "{}") { client in
            let error = await failure { try await client.updateLead(lead, LeadEdit(stage: "X")) }
            #expect(error?.disposition == .retry(after: .seconds(2)))
        },
        Case("a redirect", status: 301, fields: [HTTPField("Location", "http://127.0.0.1:9/")], body: "") { client in
            #expect(await failure { try await client.me() }?.serverText?.contains("http://127.0.0.1:9") == true)
        },
        Case("ten megabytes", bytes: Array(repeating: 0x20, count: 10 << 20)) { client in
            let read = await failure { try await client.leads(LeadListRequest()) }
            #expect(read?.kind == .answerTooLarge)
            #expect(read?.disposition == .permanent)
            let write = await failure { try await client.createLead(NewLead(firstName: "J")) }
            #expect(write?.disposition == .ambiguous)
        },
        Case(
            "a budget",
            fields: [HTTPField("X-RateLimit-Limit", "500"), HTTPField("x-ratelimit-remaining", "499")],
            body: "[]"
        ) {
            _ = try await $0.tagNames()
            let budget = await $0.budget()
            #expect(budget?.limit == 500)
            #expect(budget?.remaining == 499)
        },
    ]

    @Test("an answer means the same over the stub and over a socket", arguments: cases, Way.allCases)
    func holds(_ example: Case, on way: Way) async throws {
        try await serve(example, on: way) { try await example.check($0) }
    }

    /// Lets a client talk to somebody who answers everything as the example says.
    func serve<Result: Sendable>(
        _ example: Case,
        on way: Way,
        _ body: @Sendable (LoftyClient) async throws -> Result
    ) async throws -> Result {
        switch way {
        case .stub:
            return try await body(client(over: CannedTransport(example), baseURL: "https://api.example.com"))
        case .socket:
            let fields = example.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
            let head = "HTTP/1.1 \(example.status) Word\r\n\(fields)Content-Length: \(example.body.count)\r\n\r\n"
            return try await RawServer.serving { connection in
                while connection.readRequest() != nil {
                    guard connection.send(Array(head.utf8) + example.body) else { return }
                }
            } _: { server in
                try await body(client(over: CurlTransport(), baseURL: server.url))
            }
        }
    }

    private func client(over transport: any HTTPTransport, baseURL: String) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: baseURL, credential: .apiKey("eyJ.secret.key"))
        configuration.time = ManualTime(skipsPauses: true).source
        return LoftyClient(configuration: configuration, transport: transport)
    }
}

/// Gives the same answer to every request, and keeps to the limit as a live transport does.
private struct CannedTransport: HTTPTransport {
    let response: HTTPResponse

    init(_ example: ContractTests.Case) {
        response = HTTPResponse(status: example.status, headers: example.fields, body: Data(example.body))
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard response.body.count <= request.maximumAnswerSize else {
            throw TransportError(.answerTooLarge, detail: "The answer is larger than the limit")
        }
        return response
    }
}

@Suite("Client over a live socket", .timeLimit(.minutes(1)))
struct LiveClientTests {
    private func client(_ server: RawServer, configure: (inout LoftyConfiguration) -> Void = { _ in }) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: server.url, credential: .apiKey("eyJ.secret.key"))
        configuration.time = ManualTime(skipsPauses: true).source
        configure(&configuration)
        return LoftyClient(configuration: configuration, transport: CurlTransport())
    }

    @Test("a read survives a broken connection, garbage and a 502 in a row")
    func survivesFaults() async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest() != nil else { return }
            switch connection.number {
            case 1: connection.reset()
            case 2: connection.send(answer(502, "<html>", type: "text/html"))
            default: connection.send(answer(200, #"["Hot"]"#))
            }
        } _: { server in
            let names = try await client(server).tagNames()
            #expect(names == ["Hot"])
            #expect(server.connections == 3)
        }
    }

    @Test(
        "a create whose answer is lost is sent once and is ambiguous",
        arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"le"]
    )
    func reportsLostCreates(bytes: String) async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(bytes)
            connection.reset()
        } _: { server in
            let error = await failure { try await client(server).createLead(NewLead(firstName: "Jane")) }
            #expect(error?.kind == .connectionLost)
            #expect(error?.disposition == .ambiguous)
            #expect(server.requests.count == 1)
        }
    }

    @Test("an update whose head is cut off is not taken for a success")
    func doubtsHalfHeads() async throws {
        try await RawServer.serving { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nContent-Le")
        } _: { server in
            let error = await failure { try await client(server).updateLead(Lead.ID(1), LeadEdit(stage: "X")) }
            #expect(error?.kind == .connectionLost)
            #expect(error?.disposition == .retry(after: nil))
        }
    }

    @Test("a server that is down is unreachable, and a create may be sent again")
    func reportsDownServers() async throws {
        let server = try RawServer { _ in }
        server.stop()
        #expect(
            await eventually {
                await failure { try await client(server).createLead(NewLead(firstName: "J")) }?.kind == .unreachable
            }
        )
        let error = await failure { try await client(server).createLead(NewLead(firstName: "J")) }
        #expect(error?.disposition == .retry(after: nil))
        #expect(error?.serverText?.isEmpty == false)
    }

    @Test("cancelling a call that is on the wire ends it as cancelled")
    func cancels() async throws {
        try await RawServer.serving { connection in
            _ = connection.readRequest()
            connection.waitForPeerToLeave()
        } _: { server in
            let client = client(server)
            let task = Task { await failure { try await client.createLead(NewLead(firstName: "Jane")) } }
            #expect(await eventually { server.requests.count == 1 })
            task.cancel()
            let error = await task.value
            #expect(error?.kind == .cancelled)
            #expect(error?.disposition == .ambiguous)
        }
    }

    @Test("a whole book comes over one socket")
    func pagesBook() async throws {
        try await RawServer.serving { connection in
            while let request = connection.readRequest() {
                let offset =
                    request.firstRange(of: "offset=").map { Int(request[$0.upperBound...].prefix { $0.isNumber }) ?? 0 }
                    ?? 0
                let leads = (offset..<min(offset + 100, 1_050)).map { leadText($0 + 1) }
                connection.send(answer(200, pageText(leads, total: 1_050)))
            }
        } _: { server in
            var last: LeadListingEvent?
            for try await event in client(server).allLeads() { last = event }
            #expect(last == .end(LeadListingReport(distinct: 1_050, total: 1_050, pages: 11)))
            #expect(server.connections == 1)
        }
    }
}
