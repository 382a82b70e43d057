import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Assignment in two dialects", .timeLimit(.minutes(1)))
struct AssignmentTests {
    private static let path = "POST /v1.0/leads/5/assignment"
    private static let roles = #"[{"assignee":"alice+crm@example.com","role":"Agent"}]"#
    private static let users = #"{"assignees":[{"userId":10000000514}]}"#
    private static let refusal = StubTransport.Step.json(#"{"code":20012,"message":"no roles"}"#, status: 400, to: path)
    private static let success = StubTransport.Step.json(#"{"leadId":5}"#, to: path)

    private static func lead(_ assignee: String) -> StubTransport.Step {
        .json(
            #"{"lead":{"leadId":5,"firstName":"J","assignedUserId":844000000000001,"assignedUser":"\#(assignee)"}}"#,
            to: "GET /v1.0/leads/5"
        )
    }

    private func bodies(_ transport: StubTransport) -> [String] { transport.requests.map(\.bodyText) }

    @Test("a 400 to the published form is followed once by the guide's, which is sent first from then on")
    func fallsBack() async throws {
        let transport = StubTransport([Self.refusal, Self.success, Self.lead("Alice Johnson"), Self.success])
        let client = makeClient(transport)
        try await client.assignLead(Lead.ID(5), to: alice)
        try await client.assignLead(Lead.ID(5), to: alice)
        #expect(bodies(transport) == [Self.roles, Self.users, "", Self.users])
        #expect(await client.capabilities().assignment.value == .users)
    }

    @Test("an answer to the guide's form is not believed when the lead shows somebody else")
    func verifiesFallback() async throws {
        let transport = StubTransport([Self.refusal, Self.success, Self.lead("Bob Li")])
        let client = makeClient(transport)
        try await client.assignLead(Lead.ID(5), to: alice)
        #expect(await client.capabilities().assignment == .unknown)
    }

    @Test("when both forms are refused the error is about the published one")
    func reportsFirstRefusal() async throws {
        let second = StubTransport.Step.json(#"{"code":20001,"message":"not an array"}"#, status: 400)
        let transport = StubTransport([Self.refusal, second, Self.success])
        let client = makeClient(transport)
        let error = try #require(await failure { try await client.assignLead(Lead.ID(5), to: alice) })
        #expect(error.serverText == "no roles")
        try await client.assignLead(Lead.ID(5), to: alice)
        #expect(bodies(transport) == [Self.roles, Self.users, Self.roles])
    }

    @Test("a second form that gets lost is an error of its own")
    func reportsLostSecond() async throws {
        let transport = StubTransport([Self.refusal, .failure(.lost)])
        let error = try #require(await failure { try await makeClient(transport).assignLead(Lead.ID(5), to: alice) })
        #expect(error.kind == .connectionLost)
        #expect(error.disposition == .retry(after: nil))
    }

    @Test(
        "no other failure brings the second form",
        arguments: [
            .json(#"{"code":200058,"message":"x"}"#, status: 400), .json(#"{"code":20017,"message":"x"}"#, status: 400),
            .json(#"{"code":20006}"#, status: 404), .json("", status: 500), .json("", status: 429), .failure(.lost),
        ] as [StubTransport.Step]
    )
    func keepsForm(step: StubTransport.Step) async throws {
        let transport = StubTransport([step])
        #expect(await failure { try await makeClient(transport).assignLead(Lead.ID(5), to: alice) } != nil)
        #expect(transport.requests.count == 1)
    }

    @Test("without an email there is only one form to send")
    func needsEmail() async throws {
        var member = alice
        member.email = ""
        let transport = StubTransport([Self.refusal])
        #expect(await failure { try await makeClient(transport).assignLead(Lead.ID(5), to: member) }?.code == 20_012)
        #expect(bodies(transport) == [Self.users])
    }
}
