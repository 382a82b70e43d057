import Testing

@testable import LoftySandbox

@Suite("The search for communications", .timeLimit(.minutes(1)))
struct CommunicationSearchTests {
    private static let now: Int64 = 1_795_000_000_000

    /// Two leads with texts a second apart, the second one somebody else's.
    private func write(_ client: Client, _ clock: ManualClock, _ count: Int) async throws -> [Int64] {
        let lead = try await client.makeLead([
            "firstName": "Ada", "emails": ["ada@example.com"], "phones": ["5125550101"],
        ])
        var ids: [Int64] = []
        for number in 0..<count {
            clock.advance(by: 1)
            let isEmail = number % 3 == 2
            let body: JSON = ["leadId": .integer(lead), "subject": "s", "content": "c"]
            let json = try await client.post("/v1.0/message/\(isEmail ? "email" : "sms")/send", body).json
            ids.append(try #require(json["messageId"]?.string.flatMap { Int64($0) }))
        }
        return ids
    }

    @Test("cursors lead through a span of time, and a full last page to an empty one")
    func cursors() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let ids = try await write(client, clock, 6)
            let range = "startTime=\(Self.now + 1)&endTime=\(Self.now + 60_000)"
            var found: [[Int64]] = []
            var cursor = ""
            for _ in 0..<4 {
                let json = try await client.get("/v2.0/communication/agent?\(range)&limit=3\(cursor)").json
                found.append(json["data"]?.ids("id") ?? [])
                #expect(json["totalCount"] == 6)
                #expect(json["limit"] == 3)
                #expect(json["hasMore"] == .bool(json["nextCursor"] != .null))
                guard let next = json["nextCursor"]?.string else { break }
                cursor = "&cursor=\(next.replacing("+", with: "%2B").replacing("=", with: "%3D"))"
            }
            #expect(found == [Array(ids[..<3]), Array(ids[3...]), []])
            let texts = try await client.get("/v2.0/communication/agent?\(range)&type=TEXT").json
            #expect(texts["data"]?.ids("id") == [ids[0], ids[1], ids[3], ids[4]])
            #expect(texts["nextCursor"] == .null)
            let emails = try await client.get("/v2.0/communication/agent?\(range)&type=EMAIL").json["data"]?.items
            #expect(emails?.compactMap { $0["eventType"]?.string } == ["Sent Email", "Sent Email"])
            #expect(emails?[0]["communicationType"] == "MANUAL")
            #expect(emails?[0]["communicationTime"] == "2026-11-18 11:06:43")
            let calls = try await client.get("/v2.0/communication/agent?\(range)&type=CALL").json
            #expect(calls["data"] == [])
        }
    }

    @Test("the first version pages by offset and says whether more follows")
    func offsets() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let ids = try await write(client, clock, 5)
            func page(_ more: JSON) async throws -> JSON {
                let body: JSON = [
                    "type": "ALL", "startTime": .integer(Self.now + 1), "endTime": .integer(Self.now + 60_000),
                ]
                return try await client.post("/v1.0/agent/communication", body.changed(more)).json
            }
            let first = try await page(["limit": 2])
            #expect(first.names == ["offset", "limit", "pageData", "hasMore"])
            #expect(first["pageData"]?.ids("id") == Array(ids[..<2]))
            #expect(first["hasMore"] == true)
            let last = try await page(["limit": 2, "offset": 4])
            #expect(last["pageData"]?.ids("id") == Array(ids[4...]))
            #expect(last["hasMore"] == false)
            #expect(try await page([:])["limit"] == 10)
        }
    }

    @Test(
        "a span, page or cursor that cannot be is refused",
        arguments: [
            "endTime=2", "startTime=1", "startTime=2&endTime=1", "startTime=0&endTime=7776000001",
            "startTime=0&endTime=1&limit=0", "startTime=0&endTime=1&limit=1001", "startTime=0&endTime=1&type=FAX",
            "startTime=0&endTime=1&cursor=nonsense", "startTime=-1&endTime=1", "startTime=0&endTime=1&teamView=x",
        ]
    )
    func refusals(query: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v2.0/communication/agent?\(query)")
            #expect(reply.refusesParameter, "\(reply.text)")
        }
    }

    @Test(
        "the first version searches a day at most",
        arguments: [
            #"{"type":null}"#, #"{"type":"call"}"#, #"{"startTime":null}"#, #"{"endTime":null}"#,
            #"{"endTime":86400001}"#, #"{"limit":1001}"#, #"{"limit":0}"#, #"{"offset":"x"}"#,
        ]
    )
    func offsetRefusals(change: String) async throws {
        try await withSandbox { _, client async throws in
            let body: JSON = ["type": "CALL", "startTime": 0, "endTime": 86_400_000]
            #expect(try await client.post("/v1.0/agent/communication", body).status == 200)
            let wrong = body.changed(try JSONParser.parse(change.utf8))
            #expect(try await client.post("/v1.0/agent/communication", wrong).refusesParameter)
        }
    }

    @Test("the view of the team holds everybody's, but for what is hidden from the caller")
    func teamView() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client async throws in
            let now = Int64(SandboxEnvironment.live.nowMillis)
            let range = "startTime=\(now - 80 * 86_400_000)&endTime=\(now + 60_000)&limit=1000"
            let own = try await client.get("/v2.0/communication/agent?\(range)").json["data"]?.items ?? []
            let me = JSON.integer(try await client.recordID())
            #expect(!own.isEmpty)
            #expect(own.allSatisfy { $0["agentId"] == me })
            let lead = try await client.makeForeignLead()
            _ = try await client.post("/v1.0/message/sms/send", ["leadId": .integer(lead), "content": "c"])
            let before = try await client.get("/v2.0/communication/agent?\(range)&teamView=true").json
            #expect(before["data"]?.ids("leadId").contains(lead) == true)
            #expect(Set(before["data"]?.ids("agentId") ?? []).count > 2)
            try await client.hide(lead)
            let after = try await client.get("/v2.0/communication/agent?\(range)&teamView=true").json
            #expect(after["data"]?.ids("leadId").contains(lead) == false)
            #expect(after["totalCount"]?.int64 == (before["totalCount"]?.int64 ?? 0) - 1)
        }
    }
}
