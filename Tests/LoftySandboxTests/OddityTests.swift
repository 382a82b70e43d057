import Foundation
import Testing

@testable import LoftySandbox

@Suite("Oddities", .timeLimit(.minutes(1)))
struct OddityTests {
    private static let lead: Int64 = 563_172_647_619_608

    private func withOddities(
        _ assignments: [String],
        _ body: (PipelineUnderTest) async throws -> Void
    ) async throws {
        var oddities = SandboxOddities()
        for assignment in assignments { try oddities.set(assignment) }
        let pipeline = try PipelineUnderTest(oddities: oddities)
        defer { pipeline.close() }
        try await body(pipeline)
    }

    private func json(_ response: SandboxResponse) throws -> JSON { try JSONParser.parse(response.body) }

    // MARK: Reads

    @Test("dates of leads end in GMT or Z", arguments: [("gmt", "GMT"), ("zulu", "Z")])
    func dates(value: String, ending: String) async throws {
        try await withOddities(["dates=\(value)"]) { pipeline async throws in
            _ = await pipeline.send("PUT", "/v1.0/leads/\(Self.lead)", ["tags": ["a"], "firstName": "2026GMT"])
            let one = try json(await pipeline.send("GET", "/v1.0/leads/\(Self.lead)"))["lead"]
            let list = try json(await pipeline.send("GET", "/v1.0/leads?limit=100"))["leads"]?.items ?? []
            let tags = try json(await pipeline.send("GET", "/v1.0/teamFeatures/listTag")).items ?? []
            let dates = ([one].compactMap { $0 } + list).map { $0["createTime"] } + tags.map { $0["createTime"] }
            #expect(dates.count > 30)
            #expect(dates.allSatisfy { $0?.string?.hasSuffix(ending) == true })
            #expect(dates.allSatisfy { $0?.string?.count == 19 + ending.count })
            #expect(one?["tags"]?.items?.first?["updateTime"]?.string?.hasSuffix(ending) == true)
            #expect(one?["firstName"] == "2026GMT")
        }
    }

    @Test("an unset number is -1 or null", arguments: [("-1", -1), ("null", nil)] as [(String, JSON)])
    func unsetNumbers(value: String, expected: JSON) async throws {
        try await withOddities(["unset-numbers=\(value)"]) { pipeline async throws in
            let body: JSON = ["inquiry": ["priceMax": 9], "property": ["city": "Austin"]]
            _ = await pipeline.send("PUT", "/v1.0/leads/\(Self.lead)", body)
            let lead = try json(await pipeline.send("GET", "/v1.0/leads/\(Self.lead)"))["lead"]
            #expect(lead?["leadInquiry"]?["bedroomsMin"] == expected)
            #expect(lead?["leadInquiry"]?["priceMax"] == 9)
            #expect(lead?["leadPropertyList"]?.items?.last?["floors"] == expected)
            let made = try json(await pipeline.send("POST", "/v1.0/leads", ["firstName": "A"]))["leadId"] ?? .null
            let other = try json(await pipeline.send("GET", "/v1.0/leads/\(made.text)"))["lead"]
            #expect(other?["leadSource"] == -1, "which is no unset number but a source of its own")
        }
    }

    @Test("an unanswered question is N/A or null", arguments: [("N/A", "N/A"), ("null", nil)] as [(String, JSON)])
    func unknownTexts(value: String, expected: JSON) async throws {
        try await withOddities(["unknown-texts=\(value)"]) { pipeline async throws in
            let made = try json(await pipeline.send("POST", "/v1.0/leads", ["firstName": "A"]))["leadId"] ?? .null
            let lead = try json(await pipeline.send("GET", "/v1.0/leads/\(made.text)"))["lead"]
            #expect(lead?["mortgage"] == expected)
        }
    }

    @Test("the page tells of itself under either name", arguments: [("_metadata"), ("get_metadata")])
    func metadata(name: String) async throws {
        try await withOddities(["metadata=\(name)"]) { pipeline async throws in
            for path in ["/v1.0/leads", "/v1.0/members", "/v1.0/teamFeatures/lead-pipelines"] {
                let names = try json(await pipeline.send("GET", path)).members.map(\.name)
                #expect(names.filter { $0.hasSuffix("metadata") } == [name], "\(path)")
            }
        }
    }

