import Testing

@testable import LoftySandbox

@Suite("Rights of members", .timeLimit(.minutes(1)))
struct MemberRightsTests {
    @Test("the book has one member of every role, and only admin and owner may do everything")
    func roles() async throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 1), environment: .live)
        defer { database.close() }
        let members = try await database.read { db in try Member.fetchAll(db) }
        #expect(Set(members.map(\.accessRole)) == Set(MemberRole.allCases))
        for member in members {
            let isTop = member.accessRole == .admin || member.accessRole == .owner
            #expect((member.rights == .all) == isTop, "\(member.fullName)")
            #expect(member.isAdmin == isTop)
            #expect(member.rights.contains(.exportLeads) == (member.accessRole != .agent))
        }
    }

    @Test(
        "a right that is granted opens what it is for, and taking it back closes it",
        arguments: [
            ("manageRouting", "GET", "/v1.0/routing/rule/list/1", ""),
            ("manageRouting", "GET", "/sandbox/routing/1", ""),
            (
                "manageStages", "PUT", "/sandbox/stages",
                #"["New Lead","Contacted","Qualified","Under Contract","Closed","Nurture","Archived","Won Back"]"#
            ),
            ("exportLeads", "GET", "/sandbox/export.csv", ""), ("manageAccess", "GET", "/sandbox/keys", ""),
        ]
    )
    func granted(right: String, method: String, path: String, body: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 1)) { sandbox, client async throws in
            let agent = client.holding(try sandbox.key(of: .agent))
            let rights = "/sandbox/members/marisol@bluebonnet.example.com/rights"
            for isGranted in [false, true, false] {
                let answer = try await client.put(rights, .object([JSON.Member(name: right, value: .bool(isGranted))]))
                #expect(try answer.json[right] == .bool(isGranted))
                let reply = try await agent.reply(method, path, body.isEmpty ? nil : body)
                #expect(reply.status == (isGranted ? 200 : 400), "\(reply.text)")
                #expect(reply.text.contains("errorCode=20017") == !isGranted)
            }
        }
    }

    @Test("a refused right is 400 with code 20017, an endpoint that is not granted 403 with 200100")
    func refusals() {
        #expect(SandboxError.permissionDenied.status == 400)
        #expect(SandboxError.permissionDenied.body["message"]?.string?.contains("errorCode=20017") == true)
        #expect(SandboxError.endpointNotGranted.status == 403)
        #expect(
            SandboxError.endpointNotGranted.body.text
                == #"{"code":200100,"message":"Sorry, the vendor does not have permission for this API."}"#
        )
    }
}
