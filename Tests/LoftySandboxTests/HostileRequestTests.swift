import Foundation
import Testing

@testable import LoftySandbox

@Suite("Hostile requests", .timeLimit(.minutes(1)))
struct HostileRequestTests {
    private static let templates = [
        ("POST", "/v1.0/leads"), ("PUT", "/v1.0/leads/563172647619608"),
        ("POST", "/v1.0/leads/563172647619608/assignment"),
        ("POST", "/v1.0/leads/assignee"), ("POST", "/v1.0/notes"), ("PUT", "/v1.0/notes/400000000002"),
        ("POST", "/v1.0/logType"), ("POST", "/v1.0/leads/563172647619608/activity"),
    ]

    private static let names = [
        "firstName", "lastName", "emails", "phones", "tags", "tagsAdd", "tagsRemove", "stage", "leadId", "content",
        "isPin", "logType", "leadPhoneNumber", "type", "text", "link", "picture", "created", "assignees", "role",
        "assignee", "userId", "email", "property", "inquiry", "locations", "leadTypes", "assignedUserId", "segments",
        "leadFamilyMemberList", "customAttributeList", "ownershipScope", "ownershipId", "assignGroupId",
    ]

    /// Calls the pipeline itself: sockets would only make it slower.
    private func pipeline() throws -> (RequestPipeline, String) {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 3), environment: .live)
        let pipeline = RequestPipeline(
            database: database,
            router: .contract,
            rateLimiter: RateLimiter(callsPerMinute: nil),
            requests: RequestLog(),
            faults: FaultQueue(),
            oddities: SandboxOddities(),
            environment: .live
        )
        return (pipeline, database.keys.apiKey)
    }

    @Test("no body of random shape makes an internal error", arguments: 1...12)
    func randomBodies(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let (pipeline, key) = try pipeline()
        defer { pipeline.database.close() }
        for round in 0..<60 {
            let (method, path) = random.pick(Self.templates)
            let body = randomBody(&random)
            let request = SandboxRequest(
                method: method,
                path: path,
                headers: ["authorization": "token \(key)", "content-type": "application/json"],
                body: .bytes(body.utf8Text)
            )
            let response = await pipeline.respond(to: request)
            #expect(
                response.status < 500,
                "seed \(seed), round \(round): \(method) \(path) \(body.text) \(response.problem ?? "")"
            )
        }
    }

    @Test("no query of random shape makes an internal error", arguments: 1...12)
    func randomQueries(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let (pipeline, key) = try pipeline()
        defer { pipeline.database.close() }
        let names = [
            "stage", "source", "phone", "email", "key", "assignedUserId", "contacted", "segments", "allTags", "anyTags",
            "groupIds", "querySubGroup", "languages", "roleAssigneeFilters", "sort", "desc", "offset", "limit",
            "scrollId",
            "leadId", "logType", "currentId", "timeZoneCode", "curPage", "pageNumber", "pageSize", "startTime",
            "endTime",
            "currPage", "name", "order", "reason", "withTrash",
        ]
        let values = [
            "1", "-1", "0", "9223372036854775807", "-9223372036854775808", "x", "", "true", "%27", "%22%5B",
            "%F0%9F%8C%BB",
            "New+Lead", "Score", "logCall", "563172647619608", "WyIiLDEsMSwxLDFd", "%5B%5D", "'; DROP TABLE lead;--",
            "UTC",
        ]
        let paths = [
            "/v1.0/leads", "/v1.0/notes", "/v1.0/logType", "/v1.0/systemLogs", "/v1.0/members",
            "/v1.0/teamFeatures/lead-pipelines", "/v1.0/teamFeatures/listTag", "/v2.0/leads/563172647619608/activities",
            "/v1.0/leads/563172647619608/activities", "/v1.0/leads/563172647619608",
        ]
        for round in 0..<120 {
            let query = (0..<random.number(0, 6)).map { _ in "\(random.pick(names))=\(random.pick(values))" }
            let request = SandboxRequest(
                method: "GET",
                path: random.pick(paths),
                query: query.joined(separator: "&"),
                headers: ["authorization": "token \(key)"]
            )
            let response = await pipeline.respond(to: request)
            #expect(
                response.status < 500,
                "seed \(seed), round \(round): \(request.path)?\(request.query) \(response.problem ?? "")"
            )
        }
    }

    private func randomBody(_ random: inout SplitMix64) -> JSON {
        if random.chance(10) { return .array((0..<random.number(0, 3)).map { _ in randomObject(2, &random) }) }
        return randomObject(2, &random)
    }

    private func randomObject(_ depth: Int, _ random: inout SplitMix64) -> JSON {
        .object(
            (0..<random.number(0, 7)).map { _ in
                JSON.Member(name: random.pick(Self.names), value: randomValue(depth, &random))
            }
        )
    }

    private func randomValue(_ depth: Int, _ random: inout SplitMix64) -> JSON {
        switch random.number(0, depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(random.chance(50))
        case 2: return .integer(random.pick([0, 1, -1, 2, 563_172_647_619_608, .max, .min]))
        case 3: return .decimal(0.5)
        case 4:
            return .string(
                random.pick([
                    "", " ", "A", "Contacted", "logCall", "Browse", "Agent", "marisol@bluebonnet.example.com", "'\";--",
                    "\u{202E}", "\u{1B}[2J", String(repeating: "漢", count: 6_000), "👩‍👩‍👧",
                ])
            )
        case 5, 6: return .array((0..<random.number(0, 3)).map { _ in randomValue(depth - 1, &random) })
        default: return randomObject(depth - 1, &random)
        }
    }

    @Test(
        "bytes that are no HTTP close their connection and nothing else",
        arguments: [
            "\r\n\r\n", "GET\r\n\r\n", "GET /v1.0/me\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
            "GET /v1.0/me HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
            "POST /v1.0/leads HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            "POST /v1.0/leads HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        ]
    )
    func noHTTP(bytes: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client in
            let exchange = try await Wire.exchange(Array(bytes.utf8), port: client.port)
            #expect(!String(decoding: exchange.bytes, as: UTF8.self).contains("HTTP/1.1 200"))
            #expect(try await client.get("/v1.0/me").status == 200)
        }
    }

    @Test("text from a public form comes back as it went in")
    func hostileText() async throws {
        try await withSandbox { _, client in
            let name = "\u{1B}[31m\u{202E}é'\"\\\u{7F}\t\n<b>"
            let id = try await client.makeLead(["firstName": .string(name), "tags": [.string(name)]])
            let lead = try await client.lead(id)
            #expect(lead["firstName"]?.string == name)
            #expect(lead.tagNames == [name])
        }
    }
}
