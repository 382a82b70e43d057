import Foundation
import Testing

@testable import LoftySandbox

@Suite("Stages of a team", .timeLimit(.minutes(1)))
struct StageListTests {
    private static func stages(_ client: Client) async throws -> [JSON] {
        try await client.get("/v1.0/teamFeatures/lead-pipelines?pageSize=100").json["pipelines"]?.items ?? []
    }

    @Test("a new order, a new stage, a new name: the ids stay and the list shows it at once")
    func replace() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client in
            let old = try await Self.stages(client)
            let contacted = try #require(old.first { $0["name"] == "Contacted" }?["id"])
            let lead = try await client.makeLead(["firstName": "S", "stage": "Contacted"])
            var names = old.compactMap { $0["name"] }.filter { $0 != "Contacted" }
            names.insert(["id": contacted, "name": "Spoken With"], at: 0)
            names.append("Won Back")
            let reply = try await client.put("/sandbox/stages", .array(names))
            #expect(reply.status == 200, "\(reply.text)")
            let new = try await Self.stages(client)
            #expect(try reply.json == .array(new))
            #expect(new.first == ["id": contacted, "name": "Spoken With"])
            #expect(new.last?["name"] == "Won Back")
            #expect(old.allSatisfy { stage in new.contains { $0["id"] == stage["id"] } })
            #expect(try await client.lead(lead)["stage"] == "Spoken With")
            #expect(try await client.list("stage=Spoken+With").ids.contains(lead))
            #expect(try await client.put("/v1.0/leads/\(lead)", ["stage": "Contacted"]).status == 400)
            #expect(try await client.put("/v1.0/leads/\(lead)", ["stage": "Won Back"]).status == 200)
            // New leads begin in whatever is first.
            #expect(try await client.lead(try await client.makeLead())["stage"] == "Spoken With")
        }
    }

    @Test("two stages may swap their names")
    func swap() async throws {
        try await withSandbox { _, client in
            var stages = try await Self.stages(client)
            let (first, second) = (stages[0], stages[1])
            stages[0] = first.setting("name", to: second["name"] ?? .null)
            stages[1] = second.setting("name", to: first["name"] ?? .null)
            #expect(try await client.put("/sandbox/stages", .array(stages)).status == 200)
            #expect(try await Self.stages(client) == stages)
        }
    }

    @Test("a stage that leads stand in cannot go, an empty one can")
    func inUse() async throws {
        try await withSandbox { _, client in
            let old = try await Self.stages(client)
            let names = old.compactMap { $0["name"] }
            _ = try await client.put("/sandbox/stages", .array(names + ["Empty"]))
            let lead = try await client.makeLead(["firstName": "E", "stage": "Empty"])
            _ = try await client.delete("/v1.0/leads/\(lead)?reason=x")
            let refused = try await client.put("/sandbox/stages", .array(names))
            #expect(refused.status == 400)
            #expect(refused.text.contains("errorCode=20012"))
            #expect(try await Self.stages(client).count == old.count + 1)
            _ = try await client.put("/sandbox/stages", .array(names + ["Empty", "Emptier"]))
            #expect(try await client.put("/sandbox/stages", .array(names + ["Empty"])).status == 200)
        }
    }

    @Test(
        "a list that cannot be is refused and changes nothing",
        arguments: [
            "[]", "{}", "7", #"[""]"#, #"["  "]"#, #"["twenty characters long"]"#, #"["A","a"]"#, "[7]", "[{}]",
            #"[{"id":1,"name":"A"}]"#, #"["Only"]"#, #"[{"name":7}]"#,
        ]
    )
    func refusals(body: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 40)) { _, client in
            let before = try await Self.stages(client)
            let reply = try await client.reply("PUT", "/sandbox/stages", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try await Self.stages(client) == before)
        }
    }

    @Test("an id stands for one stage only")
    func doubledID() async throws {
        try await withSandbox { _, client in
            var stages = try await Self.stages(client)
            stages.append(stages[0].setting("name", to: "Twin"))
            #expect(try await client.put("/sandbox/stages", .array(stages)).status == 400)
        }
    }

    @Test("only an administrator changes stages")
    func rights() async throws {
        try await withTeam { client, keys in
            let before = try await Self.stages(client)
            let agent = try await keys.client("Minh", like: client)
            let reply = try await agent.put("/sandbox/stages", .array(before + ["Mine"]))
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20017"))
            #expect(try await Self.stages(client) == before)
        }
    }

    @Test("the history of a lead says from, to, when and who, by the names of their time")
    func history() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let lead = try await client.makeLead()
            #expect(try await client.get("/sandbox/leads/\(lead)/stages").json == ["changes": []])
            clock.advance(by: 60)
            _ = try await client.put("/v1.0/leads/\(lead)", ["stage": "Contacted"])
            clock.advance(by: 60)
            _ = try await client.put("/v1.0/leads/\(lead)", ["stage": "Qualified"])
            _ = try await client.put("/v1.0/leads/\(lead)", ["stage": "Qualified"])
            let stages = try await Self.stages(client).map { stage in
                stage["name"] == "Qualified" ? stage.setting("name", to: "Certain") : stage
            }
            _ = try await client.put("/sandbox/stages", .array(stages))
            let changes = try await client.get("/sandbox/leads/\(lead)/stages").json["changes"]?.items ?? []
            #expect(changes.map { $0["from"] } == ["New Lead", "Contacted"])
            #expect(changes.map { $0["to"] } == ["Contacted", "Qualified"])
            #expect(changes.map { $0["agentName"] } == ["Alice Johnson", "Alice Johnson"])
            #expect(
                changes.map { $0["time"] } == ["2026-11-18T11:07:40.000+00:00", "2026-11-18T11:08:40.000+00:00"]
            )
            #expect(changes.last?["toStageId"] == stages.first { $0["name"] == "Certain" }?["id"])
        }
    }

    @Test("the history of a hidden or missing lead is 404")
    func hiddenHistory() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "H", "assignedUserId": 10_000_000_514])
            _ = try await client.put("/v1.0/leads/\(id)", ["isHidden": true])
            #expect(try await client.get("/sandbox/leads/\(id)/stages").status == 404)
            #expect(try await client.get("/sandbox/leads/1/stages").status == 404)
        }
    }
}
