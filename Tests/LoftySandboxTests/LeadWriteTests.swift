import Foundation
import Testing

@testable import LoftySandbox

@Suite("Creating, changing and trashing leads", .timeLimit(.minutes(1)))
struct LeadWriteTests {
    @Test(
        "a lead needs a first name",
        arguments: ["{}", #"{"lastName":"X"}"#, #"{"firstName":""}"#, #"{"firstName":"  "}"#, #"{"firstName":null}"#]
    )
    func firstNameRequired(body: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/v1.0/leads", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try await client.list("").total == 12)
        }
    }

    @Test("names, segments and tags are cut without a word")
    func cuts() async throws {
        try await withSandbox { _, client in
            let long = String(repeating: "é漢🌻", count: 40)
            let id = try await client.makeLead([
                "firstName": .string(long), "lastName": .string(long), "segments": [.string(long)],
                "tags": [.string(long)],
            ])
            let lead = try await client.lead(id)
            #expect(lead["firstName"]?.string == String(long.prefix(30)))
            #expect(lead["lastName"]?.string == String(long.prefix(30)))
            #expect(lead["segments"]?.items?[0].string == String(long.prefix(30)))
            #expect(lead.tagNames == [String(long.prefix(64))])
        }
    }

    @Test("everything that a create may say is shown again")
    func everything() async throws {
        try await withSandbox { _, client in
            let body: JSON = [
                "firstName": "Full", "lastName": "House", "emails": ["a@example.com", "b@example.com"],
                "phones": ["+1 512 555 0101"], "leadTypes": [1, 2], "source": "Radio", "stage": "Qualified",
                "tags": ["x"], "tagsAdd": ["y"], "segments": ["s"], "referredBy": "R", "birthday": "Jun 5, 2001",
                "language": "fr", "cannotText": true, "cannotCall": true, "cannotEmail": true, "unsubscription": true,
                "buyingTimeFrame": "3-6", "sellingTimeFrame": "12+", "preQual": "Yes", "houseToSell": "No",
                "fthb": "Yes", "withBuyerAgent": "No", "mortgage": "Yes", "buyHouse": "Yes", "withListingAgent": "No",
                "inquiry": ["priceMin": 100, "propertyType": ["Condo"], "locations": [["zipCode": "78701"]]],
                "property": ["city": "Austin", "bathrooms": .decimal(2.5), "floors": 2],
                "customAttributeList": [["attributeName": "Boat", "attributeType": "text", "value": "yes"]],
                "leadFamilyMemberList": [["firstName": "Kid", "relationship": "Child"]],
                "ownershipScope": "TEAM", "content": "first words", "isPin": true, "unknownKey": ["ignored": true],
            ]
            let id = try await client.makeLead(body)
            let lead = try await client.lead(id)
            for name in [
                "firstName", "lastName", "emails", "phones", "leadTypes", "source", "stage", "segments", "referredBy",
                "birthday", "language", "cannotText", "cannotCall", "cannotEmail", "unsubscription", "buyingTimeFrame",
                "sellingTimeFrame", "preQual", "houseToSell", "fthb", "withBuyerAgent", "mortgage", "buyHouse",
                "withListingAgent", "ownershipScope",
            ] {
                #expect(lead[name] == body[name], "\(name)")
            }
            #expect(lead.tagNames.sorted() == ["x", "y"])
            #expect(lead["groups"] == ["s"])
            #expect(lead["leadInquiry"]?["priceMin"] == 100)
            #expect(lead["leadInquiry"]?["priceMax"] == -1)
            #expect(lead["leadInquiry"]?["locations"] == [["zipCode": "78701"]])
            #expect(lead["leadPropertyList"]?.items?.count == 1)
            #expect(lead["leadPropertyList"]?.items?[0]["bathrooms"] == .decimal(2.5))
            #expect(lead["customAttributes"]?.items?[0]["attributeName"] == "Boat")
            #expect(lead["leadFamilyMemberList"]?.items?[0]["firstName"] == "Kid")
            let notes = try await client.get("/v1.0/notes?leadId=\(id)").json["notes"]?.items
            #expect(notes?.count == 1)
            #expect(notes?[0]["content"] == "first words")
            #expect(notes?[0]["isPin"] == true)
        }
    }

