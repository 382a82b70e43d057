import Foundation
import Testing

@testable import LoftySandbox

/// The examples of the lead management guide, as curl sends them but for host and token.
@Suite("The guide's examples", .timeLimit(.minutes(1)))
struct GuideExampleTests {
    private func withGuide(_ body: (Client) async throws -> Void) async throws {
        try await withSandbox(SandboxConfiguration(leads: 50, rateLimitPerMinute: 500)) { sandbox, client in
            try await body(client.with(authorization: "Bearer \(sandbox.endpoint.accessToken)"))
        }
    }

    @Test("create a lead")
    func create() async throws {
        try await withGuide { client in
            let body = """
                {
                    "firstName": "Jane",
                    "lastName": "Smith",
                    "emails": ["jane.smith@example.com"],
                    "phones": ["5551234567"],
                    "leadTypes": [2],
                    "source": "Website"
                  }
                """
            let reply = try await client.reply("POST", "/v1.0/leads", body)
            #expect(reply.status == 200)
            #expect(try reply.json.members.map(\.name) == ["leadId"])
            let id = try #require(try reply.json["leadId"]?.int64)
            let lead = try await client.lead(id)
            #expect(lead["firstName"] == "Jane")
            #expect(lead["emails"] == ["jane.smith@example.com"])
            #expect(lead["phones"] == ["5551234567"])
            #expect(lead["leadTypes"] == [2])
            #expect(lead["source"] == "Website")
            #expect(lead["stage"] == "New Lead")
            #expect(lead["assignedUserId"]?.int64 != 0, "routing gives it to somebody")
        }
    }

    @Test("retrieve a lead")
    func retrieve() async throws {
        try await withGuide { client async throws in
            #expect(try await client.lead(563_172_647_619_608)["leadId"] == 563_172_647_619_608)
        }
    }

    @Test("list and filter leads")
    func list() async throws {
        try await withGuide { client in
            let target = "/v1.0/leads?limit=20&offset=0&stage=New+Lead&sort=LastActivity&desc=true"
            let reply = try await client.get(target)
            #expect(reply.status == 200)
            let leads = try #require(try reply.json["leads"]?.items)
            #expect(!leads.isEmpty)
            #expect(leads.allSatisfy { $0["stage"] == "New Lead" })
            #expect(try reply.json["_metadata"]?["scrollId"]?.string?.isEmpty == false)
        }
    }

    @Test("update a lead with a tag object")
    func update() async throws {
        try await withGuide { client in
            let body = """
                {
                    "stage": "Contacted",
                    "tags": [{"tagName": "follow-up"}]
                  }
                """
            let reply = try await client.reply("PUT", "/v1.0/leads/563172647619608", body)
            #expect(reply.text == #"{"leadId":563172647619608}"#)
            let lead = try await client.lead(563_172_647_619_608)
            #expect(lead["stage"] == "Contacted")
            #expect(lead.tagNames == ["follow-up"])
        }
    }

    @Test("assign a lead by user id")
    func assign() async throws {
        try await withGuide { client in
            let body = """
                {
                    "assignees": [{"userId": 10000000514}]
                  }
                """
            let reply = try await client.reply("POST", "/v1.0/leads/563172647619608/assignment", body)
            #expect(reply.text == #"{"leadId":563172647619608}"#)
            #expect(try await client.lead(563_172_647_619_608)["assignedUserId"] == 10_000_000_514)
        }
    }

    @Test("delete a lead without a content type")
    func delete() async throws {
        try await withGuide { client in
            let reply = try await client.delete("/v1.0/leads/563172647619608?reason=Duplicate+record")
            #expect(reply.text == #"{"deleted":true,"leadId":"563172647619608"}"#)
            #expect(try await client.get("/v1.0/leads/563172647619608").status == 404)
        }
    }
}
