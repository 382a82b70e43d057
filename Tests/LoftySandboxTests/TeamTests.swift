import Foundation
import Testing

@testable import LoftySandbox

@Suite("Members, stages, tags", .timeLimit(.minutes(1)))
struct TeamTests {
    @Test("me is the administrator behind both credentials, and has leads")
    func me() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { sandbox, client in
            let json = try await client.get("/v1.0/me").json
            #expect(json["isAdmin"] == true)
            #expect(json["roleName"] == "Admin")
            #expect((json["assignedLeadCount"]?.int64 ?? 0) > 5)
            let bearer = client.with(authorization: "Bearer \(sandbox.endpoint.accessToken)")
            #expect(try await bearer.get("/v1.0/me").json == json)
        }
    }

    @Test("the ids of members are not the ids on leads")
    func idTrap() async throws {
        try await withSandbox(SandboxConfiguration(leads: 100)) { _, client in
            let members = try #require(try await client.get("/v1.0/members").json["members"]?.items)
            let memberIDs = Set(members.flatMap { [$0["id"]?.int64, $0["memberUserId"]?.int64] })
            let leads = try await client.list("limit=100").leads
            let assignees = Set(leads.compactMap { $0["assignedUserId"]?.int64 }.filter { $0 != 0 })
            #expect(assignees.count >= 5)
            #expect(memberIDs.isDisjoint(with: assignees.map(Optional.some)))
            let names = Set(members.map { "\($0["firstName"]?.string ?? "") \($0["lastName"]?.string ?? "")" })
            let assigneeNames = Set(leads.compactMap { $0["assignedUser"]?.string })
            #expect(assigneeNames.isSubset(of: names))
        }
    }

    @Test("members come in pages, and too large a page is refused")
    func memberPages() async throws {
        try await withSandbox { _, client in
            let first = try await client.get("/v1.0/members?limit=3").json
            let rest = try await client.get("/v1.0/members?limit=25&offset=3").json
            let all = try await client.get("/v1.0/members?offset=-4").json
            #expect(first["_metadata"]?["total"] == 8)
            #expect((first["members"]?.items ?? []) + (rest["members"]?.items ?? []) == all["members"]?.items)
            #expect(try await client.get("/v1.0/members?offset=50").json["members"] == [])
            for limit in ["101", "0", "x"] {
                #expect(try await client.get("/v1.0/members?limit=\(limit)").status == 400)
            }
        }
    }

    @Test("members of an office, and of none")
    func memberOffices() async throws {
        try await withSandbox { _, client in
            let json = try await client.get("/v1.0/members?groupIds=2&groupIds=3").json
            #expect(json["members"]?.items?.allSatisfy { [2, 3].contains($0["groupId"]?.int64) } == true)
            #expect(json["_metadata"]?["total"] == 5)
            let none = try await client.get("/v1.0/members?groupIds=99")
            #expect(none.status == 404)
            #expect(none.text.contains("errorCode=20003"))
        }
    }

    @Test(
        "a member is found by account once the invitation is accepted",
        arguments: [
            ("marisol%40bluebonnet.example.com", 200), ("marisol@bluebonnet.example.com", 200),
            ("noor%40bluebonnet.example.com", 404), ("nobody%40example.com", 404),
        ]
    )
    func memberByAccount(account: String, status: Int) async throws {
        try await withSandbox { _, client in
            let reply = try await client.get("/v1.0/members/\(account)")
            #expect(reply.status == status)
            #expect(reply.text.contains(status == 200 ? #""firstName":"Marisol""# : "errorCode=20003"))
        }
    }

    @Test("stages come in order, in pages of ten, and their ids are those on leads")
    func stages() async throws {
        try await withSandbox(SandboxConfiguration(leads: 100)) { _, client in
            let json = try await client.get("/v1.0/teamFeatures/lead-pipelines").json
            let stages = try #require(json["pipelines"]?.items)
            #expect(json["_metadata"] == ["collection": "pipelines", "limit": 10, "offset": 0, "total": 7])
            #expect(stages.compactMap { $0["name"]?.string } == BookTeam.stages)
            for lead in try await client.list("limit=100").leads {
                #expect(stages.contains(["id": lead["stageId"] ?? .null, "name": lead["stage"] ?? .null]))
            }
            let page = try await client.get("/v1.0/teamFeatures/lead-pipelines?pageSize=3&currPage=2").json
            #expect(page["pipelines"]?.items == Array(stages[6...]))
            let named = try await client.get("/v1.0/teamFeatures/lead-pipelines?name=ed").json
            #expect(
                named["pipelines"]?.items?.compactMap { $0["name"]?.string } == [
                    "Contacted", "Qualified", "Closed", "Archived",
                ]
            )
        }
    }

    @Test(
        "a page of stages that cannot be is refused or empty, never a crash",
        arguments: [
            ("pageSize=0", 400), ("pageSize=-1", 400), ("currPage=-1", 400), ("currPage=x", 400),
            ("currPage=9223372036854775807&pageSize=1000", 200), ("currPage=5", 200),
        ]
    )
    func stagePages(query: String, status: Int) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.get("/v1.0/teamFeatures/lead-pipelines?\(query)").status == status)
        }
    }

    @Test("listTag mixes definitions and applied tags in a bare array")
    func tags() async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { _, client in
            let rows = try #require(try await client.get("/v1.0/teamFeatures/listTag").json.items)
            let definitions = rows.filter { $0["leadId"] == 0 }
            #expect(definitions.compactMap { $0["tagName"]?.string } == BookTeam.tags)
            let applied = rows.filter { $0["leadId"] != 0 }
            #expect(!applied.isEmpty)
            let visible = Set(try await client.list("limit=100").ids)
            let taggedLeads = applied.compactMap { $0["leadId"]?.int64 }
            #expect(visible.isSuperset(of: taggedLeads))
        }
    }
}
