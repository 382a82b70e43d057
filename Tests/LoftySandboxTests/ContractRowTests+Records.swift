import Foundation
import Testing

@testable import LoftySandbox

extension ContractRowTests {
    @Test("11: reads carry the oddities of the wire, each by its switch", arguments: [true, false])
    func row11(isOdd: Bool) async throws {
        let tame = ["dates=zulu", "unset-numbers=null", "unknown-texts=null", "unknown-key=off"]
        try await withBook(isOdd ? [] : tame) { _, client async throws in
            let lead = try await client.lead(try await client.makeLead())
            #expect(lead["createTime"]?.string?.hasSuffix(isOdd ? "GMT" : "Z") == true)
            #expect(lead["leadInquiry"]?["priceMin"] == (isOdd ? -1 : .null))
            #expect(lead["mortgage"] == (isOdd ? "N/A" : .null))
            #expect((lead["privateFlag"] != nil) == isOdd, "a key that no schema knows")
            let roles = try #require(lead["customRoleList"]?.items)
            #expect(roles.count == 11)
            #expect(roles.contains { $0["assigneeId"] == 0 && $0["assignee"] == .null })
            #expect(lead["pondId"] == 0)
            #expect(lead["segments"] == .null)
            #expect(lead["groups"] == .null)
        }
    }

    @Test("12: listTag mixes definitions and instances by switch; stages come ten at a time", arguments: ["on", "off"])
    func row12(mixes: String) async throws {
        try await withBook(["mixed-tags=\(mixes)"]) { _, client async throws in
            let tags = try #require(try await client.get("/v1.0/teamFeatures/listTag").json.items)
            #expect(tags.contains { $0["leadId"] == 0 })
            #expect(tags.contains { ($0["leadId"]?.int64 ?? 0) > 0 } == (mixes == "on"))
            let stages = (1...12).map { JSON.object([.init(name: "name", value: .string("Stage \($0)"))]) }
            let old = try #require(try await client.get("/v1.0/teamFeatures/lead-pipelines").json["pipelines"]?.items)
            try #require(try await client.put("/sandbox/stages", .array(old + stages)).status == 200)
            let page = try await client.get("/v1.0/teamFeatures/lead-pipelines").json
            #expect(page["pipelines"]?.items?.count == 10)
            #expect(page["_metadata"]?["total"] == .integer(Int64(old.count + 12)))
            for path in [
                "/v1.0/webhooks", "/v1.0/team-features/lead-ponds", "/v1.0/teamFeatures/listTag",
                "/v1.0/teamFeatures/listCustomField", "/v1.0/leads/\(Self.guideLead)/activities",
                "/v1.0/leads/\(Self.guideLead)/transactions",
            ] {
                #expect(try await client.reply("GET", path, "").json.items != nil, "\(path) is no bare array")
            }
        }
    }

    @Test("13: notes are wrapped, have two ids, are cut, and want isPin by switch", arguments: ["on", "off"])
    func row13(isStrict: String) async throws {
        try await withBook(["strict-pin=\(isStrict)"]) { _, client async throws in
            let long: JSON = .string(String(repeating: "n", count: 2_001))
            let note: JSON = ["leadId": .integer(Self.guideLead), "content": long, "isPin": true]
            let made = try await client.post("/v1.0/notes", note)
            let id = try #require(try made.json["noteId"]?.int64)
            #expect(made.text == #"{"noteId":\#(id)}"#)
            let one = try await client.get("/v1.0/notes/\(id)").json
            #expect(one.names == ["note"])
            #expect(one["note"]?["noteId"] == .integer(id))
            #expect(one["note"]?["id"] != .integer(id))
            #expect(one["note"]?["content"]?.string?.count == 2_000)
            let list = try await client.get("/v1.0/notes?leadId=\(Self.guideLead)").json
            #expect(list.names == ["notes"])
            #expect(list["notes"]?.ids("noteId").contains(id) == true)
            let change: JSON = ["content": "Short", "isPin": true, "leadId": .integer(Self.guideLead)]
            let changed = try await client.put("/v1.0/notes/\(id)", change)
            #expect(changed.status == 200 && changed.body.isEmpty)
            let unpinned = try await client.put("/v1.0/notes/\(id)", ["content": "No pin"])
            #expect(unpinned.status == (isStrict == "on" ? 400 : 200))
            #expect(unpinned.refusesParameter == (isStrict == "on"))
            let foreign = try await client.put("/v1.0/notes/\(id)", change.setting("leadId", to: 1))
            #expect(foreign.refuses(400, 20012, "INVALID_UPDATE_OPERATION_LEADID"))
            let deleted = try await client.delete("/v1.0/notes/\(id)")
            #expect(deleted.status == 200 && deleted.body.isEmpty)
        }
    }

