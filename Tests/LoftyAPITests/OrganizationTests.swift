import Foundation
import JSONText
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Organization and its settings", .timeLimit(.minutes(1)))
struct OrganizationTests {
    static let requests: [RequestCase] = [
        RequestCase(
            expected: "GET /v1.0/members/alice%2Bcrm%40example.com",
            answer: #"{"memberUserId":100234,"email":"alice+crm@example.com"}"#
        ) { client async throws in
            #expect(try await client.member(account: "alice+crm@example.com").id == Member.ID(rawValue: 100_234))
        },
        RequestCase(expected: "GET /v1.0/org", answer: #"{"orgType":1}"#) { client async throws in
            #expect(try await client.organization() == Organization(type: 1))
        },
        RequestCase(expected: "GET /v1.0/org/permission/profiles", answer: #"[{"id":4,"name":"Admin"},{"id":0}]"#) {
            client async throws in
            #expect(
                try await client.permissionProfiles() == [PermissionProfile(id: PermissionProfile.ID(4), name: "Admin")]
            )
        },
        RequestCase(expected: "GET /v1.0/vendor/list", answer: "[]") { client async throws in
            #expect(try await client.vendors().isEmpty)
        },
        RequestCase(expected: "GET /v1.0/team-features/lead-ponds", answer: "[]") { client async throws in
            #expect(try await client.leadPonds().isEmpty)
        },
        RequestCase(expected: "GET /v1.0/team-features/lead-pond/9", answer: #"{"id":9,"pondName":"New"}"#) {
            client async throws in
            #expect(try await client.leadPond(LeadPond.ID(9)).name == "New")
        },
        RequestCase(expected: "GET /v1.0/teamFeatures/listCustomField", answer: "[]") { client async throws in
            #expect(try await client.customFields().isEmpty)
        },
        RequestCase(
            expected: "POST /v1.0/teamFeatures/custom-field",
            body: #"{"attributeName":"Pets","attributeType":"multi_select","#
                + #""params":"{\"option\":[\"cat/dog\",\"\\\"none\\\"\"]}","value":""}"#,
            answer: #""success""#
        ) { try await $0.addCustomField(NewCustomField("Pets", .multiSelect, options: ["cat/dog", "\"none\""])) },
        RequestCase(
            expected: "POST /v1.0/teamFeatures/custom-field",
            body: #"{"attributeName":"Anniversary","attributeType":"anniversary_date","value":""}"#,
            answer: #""Success""#
        ) { try await $0.addCustomField(NewCustomField("Anniversary", .anniversaryDate)) },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static let refusals: [RefusalCase] = [
        RefusalCase("account is missing") { _ = try await $0.member(account: " ") },
        RefusalCase("id of the pond") { _ = try await $0.leadPond(LeadPond.ID(0)) },
        RefusalCase("name of the field is missing") { try await $0.addCustomField(NewCustomField("", .text)) },
        RefusalCase("A choice needs options") { try await $0.addCustomField(NewCustomField("Pets", .singleSelect)) },
        RefusalCase("Only a choice has options") {
            try await $0.addCustomField(NewCustomField("Pets", .number, options: ["1"]))
        },
        RefusalCase("name of an option is missing") {
            try await $0.addCustomField(NewCustomField("Pets", .singleSelect, options: ["cat", ""]))
        },
    ]

