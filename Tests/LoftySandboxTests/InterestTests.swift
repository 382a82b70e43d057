import Testing

@testable import LoftySandbox

@Suite("What a lead looks for and owns", .timeLimit(.minutes(1)))
struct InterestTests {
    @Test("an inquiry is merged into that of the lead")
    func inquiry() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let path = "/v1.0/leads/\(lead)/inquiry"
            #expect(
                try await client.post(path, ["priceMin": 300_000, "bathroomsMin": "2"]).text == "{\"leadId\":\(lead)}"
            )
            let location: JSON = ["city": "Austin", "stateCode": "TX"]
            _ = try await client.post(path, ["priceMax": 500_000, "locations": [location], "unknown": true])
            let inquiry = try #require(try await client.lead(lead)["leadInquiry"])
            #expect(inquiry["priceMin"] == 300_000)
            #expect(inquiry["priceMax"] == 500_000)
            #expect(inquiry["bathroomsMin"] == "2")
            #expect(inquiry["bedroomsMin"] == -1)
            #expect(inquiry["locations"] == [location])
            #expect(!inquiry.names.contains("unknown"))
            for body in [#"{"priceMin":"much"}"#, #"{"locations":{}}"#, "[]", "7", "{"] {
                let reply = try await client.reply("POST", path, body)
                #expect(reply.refusesParameter, "\(body)")
            }
        }
    }

    @Test("a property is added, then changed by its address or its id")
    func property() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let path = "/v1.0/leads/\(lead)/property"
            let home: JSON = ["streetAddress": "1 Rainey St", "city": "Austin", "price": 400_000]
            #expect(try await client.post(path, home).text == "{\"leadId\":\(lead)}")
            _ = try await client.post(path, home.changed(["price": 450_000]))
            let listed = try #require(try await client.lead(lead)["leadPropertyList"]?.items)
            #expect(listed.count == 1)
            #expect(listed[0]["price"] == 450_000)
            #expect(listed[0]["lotSize"] == -1)
            let id = try #require(listed[0]["id"])
            _ = try await client.post(path, ["id": id, "zipCode": "78701"])
            #expect(try await client.lead(lead)["leadPropertyList"]?.items?.map { $0["zipCode"] } == ["78701"])
            #expect(try await client.post(path, ["price": 1]).refuses(400, 200057, "Property address is empty"))
            let foreign = try await client.post(path, ["id": 5, "city": "Austin"])
            #expect(foreign.refuses(404, 200108, "Lead property not exist"))
            #expect(try await client.post(path, ["city": 7]).refusesParameter)
            #expect(try await client.reply("POST", path, "[]").refusesParameter)
        }
    }

    @Test("a hidden lead takes neither", arguments: ["inquiry", "property", "activity"])
    func hidden(part: String) async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            try await client.hide(lead)
            let body: JSON = [
                "city": "Austin", "type": "Search", "text": "t", "link": "l", "picture": "p", "created": 1,
            ]
            #expect(try await client.post("/v1.0/leads/\(lead)/\(part)", body).isMissingLead)
            #expect(try await client.post("/v1.0/leads/1/\(part)", body).isMissingLead)
            #expect(try await client.post("/v1.0/leads/x/\(part)", body).refusesParameter)
        }
    }
}