    @Test("14: tasks answer with an id or a word, the calendar has ids of its own, plans finish themselves")
    func row14() async throws {
        try await withBook { _, client async throws in
            let made = try await client.post("/v2.0/tasks", Client.task(Self.guideLead))
            let id = try #require(try made.json["taskId"]?.int64)
            #expect(made.text == #"{"taskId":\#(id)}"#)
            let success = #"{"message":"Operation successful"}"#
            #expect(try await client.put("/v2.0/tasks/\(id)", ["content": "x"]).text == success)
            for verb in ["finish", "unfinish"] {
                #expect(try await client.reply("POST", "/v2.0/tasks/\(id)/\(verb)", "").text == success)
            }
            let appointment: JSON = ["type": "Appointment", "startAt": "2026-12-01T15:00:00-08:00"]
            let showing = try await client.makeTask(Self.guideLead, appointment)
            let span = "startTime=2026-11-30T00:00:00%2B00:00&endTime=2026-12-03T00:00:00%2B00:00"
            let calendar = try await client.get("/v2.0/calendar?leadId=\(Self.guideLead)&\(span)").json
            let ids = calendar["data"]?["items"]?.items?.compactMap { $0["id"]?.string } ?? []
            #expect(Set(ids).isSuperset(of: ["\(id)-task", "\(showing)-appointment"]))
            #expect(try await client.delete("/v2.0/tasks/\(id)").text == success)
            _ = try await client.post("/v2.0/plan-tasks/create", ["leadIds": [.integer(Self.guideLead)]])
            let plans = try await client.get("/v2.0/plan-tasks/lead/\(Self.guideLead)").json
            let plan = try #require(plans.ids("id").last)
            let refusal = try await client.reply("POST", "/v2.0/tasks/\(plan)/finish", "")
            #expect(refusal.refuses(400, 20012, "TASK_IS_SMARTPLAN"))
        }
    }

    @Test("15: logs have one key for one and many, and stand among the communications, oldest first, ten at a time")
    func row15() async throws {
        let clock = ManualClock()
        try await withBook(clock: clock) { _, client async throws in
            let lead = try await client.makeLead()
            for number in 1...12 {
                clock.advance(by: 60)
                let log: JSON = [
                    "leadId": .integer(lead), "logType": "logText", "content": .string("Text \(number)"),
                ]
                #expect(try await client.post("/v1.0/logType", log).json.names == ["logType"])
            }
            let listed = try await client.get("/v1.0/logType?leadId=\(lead)&logType=logText&limit=100").json
            #expect(listed.names == ["logType"])
            #expect(listed["logType"]?.items?.count == 12)
            let page = try await client.get("/v2.0/leads/\(lead)/activities").json["activities"]?.items ?? []
            #expect(page.map { $0["note"] } == (1...10).map { .string("Text \($0)") })
            #expect(page.allSatisfy { $0["communicationType"] == "Logged" })
        }
    }

    @Test("16: an assignment is a bare list of accounts; an unknown one is 400", arguments: ["on", "off"])
    func row16(takesGuideForm: String) async throws {
        try await withBook(["assignees-object=\(takesGuideForm)"]) { _, client async throws in
            let path = "/v1.0/leads/\(Self.guideLead)/assignment"
            let members = try #require(try await client.get("/v1.0/members").json["members"]?.items)
            let member = try #require(members.last { $0["accountStatus"] == "ACTIVE" })
            let reply = try await client.post(path, [["role": "Agent", "assignee": member["email"] ?? .null]])
            #expect(reply.text == #"{"leadId":\#(Self.guideLead)}"#)
            let name = "\(member["firstName"]?.string ?? "") \(member["lastName"]?.string ?? "")"
            #expect(try await client.lead(Self.guideLead)["assignedUser"]?.string == name)
            let stranger: JSON = [["role": "Agent", "assignee": "nobody@example.com"]]
            #expect(try await client.post(path, stranger).refusesParameter)
            let guide: JSON = ["assignees": [["userId": .integer(BookTeam.guideMemberID)]]]
            #expect(try await client.post(path, guide).status == (takesGuideForm == "on" ? 200 : 400))
        }
    }

    @Test("17: webhooks want https, or http on this machine by switch", arguments: ["on", "off"])
    func row17(takesPlain: String) async throws {
        try await withBook(["http-callbacks=\(takesPlain)"]) { _, client async throws in
            func subscribe(_ url: String) async throws -> Reply {
                try await client.post("/v1.0/webhook", ["listId": 2, "callbackUrl": .string(url)])
            }
            #expect(try await subscribe("https://hooks.example.com/x").status == 200)
            #expect(try await subscribe("http://127.0.0.1:9/x").status == (takesPlain == "on" ? 200 : 400))
            let plain = try await subscribe("http://hooks.example.com/x")
            #expect(plain.refuses(400, 20012, "WEBHOOK_CALLBACK_URL_INVALID"))
        }
    }

