import Foundation
import Testing

@testable import LoftySandbox

/// The rules of the contract for a stand-in (§23), row by row; what each says is checked here, the rest elsewhere.
///
/// Rows 11 to 19 are in `ContractRowTests+Records.swift`.
@Suite("The contract's rules for a stand-in", .timeLimit(.minutes(1)))
struct ContractRowTests {
    static let guideLead: Int64 = 563_172_647_619_608
    static let missingLead = #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#

    func withBook(
        _ switches: [String] = [],
        rateLimit: Int? = nil,
        clock: ManualClock = ManualClock(),
        _ body: (Sandbox, Client) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration(leads: 40, rateLimitPerMinute: rateLimit)
        for assignment in switches { try configuration.oddities.set(assignment) }
        try await withSandbox(configuration, environment: clock.environment, body)
    }

    @Test("1: an unknown path is 404 in the gateway's words, whatever the method")
    func row1() async throws {
        try await withBook { _, client async throws in
            for (method, path) in [("GET", "/v1/leads"), ("POST", "/v2.0/leads"), ("DELETE", "/v1.0/leads/1/notes")] {
                let reply = try await client.reply(method, path, "{}")
                #expect(reply.status == 404)
                #expect(reply.text == #"{"message":"The requested API endpoint does not exist"}"#)
            }
        }
    }

