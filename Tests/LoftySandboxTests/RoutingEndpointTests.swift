import Foundation
import Testing

@testable import LoftySandbox

@Suite("Routing endpoints", .timeLimit(.minutes(5)))
struct RoutingEndpointTests {
    @Test("the contract changes hours and strategy of a rule, and nothing else")
    func update() async throws {
        try await withSandbox { _, client in
            let made = try await client.put(
                "/sandbox/routing/1",
                ["rules": [["name": "R", "sourceName": "Google", "routingStrategy": ["strategyType": 1]]]]
            )
            let rule = try #require(try made.json["rules"]?.items?[0])
            let body: JSON = [
                "id": rule["id"] ?? .null, "name": "ignored",
                "activeHours": ["activeDays": [7, 2, 2], "hoursStart": 9, "hoursEnd": 17],
                "routingStrategy": [
                    "strategyType": 2, "touchMinutes": 120, "memberWeights": ["memberId": 10_000_000_514, "weight": 2],
                ],
            ]
            let reply = try await client.put("/v1.0/routing/rule/1", body)
            #expect(reply.text == #""ok""#)
            let after = try #require(try await client.get("/v1.0/routing/rule/list/1").json.items?[0])
            #expect(after["name"] == "R")
            #expect(after["sourceName"] == "Google")
            #expect(after["activeHours"] == ["activeDays": [2, 7], "hoursStart": 9, "hoursEnd": 17])
            #expect(after["routingStrategy"]?["touchMinutes"] == 120)
            #expect(
                after["routingStrategy"]?["memberWeights"]
                    == [["memberId": 10_000_000_514, "firstName": "Marisol", "lastName": "Vega", "weight": 2]]
            )
            #expect(try await client.put("/v1.0/routing/rule/2", body).text.contains("INVAID_ID"))
        }
    }

    @Test(
        "a rule that cannot be is refused by the contract's name for it",
        arguments: [
            (1, #"{"strategyType":9}"#, "STRATEGY_TYPE_ERROR"), (1, #"{}"#, "strategyType is required"),
            (1, #"{"strategyType":5}"#, "STRATEGY_TYPE_NOT_MATCH"),
            (2, #"{"strategyType":4,"groupId":1}"#, "STRATEGY_TYPE_NOT_MATCH"),
            (4, #"{"strategyType":2,"touchMinutes":5}"#, "STRATEGY_TYPE_NOT_MATCH"),
            (4, #"{"strategyType":3,"touchMinutes":5}"#, "STRATEGY_TYPE_NOT_MATCH"),
            (1, #"{"strategyType":2}"#, "INVAID_TOUCHMINUTES"),
            (1, #"{"strategyType":2,"touchMinutes":0}"#, "INVAID_TOUCHMINUTES"),
            (1, #"{"strategyType":2,"touchMinutes":61}"#, "INVAID_TOUCHMINUTES"),
            (1, #"{"strategyType":3,"touchMinutes":1500}"#, "INVAID_TOUCHMINUTES"),
            (1, #"{"strategyType":1,"memberWeights":[{"memberId":12}]}"#, "INVAID_MEMBER_WEIGHT"),
            (1, #"{"strategyType":1,"memberWeights":[{"memberId":10000000514,"weight":-1}]}"#, "INVAID_MEMBER_WEIGHT"),
            (1, #"{"strategyType":1,"memberWeights":[{"memberId":10000000514,"weight":0}]}"#, "INVAID_MEMBER_WEIGHT"),
            (2, #"{"strategyType":1,"memberWeights":[{"memberId":10000000514}]}"#, "INVAID_MEMBER_WEIGHT"),
            (1, #"{"strategyType":1,"memberWeights":7}"#, "INVAID_MEMBER_WEIGHT"),
            (1, #"{"strategyType":4,"groupId":1}"#, "INVAID_GROUP_ID"),
            (1, #"{"strategyType":1,"officeId":77}"#, "INVAID_GROUP_ID"),
            (1, #"{"strategyType":1,"dailyCap":0}"#, "dailyCap"),
        ]
    )
    func refusedStrategies(type: Int, strategy: String, problem: String) async throws {
        try await withSandbox { _, client in
            let rules: JSON = ["rules": [["routingStrategy": try JSON(stored: strategy)]]]
            let reply = try await client.put("/sandbox/routing/\(type)?roleId=130", rules)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(reply.text.contains(problem), "\(reply.text)")
            #expect(try await client.get("/v1.0/routing/rule/list/\(type)?roleId=130").json == [])
        }
    }

    @Test(
        "a condition that cannot be is refused",
        arguments: [
            #""activeHours":{"activeDays":[0]}"#, #""activeHours":{"activeDays":[8]}"#,
            #""activeHours":{"hoursStart":24}"#, #""activeHours":{"hoursEnd":-1}"#, #""activeHours":7"#,
            #""priceMin":-2"#, #""priceMin":5,"priceMax":4"#, #""leadType":"buyer""#, #""leadTypeFilters":"buyer""#,
            #""leadTypeFilters":"[{\"type\":\"some\",\"ids\":\"1\"}]""#,
            #""leadTypeFilters":"[{\"type\":\"all\",\"ids\":\"x\"}]""#, #""phone":"Perhaps""#, #""sourceMatchType":1"#,
            #""sourceMatchType":9"#, #""locationRule":{"locationMatchType":2}"#, #""tagNames":[1]"#, #""id":4711"#,
        ]
    )
    func refusedConditions(part: String) async throws {
        try await withSandbox { _, client in
            let body = "{\"rules\":[{\"routingStrategy\":{\"strategyType\":1},\(part)}]}"
            let reply = try await client.reply("PUT", "/sandbox/routing/1", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"), "\(reply.text)")
        }
    }

    @Test("the supplement is read, changed, and used")
    func supplement() async throws {
        try await withSandbox { _, client in
            let builtIn = try await client.get("/v1.0/routing/rule/supplement/1").json
            #expect(builtIn["strategyType"] == 1)
            #expect(builtIn["businessType"] == 1)
            let body: JSON = ["strategyType": 5, "assigneeAgentId": 10_000_000_514]
            #expect(try await client.put("/v1.0/routing/rule/supplement/1", body).text == #""ok""#)
            let set = try await client.get("/v1.0/routing/rule/supplement/1").json
            #expect(set["assigneeAgentId"] == 10_000_000_514)
            #expect(set["assigneeAgentName"] == "Marisol Vega")
            #expect((set["updateTime"]?.int64 ?? 0) > 0)
            for _ in 0..<3 {
                let lead = try await client.lead(try await client.makeLead())
                #expect(lead["assignedUserId"] == 10_000_000_514)
            }
            #expect(try await client.get("/v1.0/routing/rule/supplement/2").json == [:])
        }
    }

    @Test(
        "a supplement that cannot be is refused",
        arguments: [
            (1, #"{"strategyType":5}"#, "INVAID_ID"), (1, #"{"strategyType":5,"assigneeAgentId":12}"#, "INVAID_ID"),
            (1, #"{"strategyType":5,"assigneeAgentId":10000000514,"assigneeGroupId":3}"#, "INVAID_ID"),
            (2, #"{"strategyType":5,"assigneeGroupId":3}"#, "INVAID_ID"),
            (1, #"{"strategyType":5,"assigneeGroupId":3}"#, "INVAID_GROUP_ID"),
            (1, #"{"strategyType":4}"#, "STRATEGY_TYPE_NOT_MATCH"), (1, #"{"strategyType":0}"#, "STRATEGY_TYPE_ERROR"),
            (1, #"{"strategyType":1}"#, "INVAID_TOUCHMINUTES"),
            (1, #"{"strategyType":2,"touchMinutes":90}"#, "INVAID_TOUCHMINUTES"),
            (4, #"{"strategyType":2,"touchMinutes":5,"roleId":130}"#, "STRATEGY_TYPE_NOT_MATCH"),
            (4, #"{"strategyType":1,"touchMinutes":5}"#, "INVAID_ROLE_ID"),
        ]
    )
    func refusedSupplements(type: Int, body: String, problem: String) async throws {
        try await withSandbox { _, client in
            let before = try await client.get("/v1.0/routing/rule/supplement/\(type)?roleId=130").text
            let reply = try await client.reply("PUT", "/v1.0/routing/rule/supplement/\(type)", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains(problem), "\(reply.text)")
            #expect(try await client.get("/v1.0/routing/rule/supplement/\(type)?roleId=130").text == before)
        }
    }

    @Test("members and roles are those that rules can name")
    func lists() async throws {
        try await withSandbox { _, client in
            let agents = try await client.get("/v1.0/routing/member/list/1").json.items ?? []
            #expect(agents.contains { $0["id"] == 10_000_000_514 && $0["name"] == "Marisol Vega" })
            #expect(agents.count == 5)
            let lenders = try await client.get("/v1.0/routing/member/list/2").json.items ?? []
            #expect(lenders.map { $0["name"] } == ["Priscilla Adeyemi"])
            let roles = try await client.get("/v1.0/routing/role/list").json.items ?? []
            #expect(roles.contains(["id": 130, "name": "ISA"]))
            #expect(try await client.get("/v1.0/routing/member/list/4?roleId=130").status == 200)
        }
    }

    @Test(
        "a type or role that is none is refused",
        arguments: [
            ("rule/list/3", "BUSINESS_TYPE_ERROR"), ("rule/list/x", "BUSINESS_TYPE_ERROR"),
            ("rule/supplement/0", "BUSINESS_TYPE_ERROR"), ("member/list/5", "BUSINESS_TYPE_ERROR"),
            ("rule/list/4", "INVAID_ROLE_ID"), ("rule/list/4?roleId=-1", "INVAID_ROLE_ID"),
            ("member/list/4?roleId=7", "INVAID_ROLE_ID"), ("rule/supplement/4", "INVAID_ROLE_ID"),
        ]
    )
    func refusedTypes(path: String, problem: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v1.0/routing/\(path)")
            #expect(reply.status == 400)
            #expect(reply.text.contains(problem))
        }
    }

    @Test("only an administrator sees or changes routing")
    func rights() async throws {
        try await withTeam { client, keys in
            let agent = try await keys.client("Yael", like: client)
            let before = try await client.get("/sandbox/routing/1").text
            for path in [
                "/v1.0/routing/rule/list/1", "/v1.0/routing/rule/supplement/1", "/v1.0/routing/role/list",
                "/v1.0/routing/member/list/1", "/sandbox/routing/1",
            ] {
                let reply = try await agent.get(path)
                #expect(reply.status == 400, "\(path)")
                #expect(reply.text.contains("errorCode=20017"), "\(path)")
            }
            for path in ["/v1.0/routing/rule/1", "/v1.0/routing/rule/supplement/1", "/sandbox/routing/1"] {
                let reply = try await agent.put(path, ["rules": [], "strategyType": 2, "touchMinutes": 5])
                #expect(reply.status == 400, "\(path)")
                #expect(reply.text.contains("errorCode=20017"), "\(path)")
            }
            #expect(try await client.get("/sandbox/routing/1").text == before)
        }
    }

    @Test("ponds are listed and read, and a pond that is none is like one that is secret")
    func ponds() async throws {
        try await withTeam { client, keys in
            let ponds = try #require(try await client.reply("GET", "/v1.0/team-features/lead-ponds", "").json.items)
            #expect(ponds.count == 1)
            #expect(ponds[0]["pondName"] == "Shark Tank")
            #expect(ponds[0]["agentIds"]?.items?.contains(10_000_000_514) == true)
            let id = try #require(ponds[0]["id"]?.int64)
            #expect(try await client.get("/v1.0/team-features/lead-pond/\(id)").json == ponds[0])
            let missing = try await client.get("/v1.0/team-features/lead-pond/1")
            #expect(missing.status == 400)
            #expect(missing.text.contains("errorCode=20017"))
            let lender = try await keys.client("Priscilla", like: client)
            #expect(try await lender.reply("GET", "/v1.0/team-features/lead-ponds", "").json == [])
            #expect(try await lender.get("/v1.0/team-features/lead-pond/\(id)").text == missing.text)
            #expect(try await client.get("/v1.0/team-features/lead-pond/x").text.contains("errorCode=20012"))
        }
    }
}