    @Test("reads carry the oddities of the wire")
    func oddities() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            let lead = try await client.lead(id)
            #expect(lead["createTime"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dGMT/) != nil)
            #expect(lead["leadSource"] == -1)
            #expect(lead["leadInquiry"]?["priceMin"] == -1)
            #expect(lead["mortgage"] == "N/A")
            #expect(lead["pondId"] == 0)
            #expect(lead["lastVisit"] == .null)
            #expect(lead["segments"] == .null)
            #expect(lead["customRoleList"]?.items?.count == 11)
            #expect(
                lead["customRoleList"]?.items?[1] == [
                    "roleId": 40, "role": "Buyer Agent", "assigneeId": 0, "assignee": nil,
                ]
            )
            #expect(lead["privateFlag"] == false)
            #expect(lead["leadId"] != lead["leadUserId"])
        }
    }

    @Test("an update touches only what it names, and the time of the change")
    func partialUpdate() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let id = try await client.makeLead(["firstName": "A", "lastName": "B", "tags": ["t"], "source": "S"])
            let before = try await client.lead(id)
            clock.advance(by: 90)
            let reply = try await client.put("/v1.0/leads/\(id)", ["lastName": "C", "unheardOf": 1, "firstName": nil])
            #expect(reply.text == "{\"leadId\":\(id)}")
            let after = try await client.lead(id)
            #expect(after["lastName"] == "C")
            #expect(after["lastUpdateTime"] != before["lastUpdateTime"])
            let unchanged = before.members.filter { $0.name != "lastName" && $0.name != "lastUpdateTime" }
            for member in unchanged { #expect(after[member.name] == member.value, "\(member.name)") }
        }
    }

    @Test("arrays are replaced whole, and a number that stays keeps its status")
    func arraysReplace() async throws {
        try await withSandbox(SandboxConfiguration(leads: 200)) { _, client in
            let all = try await client.list("limit=100").leads
            let talked = try #require(all.first { $0["phoneStatuses"]?.items?.first == 3 })
            let id = try #require(talked["leadId"]?.int64)
            let number = try #require(talked["phones"]?.items?[0].string)
            let body: JSON = [
                "phones": ["5125550199", .string(number)], "emails": [], "leadTypes": [], "segments": ["a"],
            ]
            _ = try await client.put("/v1.0/leads/\(id)", body)
            let lead = try await client.lead(id)
            #expect(lead["phones"] == ["5125550199", .string(number)])
            #expect(lead["phoneStatuses"] == [2, 3])
            #expect(lead["emails"] == [])
            #expect(lead["leadTypes"] == [])
            #expect(lead["segments"] == ["a"])
        }
    }

    struct TagCase: Sendable, CustomTestStringConvertible {
        let body: JSON
        let expected: Set<String>
        var testDescription: String { body.text }
    }

    @Test(
        "tags are replaced, added, removed and cleared in this order, in every dialect",
        arguments: [
            TagCase(body: ["tags": ["x"]], expected: ["x"]),
            TagCase(body: ["tags": [["tagName": "x"], "y", 7]], expected: ["x", "y", "7"]),
            TagCase(body: ["tags": []], expected: []),
            TagCase(body: ["tagsAdd": ["c", "a"]], expected: ["a", "b", "c"]),
            TagCase(body: ["tagsAdd": [["tagName": "c"]]], expected: ["a", "b", "c"]),
            TagCase(body: ["tagsRemove": ["a", "nobody"]], expected: ["b"]),
            TagCase(body: ["tagsRemove": ["A"]], expected: ["a", "b"]),
            TagCase(
                body: ["tags": ["b", "n"], "tagsAdd": ["c"], "tagsRemove": ["b", "n", "c"]],
                expected: ["n", "c"]
            ),
            TagCase(body: ["tagsAdd": ["c"], "tagsRemove": ["a", "c"]], expected: ["b", "c"]),
            TagCase(body: ["tags": ["x"], "tagsAdd": ["y"], "clearAllTags": true], expected: []),
            TagCase(body: ["clearAllTags": false], expected: ["a", "b"]),
            TagCase(body: ["tagsAdd": ["", "  "]], expected: ["a", "b"]),
        ]
    )
    func tagEdits(example: TagCase) async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "T", "tags": ["a", "b"]])
            let reply = try await client.put("/v1.0/leads/\(id)", example.body)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(Set(try await client.lead(id).tagNames) == example.expected)
        }
    }

    @Test("a create does not read tagsRemove and clearAllTags")
    func tagsOnCreate() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead([
                "firstName": "T", "tags": ["a"], "tagsRemove": ["a"], "clearAllTags": true,
            ])
            #expect(try await client.lead(id).tagNames == ["a"])
        }
    }

    @Test("an unknown tag becomes a tag of the team")
    func tagRegistry() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "T", "tags": ["brand new"]])
            let rows = try await client.get("/v1.0/teamFeatures/listTag").json.items?.filter {
                $0["tagName"] == "brand new"
            }
            #expect(Set(rows?.compactMap { $0["leadId"]?.int64 } ?? []) == [0, id])
            #expect(Set(rows?.compactMap { $0["tagId"]?.int64 } ?? []).count == 1)
        }
    }

    @Test(
        "a member of the wrong type is refused and nothing is changed",
        arguments: [
            #"{"firstName":7}"#, #"{"emails":"a@example.com"}"#, #"{"emails":[1]}"#, #"{"leadTypes":["2"]}"#,
            #"{"leadTypes":[99]}"#, #"{"leadTypes":[2.5]}"#, #"{"tags":"x"}"#, #"{"tags":[true]}"#,
            #"{"tags":[{"name":"x"}]}"#,
            #"{"stage":"Nowhere"}"#, #"{"stage":""}"#, #"{"stage":3}"#, #"{"assignedUserId":1}"#,
            #"{"assignedUserId":"x"}"#,
            #"{"cannotCall":"yes"}"#, #"{"inquiry":[]}"#, #"{"inquiry":{"priceMin":"1"}}"#, #"{"property":7}"#,
            #"{"ownershipScope":"WORLD"}"#, #"{"ownershipScope":"OFFICE"}"#, #"{"phones":["123456789012345678901"]}"#,
            #"{"leadFamilyMemberList":[{},{},{},{},{}]}"#, #"{"leadFamilyMemberList":[{}]}"#,
            #"{"customAttributeList":[{"value":"x"}]}"#, #"{"firstName":""}"#, "[]", "7", "", "{", #"{"a":"\u0000"}"#,
        ]
    )
    func wrongTypes(body: String) async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "Same", "tags": ["a"], "phones": ["5125550100"]])
            let before = try await client.lead(id)
            let reply = try await client.reply("PUT", "/v1.0/leads/\(id)", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try await client.lead(id) == before)
        }
    }

    @Test("a refused part takes the whole update with it")
    func atomicUpdate() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "Same", "tags": ["a"]])
            let before = try await client.lead(id)
            let body: JSON = ["firstName": "Other", "tags": ["z"], "stage": "Closed", "assignedUserId": 1]
            #expect(try await client.put("/v1.0/leads/\(id)", body).status == 400)
            #expect(try await client.lead(id) == before)
            let tags = try await client.get("/v1.0/teamFeatures/listTag").text
            #expect(!tags.contains(#""tagName":"z""#))
        }
    }

    @Test("a property without any address is refused with 200057, on create and on update")
    func emptyAddress() async throws {
        try await withSandbox { _, client in
            let blank: JSON = ["firstName": "P", "property": ["city": " ", "streetAddress": "", "price": 5]]
            let created = try await client.post("/v1.0/leads", blank)
            #expect(created.status == 400)
            #expect(created.text.contains("errorCode=200057"))
            let id = try await client.makeLead()
            #expect(try await client.put("/v1.0/leads/\(id)", blank).text.contains("errorCode=200057"))
            #expect(try await client.lead(id)["firstName"] == "Test")
            #expect(try await client.list("").total == 13)
        }
    }

    @Test("a property merges with the same address, changes by id, and must be the lead's own")
    func properties() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "P", "property": ["city": "Austin", "zipCode": "78701"]])
            _ = try await client.put(
                "/v1.0/leads/\(id)",
                ["property": ["city": "AUSTIN", "zipCode": "78701", "price": 9]]
            )
            _ = try await client.put("/v1.0/leads/\(id)", ["property": ["city": "Lakeway"]])
            let properties = try #require(try await client.lead(id)["leadPropertyList"]?.items)
            #expect(properties.map { $0["price"] } == [9, -1])
            let propertyID = try #require(properties[1]["id"])
            _ = try await client.put("/v1.0/leads/\(id)", ["property": ["id": propertyID, "city": "Bee Cave"]])
            #expect(try await client.lead(id)["leadPropertyList"]?.items?[1]["city"] == "Bee Cave")
            let foreign = try await client.put("/v1.0/leads/\(id)", ["property": ["id": 1, "city": "Waco"]])
            #expect(foreign.status == 404)
            #expect(foreign.text.contains("errorCode=200108"))
        }
    }

    @Test("trashing needs a reason and hides the lead from every plain read")
    func trash() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            for query in ["", "?reason=", "?reason=+", "?because=x"] {
                let reply = try await client.delete("/v1.0/leads/\(id)\(query)")
                #expect(reply.status == 400)
                #expect(reply.text.contains("errorCode=20012"))
            }
            #expect(try await client.delete("/v1.0/leads/\(id)?reason=Duplicate%20contact").status == 200)
            #expect(try await client.list("").total == 12)
            #expect(try await client.lead(id, query: "?withTrash=true")["firstName"] == "Test")
            let missing = #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#
            #expect(try await client.get("/v1.0/leads/\(id)").text == missing)
            #expect(try await client.get("/v1.0/leads/\(id)?withTrash=false").text == missing)
            #expect(try await client.put("/v1.0/leads/\(id)", ["firstName": "X"]).text == missing)
            #expect(try await client.delete("/v1.0/leads/\(id)?reason=again").text == missing)
            #expect(try await client.get("/v1.0/notes?leadId=\(id)").text == missing)
            #expect(try await client.post("/v1.0/notes", ["leadId": .integer(id), "content": "x"]).text == missing)
        }
    }

    @Test(
        "an id that is no number is refused, one that is nobody's is 404",
        arguments: [
            ("abc", 400), ("1.5", 400), ("99999999999999999999", 400), ("%20", 400), ("assignee", 400), ("0", 404),
            ("-1", 404), ("9223372036854775807", 404),
        ]
    )
    func ids(id: String, status: Int) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.get("/v1.0/leads/\(id)").status == status)
            #expect(try await client.put("/v1.0/leads/\(id)", [:]).status == status)
            #expect(try await client.delete("/v1.0/leads/\(id)?reason=x").status == status)
        }
    }

    @Test("a new lead can stay invisible to reads for a while, but not to writes")
    func creationDelay() async throws {
        let clock = ManualClock()
        let oddities = SandboxOddities(creationDelay: .seconds(2))
        let configuration = SandboxConfiguration(leads: 12, oddities: oddities)
        try await withSandbox(configuration, environment: clock.environment) { _, client in
            let id = try await client.makeLead()
            #expect(try await client.get("/v1.0/leads/\(id)").status == 404)
            #expect(try await client.list("").total == 12)
            #expect(try await client.put("/v1.0/leads/\(id)", ["stage": "Closed"]).status == 200)
            clock.advance(by: 2)
            #expect(try await client.lead(id)["stage"] == "Closed")
            #expect(try await client.list("").total == 13)
        }
    }

    @Test("parallel writers lose nothing")
    func parallelWriters() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        let added = try await client.put("/v1.0/leads/\(id)", ["tagsAdd": [.string("tag \(number)")]])
                        #expect(added.status == 200)
                        let note: JSON = ["leadId": .integer(id), "content": .string("note \(number)"), "isPin": false]
                        #expect(try await client.post("/v1.0/notes", note).status == 200)
                        _ = try await client.makeLead(["firstName": .string("Parallel \(number)")])
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(try await client.lead(id).tagNames) == Set((0..<24).map { "tag \($0)" }))
            let notes = try await client.get("/v1.0/notes?leadId=\(id)").json["notes"]?.items ?? []
            #expect(Set(notes.compactMap { $0["content"]?.string }).count == 24)
            #expect(Set(notes.compactMap { $0["noteId"]?.int64 }).count == 24)
            #expect(try await client.list("key=parallel&limit=100").ids.count == 24)
        }
    }
}
