import Foundation
import Testing

@testable import LoftySandbox

@Suite("Keys and rights", .timeLimit(.minutes(1)))
struct KeyTests {
    @Test("the announcement has a key for a member of each role, the highest first, and each acts for its member")
    func announced() async throws {
        try await withSandbox { sandbox, client async throws in
            let keys = sandbox.endpoint.memberKeys
            #expect(keys.map(\.role) == ["owner", "admin", "teamLead", "agent"])
            #expect(Set(keys.map(\.apiKey)).count == 4)
            #expect(keys[1].apiKey == sandbox.endpoint.apiKey)
            for key in keys {
                let me = try await client.holding(key.apiKey).get("/v1.0/me").json
                #expect(me["email"]?.string == key.email)
                #expect(me["isAdmin"]?.bool == (key.role == "owner" || key.role == "admin"))
            }
            let line = try JSONParser.parse(sandbox.endpoint.json.utf8)
            #expect(line["keys"]?.items?[3]["apiKey"]?.string == keys[3].apiKey)
            #expect(line["clientSecret"]?.string == sandbox.endpoint.clientSecret)
        }
    }

    @Test("a key is made for a member by email or id, listed without its text, and ends when it is revoked")
    func lifecycle() async throws {
        try await withSandbox { sandbox, client async throws in
            for body in [["email": "minh@bluebonnet.example.com"], ["memberId": 10_000_000_514]] as [JSON] {
                let made = try await client.post("/sandbox/keys", body).json
                let key = try #require(made["apiKey"]?.string)
                let id = try #require(made["id"]?.int64)
                let holder = client.holding(key)
                #expect(try await holder.get("/v1.0/me").json["email"] == made["email"])
                let list = try await client.get("/sandbox/keys")
                #expect(!list.text.contains(key))
                let entry = try list.json["keys"]?.items?.first { $0["id"]?.int64 == id }
                #expect(entry?["isLiving"] == true)
                #expect(entry?["email"] == made["email"])
                let token = try Tokens(
                    try await client.form(
                        "/oauth/token",
                        [
                            "grant_type": "client_credentials", "client_id": sandbox.endpoint.clientID,
                            "client_secret": sandbox.endpoint.clientSecret, "customer_key": key,
                        ]
                    )
                ).access
                #expect(try await client.bearing(token).get("/v1.0/me").status == 200)
                #expect(try await client.delete("/sandbox/keys/\(id)").text == #"{"revoked":true}"#)
                #expect(try await holder.get("/v1.0/me").status == 401)
                // What was made of the key ends with it.
                #expect(try await client.bearing(token).get("/v1.0/me").status == 401)
                #expect(try await client.delete("/sandbox/keys/\(id)").status == 404)
            }
        }
    }

    @Test("a key with an end stops there, and so does a token that was made of it")
    func expiry() async throws {
        let clock = ManualClock()
        try await withSandbox(SandboxConfiguration(leads: 1), environment: clock.environment) {
            sandbox,
            client async throws in
            let body: JSON = ["email": "minh@bluebonnet.example.com", "expiresInSeconds": 100]
            let key = try #require(try await client.post("/sandbox/keys", body).json["apiKey"]?.string)
            clock.advance(by: 40)
            let tokens = try Tokens(
                try await client.form(
                    "/oauth/token",
                    [
                        "grant_type": "client_credentials", "client_id": sandbox.endpoint.clientID,
                        "client_secret": sandbox.endpoint.clientSecret, "customer_key": key,
                    ]
                )
            )
            #expect(tokens.expiresIn == 60)
            clock.advance(by: 59)
            #expect(try await client.holding(key).get("/v1.0/me").status == 200)
            clock.advance(by: 1)
            #expect(try await client.holding(key).get("/v1.0/me").status == 401)
            #expect(try await client.bearing(tokens.access).get("/v1.0/me").status == 401)
        }
    }