    @Test("17: events leave in batches after a delay, unsigned, with ids and nothing else")
    func row17Delivery() async throws {
        let receiver = try Receiver()
        defer { receiver.stop() }
        let policy = WebhookPolicy(batchDelay: .milliseconds(300))
        let configuration = SandboxConfiguration(leads: 12, webhooks: policy)
        try await withSandbox(configuration) { _, client async throws in
            let leads = [try await client.makeLead(), try await client.makeLead()]
            try await client.subscribe(2, receiver)
            for lead in leads { _ = try await client.put("/v1.0/leads/\(lead)", ["lastName": "Changed"]) }
            try await eventually {
                Set(receiver.payloads.flatMap { $0["updatedLead"]?.ids("leadId") ?? [] }) == Set(leads)
            }
            for payload in receiver.payloads {
                #expect(payload.names == ["teamId", "listId", "updatedLead"])
                #expect(payload["updatedLead"]?.items?.allSatisfy { $0.names == ["leadId", "updateTime"] } == true)
            }
            let headers = receiver.posts.flatMap(\.headers).map { $0.lowercased() }
            #expect(!headers.contains { $0.contains("signature") || $0.hasPrefix("authorization") })
        }
    }

    @Test("18: what is sent is only kept, as a message of the lead's history")
    func row18() async throws {
        try await withBook { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Zoë", "emails": ["zoe@example.com"], "phones": ["5125550101"],
            ])
            let text = try await client.post("/v1.0/message/sms/send", ["leadId": .integer(lead), "content": "Hi"])
            #expect(try text.json["phoneNumber"] == "5125550101")
            let mail: JSON = ["leadId": .integer(lead), "subject": "Homes", "content": "Look"]
            #expect(try await client.post("/v1.0/message/email/send", mail).json["toEmail"] == "zoe@example.com")
            let texts = try await client.get("/v1.0/communication/text?leadId=\(lead)").json["texts"]?.items
            #expect(texts?.map { $0["textContent"] } == ["Hi"])
            let emails = try await client.get("/v1.0/communication/email?leadId=\(lead)").json["emails"]?.items
            #expect(emails?.map { $0["emailSubject"] } == ["Homes"])
        }
    }

    @Test(
        "19: a request can be struck by every fault",
        arguments: [
            ("too-many-requests", 429, #"{"message":"Too Many Requests"}"#),
            (
                "internal-error", 500,
                #"{"message":"BaseApplicationException:errorCode=20005,errorMsg=There is an internal error happened"}"#
            ),
            ("bad-gateway", 502, "<html>"), ("string-error", 400, "\""), ("empty-body", 200, ""),
            (#"drip","bytesPerSecond":"#, 200, #"{"lead":"#), ("drop-before", nil, ""), ("drop-after", nil, ""),
        ] as [(String, Int?, String)]
    )
    func row19(fault: String, status: Int?, start: String) async throws {
        let isSlow = fault.hasPrefix("drip")
        let entry = isSlow ? #"{"do":"\#(fault)100000}"# : #"{"do":"\#(fault)"}"#
        try await withBook { _, client async throws in
            try #require(try await client.reply("POST", "/sandbox/faults", "[\(entry)]").status == 200)
            let reply = try await client.attempt("GET", "/v1.0/leads/\(Self.guideLead)")
            #expect(reply?.status == status)
            #expect(reply?.text.hasPrefix(start) == (status == nil ? nil : true))
            #expect(try await client.get("/v1.0/leads/\(Self.guideLead)").status == 200, "a fault strikes once")
        }
    }

    @Test("19: change logs, metadata and single leads have their other shapes by switch", arguments: [false, true])
    func row19Shapes(isOther: Bool) async throws {
        let switches = ["system-logs=old", "metadata=get_metadata", "single-lead=bare"]
        try await withBook(isOther ? switches : []) { _, client async throws in
            _ = try await client.put("/v1.0/leads/\(Self.guideLead)", ["stage": "Nurture"])
            let log = try await client.get("/v1.0/systemLogs?leadId=\(Self.guideLead)").json["timeLines"]?.items?.first
            #expect((log?["id"]?.int64 != nil) == isOther)
            #expect((log?["timelineTypeDesc"] == nil) == isOther)
            let page = try await client.get("/v1.0/leads").json
            #expect((page["get_metadata"] != nil) == isOther)
            #expect((page["_metadata"] == nil) == isOther)
            let lead = try await client.get("/v1.0/leads/\(Self.guideLead)").json
            #expect((lead["lead"] == nil) == isOther)
            #expect((lead["leadId"] != nil) == isOther)
        }
    }
}
