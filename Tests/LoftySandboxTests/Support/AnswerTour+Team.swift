import Testing

@testable import LoftySandbox

extension AnswerTour {
    mutating func seeTeam() async throws {
        let account = try #require(try await get("/v1.0/members?limit=1")["members"]?.items?.first)
        try await get("/v1.0/members?limit=101", expecting: 400)
        try await get("/v1.0/members?groupIds=999999", expecting: 404)
        try await get("/v1.0/members/\(account["email"]?.string ?? "")")
        try await get("/v1.0/members/nobody@example.com", expecting: 404)
        try await get("/v1.0/users/\(account["memberUserId"]?.text ?? "")")
        try await get("/v1.0/users/1", expecting: 404)
        try await get("/v1.0/org")
        try await get("/v1.0/org/permission/profiles")
        try await get("/v1.0/vendor/list")
        try await get("/v1.0/teamFeatures/lead-pipelines?pageSize=100")
        try await get("/v1.0/teamFeatures/listTag")
        let field: JSON = ["attributeName": "Shoe", "attributeType": "single_select", "params": #"{"option":["9"]}"#]
        try await post("/v1.0/teamFeatures/custom-field", field)
        try await post("/v1.0/teamFeatures/custom-field", ["attributeType": "text"], expecting: 400)
        try await get("/v1.0/teamFeatures/listCustomField")
        let ponds = try await get("/v1.0/team-features/lead-ponds")
        let pond = try #require(ponds.items?.first?["id"]?.int64)
        try await get("/v1.0/team-features/lead-pond/\(pond)")
        try await get("/v1.0/team-features/lead-pond/1", expecting: 400)
    }

    mutating func workWebhooks() async throws {
        let hook: JSON = ["listId": 12, "callbackUrl": "https://hooks.example.com/k3J9"]
        let id = try #require(try await post("/v1.0/webhook", hook)["subscribeId"]?.int64)
        try await post("/v1.0/webhook", hook.setting("listId", to: 13), expecting: 400)
        try await post("/v1.0/webhook", ["listId": 1, "url": "https://hooks.example.com"], expecting: 400)
        try await get("/v1.0/webhooks")
        try await delete("/v1.0/webhook/\(id)")
        try await delete("/v1.0/webhook/\(id)", expecting: 400)
    }

    mutating func workRouting() async throws {
        try await get("/v1.0/routing/role/list")
        try await get("/v1.0/routing/member/list/1")
        try await get("/v1.0/routing/member/list/9", expecting: 400)
        let members = try await get("/v1.0/routing/member/list/4?roleId=40")
        let member = try #require(members.items?.first?["id"])
        let pond = try #require(try await get("/v1.0/team-features/lead-ponds").items?.first?["id"])
        let strategy: JSON = [
            "strategyType": 2, "touchMinutes": 30, "memberWeights": ["memberId": member, "weight": 2],
        ]
        // Rules themselves are made in the service's own pages, so this one is made beside the contract.
        let rules = try await client.put(
            "/sandbox/routing/1",
            [
                "rules": [
                    ["name": "R", "sourceName": "Google", "routingStrategy": ["strategyType": 1]],
                    ["name": "P", "sourceName": "Zillow", "routingStrategy": ["strategyType": 4, "groupId": pond]],
                ]
            ]
        )
        let rule = try #require(try rules.json["rules"]?.items?.first?["id"])
        let hours: JSON = ["activeDays": [1, 7], "hoursStart": 9, "hoursEnd": 17]
        try await put("/v1.0/routing/rule/1", ["id": rule, "activeHours": hours, "routingStrategy": strategy])
        try await put("/v1.0/routing/rule/1", ["id": 1, "routingStrategy": strategy], expecting: 400)
        try await get("/v1.0/routing/rule/list/1")
        try await get("/v1.0/routing/rule/list/9", expecting: 400)
        try await put("/v1.0/routing/rule/supplement/1", ["strategyType": 5, "assigneeAgentId": member])
        try await get("/v1.0/routing/rule/supplement/1")
        try await put("/v1.0/routing/rule/supplement/1", ["strategyType": 5, "assigneeGroupId": pond])
        try await put("/v1.0/routing/rule/supplement/1", ["strategyType": 9], expecting: 400)
        try await get("/v1.0/routing/rule/supplement/1")
        try await get("/v1.0/routing/rule/supplement/4", expecting: 400)
    }

    mutating func workSalesAgent(on lead: Int64) async throws {
        let batch: JSON = ["leadIds": .integers([lead, 1])]
        try await post("/v2.0/working-leads/add", batch)
        try await post("/v2.0/working-leads/add", expecting: 400)
        try await get("/v2.0/working-leads?limit=100")
        try await get("/v2.0/working-leads?aiStage=NONE", expecting: 400)
        try await get("/v2.0/sales-agents/working-lead/\(lead)")
        try await get("/v2.0/sales-agents/working-lead/1", expecting: 403)
        try await put("/v2.0/sales-agents/working-lead/\(lead)/mute")
        try await put("/v2.0/sales-agents/working-lead/1/mute", expecting: 403)
        try await get("/v2.0/sales-agent/lead/mute-status?leadId=\(lead)")
        try await get("/v2.0/sales-agent/lead/mute-status", expecting: 400)
        try await get("/v2.0/sales-agents/by-lead?leadId=\(lead)")
        try await get("/v2.0/sales-agents/by-lead?leadId=1", expecting: 403)
        try await get("/v2.0/sales-agents/current")
        try await get("/v2.0/sales-agents/quota")
        let settings = try await get("/v2.0/sales-agent/settings")
        let id = try #require(settings["id"])
        try await put("/v2.0/sales-agent/settings", ["id": id, "assistantName": "Ava", "activeDays": [1, 2]])
        try await put("/v2.0/sales-agent/settings", ["id": 1], expecting: 400)
        try await post("/v2.0/plan-tasks/create", batch)
        try await post("/v2.0/plan-tasks/create", expecting: 400)
        let tasks = try await get("/v2.0/plan-tasks/lead/\(lead)")
        try await get("/v2.0/plan-tasks/lead/1", expecting: 403)
        let task = try #require(tasks.items?.first?["id"]?.int64)
        try await post("/v2.0/tasks/\(task)/finish", expecting: 400)
    }

    mutating func tellAgents(of lead: Int64) async throws {
        let tags: JSON = ["tagNames": ["Listing expert"], "autoCreate": true]
        let agent = "/v1.0/agent/\(BookTeam.guideMemberID)/tag/add"
        try await post(agent, tags)
        try await post(agent, ["tagNames": []], expecting: 400)
        try await post("/v1.0/agent/1/tag/add", tags, expecting: 404)
        let alert: JSON = ["leadId": .integer(lead), "notificationType": 9, "message": "Look"]
        try await post("/v1.0/agent/send-notification", alert)
        try await post("/v1.0/agent/send-notification", alert.setting("notificationType", to: 1), expecting: 400)
        let task = try await client.makeTask(lead)
        let push = "/v2.0/sales-agent/notification/app-push/send-task-reminder"
        try await post(push, ["taskId": .integer(task), "type": "TASK"])
        try await post(push, ["taskId": 1, "type": "TASK"], expecting: 400)
        try await post("/v2.0/sales-agent/message/sms/send-to-agent", ["content": "Look"])
        try await post("/v2.0/sales-agent/message/sms/send-to-agent", expecting: 400)
        try await post("/v2.0/sales-agent/message/email/send-to-agent", ["subject": "Look", "content": "Here"])
        try await post("/v2.0/sales-agent/message/email/send-to-agent", expecting: 400)
    }
}
