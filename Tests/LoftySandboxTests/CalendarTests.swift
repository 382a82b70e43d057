import Testing

@testable import LoftySandbox

@Suite("The calendar", .timeLimit(.minutes(1)))
struct CalendarTests {
    private static let success = #"{"message":"Calendar updated successfully"}"#

    private func entry(_ lead: Int64, _ more: JSON = [:]) -> JSON {
        let entry: JSON = [
            "type": "TASK", "content": "Ring back", "leadId": .integer(lead), "taskWay": "Call",
            "startAt": "2031-03-01T15:00:00-08:00", "endAt": "2031-03-01T16:00:00-08:00",
            "timeZoneCode": "America/Los_Angeles",
        ]
        return entry.changed(more)
    }

    private func make(_ client: Client, _ lead: Int64, _ more: JSON = [:]) async throws -> String {
        let reply = try await client.post("/v2.0/calendar", entry(lead, more))
        return try #require(try reply.json["data"]?["id"]?.string, "\(reply.text)")
    }

    private func list(_ client: Client, _ query: String) async throws -> JSON {
        let reply = try await client.get("/v2.0/calendar?\(query)")
        return try #require(try reply.json["data"], "\(reply.text)")
    }

    @Test("an entry lives under its composite id, and the tasks see the same row")
    func life() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead(["firstName": "Ada", "lastName": "Lane"])
            let reply = try await client.post("/v2.0/calendar", entry(lead))
            let data = try #require(try reply.json["data"])
            let id = try #require(data["id"]?.string)
            let number = try #require(Int64(id.dropLast("-task".count)))
            #expect(data["type"] == "TASK")
            #expect(data["message"]?.string?.isEmpty == false)
            #expect(try await client.task(number)["type"] == "Call")
            let range = "leadId=\(lead)&startTime=2031-03-01T00:00:00Z"
            let listed = try await list(client, range)
            #expect(listed["total"] == 1)
            #expect(listed["page"] == 0)
            #expect(listed["pageSize"] == 20)
            #expect(
                listed["items"] == [
                    [
                        "id": .string(id), "type": "TASK", "taskId": .integer(number), "sourceType": 1,
                        "content": "Ring back", "title": "Ada Lane: Call", "finished": false,
                        "startAt": "2031-03-01T15:00:00-08:00", "endAt": "2031-03-01T16:00:00-08:00",
                        "startAtMs": 1_930_172_400_000, "endAtMs": 1_930_176_000_000,
                        "timeZoneCode": "America/Los_Angeles", "leadId": .integer(lead),
                    ]
                ]
            )
            let change: JSON = ["content": "Ring twice", "endAtMs": 1_930_179_600_000, "reminderType": "2"]
            #expect(try await client.put("/v2.0/calendar/\(id)", change).text == Self.success)
            #expect(try await client.task(number)["content"] == "Ring twice")
            #expect(try await client.task(number)["endAt"] == "2031-03-02T01:00:00GMT")
            #expect(try await client.task(number)["reminderType"] == 2)
            #expect(try await client.reply("POST", "/v2.0/calendar/\(id)/finish", "").text == Self.success)
            #expect(try await client.task(number)["finishFlag"] == true)
            #expect(try await list(client, range)["total"] == 0)
            #expect(try await list(client, range + "&includeFinished=true")["total"] == 1)
            #expect(try await client.reply("POST", "/v2.0/calendar/\(id)/unfinish", "").text == Self.success)
            #expect(try await list(client, range)["total"] == 1)
            #expect(try await client.delete("/v2.0/calendar/\(id)").text == Self.success)
            #expect(try await client.delete("/v2.0/calendar/\(id)").refusesParameter)
            #expect(try await list(client, range + "&includeFinished=true")["total"] == 0)
        }
    }

    @Test("an appointment from midnight to midnight takes the day")
    func allDay() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let id = try await make(
                client,
                lead,
                [
                    "type": "appointment", "taskWay": nil, "startAt": "2031-03-01T00:00:00-08:00",
                    "endAt": "2031-03-02T00:00:00-08:00", "address": "1 Main St",
                ]
            )
            #expect(id.hasSuffix("-appointment"))
            let appointments = try await client.get("/v1.0/appts?leadId=\(lead)").json.items
            #expect(appointments?[0]["allDay"] == true)
            #expect(appointments?[0]["address"] == "1 Main St")
        }
    }

    @Test(
        "an entry that says too little or something wrong is refused",
        arguments: [
            #"{"type":null}"#, #"{"type":"MEETING"}"#, #"{"content":null}"#, #"{"leadId":null}"#,
            #"{"taskWay":null}"#, #"{"taskWay":"Appointment"}"#, #"{"startAt":null}"#, #"{"endAt":null}"#,
            #"{"timeZoneCode":null}"#, #"{"timeZoneCode":"Mars"}"#, #"{"startAt":"2031-03-01T15:00:00"}"#,
            #"{"startAt":"2020-03-01T15:00:00Z"}"#, #"{"startAt":null,"startAtMs":1000}"#,
            #"{"endAt":"2031-02-01T15:00:00Z"}"#, #"{"assignedRole":"Lender"}"#,
        ]
    )
    func refusals(change: String) async throws {
        try await withSandbox { _, client async throws in
            let body = entry(BookLeadMaker.guideLeadID).changed(try JSONParser.parse(change.utf8))
            let reply = try await client.post("/v2.0/calendar", body)
            #expect(reply.refusesParameter, "\(reply.text)")
        }
    }

    @Test("an id must have its kind behind it, and the right one")
    func ids() async throws {
        try await withSandbox { _, client async throws in
            let id = try await make(client, try await client.makeLead())
            let number = id.dropLast("-task".count)
            for wrong in [String(number), "\(number)-appointment", "\(number)-Task", "1-task", "x-task", "-task"] {
                let reply = try await client.put("/v2.0/calendar/\(wrong)", ["content": "x"])
                #expect(reply.refusesParameter, "\(wrong)")
            }
            #expect(try await client.put("/v2.0/calendar/\(id)", [:]).refuses(400, 20012, "MISSING_PARAMETER"))
            for body: JSON in [["startAt": "2020-01-01T00:00:00Z"], ["reminderType": "soon"], ["content": " "]] {
                #expect(try await client.put("/v2.0/calendar/\(id)", body).refusesParameter)
            }
        }
    }

    @Test(
        "a list without a bound or with an impossible page is refused",
        arguments: [
            "", "leadId=1", "startTime=2031-03-01T00:00:00", "startTime=2031-03-01T00:00:00+01:00",
            "startTimeMs=0&pageSize=501", "startTimeMs=0&pageSize=0", "startTimeMs=0&page=-1", "startTimeMs=x",
            "startTimeMs=0&sort=title", "startTimeMs=-1", "startTimeMs=9223372036854775807",
            "startTimeMs=0&timeZoneCode=Mars", "startTimeMs=0&sourceType=x",
        ]
    )
    func listRefusals(query: String) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.get("/v2.0/calendar?\(query)").refusesParameter)
        }
    }

    @Test("a list holds what overlaps the time, in order, in pages, of the sources that are asked for")
    func lists() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            var ids: [String] = []
            for day in 1...5 {
                let start = "2031-03-0\(day)T10:00:00Z"
                let end = "2031-03-0\(day)T12:00:00Z"
                ids.append(try await make(client, lead, ["startAt": .string(start), "endAt": .string(end)]))
            }
            func found(_ query: String) async throws -> [String] {
                try await list(client, "leadId=\(lead)&\(query)")["items"]?.items?.compactMap { $0["id"]?.string } ?? []
            }
            #expect(try await found("startTimeMs=0") == ids.reversed())
            #expect(try await found("startTimeMs=0&desc=false") == ids)
            #expect(try await found("startTimeMs=0&desc=false&pageSize=2&page=1") == Array(ids[2...3]))
            let span = "startTime=2031-03-02T11:00:00Z&endTime=2031-03-04T10:00:00%2B00:00&desc=false"
            #expect(try await found(span) == Array(ids[1...3]))
            #expect(try await found("endTime=2031-03-01T11:00:00Z") == [ids[0]])
            #expect(try await found("startTimeMs=0&sourceType=2").isEmpty)
            #expect(try await found("startTimeMs=0&sourceType=2,1&desc=false") == ids)
            let zoned = try await list(client, "leadId=\(lead)&startTimeMs=0&timeZoneCode=UTC")["items"]?.items
            #expect(zoned?[0]["startAt"] == "2031-03-05T10:00:00+00:00")
            #expect(zoned?[0]["timeZoneCode"] == "GMT" || zoned?[0]["timeZoneCode"] == "UTC")
        }
    }

    @Test("without a lead the calendar is the caller's own")
    func own() async throws {
        try await withSandbox { _, client async throws in
            let me = try await client.recordID()
            let mine = try await make(
                client,
                try await client.makeLead(["firstName": "Mine", "assignedUserId": .integer(me)])
            )
            _ = try await make(client, try await client.makeForeignLead())
            let items = try await list(client, "startTime=2031-01-01T00:00:00Z")["items"]?.items
            #expect(items?.compactMap { $0["id"]?.string } == [mine])
        }
    }

    @Test("the entries of a hidden lead can be neither listed, made, changed nor moved to")
    func hidden() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let id = try await make(client, lead)
            let own = try await make(client, try await client.makeLead())
            try await client.hide(lead)
            #expect(try await client.get("/v2.0/calendar?leadId=\(lead)&startTimeMs=0").isMissingLead)
            #expect(try await client.post("/v2.0/calendar", entry(lead)).isMissingLead)
            #expect(try await client.put("/v2.0/calendar/\(own)", ["leadId": .integer(lead)]).isMissingLead)
            #expect(try await client.put("/v2.0/calendar/\(id)", ["content": "x"]).refusesParameter)
            #expect(try await client.delete("/v2.0/calendar/\(id)").refusesParameter)
            #expect(try await client.reply("POST", "/v2.0/calendar/\(id)/finish", "").refusesParameter)
        }
    }

    @Test("meetings are offered in the caller's working hours, besides what stands there already")
    func meetings() async throws {
        // A Wednesday, 11:06:40 in UTC.
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            func slots(_ query: String) async throws -> (total: Int64?, starts: [String]) {
                let reply = try await client.get("/v2.0/calendar/meetings/available?\(query)")
                let data = try #require(try reply.json["data"], "\(reply.text)")
                let slots = try #require(data["slots"]?.items)
                for slot in slots {
                    #expect((slot["endTimeMs"]?.int64 ?? 0) - (slot["startTimeMs"]?.int64 ?? 0) == 3_600_000)
                }
                return (data["total"]?.int64, slots.compactMap { $0["startTime"]?.string })
            }
            let day =
                "startTime=2031-03-03T00:00:00-05:00&endTime=2031-03-04T00:00:00-05:00&timeZoneCode=America/New_York"
            let free = try await slots(day)
            #expect(free.total == 8)
            #expect(free.starts.first == "2031-03-03T09:00:00-05:00")
            #expect(free.starts.last == "2031-03-03T16:00:00-05:00")
            #expect(try await slots(day + "&limit=2").starts == Array(free.starts[..<2]))
            let me = try await client.recordID()
            let lead = try await client.makeLead(["firstName": "Mine", "assignedUserId": .integer(me)])
            _ = try await make(
                client,
                lead,
                ["type": "APPOINTMENT", "startAt": "2031-03-03T09:30:00-05:00", "endAt": "2031-03-03T11:00:00-05:00"]
            )
            #expect(try await slots(day).starts == Array(free.starts[2...]))
            let weekend = "startTime=2031-03-01T00:00:00Z&endTime=2031-03-03T00:00:00Z&timeZoneCode=UTC"
            #expect(try await slots(weekend).total == 0)
            let india = "startTime=2031-03-03T00:00:00Z&endTime=2031-03-04T00:00:00Z&timeZoneCode=Asia/Kolkata&limit=1"
            #expect(try await slots(india).starts == ["2031-03-03T09:00:00+05:30"])
        }
    }

    @Test(
        "a time for meetings that has passed, ends early or lasts too long is refused",
        arguments: [
            "", "startTimeMs=1930172400000", "endTimeMs=1930172400000",
            "startTimeMs=1000&endTimeMs=1930172400000",
            "startTimeMs=1930172400000&endTimeMs=1930172400000",
            "startTimeMs=1930172400000&endTimeMs=1937948400001",
            "startTimeMs=1930172400000&endTimeMs=1930176000000&limit=0",
            "startTimeMs=9223372036854775797&endTimeMs=9223372036854775806",
        ]
    )
    func meetingRefusals(query: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v2.0/calendar/meetings/available?\(query)")
            #expect(reply.refusesParameter, "\(reply.text)")
        }
    }
}