    @Test("a single lead comes wrapped or bare", arguments: ["wrapped", "bare"])
    func singleLead(value: String) async throws {
        try await withOddities(["single-lead=\(value)"]) { pipeline async throws in
            let body = try json(await pipeline.send("GET", "/v1.0/leads/\(Self.lead)"))
            #expect((value == "bare" ? body : body["lead"])?["leadId"] == .integer(Self.lead))
            #expect((body["lead"] == nil) == (value == "bare"))
        }
    }

    @Test("change logs have the shape of now or of before")
    func systemLogs() async throws {
        for value in ["current", "old"] {
            try await withOddities(["system-logs=\(value)"]) { pipeline async throws in
                _ = await pipeline.send("PUT", "/v1.0/leads/\(Self.lead)", ["stage": "Nurture"])
                let path = "/v1.0/systemLogs?leadId=\(Self.lead)"
                let entry = try #require(try json(await pipeline.send("GET", path))["timeLines"]?.items?.first)
                let isOld = value == "old"
                #expect((entry["id"]?.int64 != nil) == isOld)
                #expect((entry["timelineTypeDesc"] == nil) == isOld)
                #expect((entry["refId"] == nil) == isOld)
                #expect((entry["leadFullName"] != nil) == isOld)
                #expect((entry["content"]?.string?.contains(#""toStageName":"Nurture""#) == true) == isOld)
                guard isOld else { return }
                let time = try #require(entry["timelineTime"]?.int64)
                #expect(abs(time - SandboxEnvironment.live.nowMillis) < 600_000)
            }
        }
    }

    @Test("the member that no schema knows can be left out", arguments: ["on", "off"])
    func unknownKey(value: String) async throws {
        try await withOddities(["unknown-key=\(value)"]) { pipeline async throws in
            let list = try json(await pipeline.send("GET", "/v1.0/leads"))["leads"]?.items ?? []
            #expect(list.count == 12)
            #expect(list.allSatisfy { ($0["privateFlag"] != nil) == (value == "on") })
        }
    }

    @Test("listTag mixes tags on leads in, or does not", arguments: ["on", "off"])
    func mixedTags(value: String) async throws {
        try await withOddities(["mixed-tags=\(value)"]) { pipeline async throws in
            let rows = try json(await pipeline.send("GET", "/v1.0/teamFeatures/listTag")).items ?? []
            #expect(rows.contains { $0["leadId"] != 0 } == (value == "on"))
            #expect(rows.count { $0["leadId"] == 0 } == BookTeam.tags.count)
        }
    }

    @Test("a page of leads is no longer than the cap, and says so", arguments: [5, 100] as [Int64])
    func pageCap(cap: Int64) async throws {
        try await withOddities(["page-cap=\(cap)"]) { pipeline async throws in
            let body = try json(await pipeline.send("GET", "/v1.0/leads?limit=100"))
            #expect(body["leads"]?.items?.count == Int(min(cap, 12)))
            #expect(body["_metadata"]?["limit"] == .integer(cap))
            #expect(await pipeline.send("GET", "/v1.0/leads?limit=101").status == 400)
        }
    }

    @Test("a scroll lives as long as it says", arguments: [("never", 200), ("60000", 400)])
    func scrollLifetime(value: String, status: Int) async throws {
        let clock = ManualClock()
        var oddities = SandboxOddities()
        try oddities.set("scroll-lifetime=\(value)")
        let pipeline = try PipelineUnderTest(oddities: oddities, environment: clock.environment)
        defer { pipeline.close() }
        let first = try json(await pipeline.send("GET", "/v1.0/leads?limit=5"))
        let scroll = try #require(first["_metadata"]?["scrollId"]?.string)
        clock.advance(by: 60)
        #expect(await pipeline.send("GET", "/v1.0/leads?limit=5&scrollId=\(scroll)").status == 200)
        clock.advance(by: 1)
        #expect(await pipeline.send("GET", "/v1.0/leads?limit=5&scrollId=\(scroll)").status == status)
    }

