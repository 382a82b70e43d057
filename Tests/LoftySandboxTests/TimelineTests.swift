import Foundation
import Testing

@testable import LoftySandbox

@Suite("Notes", .timeLimit(.minutes(1)))
struct NoteTests {
    @Test("a note lives: created, read, changed, deleted")
    func life() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let lead = try await client.makeLead()
            clock.advance(by: 60)
            let created = try await client.post(
                "/v1.0/notes",
                ["leadId": .integer(lead), "content": "Eins", "isPin": true]
            )
            let id = try #require(try created.json["noteId"]?.int64)
            #expect(created.text == "{\"noteId\":\(id)}")
            #expect(try await client.lead(lead)["lastTouch"] != .null)
            let note = try #require(try await client.get("/v1.0/notes/\(id)").json["note"])
            #expect(note["content"] == "Eins")
            #expect(note["isPin"] == true)
            #expect(note["id"] != note["noteId"])
            #expect(note["createTime"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil)
            #expect(note["creatorName"] == "Alice Johnson")
            clock.advance(by: 60)
            let changed = try await client.put("/v1.0/notes/\(id)", ["content": "Zwei", "isPin": false])
            #expect(changed.status == 200)
            #expect(changed.body.isEmpty)
            let after = try #require(try await client.get("/v1.0/notes/\(id)").json["note"])
            #expect(after["content"] == "Zwei")
            #expect(after["isPin"] == false)
            #expect(after["lastUpdate"] != note["lastUpdate"])
            #expect(after["createTime"] == note["createTime"])
            let deleted = try await client.delete("/v1.0/notes/\(id)")
            #expect(deleted.status == 200)
            #expect(deleted.body.isEmpty)
            #expect(try await client.get("/v1.0/notes/\(id)").text.contains("errorCode=20007"))
            #expect(try await client.delete("/v1.0/notes/\(id)").status == 404)
            let listed = try await client.get("/v1.0/notes?leadId=\(lead)").json["notes"]?.items
            #expect(listed?.map { $0["deleteFlag"] } == [true])
        }
    }

    @Test("a long note is cut to 2,000 characters")
    func cut() async throws {
        try await withSandbox { _, client in
            let lead = try await client.makeLead()
            let long = String(repeating: "漢🌻", count: 1_500)
            _ = try await client.post("/v1.0/notes", ["leadId": .integer(lead), "content": .string(long)])
            let notes = try await client.get("/v1.0/notes?leadId=\(lead)").json["notes"]?.items
            #expect(notes?[0]["content"]?.string == String(long.prefix(2_000)))
        }
    }

    @Test(
        "a note that says too little is refused",
        arguments: [
            #"{"content":"x","isPin":false}"#, #"{"leadId":"563172647619608","content":"x","isPin":false}"#,
            #"{"leadId":563172647619608,"isPin":false}"#, #"{"leadId":563172647619608,"content":" \n","isPin":false}"#,
            #"{"leadId":563172647619608,"content":"x","isPin":"no"}"#,
        ]
    )
    func refusals(body: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/v1.0/notes", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
        }
    }

    @Test(
        "a change of a note is whole: content and isPin are required, the lead must be the same",
        arguments: [
            #"{"content":"x"}"#, #"{"isPin":true}"#, #"{"content":"","isPin":true}"#, #"{"content":"x","isPin":null}"#,
            #"{"content":"x","isPin":true,"leadId":1}"#,
        ]
    )
    func changeRefusals(body: String) async throws {
        try await withSandbox { _, client in
            let lead = try await client.makeLead()
            let created = try await client.post("/v1.0/notes", ["leadId": .integer(lead), "content": "Same"])
            let id = try #require(try created.json["noteId"]?.int64)
            #expect(try await client.reply("PUT", "/v1.0/notes/\(id)", body).status == 400)
            #expect(try await client.get("/v1.0/notes/\(id)").json["note"]?["content"] == "Same")
        }
    }

    @Test("system notes show only when asked for")
    func systemNotes() async throws {
        try await withSandbox(SandboxConfiguration(leads: 300)) { _, client in
            var found = false
            for offset in [0, 100, 200] where !found {
                for lead in try await client.list("limit=100&offset=\(offset)&contacted=true").ids where !found {
                    let plain = try await client.get("/v1.0/notes?leadId=\(lead)").json["notes"]?.items ?? []
                    let all = try await client.get("/v1.0/notes?leadId=\(lead)&includeSystemNote=true")
                    let notes = try #require(try all.json["notes"]?.items)
                    #expect(plain == notes.filter { $0["systemNote"] == false })
                    found = plain.count < notes.count
                }
            }
            #expect(found)
        }
    }

    @Test("a lead without notes has an empty list, no lead has 404, no number 400")
    func emptyList() async throws {
        try await withSandbox { _, client in
            let lead = try await client.makeLead()
            #expect(try await client.get("/v1.0/notes?leadId=\(lead)").text == #"{"notes":[]}"#)
            #expect(try await client.get("/v1.0/notes?leadId=1").status == 404)
            #expect(try await client.get("/v1.0/notes").status == 400)
            #expect(try await client.get("/v1.0/notes?leadId=x").status == 400)
        }
    }
}

