import Testing

@testable import LoftySandbox

@Suite("Tasks and appointments", .timeLimit(.minutes(1)))
struct TaskTests {
    private static let success = #"{"message":"Operation successful"}"#

    @Test("a task lives: made, read, changed, finished, reopened, deleted")
    func life() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "lastName": "Lane", "emails": ["ada@example.com"], "phones": ["5125550101"],
                "assignedUserId": .integer(BookTeam.guideMemberID),
            ])
            let created = try await client.post("/v2.0/tasks", Client.task(lead))
            let id = try #require(try created.json["taskId"]?.int64)
            #expect(created.text == "{\"taskId\":\(id)}")
            let task = try await client.task(id)
            #expect(task["type"] == "Call")
            #expect(task["endAt"] == "2026-12-02T00:00:00GMT")
            #expect(task["startAt"] == task["endAt"])
            #expect(task["timeZoneCode"] == "America/Los_Angeles")
            #expect(task["leadName"] == "Ada Lane")
            #expect(task["leadEmail"] == "ada@example.com")
            #expect(task["leadPhone"] == "5125550101")
            #expect(task["assignedUserId"] == .integer(BookTeam.guideMemberID))
            #expect(task["assignedUser"] == "Marisol Vega")
            #expect(task["finishFlag"] == false)
            #expect(task["finishTime"] == .null)
            #expect(task["pipelineId"] == (try await client.lead(lead)["stageId"]))
            clock.advance(by: 60)
            #expect(try await client.put("/v2.0/tasks/\(id)", ["content": "Call again"]).text == Self.success)
            let changed = try await client.task(id)
            #expect(changed["content"] == "Call again")
            #expect(changed["endAt"] == task["endAt"])
            #expect(changed["createTime"] == task["createTime"])
            #expect(changed["lastUpdate"] == "2026-11-18T11:07:40GMT")
            #expect(try await client.reply("POST", "/v2.0/tasks/\(id)/finish", "").text == Self.success)
            #expect(try await client.task(id)["finishFlag"] == true)
            #expect(try await client.task(id)["finishTime"] == "2026-11-18T11:07:40GMT")
            #expect(try await client.reply("POST", "/v2.0/tasks/\(id)/unfinish", "").text == Self.success)
            #expect(try await client.task(id)["finishFlag"] == false)
            #expect(try await client.delete("/v2.0/tasks/\(id)").text == Self.success)
            for method in ["GET", "DELETE"] {
                let gone = try await client.reply(method, "/v2.0/tasks/\(id)")
                #expect(gone.refuses(404, 20007, "TASK_NOT_EXIST"))
            }
            #expect(try await client.get("/v2.0/tasks?leadId=\(lead)").text == #"{"tasks":[]}"#)
        }
    }

    @Test("a task has every member of the contract")
    func members() async throws {
        try await withSandbox { _, client async throws in
            let task = try await client.task(try await client.makeTask(try await client.makeLead()))
            let names: Set<String> = [
                "id", "leadId", "creatorId", "content", "type", "startAt", "endAt", "timeZoneCode", "allDay",
                "finishFlag", "overdueFlag", "finishTime", "createTime", "lastUpdate", "leadName", "leadEmail",
                "leadPhone", "leadFirstName", "leadLastName", "reminderType", "assignedRole", "assignedUser",
                "assignedUserId", "teamId", "pipelineId", "leadUserId", "queryId", "subject", "body", "queryInfo",
                "address",
            ]
            #expect(Set(task.names) == names)
            #expect(task.names.count == names.count)
        }
    }

    @Test("overdue is a matter of the clock, and of nothing that is finished")
    func overdue() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let id = try await client.makeTask(try await client.makeLead(), ["endAt": "2026-11-18T11:08:00Z"])
            #expect(try await client.task(id)["overdueFlag"] == false)
            clock.advance(by: 81)
            #expect(try await client.task(id)["overdueFlag"] == true)
            _ = try await client.reply("POST", "/v2.0/tasks/\(id)/finish", "")
            #expect(try await client.task(id)["overdueFlag"] == false)
        }
    }

    @Test("an appointment has a place and, from midnight to midnight, the whole day")
    func appointment() async throws {
        try await withSandbox { _, client async throws in
            let id = try await client.makeTask(
                try await client.makeLead(),
                [
                    "type": "Appointment", "startAt": "2026-12-01T00:00:00-06:00",
                    "endAt": "2026-12-02T00:00:00-06:00", "address": "100 Main St", "timeZoneCode": "US/Central",
                ]
            )
            let task = try await client.task(id)
            #expect(task["type"] == "Appointment")
            #expect(task["address"] == "100 Main St")
            #expect(task["allDay"] == true)
            #expect(task["timeZoneCode"] == "US/Central")
            _ = try await client.put("/v2.0/tasks/\(id)", ["startAt": "2026-12-01T09:00:00-06:00"])
            #expect(try await client.task(id)["allDay"] == false)
        }
    }

    @Test("an assistant's task is for whoever assists at that moment")
    func assistant() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let id = try await client.makeTask(lead, ["assignedRole": "Assistant"])
            #expect(try await client.task(id)["assignedUserId"] == 0)
            _ = try await client.post(
                "/v1.0/leads/\(lead)/assignment",
                [["role": "Assistant", "assignee": "sam@bluebonnet.example.com"]]
            )
            #expect(try await client.task(id)["assignedUser"] == "Sam Okafor")
        }
    }

    @Test(
        "a task that says too little or something wrong is refused",
        arguments: [
            #"{"type":null}"#, #"{"type":"Fax"}"#, #"{"type":"call"}"#, #"{"content":null}"#, #"{"content":" "}"#,
            #"{"leadId":null}"#, #"{"leadId":"1"}"#, #"{"assignedRole":null}"#, #"{"assignedRole":"Lender"}"#,
            #"{"endAt":null}"#, #"{"endAt":"2026-12-01T16:00:00"}"#, #"{"endAt":"2026-12-01"}"#,
            #"{"endAt":1764547200000}"#, #"{"endAt":"2026-02-30T16:00:00Z"}"#, #"{"endAt":"2026-12-01T24:00:00Z"}"#,
            #"{"startAt":"tomorrow"}"#, #"{"startAt":"2026-12-02T16:00:00-08:00"}"#,
            #"{"timeZoneCode":"Mars/Olympus"}"#,
        ]
    )
    func refusals(change: String) async throws {
        try await withSandbox { _, client async throws in
            let body = Client.task(BookLeadMaker.guideLeadID).changed(try JSONParser.parse(change.utf8))
            let reply = try await client.post("/v2.0/tasks", body)
            #expect(reply.refusesParameter, "\(reply.text)")
        }
    }

    @Test("a change that says nothing is a missing parameter; one that is wrong changes nothing")
    func changeRefusals() async throws {
        try await withSandbox { _, client async throws in
            let id = try await client.makeTask(try await client.makeLead())
            let before = try await client.task(id)
            for body: JSON in [[:], ["timeZoneCode": "UTC"], ["finishFlag": true], ["content": nil]] {
                #expect(try await client.put("/v2.0/tasks/\(id)", body).refuses(400, 20012, "MISSING_PARAMETER"))
            }
            for body: JSON in [
                ["content": ""], ["endAt": "2026-12-01T16:00:00"], ["startAt": "2027-01-01T00:00:00Z"],
                ["content": "x", "timeZoneCode": "Nowhere"], ["address": 5],
            ] {
                #expect(try await client.put("/v2.0/tasks/\(id)", body).refusesParameter)
            }
            #expect(try await client.task(id) == before)
            #expect(try await client.put("/v2.0/tasks/1", ["content": "x"]).refuses(404, 20007, "TASK_NOT_EXIST"))
            #expect(try await client.get("/v2.0/tasks/x").refusesParameter)
        }
    }

    @Test("a deadline that moves takes the start of a task along, not that of an appointment")
    func movedDeadline() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let task = try await client.makeTask(lead)
            let appointment = try await client.makeTask(
                lead,
                ["type": "Appointment", "startAt": "2026-12-01T15:00:00-08:00"]
            )
            for id in [task, appointment] {
                let reply = try await client.put("/v2.0/tasks/\(id)", ["endAt": "2026-12-03T08:00:00+01:00"])
                #expect(reply.status == 200)
            }
            #expect(try await client.task(task)["startAt"] == "2026-12-03T07:00:00GMT")
            #expect(try await client.task(appointment)["startAt"] == "2026-12-01T23:00:00GMT")
        }
    }

    @Test("the system alone finishes what it planned")
    func smartPlan() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let made = try await client.post("/v2.0/plan-tasks/create", ["leadIds": [.integer(lead)]])
            #expect(made.status == 200)
            let id = try #require(
                try await client.get("/v2.0/tasks?leadId=\(lead)").json["tasks"]?.ids("id").first
            )
            let refusal = try await client.reply("POST", "/v2.0/tasks/\(id)/finish", "")
            #expect(refusal.refuses(400, 20012, "TASK_IS_SMARTPLAN"))
            let legacy = try await client.put("/v1.0/tasks/\(id)", ["finishFlag": true])
            #expect(legacy.refuses(400, 20012, "TASK_IS_SMARTPLAN"))
            let calendar = try await client.reply("POST", "/v2.0/calendar/\(id)-task/finish", "")
            #expect(calendar.refuses(400, 20012, "TASK_IS_SMARTPLAN"))
            #expect(try await client.task(id)["finishFlag"] == false)
        }
    }

    @Test("my tasks are those for me, latest start first, in pages after an id")
    func mine() async throws {
        try await withSandbox { _, client async throws in
            let me = try await client.recordID()
            let lead = try await client.makeLead(["firstName": "Mine", "assignedUserId": .integer(me)])
            let other = try await client.makeForeignLead()
            var ids: [Int64] = []
            for day in 1...12 {
                let text = "2031-01-\(day < 10 ? "0" : "")\(day)T10:00:00Z"
                ids.append(try await client.makeTask(lead, ["endAt": .string(text)]))
                _ = try await client.makeTask(other, ["endAt": .string(text)])
            }
            func page(_ query: String) async throws -> [JSON] {
                let reply = try await client.get("/v2.0/tasks/my-tasks?\(query)")
                return try #require(try reply.json["tasks"]?.items, "\(reply.text)")
            }
            let newest = Array(ids.reversed())
            #expect(try await page("").compactMap { $0["id"]?.int64 } == Array(newest[..<10]))
            #expect(
                try await page("limit=3&currentId=\(newest[3])").compactMap { $0["id"]?.int64 } == Array(newest[4...6])
            )
            let zoned = try await page("limit=1&timeZoneCode=America/New_York")
            #expect(zoned[0]["endAt"] == "2031-01-12T05:00:00-05:00")
            #expect(try await page("limit=1")[0]["endAt"] == "2031-01-12T04:00:00-06:00")
            let hers = try await page("limit=100&userId=\(BookTeam.guideMemberID)")
            #expect(hers.filter { $0["leadId"] == .integer(other) }.count == 12)
            #expect(hers.allSatisfy { $0["assignedUserId"] == .integer(BookTeam.guideMemberID) })
            #expect(try await page("userId=1").isEmpty)
        }
    }

    @Test(
        "my tasks refuse a page that cannot be",
        arguments: [
            ("limit=0", 20042), ("limit=101", 20042), ("currentId=-1", 20012), ("limit=x", 20012),
            ("timeZoneCode=Nowhere", 20012), ("userId=me", 20012),
        ]
    )
    func mineRefusals(query: String, code: Int) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v2.0/tasks/my-tasks?\(query)")
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=\(code),"))
        }
    }

    @Test("the tasks of a lead that is hidden, trashed or not there are as missing as the lead")
    func hidden() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let id = try await client.makeTask(lead, ["endAt": "2031-01-01T10:00:00Z"])
            try await client.hide(lead)
            #expect(try await client.get("/v2.0/tasks?leadId=\(lead)").isMissingLead)
            #expect(try await client.get("/v2.0/tasks?leadId=1").isMissingLead)
            #expect(try await client.get("/v2.0/tasks").refusesParameter)
            #expect(try await client.post("/v2.0/tasks", Client.task(lead)).isMissingLead)
            for (method, path, body) in [
                ("GET", "", nil), ("PUT", "", #"{"content":"x"}"#), ("DELETE", "", nil), ("POST", "/finish", ""),
                ("POST", "/unfinish", ""),
            ] {
                let reply = try await client.reply(method, "/v2.0/tasks/\(id)\(path)", body)
                #expect(reply.refuses(404, 20007, "TASK_NOT_EXIST"), "\(method) \(path)")
            }
            let hers = try await client.get("/v2.0/tasks/my-tasks?userId=\(BookTeam.guideMemberID)").json["tasks"]
            #expect(hers?.ids("id").contains(id) == false)
            let own = try await client.makeLead()
            let trashed = try await client.makeTask(own)
            _ = try await client.delete("/v1.0/leads/\(own)?reason=x")
            #expect(try await client.get("/v2.0/tasks/\(trashed)").refuses(404, 20007, "TASK_NOT_EXIST"))
        }
    }
}