    @Test("a stage that is not there is 404 or nobody's", arguments: [("404", 404), ("empty", 200)])
    func unknownStage(value: String, status: Int) async throws {
        try await withOddities(["unknown-stage=\(value)"]) { pipeline async throws in
            let response = await pipeline.send("GET", "/v1.0/leads?stage=Nowhere&source=Google")
            #expect(response.status == status)
            guard status == 200 else { return }
            #expect(try json(response)["leads"] == [])
            #expect(try json(response)["_metadata"]?["total"] == 0)
        }
    }

    // MARK: Writes

    @Test("a new lead is hidden from reads for the delay, and writes find it", arguments: [0, 2_000])
    func creationDelay(millis: Int) async throws {
        let clock = ManualClock()
        var oddities = SandboxOddities()
        try oddities.set("creation-delay=\(millis)")
        let pipeline = try PipelineUnderTest(oddities: oddities, environment: clock.environment)
        defer { pipeline.close() }
        let id = try json(await pipeline.send("POST", "/v1.0/leads", ["firstName": "A"]))["leadId"] ?? .null
        #expect(await pipeline.send("GET", "/v1.0/leads/\(id.text)").status == (millis == 0 ? 200 : 404))
        #expect(await pipeline.send("PUT", "/v1.0/leads/\(id.text)", ["lastName": "B"]).status == 200)
        clock.advance(by: 2)
        #expect(await pipeline.send("GET", "/v1.0/leads/\(id.text)").status == 200)
    }

    @Test("a duplicate is a second lead, or changes the first and answers with a dead id", arguments: ["off", "on"])
    func mergedDuplicates(value: String) async throws {
        try await withOddities(["merged-duplicates=\(value)"]) { pipeline async throws in
            let first: JSON = ["firstName": "Ann", "emails": ["Ann@example.com"], "tags": ["old"]]
            let survivor = try json(await pipeline.send("POST", "/v1.0/leads", first))["leadId"]?.int64
            for contact in [["emails": ["ann@EXAMPLE.com"]], ["phones": ["+1 (206) 555-0142"]]] as [JSON] {
                let second: JSON = ["firstName": "Anna", "tags": ["new"], "content": "hello", "phones": ["2065550142"]]
                let reply = await pipeline.send("POST", "/v1.0/leads", second.merging(contact))
                #expect(reply.status == 200)
                let id = try #require(try json(reply)["leadId"]?.int64)
                #expect(id != survivor)
                #expect(await pipeline.send("GET", "/v1.0/leads/\(id)").status == (value == "on" ? 404 : 200))
                let note: JSON = ["leadId": .integer(id), "content": "n", "isPin": false]
                #expect(await pipeline.send("POST", "/v1.0/notes", note).status == (value == "on" ? 404 : 200))
            }
            let path = "/v1.0/leads/\(survivor ?? 0)"
            let lead = try #require(try json(await pipeline.send("GET", path))["lead"])
            #expect(lead.tagNames == (value == "on" ? ["new"] : ["old"]))
            let total = try json(await pipeline.send("GET", "/v1.0/leads"))["_metadata"]?["total"]
            #expect(total == (value == "on" ? 13 : 15))
        }
    }

    @Test("long names are cut or kept", arguments: ["on", "off"])
    func lossyNames(value: String) async throws {
        try await withOddities(["lossy-names=\(value)"]) { pipeline async throws in
            let long = String(repeating: "n", count: 90)
            let body: JSON = [
                "firstName": .string(long), "lastName": .string(long), "segments": [.string(long)],
                "tags": [.string(long)],
            ]
            #expect(await pipeline.send("PUT", "/v1.0/leads/\(Self.lead)", body).status == 200)
            let lead = try #require(try json(await pipeline.send("GET", "/v1.0/leads/\(Self.lead)"))["lead"])
            let lengths = [lead["firstName"], lead["lastName"], lead["segments"]?.items?.first].map {
                $0?.string?.count
            }
            #expect(lengths == Array(repeating: value == "on" ? 30 : 90, count: 3))
            #expect(lead.tagNames.map(\.count) == [value == "on" ? 64 : 90])
        }
    }