@Suite("Manual logs and activities", .timeLimit(.minutes(1)))
struct ActivityTests {
    private func callBody(_ lead: Int64, _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "leadId": .integer(lead), "logType": "logCall", "content": "Talked", "leadPhoneNumber": "5125550100",
        ]
        return more.members.reduce(base) { $0.setting($1.name, to: $1.value) }
    }

    @Test("a logged call lives, is a touch, and shows among the communications as Logged")
    func life() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let lead = try await client.makeLead()
            clock.advance(by: 60)
            let reply = try await client.post(
                "/v1.0/logType",
                callBody(lead, ["callingOutcome": "NoAnswer", "isPin": true])
            )
            let log = try #require(try reply.json["logType"])
            let id = try #require(log["id"]?.int64)
            #expect(log["callingOutcome"] == "NoAnswer")
            #expect(log["outboundOrInbound"] == "outbound")
            #expect(log["isPin"] == true)
            #expect(try await client.get("/v1.0/logType/\(id)").json["logType"] == log)
            #expect(try await client.get("/v1.0/logType?leadId=\(lead)&logType=logCall").json["logType"] == [log])
            #expect(try await client.get("/v1.0/logType?leadId=\(lead)&logType=logText").json["logType"] == [])
            #expect(try await client.lead(lead)["lastTouch"] == (try await client.lead(lead)["lastUpdateTime"]))
            let activities = try await client.get("/v2.0/leads/\(lead)/activities").json["activities"]?.items
            #expect(activities?.count == 1)
            #expect(activities?[0]["communicationType"] == "Logged")
            #expect(activities?[0]["channel"] == "Call")
            #expect(activities?[0]["note"] == "Talked")
            #expect(try await client.delete("/v1.0/logType/\(id)").body.isEmpty)
            #expect(try await client.get("/v1.0/logType/\(id)").text.contains("errorCode=20007"))
            #expect(try await client.get("/v2.0/leads/\(lead)/activities").json["activities"] == [])
        }
    }

    @Test("an email log keeps its addresses, an unknown outcome is a talk, a long content is cut")
    func details() async throws {
        try await withSandbox { _, client in
            let lead = try await client.makeLead()
            let email: JSON = [
                "leadId": .integer(lead), "logType": "logEmail", "content": "Hi", "emailSubject": "S",
                "toEmail": "to@example.com", "fromEmail": "from@example.com", "outboundOrInbound": "inbound",
            ]
            let log = try await client.post("/v1.0/logType", email).json["logType"]
            #expect(log?["emailSubject"] == "S")
            #expect(log?["toEmail"] == "to@example.com")
            #expect(log?["fromEmail"] == "from@example.com")
            #expect(log?["outboundOrInbound"] == "inbound")
            let odd = try await client.post("/v1.0/logType", callBody(lead, ["callingOutcome": "Sang"])).json["logType"]
            #expect(odd?["callingOutcome"] == "Talked")
            let long = String(repeating: "語", count: 5_001)
            let cut = try await client.post("/v1.0/logType", callBody(lead, ["content": .string(long)])).json["logType"]
            #expect(cut?["content"]?.string?.count == 5_000)
        }
    }

    @Test(
        "a log that says too little or too much is refused",
        arguments: [
            (#"{"logType":"logCall","content":"x","leadPhoneNumber":"1"}"#, 20012),
            (#"{"leadId":563172647619608,"logType":"logFax","content":"x"}"#, 20012),
            (#"{"leadId":563172647619608,"logType":"logCall","content":"x"}"#, 20012),
            (#"{"leadId":563172647619608,"logType":"logText","content":" "}"#, 20012),
            (#"{"leadId":563172647619608,"logType":"logText","content":"x","outboundOrInbound":"up"}"#, 20012),
            (
                #"{"leadId":563172647619608,"logType":"logCall","content":"x","leadPhoneNumber":"123456789012345678901"}"#,
                20043
            ),
            (
                #"{"leadId":563172647619608,"logType":"logCall","content":"x","leadPhoneNumber":"1","callingOutcome":"abcdefghijklmnopqrstu"}"#,
                20043
            ),
        ]
    )
    func refusals(body: String, code: Int) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/v1.0/logType", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=\(code)"))
        }
    }

    @Test("manual logs page by offset and by id, both ways, with forgiving limits")
    func logPages() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let lead = try await client.makeLead()
            var ids: [Int64] = []
            for _ in 0..<12 {
                clock.advance(by: 1)
                let log = try await client.post("/v1.0/logType", callBody(lead)).json["logType"]
                ids.append(try #require(log?["id"]?.int64))
            }
            func list(_ query: String) async throws -> [Int64] {
                let reply = try await client.get("/v1.0/logType?leadId=\(lead)&logType=logCall&\(query)")
                return try #require(try reply.json["logType"]?.items).compactMap { $0["id"]?.int64 }
            }
            #expect(try await list("") == Array(ids[..<10]))
            #expect(try await list("limit=0") == Array(ids[..<10]))
            #expect(try await list("limit=5&offset=10") == Array(ids[10...]))
            #expect(try await list("limit=1000&order=desc") == ids.reversed())
            #expect(try await list("limit=3&currentId=\(ids[3])") == Array(ids[4...6]))
            #expect(try await list("limit=3&currentId=\(ids[3])&order=desc&offset=9") == Array(ids[..<3].reversed()))
            let far = try await client.get("/v1.0/logType?leadId=\(lead)&logType=logCall&offset=19995&limit=10")
            #expect(far.status == 400)
            #expect(far.text.contains("errorCode=200104"))
        }
    }

    @Test("communications come oldest first, ten by default, and page by offset and by id")
    func communications() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let lead = try await client.makeLead()
            for number in 0..<13 {
                clock.advance(by: 60)
                _ = try await client.post("/v1.0/logType", callBody(lead, ["content": .string("call \(number)")]))
            }
            func list(_ query: String) async throws -> [JSON] {
                let reply = try await client.get("/v2.0/leads/\(lead)/activities?\(query)")
                return try #require(try reply.json["activities"]?.items, "\(reply.text)")
            }
            let all = try await list("limit=1000")
            #expect(all.compactMap { $0["note"]?.string } == (0..<13).map { "call \($0)" })
            #expect(try await list("") == Array(all[..<10]))
            #expect(try await list("limit=2&offset=11") == Array(all[11...]))
            let anchor = try #require(all[4]["id"]?.int64)
            #expect(try await list("limit=3&currentId=\(anchor)&offset=9") == Array(all[5...7]))
            #expect(try await list("limit=1&timeZoneCode=UTC")[0]["activityTime"]?.string?.hasSuffix("+00:00") == true)
            for query in ["limit=0", "limit=1001", "timeZoneCode=Mars/Olympus", "currentId=x"] {
                #expect(try await client.get("/v2.0/leads/\(lead)/activities?\(query)").status == 400, "\(query)")
            }
        }
    }

    @Test("website behaviour is a bare array, newest first, a hundred a page")
    func siteActivities() async throws {
        try await withSandbox { _, client in
            let lead = try await client.makeLead()
            for number in 1...103 {
                let body: JSON = [
                    "type": "Browse", "text": .string("House \(number)"), "link": "https://homes.example.com/1",
                    "picture": "https://homes.example.com/1.jpg",
                    "created": .integer(1_795_000_000_000 + Int64(number)),
                    "listing": ["city": "Austin", "price": 100],
                ]
                #expect(try await client.post("/v1.0/leads/\(lead)/activity", body).text == "{\"leadId\":\(lead)}")
            }
            let first = try #require(try await client.get("/v1.0/leads/\(lead)/activities").json.items)
            #expect(first.count == 100)
            #expect(first[0]["text"] == "House 103")
            #expect(first[0]["created"] == .integer(1_795_000_000_103))
            #expect(first[0]["listing"] == ["city": "Austin", "price": 100])
            let second = try #require(try await client.get("/v1.0/leads/\(lead)/activities?curPage=1").json.items)
            #expect(second.compactMap { $0["text"]?.string } == ["House 3", "House 2", "House 1"])
            #expect(try await client.get("/v1.0/leads/\(lead)/activities?curPage=2").text == "[]")
            #expect(try await client.get("/v1.0/leads/\(lead)/activities?curPage=-1").status == 400)
            #expect(try await client.lead(lead)["lastVisit"] == "2026-11-18T11:06:40GMT")
        }
    }

    @Test(
        "a website activity without its parts is refused",
        arguments: ["type", "text", "link", "picture", "created"]
    )
    func siteActivityParts(missing: String) async throws {
        try await withSandbox { _, client async throws in
            let body: JSON = ["type": "Search", "text": "t", "link": "l", "picture": "p", "created": 1]
            let path = "/v1.0/leads/\(BookLeadMaker.guideLeadID)/activity"
            #expect(try await client.post(path, body.setting(missing, to: nil)).status == 400)
            #expect(try await client.post(path, body.setting(missing, to: true)).status == 400)
            #expect(try await client.post(path, body).status == 200)
        }
    }

    @Test("changes of stage and agent stand in the system log, newest first; nothing else does")
    func systemLog() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let id = try await client.makeLead(["firstName": "Log", "assignedUserId": 10_000_000_514])
            clock.advance(by: 10)
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "Qualified"])
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "Qualified", "firstName": "Logged"])
            clock.advance(by: 10)
            let assignee: JSON = [["role": "Agent", "assignee": "devon@bluebonnet.example.com"]]
            _ = try await client.post("/v1.0/leads/\(id)/assignment", assignee)
            _ = try await client.post("/v1.0/notes", ["leadId": .integer(id), "content": "no event"])
            let json = try await client.get("/v1.0/systemLogs?leadId=\(id)").json
            #expect(json["hasMore"] == 0)
            let lines = try #require(json["timeLines"]?.items)
            #expect(lines.map { $0["timelineType"] } == [39, 38])
            #expect(lines[1]["timelineTypeDesc"] == "TeamStageChange")
            #expect(lines[1]["content"] == ["fromStageName": "New Lead", "toStageName": "Qualified"])
            #expect(lines[0]["content"] == ["fromAgentName": "Marisol Vega", "toAgentName": "Devon Wright"])
            #expect(lines[0]["id"]?.string.flatMap { Int64($0) } != nil)
            let page = try await client.get("/v1.0/systemLogs?leadId=\(id)&pageSize=1").json
            #expect(page["hasMore"] == 1)
            #expect(page["timeLines"]?.items == [lines[0]])
            let now = Int64(clock.now.timeIntervalSince1970 * 1_000)
            let early = try await client.get("/v1.0/systemLogs?leadId=\(id)&endTime=\(now - 1)").json
            #expect(early["timeLines"]?.items == [lines[1]])
            #expect(try await client.get("/v1.0/systemLogs?leadId=1").status == 403)
        }
    }
}
