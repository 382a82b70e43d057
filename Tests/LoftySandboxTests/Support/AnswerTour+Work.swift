import Testing

@testable import LoftySandbox

extension AnswerTour {
    mutating func workTasks(of lead: Int64) async throws {
        let call = Client.task(lead)
        let showing = call.changed([
            "type": "Appointment", "startAt": "2026-12-01T15:00:00-08:00", "address": "1 Elm St",
        ])
        let id = try #require(try await post("/v2.0/tasks", call)["taskId"]?.int64)
        try await post("/v2.0/tasks", showing)
        try await post("/v2.0/tasks", ["type": "Call"], expecting: 400)
        try await get("/v2.0/tasks?leadId=\(lead)")
        try await get("/v2.0/tasks?leadId=1", expecting: 404)
        try await get("/v2.0/tasks/my-tasks?limit=100&timeZoneCode=America/Chicago")
        try await get("/v2.0/tasks/my-tasks?limit=101", expecting: 400)
        try await get("/v2.0/tasks/\(id)")
        try await get("/v2.0/tasks/1", expecting: 404)
        try await put("/v2.0/tasks/\(id)", ["content": "Later"])
        try await put("/v2.0/tasks/\(id)", expecting: 400)
        try await put("/v2.0/tasks/1", ["content": "Later"], expecting: 404)
        try await post("/v2.0/tasks/\(id)/finish")
        try await get("/v2.0/tasks/\(id)")
        try await post("/v2.0/tasks/1/finish", expecting: 404)
        try await post("/v2.0/tasks/\(id)/unfinish")
        try await post("/v2.0/tasks/1/unfinish", expecting: 404)
        try await delete("/v2.0/tasks/\(id)")
        try await delete("/v2.0/tasks/\(id)", expecting: 404)
    }

    mutating func workCalendar(of lead: Int64) async throws {
        let entry: JSON = [
            "type": "TASK", "taskWay": "Call", "content": "Ring", "leadId": .integer(lead), "assignedRole": "Agent",
            "startAt": time(3_600), "endAt": time(7_200), "timeZoneCode": "America/Chicago",
        ]
        let showing = entry.changed(["type": "APPOINTMENT", "address": "1 Elm St"])
        let made = try await post("/v2.0/calendar", entry)
        let id = try #require(made["data"]?["id"]?.string)
        try await post("/v2.0/calendar", showing)
        try await post("/v2.0/calendar", ["type": "TASK"], expecting: 400)
        try await get("/v2.0/calendar?leadId=\(lead)&startTimeMs=\(nowMillis)&timeZoneCode=America/Chicago")
        try await get("/v2.0/calendar?leadId=\(lead)", expecting: 400)
        try await put("/v2.0/calendar/\(id)", ["content": "Ring later"])
        try await put("/v2.0/calendar/1-task", ["content": "x"], expecting: 400)
        try await post("/v2.0/calendar/\(id)/finish")
        try await post("/v2.0/calendar/1-task/finish", expecting: 400)
        try await post("/v2.0/calendar/\(id)/unfinish")
        try await post("/v2.0/calendar/1-task/unfinish", expecting: 400)
        let span = "startTimeMs=\(nowMillis + 86_400_000)&endTimeMs=\(nowMillis + 864_000_000)"
        try await get("/v2.0/calendar/meetings/available?\(span)&timeZoneCode=America/Chicago&limit=5")
        try await get("/v2.0/calendar/meetings/available", expecting: 400)
        try await delete("/v2.0/calendar/\(id)")
        try await delete("/v2.0/calendar/\(id)", expecting: 400)
    }

    mutating func workLegacyTasks(of lead: Int64) async throws {
        let task: JSON = [
            "content": "Ring", "leadId": .integer(lead), "deadline": .integer(nowMillis + 3_600_000), "type": "Call",
            "assignedRole": "Agent",
        ]
        let id = try #require(try await post("/v1.0/tasks", task)["taskId"]?.int64)
        try await post("/v1.0/tasks", ["content": "Ring"], expecting: 400)
        try await get("/v1.0/tasks?leadId=\(lead)")
        try await get("/v1.0/tasks?leadId=1", expecting: 404)
        try await get("/v1.0/tasks/\(id)")
        try await get("/v1.0/tasks/1", expecting: 404)
        try await put("/v1.0/tasks/\(id)", ["content": "Ring later"])
        try await put("/v1.0/tasks/\(id)", expecting: 400)
        try await put("/v1.0/tasks/1", ["content": "x"], expecting: 404)
        try await delete("/v1.0/tasks/\(id)")
        try await delete("/v1.0/tasks/\(id)", expecting: 404)
        try await get("/v1.0/appts?leadId=\(lead)")
        try await get("/v1.0/appts?leadId=1", expecting: 404)
    }

