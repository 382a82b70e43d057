import Testing

@testable import LoftySandbox

@Suite("Calls, texts and emails", .timeLimit(.minutes(1)))
struct CommunicationTests {
    private func log(_ client: Client, _ lead: Int64, _ type: String) async throws -> Int64 {
        let body: JSON = [
            "leadId": .integer(lead), "logType": .string(type), "content": "By hand", "leadPhoneNumber": "5125550123",
            "emailSubject": "Logged",
        ]
        let reply = try await client.post("/v1.0/logType", body)
        return try #require(try reply.json["logType"]?["id"]?.int64, "\(reply.text)")
    }

    private func text(_ client: Client, _ lead: Int64, _ content: String = "Hello") async throws -> Int64 {
        let reply = try await client.post(
            "/v1.0/message/sms/send",
            ["leadId": .integer(lead), "content": .string(content)]
        )
        return try #require(try reply.json["messageId"]?.string.flatMap { Int64($0) }, "\(reply.text)")
    }

    private func email(_ client: Client, _ lead: Int64) async throws -> Int64 {
        let reply = try await client.post(
            "/v1.0/message/email/send",
            ["leadId": .integer(lead), "subject": "Homes", "content": "<p>Three</p>"]
        )
        return try #require(try reply.json["messageId"]?.string.flatMap { Int64($0) }, "\(reply.text)")
    }

    /// A lead of the book with a call of the dialer that was talked on, and the call.
    private func dialed(_ client: Client) async throws -> (lead: Int64, call: JSON) {
        for lead in try await client.list("limit=100&contacted=true").ids {
            let calls = try await client.get("/v1.0/communication/call?leadId=\(lead)&limit=1000").json["calls"]?.items
            if let call = calls?.first(where: { $0["callingOutcome"] == "Talked" }) { return (lead, call) }
        }
        throw Missing()
    }

    private struct Missing: Error {}