    @Test("what Lofty would refuse is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("a company arrives with its offices, and a group of teams without")
    func readsOrganizations() throws {
        let text = #"""
            {"orgType":2,"enterpriseInfo":{"groupId":12,"groupName":"North","profileId":4,"profileName":"Admin",
             "visibleOrgInfoList":[{"groupId":13,"groupName":"East","parentId":12},{"groupName":"odd"}]}}
            """#
        let north = Office(id: Office.ID(12), name: "North")
        let expected = Organization(
            type: 2,
            enterprise: Organization.Enterprise(
                office: north,
                profile: PermissionProfile(id: PermissionProfile.ID(4), name: "Admin"),
                visibleOffices: [Office(id: Office.ID(13), name: "East", parentID: Office.ID(12))]
            )
        )
        #expect(try Organization(wire: json(text)) == expected)
        let group = #"{"orgType":1,"enterpriseInfo":null,"multiTeamInfo":{"multiTeamId":7,"multiTeamName":"All"}}"#
        let multiTeam = Organization.MultiTeam(id: 7, name: "All")
        #expect(try Organization(wire: json(group)) == Organization(type: 1, multiTeam: multiTeam))
    }

    @Test("vendors and ponds arrive with every field in its place")
    func readsVendorsAndPonds() throws {
        let vendor = #"""
            {"id":1,"agentUserId":0,"firstName":"Vic","lastName":"Lender","phoneNumber":"5550101","phoneCode":"1",
             "phoneCountry":"US","email":"vic@example.com","roleName":"Lender","companyName":"Bank","companyAddress":""}
            """#
        let expected = Vendor(
            id: Vendor.ID(1),
            firstName: "Vic",
            lastName: "Lender",
            phone: "5550101",
            phoneCode: "1",
            phoneCountry: "US",
            email: "vic@example.com",
            role: "Lender",
            company: "Bank"
        )
        #expect(try Vendor(wire: json(vendor)) == expected)
        let pond = #"{"id":1,"pondName":"New Leads","pondOwnerId":100234,"agentIds":[100234,0,"x",7]}"#
        let agents = [RecordUser.ID(100_234), RecordUser.ID(7)]
        #expect(
            try LeadPond(wire: json(pond))
                == LeadPond(id: LeadPond.ID(1), name: "New Leads", ownerID: agents[0], agentIDs: agents)
        )
    }

    @Test(
        "options of a field stand in JSON inside a string",
        arguments: [
            (#""{\"option\":[\"item1\",\"item2\"]}""#, ["item1", "item2"]), (#""""#, []), (#""{oops""#, []),
            (#"{"option":["a"]}"#, ["a"]), ("null", []),
        ]
    )
    func readsOptions(params: String, expected: [String]) throws {
        let text = #"{"attributeName":"Pets","attributeType":"single_select","value":"","params":\#(params)}"#
        let field = CustomField(name: "Pets", kind: .known(.singleSelect), options: expected)
        #expect(try CustomField(wire: json(text)) == field)
    }

    @Test("a field of a new kind is kept, and one without a name is told")
    func keepsNewKinds() async throws {
        let events = EventLog()
        let text = #"[{"attributeName":"Geo","attributeType":"map"},{"attributeName":"","attributeType":"text"}]"#
        let client = makeClient(StubTransport([.json(text)])) { $0.observe = events.record }
        #expect(try await client.customFields().map(\.kind) == [.other("map")])
        #expect(events.unreadable == ["field 2: it has no readable name or type"])
    }

    @Test("a field that may not have been added is ambiguous", arguments: ["\"failure\"", "true", ""])
    func doubtsAnswers(text: String) async throws {
        let error = await failure {
            try await makeClient(StubTransport([.json(text)])).addCustomField(NewCustomField("Pets", .text))
        }
        #expect(error?.kind == .unreadableAnswer)
        #expect(error?.disposition == .ambiguous)
    }

    @Test("missing rights and people are told apart")
    func readsErrors() async throws {
        let transport = StubTransport([
            .json(#"{"code":20003,"message":"USER_NOT_EXIST"}"#, status: 404),
            .json(#"{"code":20017,"message":"Permission denied"}"#, status: 400),
        ])
        let client = makeClient(transport)
        #expect(await failure { try await client.member(account: "bob@example.com") }?.kind == .notFound)
        #expect(await failure { try await client.leadPond(LeadPond.ID(9)) }?.kind == .notGranted)
    }
}
