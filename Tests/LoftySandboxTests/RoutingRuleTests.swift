import Foundation
import Testing

@testable import LoftySandbox

@Suite("Routing rules", .timeLimit(.minutes(1)))
struct RoutingRuleTests {
    private static func austin(_ strategy: JSON) -> JSON {
        [
            "name": "Austin", "locationRule": ["city": "Austin"], "routingStrategy": strategy,
        ]
    }

    private static let inAustin: JSON = [
        "firstName": "A", "email": "a@example.com", "inquiry": ["locations": [["city": "Austin"]]],
    ]

    @Test("rules come in order, keep their turns by their ids, and are gone when they are left out")
    func table() async throws {
        try await withSandbox { _, client in
            let first = Self.austin(["strategyType": 1]).setting("priceMin", to: 500_000)
            let second: JSON = ["name": "Rest", "routingStrategy": ["strategyType": 1, "officeId": 3]]
            let made = try await client.put("/sandbox/routing/1", ["rules": [first, second]])
            #expect(made.status == 200, "\(made.text)")
            let rules = try #require(try made.json["rules"]?.items)
            #expect(rules.map { $0["name"] } == ["Austin", "Rest"])
            #expect(rules[0]["locationRule"]?["city"] == "Austin")
            #expect(rules[0]["priceMin"] == 500_000)
            #expect(rules[1]["routingStrategy"]?["officeId"] == 3)
            #expect(try await client.get("/v1.0/routing/rule/list/1").json == .array(rules))
            #expect(try await client.get("/v1.0/routing/rule/list/2").json == [])
            let swapped = try await client.put("/sandbox/routing/1", ["rules": [rules[1], rules[0]]]).json["rules"]?
                .items
            #expect(swapped?.map { $0["id"] } == [rules[1]["id"], rules[0]["id"]])
            let rest = try await client.put("/sandbox/routing/1", ["rules": [rules[0]]]).json["rules"]?.items
            #expect(rest?.map { $0["id"] } == [rules[0]["id"]])
            #expect(try await client.put("/sandbox/routing/1", ["rules": [rules[1]]]).text.contains("INVAID_ID"))
            #expect(try await client.get("/v1.0/routing/rule/list/1").json.items?.count == 1)
        }
    }

