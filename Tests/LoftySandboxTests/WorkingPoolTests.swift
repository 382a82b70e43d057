import Foundation
import Testing

@testable import LoftySandbox

@Suite("Working pool", .timeLimit(.minutes(1)))
struct WorkingPoolTests {
    private static func add(_ ids: [Int64], _ client: Client) async throws -> JSON {
        let reply = try await client.post("/v2.0/working-leads/add", ["leadIds": .integers(ids)])
        try #require(reply.status == 200, "\(reply.text)")
        return try reply.json
    }

    @Test("leads go into the pool once, and come out in pages in the order asked for")
    func pages() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            var ids: [Int64] = []
            for index in 0..<5 {
                let id = try await client.makeLead([
                    "firstName": .string("W\(index)"), "emails": [.string("w\(index)@example.com")],
                ])
                ids.append(id)
                clock.advance(by: 10)
                let added = try await Self.add([id, 1], client)
                #expect(added["succeeded"] == .integers([id]))
                #expect(added["failed"] == [1])
                #expect(added["message"] == "Operation successful")
            }
            _ = try await Self.add([ids[0]], client)
            clock.advance(by: 10)
            #expect(try await client.put("/v2.0/sales-agents/working-lead/\(ids[2])/mute", [:]).status == 200)
            for (query, expected) in [
                ("", [2, 4, 3, 1, 0]), ("sort=CreateTime", [4, 3, 2, 1, 0]),
                ("sort=CreateTime&desc=false", [0, 1, 2, 3, 4]),
                ("sort=CreateTime&limit=2&offset=1", [3, 2]), ("offset=50", []),
            ] {
                let json = try await client.get("/v2.0/working-leads?\(query)").json
                let leads = json["workingLeads"]?.items ?? []
                #expect(leads.compactMap { $0["leadId"]?.int64 } == expected.map { ids[$0] }, "\(query)")
                #expect(json["metadata"]?["total"] == 5)
                #expect(json["metadata"]?["count"]?.int64 == Int64(expected.count))
            }
            let first = try await client.get("/v2.0/sales-agents/working-lead/\(ids[0])").json
            #expect(first["email"] == "w0@example.com")
            #expect(first["createdAt"] == "2026-11-18T11:06:50Z")
            #expect(first["isWorkingLead"] == true)
            let quota = try await client.get("/v2.0/sales-agents/quota").json
            #expect(quota["usedQuota"] == 5)
            #expect(quota["remainingQuota"] == 95)
        }
    }

    @Test("every working lead is in exactly one stage")
    func stages() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client in
            let ids = try await client.list("limit=60").ids
            #expect(try await Self.add(ids, client)["succeeded"]?.items?.count == 60)
            var seen: [Int64] = []
            for stage in ["HIGH_PRIORITY", "AI_PROSPECTING", "AI_MONITORING"] {
                let json = try await client.get("/v2.0/working-leads?limit=100&aiStage=\(stage)").json
                let leads = json["workingLeads"]?.items ?? []
                #expect(!leads.isEmpty, "\(stage)")
                seen += leads.compactMap { $0["leadId"]?.int64 }
            }
            #expect(seen.sorted() == ids.sorted())
        }
    }

    @Test("muting is told as a string, and a lead outside the pool is not muted")
    func mute() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            #expect(try await client.get("/v2.0/sales-agents/working-lead/\(id)").json["isWorkingLead"] == false)
            #expect(try await client.put("/v2.0/sales-agents/working-lead/\(id)/mute", [:]).status == 400)
            _ = try await Self.add([id], client)
            let path = "/v2.0/sales-agent/lead/mute-status?leadId=\(id)"
            #expect(try await client.get(path).json == ["data": ["mute": "false"]])
            let reply = try await client.put("/v2.0/sales-agents/working-lead/\(id)/mute", [:])
            #expect(try reply.json == ["message": "Operation successful"])
            #expect(try await client.get(path).json == ["data": ["mute": "true"]])
        }
    }

    @Test("a plan task is made for each lead that comes into the pool, once, and for no other")
    func planTasks() async throws {
        try await withSandbox { _, client in
            let plain = try await client.makeLead()
            let planned = try await client.makeLead()
            _ = try await Self.add([plain], client)
            for _ in 0..<2 {
                let body: JSON = [
                    "leadIds": [.integer(planned), .integer(plain), .integer(planned), 1], "createPlanTask": true,
                ]
                let json = try await client.post("/v2.0/working-leads/add", body).json
                #expect(json["succeeded"] == .integers([planned, plain]))
                #expect(json["failed"] == [1])
            }
            let tasks = try #require(try await client.get("/v2.0/plan-tasks/lead/\(planned)").json.items)
            #expect(tasks.map { $0["status"] } == ["PENDING"])
            #expect(try await client.get("/v2.0/plan-tasks/lead/\(plain)").json == [])
        }
    }

    @Test("the quota ends the adding, and the trash gives a place back")
    func quota() async throws {
        try await withSandbox(SandboxConfiguration(leads: 120)) { _, client in
            let ids = try await client.list("limit=100").ids
            _ = try await Self.add(ids, client)
            let id = try await client.makeLead()
            #expect(try await Self.add([id], client)["failed"] == .integers([id]))
            #expect(try await client.get("/v2.0/sales-agents/quota").json["hasQuotaAvailable"] == false)
            _ = try await client.delete("/v1.0/leads/\(ids[0])?reason=x")
            #expect(try await Self.add([id], client)["succeeded"] == .integers([id]))
        }
    }

    @Test("a hidden lead is in nobody else's pool, and asking for it is forbidden like asking for none")
    func hidden() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "H", "assignedUserId": 10_000_000_514])
            _ = try await Self.add([id], client)
            _ = try await client.put("/v1.0/leads/\(id)", ["isHidden": true])
            #expect(try await client.get("/v2.0/working-leads").json["metadata"]?["total"] == 0)
            #expect(try await Self.add([id], client)["failed"] == .integers([id]))
            for lead in [id, 1] {
                for path in [
                    "sales-agents/working-lead/\(lead)", "sales-agents/by-lead?leadId=\(lead)",
                    "sales-agent/lead/mute-status?leadId=\(lead)",
                ] {
                    let reply = try await client.get("/v2.0/\(path)")
                    #expect(reply.status == 403, "\(path)")
                    #expect(reply.text.contains("errorCode=20017"), "\(path)")
                }
                #expect(try await client.put("/v2.0/sales-agents/working-lead/\(lead)/mute", [:]).status == 403)
            }
        }
    }

    @Test(
        "parameters that cannot be are refused",
        arguments: [
            "working-leads?limit=0", "working-leads?limit=101", "working-leads?limit=x", "working-leads?offset=-1",
            "working-leads?aiStage=COLD", "working-leads?sort=Name", "working-leads?desc=perhaps",
            "sales-agents/working-lead/x", "sales-agents/by-lead", "sales-agents/by-lead?leadId=x",
            "sales-agent/lead/mute-status",
        ]
    )
    func refusals(path: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v2.0/\(path)")
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
        }
    }

    @Test(
        "an add that cannot be is refused",
        arguments: [
            "{}", #"{"leadIds":[]}"#, #"{"leadIds":["1"]}"#, #"{"leadIds":7}"#, #"{"leadIds":[1],"createPlanTask":7}"#,
            "[1]",
        ]
    )
    func refusedAdds(body: String) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.reply("POST", "/v2.0/working-leads/add", body).status == 400)
            let many: JSON = ["leadIds": .integers((1...101).map(Int64.init))]
            #expect(try await client.post("/v2.0/working-leads/add", many).status == 400)
        }
    }

    @Test("a sales agent is its member's: read, found by lead, changed in part")
    func settings() async throws {
        try await withTeam { client, keys in
            let settings = try await client.get("/v2.0/sales-agent/settings").json
            let id = settings["id"] ?? .null
            #expect(try await client.get("/v2.0/sales-agents/current").json["id"] == id)
            let body: JSON = ["id": id, "assistantName": "Anna", "activeDays": [6, 0, 6], "followUpRole": "Agent"]
            #expect(try await client.put("/v2.0/sales-agent/settings", body).status == 200)
            let changed = try await client.get("/v2.0/sales-agent/settings").json
            let expected = settings.setting("assistantName", to: "Anna").setting("activeDays", to: [0, 6])
                .setting("followUpRole", to: "Agent")
            #expect(changed == expected)
            #expect(try await client.get("/v2.0/sales-agents/current").json["assistantName"] == "Anna")
            let lead = try await client.makeLead(["firstName": "L", "assignedUserId": 10_000_000_514])
            let path = "/v2.0/sales-agents/by-lead?leadId=\(lead)"
            #expect(try await client.get(path).json["agentName"] == "Marisol Vega")
            _ = try await Self.add([lead], client)
            #expect(try await client.get(path).json["assistantName"] == "Anna")
            let lender = try await keys.client("Priscilla", like: client)
            #expect(try await lender.get("/v2.0/sales-agent/settings").status == 404)
            #expect(try await lender.get("/v2.0/sales-agents/quota").json["totalQuota"] == 0)
            #expect(try await lender.put("/v2.0/sales-agent/settings", body).status == 404)
        }
    }

    @Test(
        "settings that cannot be are refused and change nothing",
        arguments: [
            (#""startActiveHour":24"#, "20012"), (#""endActiveHour":-1"#, "20012"), (#""activeDays":[7]"#, "20012"),
            (#""callTransferType":"Always""#, "20012"), (#""followUpRole":"me""#, "20012"),
            (#""textChannel":"yes""#, "20012"), (#""leadTypes":["2"]"#, "20012"), (#""id":1"#, "20012"),
            (#""id":null"#, "20012"),
        ]
    )
    func refusedSettings(part: String, code: String) async throws {
        try await withSandbox { _, client in
            let before = try await client.get("/v2.0/sales-agent/settings").json
            let id = try #require(before["id"]?.int64)
            let body = #"{"id":\#(id),"assistantName":"No",\#(part)}"#
            let reply = try await client.reply("PUT", "/v2.0/sales-agent/settings", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=\(code)"))
            #expect(try await client.get("/v2.0/sales-agent/settings").json == before)
        }
    }
}