    @Test("2: a write without a content type is 400, two reads are 415, others do without", arguments: [true, false])
    func row2(isStrict: Bool) async throws {
        let value = isStrict ? "on" : "off"
        try await withBook(["delete-content-type=\(value)", "get-content-type=\(value)"]) { _, client async throws in
            let missing = #"{"code":20001,"message":"Content-type must be: application/json"}"#
            for (method, path) in [("POST", "/v1.0/leads"), ("PUT", "/v1.0/leads/\(Self.guideLead)")] {
                let reply = try await client.reply(method, path, #"{"firstName":"A"}"#, contentType: nil)
                #expect(reply.status == 400)
                #expect(reply.text == missing)
            }
            for path in ["/v1.0/team-features/lead-ponds", "/v1.0/teamFeatures/listCustomField"] {
                let reply = try await client.get(path)
                #expect(reply.status == (isStrict ? 415 : 200))
                #expect(reply.text.contains("Content-Type 'null' is not supported") == isStrict)
                #expect(try await client.reply("GET", path, "").status == 200)
            }
            for path in ["/v1.0/me", "/v1.0/leads", "/v1.0/notes?leadId=\(Self.guideLead)"] {
                #expect(try await client.get(path).status == 200)
            }
            let deletion = try await client.delete("/v1.0/leads/\(Self.guideLead)?reason=x")
            #expect(deletion.status == (isStrict ? 400 : 200))
            #expect((deletion.text == missing) == isStrict)
        }
    }

    @Test(
        "3: keys go in as token and tokens as Bearer; the rest is refused as the contract has it",
        arguments: [
            ("object", #"{"code":20004,"message":"Bad credentials"}"#), ("empty", ""),
            ("html", "<html><body><h1>401 Unauthorized</h1></body></html>"),
        ]
    )
    func row3(body: String, text: String) async throws {
        try await withBook(["unauthorized=\(body)"]) { sandbox, client async throws in
            #expect(try await client.bearing(sandbox.endpoint.accessToken).get("/v1.0/me").status == 200)
            let asBearer = try await client.bearing(sandbox.endpoint.apiKey).get("/v1.0/me")
            #expect(asBearer.status == 400)
            #expect(asBearer.text == #"{"code":200058,"message":"User in token does not exist."}"#)
            for authorization in [nil, "token unknown", "Bearer unknown", "token \(sandbox.endpoint.accessToken)"] {
                let reply = try await client.with(authorization: authorization).get("/v1.0/me")
                #expect(reply.status == 401)
                #expect(reply.text == text)
            }
            let app = try await client.post("/sandbox/apps", ["name": "A", "endpoints": ["GET /v1.0/me"]]).json
            let grant: KeyValuePairs = [
                "grant_type": "client_credentials", "client_id": app["clientId"]?.string ?? "",
                "client_secret": app["clientSecret"]?.string ?? "", "customer_key": sandbox.endpoint.apiKey,
            ]
            let limited = client.bearing(try Tokens(try await client.form("/oauth/token", grant)).access)
            #expect(try await limited.get("/v1.0/me").status == 200)
            let denied = try await limited.get("/v1.0/leads")
            #expect(denied.status == 403)
            let words = "Sorry, the vendor does not have permission for this API."
            #expect(denied.text == #"{"code":200100,"message":"\#(words)"}"#)
        }
    }

    @Test(
        "4: answers tell the budget in one of its readings or not at all; beyond it is 429, and nothing is done",
        arguments: [
            ("none", nil), ("epoch-s", "1795000060"), ("epoch-ms", "1795000060000"), ("ms-from-now", "60000"),
        ] as [(String, String?)]
    )
    func row4(reading: String, reset: String?) async throws {
        let clock = ManualClock()
        try await withBook(["rate-headers=\(reading)"], rateLimit: 2, clock: clock) { _, client async throws in
            for (status, remaining) in [(200, "1"), (200, "0"), (429, "0")] {
                let reply = try await client.post("/v1.0/leads", ["firstName": "Counted"])
                #expect(reply.status == status)
                #expect(reply.headers["x-ratelimit-limit"] == (reset == nil ? nil : "2"))
                #expect(reply.headers["x-ratelimit-remaining"] == (reset == nil ? nil : remaining))
                #expect(reply.headers["x-ratelimit-reset"] == reset)
                #expect((reply.text == #"{"message":"Too Many Requests"}"#) == (status == 429))
            }
            clock.advance(by: 60)
            #expect(try await client.list("key=Counted").total == 2)
        }
    }

    @Test("5: pages of leads have 1 to 100, 25 by default, newest first, and tell the count of all")
    func row5() async throws {
        try await withBook { _, client async throws in
            let page = try await client.list("")
            #expect(page.ids.count == 25)
            #expect(page.total == 40)
            let times = page.leads.map { $0["createTime"]?.string ?? "" }
            #expect(times == times.sorted(by: >))
            let ignored = try await client.list("page=3&pageSize=1&keyword=nobody&stageId=1")
            #expect(ignored.ids == page.ids)
            #expect(ignored.total == 40)
            for limit in ["0", "101", "-1"] {
                let reply = try await client.get("/v1.0/leads?limit=\(limit)")
                #expect(reply.refuses(400, 20042, "Limit must be between 1 and 100"))
            }
            #expect(try await client.list("limit=100&offset=39").ids.count == 1)
        }
    }

    @Test("5: a scroll goes on behind the page that gave it, and expires by switch", arguments: ["never", "60000"])
    func row5Scroll(lifetime: String) async throws {
        let clock = ManualClock()
        try await withBook(["scroll-lifetime=\(lifetime)"], clock: clock) { _, client async throws in
            let first = try await client.get("/v1.0/leads?limit=20").json
            let scroll = try #require(first["_metadata"]?["scrollId"]?.string)
            let all = try await client.list("limit=100").ids
            #expect(try await client.list("limit=20&scrollId=\(scroll)").ids == Array(all[20..<40]))
            clock.advance(by: 61)
            let late = try await client.get("/v1.0/leads?limit=20&scrollId=\(scroll)")
            #expect(late.status == (lifetime == "never" ? 200 : 400))
        }
    }

    @Test("6: filters combine with AND; an unknown stage is 404 or empty by switch", arguments: ["404", "empty"])
    func row6(unknownStage: String) async throws {
        try await withBook(["unknown-stage=\(unknownStage)"]) { _, client async throws in
            let id = try await client.makeLead([
                "firstName": "Xanthe", "lastName": "Quill", "emails": ["xq@example.com"], "phones": ["(512) 555-0142"],
                "stage": "Qualified", "source": "Open House", "tags": ["a", "b"], "segments": ["VIP"],
            ])
            for query in [
                "stage=Qualified&source=Open+House&key=Xanthe", "key=uill", "key=xq@ex", "key=5550142",
                "phone=5125550142", "email=xq@example.com&preciseSearchFlag=true", "allTags=a,b&anyTags=b,z",
                "segments=VIP",
            ] {
                #expect(try await client.list(query).ids == [id], "\(query)")
            }
            for query in ["stage=Contacted&key=Xanthe", "allTags=a,z&key=Xanthe", "email=xq@example.co&key=Quill"] {
                #expect(try await client.list(query).total == 0, "\(query)")
            }
            for stage in ["Nowhere", "qualified"] {
                let reply = try await client.get("/v1.0/leads?stage=\(stage)")
                #expect(reply.status == (unknownStage == "404" ? 404 : 200))
            }
        }
    }

    @Test("7: one lead comes wrapped; missing, trashed and foreign ones are 404 in the same words")
    func row7() async throws {
        try await withBook { _, client async throws in
            let reply = try await client.get("/v1.0/leads/\(Self.guideLead)")
            #expect(try reply.json.names == ["lead"])
            #expect(try reply.json["lead"]?["leadId"] == .integer(Self.guideLead))
            let foreign = try await client.makeForeignLead()
            try await client.hide(foreign)
            let trashed = try await client.makeLead()
            _ = try await client.delete("/v1.0/leads/\(trashed)?reason=x")
            for id in [1, foreign, trashed] {
                let refusal = try await client.get("/v1.0/leads/\(id)")
                #expect(refusal.status == 404)
                #expect(refusal.text == Self.missingLead)
            }
            #expect(try await client.lead(trashed, query: "?withTrash=true")["leadId"] == .integer(trashed))
        }
    }

    @Test("8: a create needs a first name, cuts what is long, and is seen by reads after the delay", arguments: [0, 2])
    func row8(delayInSeconds: Int) async throws {
        let clock = ManualClock()
        try await withBook(["creation-delay=\(delayInSeconds * 1_000)"], clock: clock) { _, client async throws in
            #expect(try await client.post("/v1.0/leads", ["lastName": "Nobody"]).refusesParameter)
            let long: JSON = .string(String(repeating: "n", count: 80))
            let id = try await client.makeLead(["firstName": long, "lastName": long, "tags": [long]])
            let early = try await client.get("/v1.0/leads/\(id)")
            #expect(early.status == (delayInSeconds == 0 ? 200 : 404))
            #expect((early.text == Self.missingLead) == (delayInSeconds > 0))
            #expect(try await client.put("/v1.0/leads/\(id)", ["stage": "Contacted"]).status == 200)
            clock.advance(by: TimeInterval(delayInSeconds))
            let lead = try await client.lead(id)
            #expect(lead["stage"] == "Contacted")
            let texts = [lead["firstName"]?.string, lead["lastName"]?.string, lead.tagNames.first]
            #expect(texts.map { $0?.count } == [30, 30, 64])
        }
    }

    @Test(
        "8: the email or phone of a known lead makes a second lead, or a dead id, by switch",
        arguments: ["off", "on"]
    )
    func row8Duplicates(merges: String) async throws {
        try await withBook(["merged-duplicates=\(merges)"]) { _, client async throws in
            let person: JSON = ["firstName": "Ann", "emails": ["ann@example.com"], "phones": ["2065550142"]]
            let first = try await client.makeLead(person)
            for contact in [["emails": ["ANN@example.com"]], ["phones": ["2065550142"]]] as [JSON] {
                let second = try await client.makeLead(contact.setting("firstName", to: "Anna"))
                #expect(second != first)
                #expect(try await client.get("/v1.0/leads/\(second)").status == (merges == "on" ? 404 : 200))
            }
            #expect(try await client.list("").total == (merges == "on" ? 41 : 43))
        }
    }

    @Test("9: an update changes what it names: lists whole, tags in their order, the rest not at all")
    func row9() async throws {
        let clock = ManualClock()
        try await withBook(clock: clock) { _, client async throws in
            let id = try await client.makeLead([
                "firstName": "Zoë", "emails": ["a@example.com", "b@example.com"], "tags": ["A", "B"],
            ])
            let before = try await client.lead(id)
            clock.advance(by: 60)
            let reply = try await client.put(
                "/v1.0/leads/\(id)",
                [
                    "emails": ["c@example.com"], "tags": ["A", "C"], "tagsAdd": ["D", 7],
                    "tagsRemove": ["A", "D", "?"],
                    "stage": "Contacted", "nonsense": [1],
                ]
            )
            #expect(reply.text == #"{"leadId":\#(id)}"#)
            let after = try await client.lead(id)
            #expect(after["emails"] == ["c@example.com"])
            #expect(after["firstName"] == "Zoë")
            #expect(Set(after.tagNames) == ["C", "D", "7"], "D is new here, so it is not removed")
            #expect(after["lastUpdateTime"] != before["lastUpdateTime"])
            let defined = try await client.get("/v1.0/teamFeatures/listTag").json.items?.filter { $0["leadId"] == 0 }
            let names = defined?.compactMap { $0["tagName"]?.string } ?? []
            #expect(["C", "D", "7"].allSatisfy { names.contains($0) })
            let log = try await client.get("/v1.0/systemLogs?leadId=\(id)").json["timeLines"]?.items ?? []
            #expect(log.count { $0["timelineType"] == 38 } == 1)
            let blank: JSON = ["lastName": "Never", "property": ["city": " ", "streetAddress": ""]]
            #expect(try await client.put("/v1.0/leads/\(id)", blank).text.contains("errorCode=200057"))
            #expect(try await client.lead(id)["lastName"] == after["lastName"])
        }
    }

    @Test("9: clearAllTags wins; an old backend removes nothing, by switch", arguments: ["off", "on"])
    func row9Tags(isOld: String) async throws {
        try await withBook(["old-tag-backend=\(isOld)"]) { _, client async throws in
            let id = try await client.makeLead(["firstName": "Zoë", "tags": ["A", "B"]])
            _ = try await client.put("/v1.0/leads/\(id)", ["tagsRemove": ["A"]])
            #expect(try await Set(client.lead(id).tagNames) == (isOld == "on" ? ["A", "B"] : ["B"]))
            _ = try await client.put("/v1.0/leads/\(id)", ["tags": ["C"], "tagsAdd": ["D"], "clearAllTags": true])
            #expect(try await Set(client.lead(id).tagNames) == (isOld == "on" ? ["C", "D"] : []))
        }
    }

    @Test("10: a delete needs a reason, and keeps the lead in the trash")
    func row10() async throws {
        try await withBook { _, client async throws in
            for query in ["", "?reason=", "?reason=%20"] {
                #expect(try await client.delete("/v1.0/leads/\(Self.guideLead)\(query)").refusesParameter)
            }
            #expect(try await client.delete("/v1.0/leads/\(Self.guideLead)?reason=Duplicate").status == 200)
            #expect(try await client.list("limit=100").total == 39)
            #expect(try await client.get("/v1.0/leads/\(Self.guideLead)").status == 404)
            #expect(try await client.get("/v1.0/leads/\(Self.guideLead)?withTrash=true").status == 200)
        }
    }
}