    @Test("an old backend removes no tags", arguments: ["on", "off"])
    func oldTagBackend(value: String) async throws {
        try await withOddities(["old-tag-backend=\(value)"]) { pipeline async throws in
            let path = "/v1.0/leads/\(Self.lead)"
            _ = await pipeline.send("PUT", path, ["tags": ["a", "b"]])
            _ = await pipeline.send("PUT", path, ["tagsRemove": ["a"], "tagsAdd": ["c"]])
            let lead = try #require(try json(await pipeline.send("GET", path))["lead"])
            #expect(Set(lead.tagNames) == (value == "on" ? ["a", "b", "c"] : ["b", "c"]))
            _ = await pipeline.send("PUT", path, ["clearAllTags": true])
            let cleared = try #require(try json(await pipeline.send("GET", path))["lead"])
            #expect(cleared.tagNames.isEmpty == (value == "off"))
        }
    }

    @Test("the guide's tag objects are taken or refused", arguments: [("on", 200), ("off", 400)])
    func tagObjects(value: String, status: Int) async throws {
        try await withOddities(["tag-objects=\(value)"]) { pipeline async throws in
            let body: JSON = ["tags": [["tagName": "follow-up"]]]
            #expect(await pipeline.send("PUT", "/v1.0/leads/\(Self.lead)", body).status == status)
        }
    }

    @Test("the guide's assignees are taken or refused", arguments: [("on", 200), ("off", 400)])
    func assigneesObject(value: String, status: Int) async throws {
        try await withOddities(["assignees-object=\(value)"]) { pipeline async throws in
            let path = "/v1.0/leads/\(Self.lead)/assignment"
            #expect(await pipeline.send("POST", path, ["assignees": [["userId": 10_000_000_514]]]).status == status)
            #expect(await pipeline.send("POST", path, [["userId": 10_000_000_514]]).status == 200)
        }
    }

    @Test("a note is updated without isPin, or not", arguments: [("on", 400), ("off", 200)])
    func strictPin(value: String, status: Int) async throws {
        try await withOddities(["strict-pin=\(value)"]) { pipeline async throws in
            let note: JSON = ["leadId": .integer(Self.lead), "content": "n", "isPin": true]
            let id = try json(await pipeline.send("POST", "/v1.0/notes", note))["noteId"] ?? .null
            let path = "/v1.0/notes/\(id.text)"
            #expect(await pipeline.send("PUT", path, ["content": "m"]).status == status)
            let isPinned = try json(await pipeline.send("GET", path))["note"]?["isPin"]
            #expect(isPinned == .bool(status == 400), "what is not sent is not kept")
        }
    }

    // MARK: Gateway