    @Test("a member has at most ten living keys")
    func tenKeys() async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client async throws in
            let body: JSON = ["email": "minh@bluebonnet.example.com"]
            var ids: [Int64] = []
            for _ in 0..<10 { ids.append(try await client.post("/sandbox/keys", body).json["id"]?.int64 ?? 0) }
            #expect(try await client.post("/sandbox/keys", body).status == 400)
            #expect(try await client.delete("/sandbox/keys/\(ids[4])").status == 200)
            #expect(try await client.post("/sandbox/keys", body).status == 200)
        }
    }

    @Test(
        "a key for nobody, or with an impossible end, is refused",
        arguments: [
            (["email": "nobody@example.com"], 404), (["email": "noor@bluebonnet.example.com"], 404), ([:], 400),
            (["memberId": 1], 404), (["memberId": "x"], 400),
            (["email": "minh@bluebonnet.example.com", "expiresInSeconds": 0], 400),
            (["email": "minh@bluebonnet.example.com", "expiresInSeconds": 9_223_372_036_854_775_807], 400),
        ] as [(JSON, Int)]
    )
    func impossibleKeys(body: JSON, status: Int) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { _, client async throws in
            #expect(try await client.post("/sandbox/keys", body).status == status)
        }
    }

    @Test("access is managed by admin and owner alone", arguments: MemberRole.allCases)
    func managers(role: MemberRole) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let member = client.holding(try sandbox.key(of: role))
            let isManager = role == .admin || role == .owner
            for reply in [
                try await member.get("/sandbox/keys"), try await member.post("/sandbox/apps", ["name": "App"]),
                try await member.post("/sandbox/keys", ["email": "minh@bluebonnet.example.com"]),
                try await member.put("/sandbox/members/minh@bluebonnet.example.com/rights", ["deleteLeads": true]),
                try await member.get("/sandbox/oauth"), try await member.put("/sandbox/oauth", ["codeLifetime": 9]),
            ] {
                #expect(reply.status == (isManager ? 200 : 400))
                #expect(reply.text.contains("errorCode=20017") == !isManager)
            }
            if !isManager {
                #expect(try await member.delete("/sandbox/keys/1").text.contains("errorCode=20017"))
            }
        }
    }

    @Test("deleting a lead needs the right, which a switch gives and takes")
    func deleteRight() async throws {
        try await withSandbox { sandbox, client async throws in
            let agent = client.holding(try sandbox.key(of: .agent))
            let lead = try await client.makeLead(["firstName": "Mine", "assignedUserId": 10_000_000_514])
            let target = "/v1.0/leads/\(lead)?reason=x"
            let refusal = try await agent.delete(target)
            #expect(refusal.status == 400)
            #expect(refusal.text.contains("errorCode=20017"))
            #expect(try await client.lead(lead)["firstName"] == "Mine")
            let switchPath = "/sandbox/members/marisol@bluebonnet.example.com/rights"
            let rights = try await client.put(switchPath, ["deleteLeads": true]).json
            #expect(rights["deleteLeads"] == true)
            #expect(rights["exportLeads"] == false)
            _ = try await client.put(switchPath, ["deleteLeads": false])
            #expect(try await agent.delete(target).status == 400)
            _ = try await client.put(switchPath, ["deleteLeads": true])
            #expect(try await agent.delete(target).status == 200)
            // A right opens no lead that the role does not.
            let own = try await client.get("/v1.0/me").json["memberUserId"] ?? .null
            let foreign = try await client.makeLead(["firstName": "Theirs", "assignedUserId": own])
            #expect(try await agent.delete("/v1.0/leads/\(foreign)?reason=x").status == 404)
        }
    }

    @Test("the export needs the right, holds what its caller sees, and pages by id")
    func export() async throws {
        try await withSandbox(SandboxConfiguration(leads: 30)) { sandbox, client async throws in
            let agent = client.holding(try sandbox.key(of: .agent))
            let refusal = try await agent.get("/sandbox/export.csv")
            #expect(refusal.status == 400)
            #expect(refusal.text.contains("errorCode=20017"))
            _ = try await client.makeLead([
                "firstName": "A \"quoted\", name", "lastName": "two\nlines",
                "emails": ["a@example.com", "b@example.com"],
            ])
            let reply = try await client.get("/sandbox/export.csv")
            #expect(reply.headers["content-type"] == "text/csv;charset=UTF-8")
            #expect(reply.text.contains("\"A \"\"quoted\"\", name\",\"two\nlines\",a@example.com;b@example.com"))
            let ids = Self.ids(reply)
            #expect(ids.sorted() == ids)
            #expect(ids.count == 31)
            var paged: [Int64] = []
            while let page = try await nextPage(after: paged.last ?? 0, client) { paged += page }
            #expect(paged == ids)
            let grant: JSON = ["exportLeads": true]
            _ = try await client.put("/sandbox/members/marisol@bluebonnet.example.com/rights", grant)
            let own = try await agent.get("/sandbox/export.csv")
            #expect(Set(Self.ids(own)) == Set(try await agent.list("limit=100").ids))
            #expect(try await client.get("/sandbox/export.csv?limit=0").status == 400)
            #expect(try await client.get("/sandbox/export.csv?limit=10001").status == 400)
        }
    }

    private func nextPage(after id: Int64, _ client: Client) async throws -> [Int64]? {
        let page = Self.ids(try await client.get("/sandbox/export.csv?limit=7&after=\(id)"))
        return page.isEmpty ? nil : page
    }

    private static func ids(_ reply: Reply) -> [Int64] {
        reply.text.components(separatedBy: "\r\n").compactMap { line in
            line.split(separator: ",").first.flatMap { Int64($0) }
        }
    }
}