    @Test("a text that is sent is kept as a manual one, is a touch, and reaches nobody")
    func sentText() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "phones": ["5125550101", "5125550102"], "cannotText": true,
            ])
            clock.advance(by: 60)
            let reply = try await client.post(
                "/v1.0/message/sms/send",
                ["leadId": .integer(lead), "content": "Hello", "phoneNumber": "(512) 555-0102", "phoneCode": "1"]
            )
            let json = try reply.json
            let id = try #require(json["messageId"]?.string.flatMap { Int64($0) })
            #expect(json.names == ["messageId", "phoneNumber", "phoneCode"])
            #expect(json["phoneNumber"] == "5125550102")
            #expect(try await client.lead(lead)["lastTouch"] == "2026-11-18T11:07:40GMT")
            let texts = try await client.get("/v1.0/communication/text?leadId=\(lead)").json["texts"]
            let record: JSON = [
                "id": .integer(id), "leadId": .integer(lead), "direction": "Outbound",
                "agentId": .integer(try await client.recordID()), "textOutcome": "Delivered",
                "textTime": "2026-11-18 11:07:40", "textType": "Manual", "textContent": "Hello",
            ]
            #expect(texts == [record])
            #expect(try await client.get("/v2.0/communication/text/\(id)").json == record)
            let activity = try await client.get("/v2.0/leads/\(lead)/activities").json["activities"]?.items
            #expect(activity?.map { $0["communicationType"] } == ["Manual"])
            #expect(activity?[0]["channel"] == "Text")
            let other = try await client.post(
                "/v1.0/message/sms/send",
                ["leadId": .integer(lead), "content": "x", "phoneNumber": "9995550100"]
            )
            #expect(try other.json["phoneNumber"] == "5125550101")
        }
    }

    @Test("an email that is sent is kept as a manual one")
    func sentEmail() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "emails": ["ada@example.com", "Ada.Work@example.com"],
            ])
            let body: JSON = [
                "leadId": .integer(lead), "subject": "Homes", "content": "<p>Three</p>",
                "toEmail": "ada.work@example.com",
            ]
            let json = try await client.post("/v1.0/message/email/send", body).json
            let id = try #require(json["messageId"]?.string.flatMap { Int64($0) })
            #expect(json.names == ["messageId", "toEmail", "subject"])
            #expect(json["toEmail"] == "Ada.Work@example.com")
            let emails = try await client.get("/v1.0/communication/email?leadId=\(lead)").json["emails"]?.items
            #expect(emails?.compactMap { $0["id"]?.int64 } == [id])
            #expect(emails?[0]["eventType"] == "Sent")
            #expect(emails?[0]["emailType"] == "Manual")
            #expect(emails?[0]["emailSubject"] == "Homes")
            #expect(emails?[0]["fromPond"] == false)
            #expect(try await client.get("/v2.0/communication/email/\(id)").json == emails?[0])
        }
    }

    @Test(
        "what cannot be sent is refused and leaves nothing behind",
        arguments: [
            ("sms", #"{"content":null}"#), ("sms", #"{"content":"  "}"#), ("sms", #"{"leadId":null}"#),
            ("sms", #"{"leadId":"7"}"#), ("sms", #"{"phoneNumber":5}"#), ("email", #"{"subject":null}"#),
            ("email", #"{"content":""}"#), ("email", #"{"body":"x","content":null}"#), ("email", #"{"toEmail":[]}"#),
        ]
    )
    func sendingRefusals(channel: String, change: String) async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "emails": ["ada@example.com"], "phones": ["5125550101"],
            ])
            let body: JSON = ["leadId": .integer(lead), "subject": "s", "content": "c"]
            let wrong = body.changed(try JSONParser.parse(change.utf8))
            #expect(try await client.post("/v1.0/message/\(channel)/send", wrong).refusesParameter)
            #expect(try await client.get("/v2.0/leads/\(lead)/activities").json["activities"] == [])
            #expect(try await client.post("/v1.0/message/\(channel)/send", body).status == 200)
        }
    }

    @Test("a lead without an address or a number cannot be written to")
    func unreachable() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let body: JSON = ["leadId": .integer(lead), "subject": "s", "content": "c"]
            for channel in ["sms", "email"] {
                #expect(try await client.post("/v1.0/message/\(channel)/send", body).refusesParameter)
            }
        }
    }

    @Test("the history of a channel comes oldest first, ten by default, and pages by offset and by id")
    func pages() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead(["firstName": "Ada", "phones": ["5125550101"]])
            var ids: [Int64] = []
            for number in 0..<13 {
                clock.advance(by: 1)
                ids.append(try await text(client, lead, "text \(number)"))
            }
            _ = try await log(client, lead, "logText")
            func list(_ query: String) async throws -> [Int64] {
                let reply = try await client.get("/v1.0/communication/text?leadId=\(lead)&\(query)")
                return try #require(try reply.json["texts"]?.ids("id"), "\(reply.text)")
            }
            #expect(try await list("") == Array(ids[..<10]))
            #expect(try await list("limit=1000") == ids)
            #expect(try await list("limit=2&offset=11") == Array(ids[11...]))
            #expect(try await list("limit=3&currentId=\(ids[4])&offset=9") == Array(ids[5...7]))
            for query in ["limit=0", "limit=1001", "currentId=x", "offset=x"] {
                let reply = try await client.get("/v1.0/communication/text?leadId=\(lead)&\(query)")
                #expect(reply.refusesParameter, "\(query)")
            }
        }
    }

    @Test("calls of the dialer have all their parts; logged ones stand in the second version only")
    func calls() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client async throws in
            let (lead, call) = try await dialed(client)
            #expect(call["status"] == "Completed")
            #expect(call["recordingSwitch"] == true)
            let seconds = try #require(call["duration"]?.int64)
            #expect(seconds >= 40)
            #expect(call["elapsedTime"]?.string?.wholeMatch(of: /\d\d:\d\d/) != nil)
            #expect(call["startTime"] != call["endTime"])
            #expect(call["leadPhoneNumber"] != .null)
            let id = try #require(call["id"]?.int64)
            #expect(try await client.get("/v2.0/communication/call/\(id)").json == call)
            #expect(try await client.get("/v1.0/calls/\(id)").json == ["calls": call])
            let logged = try await log(client, lead, "logCall")
            let first = try await client.get("/v1.0/communication/call?leadId=\(lead)&limit=1000").json["calls"]
            #expect(first?.ids("id").contains(logged) == false)
            let second = try await client.get("/v1.0/communication/call/v2?leadId=\(lead)&limit=1000").json["calls"]
            #expect(second?.ids("id").suffix(1) == [logged])
            #expect(second?.items?.allSatisfy { $0.names.count == 6 } == true)
            let single = try await client.get("/v2.0/communication/call/\(logged)").json
            #expect(single["leadPhoneNumber"] == "5125550123")
            #expect(single["note"] == "By hand")
            #expect(!single.names.contains("status"))
            #expect(!single.names.contains("duration"))
            #expect(try await client.get("/v1.0/calls/\(logged)").refuses(400, 20017, "PERMISSION_DENIED"))
        }
    }

    @Test("the calls of a lead come with their number and in pages")
    func callList() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client async throws in
            let (lead, call) = try await dialed(client)
            let all = try await client.get("/v1.0/calls?leadId=\(lead)").json
            let ids = all["calls"]?.ids("id") ?? []
            #expect(
                all["_metadata"] == [
                    "collection": "calls", "limit": 10, "offset": 0, "total": .integer(Int64(ids.count)),
                ]
            )
            #expect(all["calls"]?.items?.contains(call) == true)
            let last = try await client.get("/v1.0/calls?leadId=\(lead)&limit=1&offset=\(ids.count - 1)").json
            #expect(last["calls"]?.ids("id") == Array(ids.suffix(1)))
            #expect(last["_metadata"]?["total"] == .integer(Int64(ids.count)))
            for query in ["", "?leadId=0", "?leadId=-4", "?leadId=1"] {
                #expect(try await client.get("/v1.0/calls\(query)").isMissingLead, "\(query)")
            }
            for query in ["limit=0", "limit=1001", "limit=x"] {
                #expect(try await client.get("/v1.0/calls?leadId=\(lead)&\(query)").refusesParameter, "\(query)")
            }
        }
    }

    @Test("a recording has a link for an hour, a call without one an empty link")
    func recordings() async throws {
        let clock = ManualClock()
        try await withSandbox(SandboxConfiguration(leads: 60), environment: clock.environment) {
            _,
            client async throws in
            let (_, call) = try await dialed(client)
            let id = try #require(call["id"]?.int64)
            let link = "https://recordings.example.com/\(id).mp3?expires=1795003600000"
            #expect(
                try await client.get("/v1.0/call/url/\(id)").json == [
                    "calls": ["id": .integer(id), "url": .string(link)]
                ]
            )
            var unanswered: Int64?
            for lead in try await client.list("limit=100&contacted=true").ids where unanswered == nil {
                let calls = try await client.get("/v1.0/communication/call?leadId=\(lead)&limit=1000").json["calls"]
                unanswered = calls?.items?.first { $0["callingOutcome"] == "NoAnswer" }?["id"]?.int64
            }
            let silent = try #require(unanswered)
            #expect(try await client.get("/v1.0/call/url/\(silent)").json["calls"]?["url"] == "")
            for path in ["/v1.0/call/url/1", "/v1.0/calls/1"] {
                #expect(try await client.get(path).refuses(400, 20017, "PERMISSION_DENIED"))
            }
        }
    }

    @Test("a record of another kind looks like one that is not there")
    func kinds() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "emails": ["ada@example.com"], "phones": ["5125550101"],
            ])
            let ids = [
                "text": try await text(client, lead), "email": try await email(client, lead),
                "call": try await log(client, lead, "logCall"),
            ]
            for (kind, id) in ids {
                for asked in ids.keys {
                    let reply = try await client.get("/v2.0/communication/\(asked)/\(id)")
                    if asked == kind {
                        #expect(reply.status == 200)
                    } else {
                        #expect(reply.refuses(400, 20017, "PERMISSION_DENIED"), "\(kind) as \(asked)")
                    }
                }
            }
            #expect(try await client.get("/v2.0/communication/text/1").refuses(400, 20017, "PERMISSION_DENIED"))
            #expect(try await client.get("/v2.0/communication/text/x").refusesParameter)
        }
    }

    @Test("nothing that was said to a hidden lead can be read, and nothing sent to it")
    func hidden() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let textID = try await text(client, lead)
            let emailID = try await email(client, lead)
            try await client.hide(lead)
            for path in [
                "communication/call", "communication/call/v2", "communication/text", "communication/email", "calls",
            ] {
                #expect(try await client.get("/v1.0/\(path)?leadId=\(lead)").isMissingLead, "\(path)")
                #expect(try await client.get("/v1.0/\(path)?leadId=1").isMissingLead, "\(path)")
            }
            #expect(try await client.get("/v2.0/communication/text/\(textID)").refuses(400, 20017, "PERMISSION_DENIED"))
            #expect(
                try await client.get("/v2.0/communication/email/\(emailID)").refuses(400, 20017, "PERMISSION_DENIED")
            )
            let body: JSON = ["leadId": .integer(lead), "subject": "s", "content": "c"]
            #expect(try await client.post("/v1.0/message/sms/send", body).isMissingLead)
            #expect(try await client.post("/v1.0/message/email/send", body).isMissingLead)
        }
    }
}
