import Foundation
import Testing

@testable import LoftySandbox

@Suite("Forms of websites", .timeLimit(.minutes(1)))
struct FormTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test("a form in either encoding makes a lead, its submission, and a decision of routing")
    func submission() async throws {
        try await withSandbox { _, client in
            let json: JSON = [
                "name": "Mary Jane Watson", "email": "mj@example.com", "phone": "(512) 555-0160",
                "message": "Is it still free?", "listing": ["address": "77 Rainey St", "price": 450_000],
            ]
            let encoded = """
                name=Mary+Jane+Watson&email=mj2%40example.com&phone=%28512%29+555-0161&message=Is+it+still+free%3F\
                &listing=77+Rainey+St
                """
            let replies = [
                try await client.post("/sandbox/forms/contact%20us", json),
                try await client.reply("POST", "/sandbox/forms/contact%20us", encoded, contentType: Self.form),
            ]
            for reply in replies {
                #expect(reply.status == 200, "\(reply.text)")
                #expect(try reply.json["isNew"] == true)
                let id = try #require(try reply.json["leadId"]?.int64)
                let lead = try await client.lead(id)
                #expect(lead["firstName"] == "Mary Jane")
                #expect(lead["lastName"] == "Watson")
                #expect(lead["source"] == "Website")
                #expect(lead["assignedUserId"] != 0)
                let activities = try await client.get("/v1.0/leads/\(id)/activities").json.items ?? []
                #expect(activities.map { $0["type"] } == ["Submission"])
                #expect(activities[0]["text"] == "Is it still free?")
                #expect(activities[0]["pageName"] == "contact us")
                #expect(activities[0]["listing"]?["address"] == "77 Rainey St")
                #expect(try await client.routingLog(id).count == 1)
            }
        }
    }

    @Test(
        "a person of the book is found by email or number, however written",
        arguments: [
            ["name": "X", "email": "KNOWN@example.com"], ["name": "X", "phone": "+1 (512) 555-0170"],
            ["name": "X", "phone": "5125550170", "email": "new@example.com"],
        ] as [JSON]
    )
    func known(body: JSON) async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead([
                "firstName": "Known", "emails": ["known@example.com"], "phones": ["512-555-0170"],
            ])
            let before = try await client.lead(id)
            let reply = try await client.post("/sandbox/forms/f", body)
            #expect(try reply.json == ["leadId": .integer(id), "isNew": false])
            #expect(try await client.list("").total == 13)
            let after = try await client.lead(id)
            #expect(after["firstName"] == "Known")
            #expect(after["assignedUserId"] == before["assignedUserId"])
            #expect(after["lastVisit"] != before["lastVisit"])
        }
    }

    @Test("a known lead without an agent is routed when it comes back")
    func comesBack() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client in
            let offer: JSON = ["rules": [], "supplement": ["strategyType": 2, "touchMinutes": 5]]
            _ = try await client.put("/sandbox/routing/1", offer)
            let id = try await client.makeLead(["firstName": "W", "emails": ["w@example.com"]])
            clock.advance(by: 24 * 3_600)
            #expect(try await client.lead(id)["assignedUserId"] == 0)
            _ = try await client.put("/sandbox/routing/1", ["rules": []])
            let reply = try await client.post("/sandbox/forms/f", ["name": "W", "email": "w@example.com"])
            #expect(try reply.json["leadId"]?.int64 == id)
            #expect(try await client.lead(id)["assignedUserId"] != 0)
        }
    }

    @Test("a hidden or trashed lead is not found, so the form gives nothing away")
    func hidden() async throws {
        try await withSandbox { _, client in
            let hidden = try await client.makeLead([
                "firstName": "H", "emails": ["h@example.com"], "assignedUserId": 10_000_000_514,
            ])
            _ = try await client.put("/v1.0/leads/\(hidden)", ["isHidden": true])
            let trashed = try await client.makeLead(["firstName": "T", "emails": ["t@example.com"]])
            _ = try await client.delete("/v1.0/leads/\(trashed)?reason=x")
            for (name, old) in [("h", hidden), ("t", trashed)] {
                let reply = try await client.post(
                    "/sandbox/forms/f",
                    ["name": "N", "email": .string("\(name)@example.com")]
                )
                #expect(try reply.json["isNew"] == true)
                #expect(try reply.json["leadId"]?.int64 != old)
            }
        }
    }

    @Test(
        "a form that names nobody is refused and leaves nothing",
        arguments: [
            (#"{}"#, Route.json), (#"{"name":"A"}"#, Route.json), (#"{"email":"a@example.com"}"#, Route.json),
            (#"{"name":" ","email":"a@example.com"}"#, Route.json), (#"{"name":"A","email":"nobody"}"#, Route.json),
            (#"{"name":7,"email":"a@example.com"}"#, Route.json), ("[]", Route.json), ("name=A", Route.json),
            (#"{"name":"A","email":"a@example.com","listing":7}"#, Route.json),
            (#"{"name":"A","phone":"555-0101-555-0101-555-0101"}"#, Route.json), ("", FormTests.form),
            ("name=A", FormTests.form),
            ("name=%FF&email=a%40example.com", FormTests.form), ("name=%4&email=a%40example.com", FormTests.form),
        ]
    )
    func refusals(body: String, type: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/sandbox/forms/f", body, contentType: type)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"), "\(reply.text)")
            #expect(try await client.list("").total == 12)
        }
    }

    @Test("a form needs the key and a content type that it can have")
    func guarded() async throws {
        try await withSandbox { _, client in
            let body = #"{"name":"A","email":"a@example.com"}"#
            #expect(try await client.with(authorization: nil).reply("POST", "/sandbox/forms/f", body).status == 401)
            for type in ["text/plain", "text/csv", nil] {
                let reply = try await client.reply("POST", "/sandbox/forms/f", body, contentType: type)
                #expect(reply.status == 400)
                #expect(reply.text.contains("20001"))
            }
            #expect(try await client.list("").total == 12)
        }
    }
}
