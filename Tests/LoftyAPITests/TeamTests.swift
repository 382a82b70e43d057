import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Team", .timeLimit(.minutes(1)))
struct TeamTests {
    private static func members(_ items: [String], total: Int) -> String {
        #"{"_metadata":{"total":\#(total),"scrollId":"x"},"members":[\#(items.joined(separator: ","))]}"#
    }

    private static func member(_ id: Int) -> String { #"{"id":1,"memberUserId":\#(id),"firstName":"M\#(id)"}"# }

    @Test("a person arrives with every field in its place")
    func readsMember() throws {
        let text = #"""
            {"id":11,"teamId":12345,"memberUserId":100234,"role":0,"roleName":"Agent","email":"alice@example.com","status":1,
             "firstName":"Alice","lastName":"Johnson","isAdmin":true,"timeZoneId":"America/Los_Angeles","agentInfo":{}}
            """#
        let expected = Member(
            id: Member.ID(rawValue: 100_234),
            firstName: "Alice",
            lastName: "Johnson",
            email: "alice@example.com",
            role: "Agent",
            isAdmin: true,
            timeZoneID: "America/Los_Angeles",
            teamID: 12_345
        )
        #expect(try Member(wire: json(text)) == expected)
    }

    @Test(
        "the own id stands in where there is no memberUserId",
        arguments: [#"{"id":11}"#, #"{"id":"11","memberUserId":0}"#]
    )
    func fallsBackToID(text: String) throws {
        #expect(try Member(wire: json(text)).id == Member.ID(rawValue: 11))
    }

    @Test("members are paged to the end by 25, each once")
    func pagesMembers() async throws {
        let first = Self.members((1...25).map(Self.member), total: 27)
        let second = Self.members([25, 26, 27].map(Self.member), total: 27)
        let transport = StubTransport([.json(first), .json(second)])
        let members = try await makeClient(transport).members()
        #expect(members.map(\.id.rawValue) == (1...27).map { Int64($0) })
        #expect(transport.requests.map(\.query) == ["offset=0&limit=25", "offset=25&limit=25"])
    }

    @Test("a team without members is no error")
    func readsEmptyTeam() async throws {
        let transport = StubTransport([.json(#"{"code":20003,"message":"User not exist"}"#, status: 404)])
        #expect(try await makeClient(transport).members().isEmpty)
    }

    @Test("another error while paging members is one")
    func failsMembers() async throws {
        let transport = StubTransport([
            .json(Self.members([Self.member(1)], total: 2)), .json(#"{"code":20017,"message":"no"}"#, status: 400),
        ])
        #expect(await failure { try await makeClient(transport).members() }?.kind == .notGranted)
    }

    @Test("stages keep the server's order over all pages")
    func pagesStages() async throws {
        let first = #"{"_metadata":{"total":3},"pipelines":[{"id":9,"name":"New Lead"},{"id":4,"name":"Contacted"}]}"#
        let second = #"{"get_metadata":{"total":3},"pipelines":[{"id":"7","name":"Closed"}]}"#
        let transport = StubTransport([.json(first), .json(second)])
        let stages = try await makeClient(transport).stages()
        #expect(stages.map(\.name) == ["New Lead", "Contacted", "Closed"])
        #expect(stages.map(\.id.rawValue) == [9, 4, 7])
        #expect(transport.requests.map(\.query) == ["currPage=0&pageSize=100", "currPage=1&pageSize=100"])
    }

    @Test("an empty page ends a list that promised more")
    func stopsOnEmptyPage() async throws {
        let transport = StubTransport([
            .json(#"{"_metadata":{"total":9},"pipelines":[{"id":9,"name":"A"}]}"#),
            .json(#"{"_metadata":{"total":9},"pipelines":[]}"#),
        ])
        #expect(try await makeClient(transport).stages().count == 1)
    }

    @Test("names of tags come once, from definitions and applied tags alike")
    func readsTags() async throws {
        let text =
            #"[{"leadId":0,"tagName":"Buyer"},{"leadId":7,"tagName":"Hot"},{"leadId":8,"tagName":"Buyer"},"Plain"]"#
        #expect(try await makeClient(StubTransport([.json(text)])).tagNames() == ["Buyer", "Hot", "Plain"])
    }

    @Test("a preview names everybody that routing would choose")
    func readsPreview() async throws {
        let text = #"""
            [{"leadId":123,"customRoleAssignees":[{"agentFullName":"Alice Johnson","roleId":40,"assigneeId":100234},
              {"roleId":50,"assigneeId":0,"assignee":null},{"assigneeId":7,"assignee":"bob@example.com"}]}]
            """#
        let new = NewLead(firstName: "J", emails: ["j@example.com"])
        let assignees = try await makeClient(StubTransport([.json(text)])).previewAssignees(new)
        #expect(assignees == [Assignee(id: 100_234, name: "Alice Johnson"), Assignee(id: 7, name: "bob@example.com")])
    }
}