    @Test("errors are objects or plain strings")
    func errors() async throws {
        for (value, text) in [
            ("object", #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#),
            ("string", #""BaseApplicationException:errorCode=20006,errorMsg=Lead not exist""#),
        ] {
            try await withOddities(["errors=\(value)"]) { pipeline async throws in
                let response = await pipeline.send("GET", "/v1.0/leads/1")
                #expect(response.status == 404)
                #expect(String(decoding: response.body, as: UTF8.self) == text)
            }
        }
    }

    @Test(
        "a 401 has one of three bodies",
        arguments: [
            ("object", #"{"code":20004,"message":"Bad credentials"}"#), ("empty", ""),
            ("html", "<html><body><h1>401 Unauthorized</h1></body></html>"),
        ]
    )
    func unauthorized(value: String, text: String) async throws {
        try await withOddities(["unauthorized=\(value)"]) { pipeline async throws in
            let response = await pipeline.send("GET", "/v1.0/me", key: "nobody")
            #expect(response.status == 401)
            #expect(String(decoding: response.body, as: UTF8.self) == text)
        }
    }

    @Test("two reads want a content type, or do not", arguments: [("on", 415), ("off", 200)])
    func getContentType(value: String, status: Int) async throws {
        var oddities = SandboxOddities()
        try oddities.set("get-content-type=\(value)")
        let routes = ["/v1.0/team-features/lead-ponds", "/v1.0/teamFeatures/listCustomField", "/v1.0/other"]
            .map { path in Route.get(PathPattern(path)) { _, _ in .json([]) } }
        let pipeline = try PipelineUnderTest(oddities: oddities, router: Router(routes))
        defer { pipeline.close() }
        for path in ["/v1.0/team-features/lead-ponds", "/v1.0/teamFeatures/listCustomField"] {
            let bare = await pipeline.send("GET", path, contentType: nil)
            #expect(bare.status == status)
            if status == 415 { #expect(try json(bare)["message"] == "Content-Type 'null' is not supported") }
            #expect(await pipeline.send("GET", path).status == 200)
        }
        #expect(await pipeline.send("GET", "/v1.0/other", contentType: nil).status == 200)
    }

    @Test("DELETE wants a content type, or does not", arguments: [("on", 400), ("off", 200)])
    func deleteContentType(value: String, status: Int) async throws {
        try await withOddities(["delete-content-type=\(value)"]) { pipeline async throws in
            let path = "/v1.0/leads/\(Self.lead)?reason=x"
            #expect(await pipeline.send("DELETE", path, contentType: nil).status == status)
        }
    }

    @Test(
        "the reset counts what it is told to",
        arguments: [
            ("none", nil), ("epoch-s", "1795000060"), ("epoch-ms", "1795000060000"), ("ms-from-now", "60000"),
        ] as [(String, String?)]
    )
    func rateHeaders(value: String, reset: String?) async throws {
        var oddities = SandboxOddities()
        try oddities.set("rate-headers=\(value)")
        let clock = ManualClock()
        let pipeline = try PipelineUnderTest(oddities: oddities, rateLimit: 1, environment: clock.environment)
        defer { pipeline.close() }
        for status in [200, 429] {
            let response = await pipeline.send("GET", "/v1.0/me")
            #expect(response.status == status)
            #expect(response.headers["X-RateLimit-Reset"] == reset)
            #expect((response.headers["X-RateLimit-Limit"] == nil) == (reset == nil))
        }
    }

    @Test("the remaining budget lags behind by so many calls", arguments: [0, 2])
    func rateLag(lag: Int) async throws {
        var oddities = SandboxOddities()
        try oddities.set("rate-lag=\(lag)")
        let pipeline = try PipelineUnderTest(oddities: oddities, rateLimit: 5)
        defer { pipeline.close() }
        var remaining: [String?] = []
        for _ in 0..<4 { remaining.append(await pipeline.send("GET", "/v1.0/me").headers["X-RateLimit-Remaining"]) }
        #expect(remaining == (lag == 0 ? ["4", "3", "2", "1"] : ["5", "5", "4", "3"]))
    }

    // MARK: The switches themselves

    @Test("every switch is listed with its usual value, and takes that value back")
    func catalogue() throws {
        let usual = SandboxOddities()
        #expect(Set(Oddity.catalogue.map(\.name)).count == Oddity.catalogue.count)
        for oddity in Oddity.catalogue {
            var oddities = usual
            try oddities.set("\(oddity.name)=\(oddity.value(in: usual))")
            #expect(oddities == usual, "\(oddity.name)")
            #expect(throws: OddityError.value(name: oddity.name, text: "?", values: oddity.values)) {
                try oddities.set("\(oddity.name)=?")
            }
        }
        #expect(throws: OddityError.unknown("dats")) { try Oddity.named("dats") }
        var oddities = usual
        #expect(throws: OddityError.noAssignment("dates")) { try oddities.set("dates") }
        #expect(oddities == usual)
    }

    @Test("switches turn while the sandbox runs, all of a request or none")
    func live() async throws {
        try await withSandbox { sandbox, client in
            let listed = try await client.get("/sandbox/oddities").json["oddities"]?.items ?? []
            #expect(listed.count == Oddity.catalogue.count)
            #expect(listed.allSatisfy { $0["value"] == $0["default"] && $0["summary"]?.string?.isEmpty == false })
            let set = try await client.put(
                "/sandbox/oddities",
                ["dates": "zulu", "page-cap": 25, "tag-objects": false]
            )
            #expect(set.status == 200)
            #expect(sandbox.oddities.current.longestLeadPage == 25)
            #expect(sandbox.oddities.current.acceptsTagObjects == false)
            #expect(try await client.list("").leads.first?["createTime"]?.string?.hasSuffix("Z") == true)
            for body in [["dates": "gmt", "page-cap": 0], ["dates": "gmt", "nonsense": 1], []] as [JSON] {
                #expect(try await client.put("/sandbox/oddities", body).status == 400)
            }
            #expect(sandbox.oddities.current.leadDates == .zulu)
            #expect(try await client.with(authorization: nil).put("/sandbox/oddities", [:]).status == 401)
            #expect(try await client.delete("/sandbox/oddities").status == 405)
        }
    }
}
