import Foundation
import Testing

@testable import LoftySandbox

@Suite("Offers and claims", .timeLimit(.minutes(5)))
struct ClaimTests {
    /// Marisol and Devon take turns; each has five minutes.
    private static func nextUp(_ client: Client, minutes: Int64 = 5, kind: Int64 = 2) async throws -> (Int64, Int64) {
        let marisol = try #require(try await client.agentID("Marisol"))
        let devon = try #require(try await client.agentID("Devon"))
        let strategy: JSON = [
            "strategyType": .integer(kind), "touchMinutes": .integer(minutes),
            "memberWeights": [["memberId": .integer(marisol)], ["memberId": .integer(devon)]],
        ]
        let pond = try await client.reply("GET", "/v1.0/team-features/lead-ponds", "").json.items?[0]["id"] ?? .null
        let fallback: JSON = ["name": "Pond", "routingStrategy": ["strategyType": 4, "groupId": pond]]
        let reply = try await client.put(
            "/sandbox/routing/1",
            ["rules": [["name": "Next", "routingStrategy": strategy], fallback]]
        )
        #expect(reply.status == 200, "\(reply.text)")
        return (marisol, devon)
    }

    @Test("an offer is one member's until it lapses, then the next one's, then the next rule's")
    func lapse() async throws {
        let clock = ManualClock()
        try await withTeam(clock.environment) { client, keys in
            _ = try await Self.nextUp(client)
            let marisol = try await keys.client("Marisol", like: client)
            let devon = try await keys.client("Devon", like: client)
            let lead = try await client.makeLead()
            #expect(try await client.lead(lead)["assignedUserId"] == 0)
            #expect(try await marisol.offeredLeads() == [lead])
            #expect(try await devon.offeredLeads().isEmpty)
            clock.advance(by: 299)
            #expect(try await marisol.offeredLeads() == [lead])
            clock.advance(by: 1)
            #expect(try await marisol.offeredLeads().isEmpty)
            #expect(try await devon.offeredLeads() == [lead])
            #expect(try await marisol.post("/sandbox/leads/\(lead)/claim", [:]).text.contains("LEAD_NOT_OFFERED"))
            clock.advance(by: 300)
            #expect(try await devon.offeredLeads().isEmpty)
            #expect(try await client.lead(lead)["pondName"] == "Shark Tank")
            let results = try await client.routingLog(lead).map { $0["result"]?.string }
            #expect(results == ["pond", "offered", "offered"])
        }
    }

    @Test("a claim gives the lead, once, and may be repeated")
    func claim() async throws {
        try await withTeam { client, keys in
            let (id, _) = try await Self.nextUp(client)
            let marisol = try await keys.client("Marisol", like: client)
            let devon = try await keys.client("Devon", like: client)
            let lead = try await client.makeLead()
            #expect(try await devon.post("/sandbox/leads/\(lead)/claim", [:]).text.contains("LEAD_NOT_OFFERED"))
            for _ in 0..<2 {
                let reply = try await marisol.post("/sandbox/leads/\(lead)/claim", [:])
                #expect(reply.text == "{\"leadId\":\(lead)}")
            }
            #expect(try await client.lead(lead)["assignedUserId"]?.int64 == id)
            #expect(try await marisol.offeredLeads().isEmpty)
            // The account sees every lead; what an agent sees of a colleague's is another matter.
            let late = try await client.post("/sandbox/leads/\(lead)/claim", [:])
            #expect(late.status == 400)
            #expect(late.text.contains("LEAD_ALREADY_CLAIMED"))
        }
    }

