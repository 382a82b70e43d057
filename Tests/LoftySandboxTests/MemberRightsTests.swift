import Testing

@testable import LoftySandbox

@Suite("Rights of members")
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
