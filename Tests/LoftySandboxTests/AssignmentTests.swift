import Foundation
import Testing

@testable import LoftySandbox

@Suite("Assignment and routing", .timeLimit(.minutes(1)))
struct AssignmentTests {
    private static let guideMember = BookTeam.guideMemberID

    @Test(
        "every dialect of the assignment body reaches the member",
        arguments: [
            #"[{"role":"Agent","assignee":"marisol@bluebonnet.example.com"}]"#,
            #"[{"role":"Agent","assignee":"MARISOL@bluebonnet.example.com"}]"#,
            #"{"assignees":[{"userId":10000000514}]}"#, #"[{"userId":10000000514}]"#,
            #"[{"userId":10000000514,"role":"Agent"}]"#, #"{"assignees":[{"userId":100241}]}"#,
            #"[{"assignee":"devon@bluebonnet.example.com"},{"assignee":"marisol@bluebonnet.example.com"}]"#,
        ]
    )
    func dialects(body: String) async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let id = try await client.makeLead(["firstName": "A", "assignedUserId": .integer(try await me(client))])
            let before = try await client.lead(id)
            clock.advance(by: 60)
            let reply = try await client.reply("POST", "/v1.0/leads/\(id)/assignment", body)
            #expect(reply.text == "{\"leadId\":\(id)}")
            let after = try await client.lead(id)
            #expect(after["assignedUserId"]?.int64 == Self.guideMember)
            #expect(after["assignedUser"] == "Marisol Vega")
            #expect(after["assignTime"] != before["assignTime"])
            #expect(after["lastUpdateTime"] != before["lastUpdateTime"])
        }
    }

    /// The short id of the account itself.
    private func me(_ client: Client) async throws -> Int64 {
        try #require(try await client.get("/v1.0/me").json["memberUserId"]?.int64)
    }

    @Test(
        "an assignment that names nobody is refused and changes nothing",
        arguments: [
            "[]", "{}", "7", #"{"assignees":[]}"#, #"{"assignees":7}"#, "[7]", "[{}]", #"[{"role":"Agent"}]"#,
            #"[{"role":"Agent","assignee":"stranger@example.com"}]"#, #"[{"userId":1}]"#,
            #"[{"userId":"10000000514"}]"#,
            #"[{"role":"King","assignee":"marisol@bluebonnet.example.com"}]"#, #"[{"assignee":7}]"#,
            #"[{"userId":10000000514},{"userId":1}]"#, #"[{"assignee":"noor@bluebonnet.example.com"}]"#,
        ]
    )
    func refusals(body: String) async throws {
        try await withSandbox { _, client in
            let guide = BookLeadMaker.guideLeadID
            let before = try await client.lead(guide)
            let reply = try await client.reply("POST", "/v1.0/leads/\(guide)/assignment", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try await client.lead(guide) == before)
        }
    }

    @Test("assistant and lender stand beside the agent")
    func otherRoles() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            let agent = try await client.lead(id)["assignedUserId"]
            let body: JSON = [
                ["role": "Lender", "assignee": "priscilla@bluebonnet.example.com"],
                ["role": "Assistant", "assignee": "sam@bluebonnet.example.com"],
            ]
            #expect(try await client.post("/v1.0/leads/\(id)/assignment", body).status == 200)
            let lead = try await client.lead(id)
            #expect(lead["assignedUserId"] == agent)
            #expect(lead["lenderUserId"] != 0)
            let assistant = lead["customRoleList"]?.items?.first { $0["role"] == "Assistant" }
            #expect(assistant?["assignee"] == "sam@bluebonnet.example.com")
        }
    }

    @Test("a named agent skips routing, and a stranger is refused")
    func namedAgent() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "A", "assignedUserId": .integer(Self.guideMember)])
            #expect(try await client.lead(id)["assignedUserId"]?.int64 == Self.guideMember)
            let reply = try await client.post("/v1.0/leads", ["firstName": "A", "assignedUserId": 12])
            #expect(reply.status == 400)
            #expect(try await client.list("").total == 13)
        }
    }

    @Test("PUT changes the agent and takes the lead out of the pond")
    func putAssignee() async throws {
        try await withSandbox(SandboxConfiguration(leads: 300)) { _, client in
            var pond: JSON?
            for offset in [0, 100, 200] where pond == nil {
                pond = try await client.list("limit=100&offset=\(offset)").leads.first { $0["pondId"] != 0 }
            }
            let lead = try #require(pond)
            #expect(lead["pondName"]?.string?.isEmpty == false)
            #expect(lead["assignedUserId"] == 0)
            let id = try #require(lead["leadId"]?.int64)
            _ = try await client.put("/v1.0/leads/\(id)", ["assignedUserId": .integer(Self.guideMember)])
            let after = try await client.lead(id)
            #expect(after["pondId"] == 0)
            #expect(after["assignedUserId"]?.int64 == Self.guideMember)
        }
    }

    @Test("routing takes turns, and the preview names who the next create gets without taking a turn")
    func roundRobin() async throws {
        try await withSandbox { _, client in
            var agents: [Int64] = []
            for _ in 0..<10 {
                let body: JSON = ["firstName": "P", "email": "p@example.com"]
                let preview = try await client.post("/v1.0/leads/assignee", body)
                #expect(try await client.post("/v1.0/leads/assignee", body).text == preview.text)
                let expected = try preview.json.items?[0]["customRoleAssignees"]?.items?[0]["assigneeId"]?.int64
                let id = try await client.makeLead()
                let agent = try #require(try await client.lead(id)["assignedUserId"]?.int64)
                #expect(agent == expected)
                agents.append(agent)
            }
            #expect(Set(agents[..<5]).count == 5)
            #expect(agents[..<5] == agents[5...])
        }
    }

    @Test("an office's own agents go first")
    func officeRouting() async throws {
        try await withSandbox { _, client in
            for _ in 0..<4 {
                let id = try await client.makeLead(["firstName": "S", "assignGroupId": 3])
                let name = try await client.lead(id)["assignedUser"]?.string
                #expect(["Minh Trần", "Yael Cohen"].contains(name))
            }
            let id = try await client.makeLead(["firstName": "S", "assignGroupId": -1])
            #expect(try await client.lead(id)["assignedUserId"] != 0)
        }
    }

    @Test(
        "the preview needs a first name and an email",
        arguments: [
            (#"{"email":"a@example.com"}"#, "PARAM_FIRST_NAME_FILL"), (#"{"firstName":"A"}"#, "PARAM_EMAIL_MUST_FILL"),
            (#"{"firstName":"A","email":""}"#, "PARAM_EMAIL_MUST_FILL"),
        ]
    )
    func previewParameters(body: String, name: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/v1.0/leads/assignee", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains(name))
        }
    }
}