    @Test("of two who claim at once, one gets the lead and the other is told")
    func race() async throws {
        try await withTeam { client, keys in
            _ = try await Self.nextUp(client, kind: 3)
            let clients = [
                try await keys.client("Marisol", like: client), try await keys.client("Devon", like: client),
            ]
            for _ in 0..<20 {
                let lead = try await client.makeLead()
                let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                    for client in clients {
                        group.addTask { try await client.post("/sandbox/leads/\(lead)/claim", [:]) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(replies.count { $0.status == 200 } == 1)
                let refused = try #require(replies.first { $0.status != 200 })
                // Whoever may no longer see the lead learns that it is gone.
                #expect([400, 404].contains(refused.status))
                #expect(try await client.lead(lead)["assignedUserId"] != 0)
            }
        }
    }

    @Test("an assignment ends the offer, a hidden lead cannot be claimed, a trashed one neither")
    func withdrawal() async throws {
        let clock = ManualClock()
        try await withTeam(clock.environment) { client, keys in
            _ = try await Self.nextUp(client)
            let marisol = try await keys.client("Marisol", like: client)
            let devon = try await keys.client("Devon", like: client)
            let assigned = try await client.makeLead()
            let body: JSON = [["role": "Agent", "assignee": "yael@bluebonnet.example.com"]]
            #expect(try await client.post("/v1.0/leads/\(assigned)/assignment", body).status == 200)
            #expect(try await marisol.offeredLeads().isEmpty)
            let hidden = try await client.makeLead()
            #expect(try await devon.offeredLeads() == [hidden])
            _ = try await client.put("/v1.0/leads/\(hidden)", ["isHidden": true])
            #expect(try await devon.offeredLeads().isEmpty)
            #expect(try await devon.post("/sandbox/leads/\(hidden)/claim", [:]).status == 404)
            let trashed = try await client.makeLead()
            _ = try await client.delete("/v1.0/leads/\(trashed)?reason=x")
            #expect(try await marisol.post("/sandbox/leads/\(trashed)/claim", [:]).status == 404)
            clock.advance(by: 3_600)
            #expect(try await marisol.offeredLeads().isEmpty)
            #expect(try await devon.offeredLeads().isEmpty)
            #expect(try await client.get("/v1.0/systemLogs?leadId=\(assigned)").text.contains("Yael"))
        }
    }

    @Test("a member takes a lead out of a pond, a stranger to the pond does not")
    func pond() async throws {
        try await withTeam { client, keys in
            let pond = try await client.reply("GET", "/v1.0/team-features/lead-ponds", "").json.items?[0]["id"] ?? .null
            let rule: JSON = ["routingStrategy": ["strategyType": 4, "groupId": pond]]
            #expect(try await client.put("/sandbox/routing/1", ["rules": [rule]]).status == 200)
            let lead = try await client.makeLead()
            let lender = try await keys.client("Priscilla", like: client)
            #expect([400, 404].contains(try await lender.post("/sandbox/leads/\(lead)/claim", [:]).status))
            let minh = try await keys.client("Minh", like: client)
            #expect(try await minh.post("/sandbox/leads/\(lead)/claim", [:]).status == 200)
            #expect(try await client.lead(lead)["assignedUser"] == "Minh Trần")
            #expect(try await client.lead(lead)["pondId"] == 0)
        }
    }

    @Test("offers outlive the sandbox, and time goes by while it is stopped")
    func restart() async throws {
        let clock = ManualClock()
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let configuration = SandboxConfiguration(leads: 3, database: path)
            let lead = try await withSandbox(configuration, environment: clock.environment) { _, client in
                _ = try await Self.nextUp(client)
                return try await client.makeLead()
            }
            clock.advance(by: 300)
            try await withSandbox(configuration, environment: clock.environment) { _, client in
                let devon = try await MemberKeys(database: path).client("Devon", like: client)
                #expect(try await devon.offeredLeads() == [lead])
                #expect(try await devon.post("/sandbox/leads/\(lead)/claim", [:]).status == 200)
            }
        }
    }

    @Test("one long sleep comes to the same as looking every minute", arguments: [3, 7, 40])
    func laziness(minutes: Int64) async throws {
        func history(looking: Bool) async throws -> [[JSON]] {
            let desk = try Desk()
            defer { desk.database.close() }
            let strategy: JSON = ["strategyType": 2, "touchMinutes": .integer(minutes)]
            _ = try await desk.call("PUT", "/sandbox/routing/1", ["rules": [["routingStrategy": strategy]]])
            var leads: [Int64] = []
            for _ in 0..<4 {
                leads.append(
                    try #require(try await desk.call("POST", "/v1.0/leads", ["firstName": "L"])["leadId"]?.int64)
                )
                desk.clock.advance(by: 60)
            }
            for _ in 0..<(looking ? 300 : 0) {
                desk.clock.advance(by: 60)
                _ = try await desk.call("GET", "/v1.0/leads")
            }
            if !looking { desk.clock.advance(by: 18_000) }
            var histories: [[JSON]] = []
            for lead in leads {
                let log = try await desk.call("GET", "/v1.0/systemLogs", query: "leadId=\(lead)")["timeLines"]?.items
                histories.append((log ?? []).map { [$0["content"] ?? .null, $0["timelineTime"] ?? .null] })
            }
            return histories
        }
        let slept = try await history(looking: false)
        #expect(slept.allSatisfy { $0.count == 7 })
        #expect(try await history(looking: true) == slept)
    }
}

extension Client {
    fileprivate func offeredLeads() async throws -> [Int64] {
        let reply = try await get("/sandbox/offers")
        return try reply.json["offers"]?.items?.compactMap { $0["leadId"]?.int64 } ?? []
    }
}