    @Test("the first rule that fits takes the lead, and the log says which, why, and what was passed over")
    func log() async throws {
        try await withSandbox { _, client in
            let pond = try await client.reply("GET", "/v1.0/team-features/lead-ponds", "").json.items?[0]["id"] ?? .null
            let sellers: JSON = [
                "name": "Sellers", "leadType": "1", "routingStrategy": ["strategyType": 1, "officeId": 2],
            ]
            let rules: JSON = ["rules": [sellers, Self.austin(["strategyType": 4, "groupId": pond])]]
            #expect(try await client.put("/sandbox/routing/1", rules).status == 200)
            let lead = try await client.makeLead(Self.inAustin)
            #expect(try await client.lead(lead)["pondId"] == pond)
            #expect(try await client.lead(lead)["pondName"] == "Shark Tank")
            #expect(try await client.lead(lead)["assignedUserId"] == 0)
            let entry = try #require(try await client.routingLog(lead).first)
            #expect(entry["reason"] == #"The rule "Austin" took the lead by lead pond"#)
            #expect(entry["passedOver"] == [#""Sellers": the lead type is another"#])
            #expect(entry["pondName"] == "Shark Tank")
            let other = try await client.makeLead()
            #expect(
                try await client.routingLog(other).first?["reason"]
                    == #"The default "Company default" took the lead by round robin"#
            )
            let named = try await client.makeLead(["firstName": "N", "assignedUserId": 10_000_000_514])
            #expect(try await client.routingLog(named).isEmpty)
        }
    }

    @Test("where no rule takes a lead it stays without an agent, and the log says so")
    func nobody() async throws {
        try await withSandbox { _, client in
            let alice = try #require(try await client.agentID("Alice"))
            let capped: JSON = [
                "routingStrategy": [
                    "strategyType": 1, "memberWeights": [["memberId": .integer(alice), "dailyCap": 1]],
                ]
            ]
            // Lenders have no default, so the chain of an agent ends only where members are all away.
            #expect(try await client.put("/sandbox/routing/2", ["rules": []]).status == 200)
            let lenders: JSON = [
                "rules": [["name": "L", "sourceName": "Bank", "routingStrategy": ["strategyType": 1]]]
            ]
            #expect(try await client.put("/sandbox/routing/2", lenders).status == 200)
            #expect(try await client.put("/sandbox/routing/1", ["rules": [capped]]).status == 200)
            let lead = try await client.makeLead()
            let log = try await client.routingLog(lead)
            #expect(log.contains { $0["businessType"] == 2 && $0["reason"] == "No rule took the lead" })
            #expect(try await client.lead(lead)["assignedUserId"]?.int64 == alice)
            #expect(try await client.lead(lead)["lenderUserId"] == 0)
            let banked = try await client.makeLead(["firstName": "B", "source": "Bank"])
            #expect(try await client.lead(banked)["lenderUserId"] != 0)
            #expect(try await client.lead(banked)["assignedUserId"]?.int64 != alice)
        }
    }

    @Test("a daily cap ends at midnight of the member's own clock")
    func cap() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let minh = try #require(try await client.agentID("Minh"))
            let rule: JSON = [
                "routingStrategy": ["strategyType": 1, "memberWeights": [["memberId": .integer(minh), "dailyCap": 2]]]
            ]
            #expect(try await client.put("/sandbox/routing/1", ["rules": [rule]]).status == 200)
            func goesToMinh() async throws -> Bool {
                let lead = try await client.lead(try await client.makeLead())
                return lead["assignedUserId"]?.int64 == minh
            }
            // 03:06 in Los Angeles; the default takes what is beyond the cap, and its own turns may name Minh again.
            #expect(try await goesToMinh())
            #expect(try await goesToMinh())
            let third = try await client.makeLead()
            #expect(try await client.routingLog(third).first?["passedOver"]?.items?.count == 1)
            clock.advance(by: 20 * 3_600)
            let late = try await client.makeLead()
            #expect(try await client.routingLog(late).first?["passedOver"]?.items?.count == 1)
            clock.advance(by: 3_600)
            #expect(try await goesToMinh())
        }
    }

    @Test("an office's rules go before those of the company, by group or by ownership")
    func office() async throws {
        try await withSandbox { _, client in
            let devon = try #require(try await client.agentID("Devon"))
            let rules: JSON = ["rules": [], "supplement": ["strategyType": 5, "assigneeAgentId": .integer(devon)]]
            let reply = try await client.put("/sandbox/routing/1?groupId=3", rules)
            #expect(try reply.json["supplement"]?["assigneeAgentName"] == "Devon Wright")
            for body: JSON in [
                ["firstName": "O", "assignGroupId": 3],
                ["firstName": "O", "ownershipScope": "OFFICE", "ownershipId": 3],
            ] {
                #expect(try await client.lead(try await client.makeLead(body))["assignedUserId"]?.int64 == devon)
            }
            let company = try await client.makeLead(["firstName": "O", "assignGroupId": -1])
            #expect(try await client.lead(company)["assignedUserId"]?.int64 != devon)
            let unknown = try await client.post("/v1.0/leads", ["firstName": "O", "assignGroupId": 99])
            #expect(unknown.status == 400)
            #expect(unknown.text.contains("errorCode=20012"))
        }
    }

    @Test("assistants are routed into the role that the rules are for")
    func assistants() async throws {
        try await withSandbox { _, client in
            let rules: JSON = ["rules": [["routingStrategy": ["strategyType": 1]]]]
            #expect(try await client.put("/sandbox/routing/4?roleId=130", rules).status == 200)
            let preview = try await client.post("/v1.0/leads/assignee", Self.inAustin)
            let expected = try preview.json.items?[0]["customRoleAssignees"]?.items?.first { $0["role"] == "ISA" }
            let lead = try await client.lead(try await client.makeLead(Self.inAustin))
            let role = lead["customRoleList"]?.items?.first { $0["role"] == "ISA" }
            #expect(role?["assigneeId"] != 0)
            #expect(role?["assigneeId"] == expected?["assigneeId"])
        }
    }
}