@Suite("Tasks of the first version", .timeLimit(.minutes(1)))
struct LegacyTaskTests {
    private func body(_ lead: Int64, _ more: JSON = [:]) -> JSON {
        let body: JSON = [
            "content": "Send the list", "leadId": .integer(lead), "deadline": 1_796_000_000_000, "type": "Email",
            "assignedRole": "Agent",
        ]
        return body.changed(more)
    }

    @Test("a task lives, and the second version sees the same row")
    func life() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead()
            let created = try await client.post("/v1.0/tasks", body(lead))
            let id = try #require(try created.json["taskId"]?.int64)
            #expect(created.text == "{\"taskId\":\(id)}")
            let task = try #require(try await client.get("/v1.0/tasks/\(id)").json["task"])
            #expect(task["deadline"] == "2026-11-30 00:53:20")
            #expect(task["finishTime"] == "")
            #expect(task["createTime"] == "2026-11-18 11:06:40")
            #expect(task["deleteFlag"] == false)
            #expect(task["subject"] == "Send the list")
            #expect(try await client.get("/v1.0/tasks?leadId=\(lead)").json == ["taskList": [task]])
            #expect(try await client.task(id)["endAt"] == "2026-11-30T00:53:20GMT")
            let change: JSON = ["type": "Text", "assignedRole": "Assistant", "deadline": 1_796_000_060_000]
            let changed = try await client.put("/v1.0/tasks/\(id)", change)
            #expect(changed.status == 200)
            #expect(changed.body.isEmpty)
            let after = try await client.task(id)
            #expect(after["type"] == "Text")
            #expect(after["assignedRole"] == "Assistant")
            #expect(after["content"] == "Send the list")
            #expect(after["startAt"] == "2026-11-30T00:54:20GMT")
            let finished = try await client.put("/v1.0/tasks/\(id)", ["finishFlag": true, "content": "ignored"])
            #expect(finished.body.isEmpty)
            let done = try #require(try await client.get("/v1.0/tasks/\(id)").json["task"])
            #expect(done["finishTime"] == "2026-11-18 11:06:40")
            #expect(done["content"] == "Send the list")
            _ = try await client.put("/v1.0/tasks/\(id)", ["finishFlag": false])
            #expect(try await client.task(id)["finishFlag"] == false)
            #expect(try await client.delete("/v1.0/tasks/\(id)").body.isEmpty)
            #expect(try await client.get("/v1.0/tasks/\(id)").refuses(404, 20007, "TASK_NOT_EXIST"))
            #expect(try await client.get("/v1.0/tasks?leadId=\(lead)").text == #"{"taskList":[]}"#)
        }
    }

    @Test("appointments are no tasks here: they have a list of their own and never a task's number")
    func appointments() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let task = try await client.makeTask(lead)
            let id = try await client.makeTask(
                lead,
                ["type": "Appointment", "startAt": "2026-12-01T15:00:00-08:00", "address": "100 Main St"]
            )
            #expect(task != id)
            let list = try #require(try await client.get("/v1.0/appts?leadId=\(lead)").json.items)
            #expect(list.map { $0["id"] } == [.integer(id)])
            #expect(list[0]["descr"] == "Follow up")
            #expect(list[0]["deadline"] == 1_796_166_000_000)
            #expect(list[0]["endTime"] == 1_796_169_600_000)
            #expect(list[0]["address"] == "100 Main St")
            #expect(list[0]["finishTime"] == .null)
            #expect(try await client.get("/v1.0/tasks?leadId=\(lead)").json["taskList"]?.ids("id") == [task])
            #expect(try await client.get("/v1.0/tasks/\(id)").refuses(404, 20007, "TASK_NOT_EXIST"))
            #expect(try await client.delete("/v1.0/tasks/\(id)").refuses(404, 20007, "TASK_NOT_EXIST"))
        }
    }

    @Test("a task needs all five parts", arguments: ["content", "leadId", "deadline", "type", "assignedRole"])
    func parts(missing: String) async throws {
        try await withSandbox { _, client async throws in
            let complete = body(BookLeadMaker.guideLeadID)
            #expect(try await client.post("/v1.0/tasks", complete.setting(missing, to: nil)).refusesParameter)
            #expect(try await client.post("/v1.0/tasks", complete.setting(missing, to: true)).refusesParameter)
            #expect(try await client.post("/v1.0/tasks", complete).status == 200)
        }
    }

    @Test("an appointment cannot be made, nor a change that says nothing or names another lead")
    func refusals() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            #expect(try await client.post("/v1.0/tasks", body(lead, ["type": "Appointment"])).refusesParameter)
            #expect(try await client.post("/v1.0/tasks", body(lead, ["deadline": -5])).refusesParameter)
            let id = try await client.makeTask(lead)
            #expect(try await client.put("/v1.0/tasks/\(id)", [:]).refuses(400, 20012, "MISSING_PARAMETER"))
            let moved = try await client.put("/v1.0/tasks/\(id)", ["leadId": 1, "content": "x"])
            #expect(moved.refuses(400, 20012, "INVALID_UPDATE_OPERATION_LEADID"))
            #expect(
                try await client.put("/v1.0/tasks/\(id)", ["leadId": .integer(lead), "content": "y"]).status == 200
            )
            #expect(try await client.task(id)["content"] == "y")
        }
    }

    @Test("a hidden lead has neither tasks nor appointments")
    func hidden() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let id = try await client.makeTask(lead)
            try await client.hide(lead)
            #expect(try await client.get("/v1.0/tasks?leadId=\(lead)").isMissingLead)
            #expect(try await client.get("/v1.0/appts?leadId=\(lead)").isMissingLead)
            #expect(try await client.post("/v1.0/tasks", body(lead)).isMissingLead)
            #expect(try await client.get("/v1.0/tasks/\(id)").refuses(404, 20007, "TASK_NOT_EXIST"))
            #expect(try await client.put("/v1.0/tasks/\(id)", ["content": "x"]).refuses(404, 20007, "TASK_NOT_EXIST"))
            #expect(try await client.delete("/v1.0/tasks/\(id)").refuses(404, 20007, "TASK_NOT_EXIST"))
        }
    }
}