    mutating func workTransactions(of lead: Int64) async throws {
        let path = "/v1.0/leads/\(lead)/transaction"
        let fields = try await get("/v1.0/transaction/customfields")
        let field = try #require(fields.items?.first?["id"])
        let commission: JSON = [
            "id": 8, "payType": "AGENT", "payTo": .integer(BookTeam.guideMemberID), "payToName": "Marisol Vega",
            "splitPayType": "TEAM", "splitPayTo": 6, "splitPayToName": "Team", "value": 3, "calculateType": "PERCENT",
            "desc": "First",
        ]
        let deal: JSON = [
            "transactionName": "22 Elm St", "transactionType": "Listing", "homePrice": 450_000, "commissionRate": 3,
            "expectedCloseDate": .integer(nowMillis), "customFields": [["id": field, "value": "x"]],
            "commissions": ["preSplit": [commission], "split": [commission], "postSplit": [commission]],
        ]
        let id = try #require(try await post(path, deal)["transactionId"]?.int64)
        try await post(path, ["transactionName": "<b>"], expecting: 400)
        try await post("/v1.0/leads/1/transaction", deal, expecting: 404)
        try await get("\(path)s")
        try await get("/v1.0/leads/1/transactions", expecting: 404)
        try await get("\(path)/\(id)")
        try await get("\(path)/1", expecting: 404)
        try await put("\(path)/\(id)", ["gci": 13_500])
        try await put("\(path)/\(id)", ["transactionStatus": "Nowhere"], expecting: 400)
        try await put("\(path)/1", ["gci": 1], expecting: 404)
        let address: JSON = ["transactionId": .integer(id), "streetAddress": "22 Elm St", "city": "Austin"]
        try await get("\(path)/\(id)/property/address", expecting: 404)
        try await post("\(path)/property/address", address)
        try await post("\(path)/property/address", address.setting("transactionId", to: 1), expecting: 404)
        try await get("\(path)/\(id)/property/address")
        try await get("/v2.0/transactions?transactionType=All&leadId=\(lead)")
        try await get("/v2.0/transactions?pageSize=0", expecting: 400)
        try await get("/v2.0/transactions/pipelines")
    }

    mutating func workCommunication(with lead: Int64) async throws {
        try await post("/v1.0/message/sms/send", ["leadId": .integer(lead), "content": "Hi"])
        try await post("/v1.0/message/sms/send", ["leadId": .integer(lead)], expecting: 400)
        try await post("/v1.0/message/email/send", ["leadId": .integer(lead), "subject": "Hi", "content": "There"])
        try await post("/v1.0/message/email/send", ["leadId": .integer(lead)], expecting: 400)
        let called = try await findCalledLead()
        for kind in ["call", "call/v2", "text", "email"] {
            try await get("/v1.0/communication/\(kind)?leadId=\(called)&limit=1000")
            try await get("/v1.0/communication/\(kind)?leadId=1", expecting: 404)
        }
        for kind in ["call", "text", "email"] {
            let history = try await get("/v1.0/communication/\(kind)?leadId=\(kind == "call" ? called : lead)")
            let id = try #require(history["\(kind)s"]?.items?.first?["id"]?.int64)
            try await get("/v2.0/communication/\(kind)/\(id)")
            try await get("/v2.0/communication/\(kind)/1", expecting: 400)
        }
        let calls = try await get("/v1.0/calls?leadId=\(called)")
        let call = try #require(calls["calls"]?.items?.first?["id"]?.int64)
        try await get("/v1.0/calls", expecting: 404)
        try await get("/v1.0/calls/\(call)")
        try await get("/v1.0/calls/1", expecting: 400)
        try await get("/v1.0/call/url/\(call)")
        try await get("/v1.0/call/url/1", expecting: 400)
    }

    /// A lead of the book that the dialer has called, found by the two searches.
    private mutating func findCalledLead() async throws -> Int64 {
        let day: Int64 = 86_400_000
        let span = "startTime=\(nowMillis - 90 * day)&endTime=\(nowMillis)"
        try await get("/v2.0/communication/agent?type=ALL&\(span)&limit=1000&teamView=true")
        try await get("/v2.0/communication/agent?type=NONE&\(span)", expecting: 400)
        let search: JSON = ["type": "ALL", "startTime": .integer(nowMillis - day), "endTime": .integer(nowMillis)]
        try await post("/v1.0/agent/communication", search)
        try await post("/v1.0/agent/communication", ["type": "ALL"], expecting: 400)
        let calls = try await get("/v2.0/communication/agent?type=CALL&\(span)&limit=1000&teamView=true")
        for call in calls["data"]?.items ?? [] where call["communicationType"] != "LOGGED" {
            guard let lead = call["leadId"]?.int64 else { continue }
            if try await client.get("/v1.0/calls?leadId=\(lead)").status == 200 { return lead }
        }
        return try #require(nil, "the dialer has called nobody")
    }
}
