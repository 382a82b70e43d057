import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Requests", .timeLimit(.minutes(1)))
struct RequestTests {
    /// One call of the service, and the request that it must become.
    struct Case: Sendable, CustomTestStringConvertible {
        var expected: String
        var query = ""
        var body = ""
        var answer = "{}"
        var call: @Sendable (LoftyClient) async throws -> Void

        var testDescription: String { "\(expected) \(query) \(body)" }
    }

    private static let lead = Lead.ID(563_172_647_619_608)

    static let cases: [Case] = [
        Case(expected: "GET /v1.0/me", answer: #"{"id":1,"firstName":"A","email":"a@example.com"}"#) {
            _ = try await $0.me()
        },
        Case(
            expected: "GET /v1.0/members",
            query: "offset=0&limit=25",
            answer: #"{"_metadata":{"total":0},"members":[]}"#
        ) { _ = try await $0.members() },
        Case(
            expected: "GET /v1.0/teamFeatures/lead-pipelines",
            query: "currPage=0&pageSize=100",
            answer: #"{"_metadata":{"total":0},"pipelines":[]}"#
        ) { _ = try await $0.stages() },
        Case(expected: "GET /v1.0/teamFeatures/listTag", answer: "[]") { _ = try await $0.tagNames() },
        Case(expected: "GET /v1.0/leads", query: "offset=0&limit=100", answer: pageText([], total: 0)) {
            _ = try await $0.leads(LeadListRequest())
        },
        Case(
            expected: "GET /v1.0/leads",
            query: "stage=New%20Lead&source=Open%20House%20%26%20Co&phone=5035550101&email=zoe%2Bcrm%40example.com"
                + "&preciseSearchFlag=true&key=%E7%8E%8B%2F%3F%23&assignedUserId=844000000000001&contacted=false"
                + "&allTags=a%2Cb&anyTags=c&sort=LastActivity&desc=true&scrollId=x%3D%3D&limit=20",
            answer: pageText([], total: 0)
        ) {
            _ = try await $0.leads(
                LeadListRequest(
                    stage: "New Lead",
                    source: "Open House & Co",
                    phone: "5035550101",
                    email: "zoe+crm@example.com",
                    isPrecise: true,
                    key: "王/?#",
                    assigneeID: 844_000_000_000_001,
                    isContacted: false,
                    allTags: ["a", "b"],
                    anyTags: ["c"],
                    sort: .lastActivity,
                    isDescending: true,
                    page: .scroll("x=="),
                    limit: 20
                )
            )
        },
        Case(expected: "GET /v1.0/leads/563172647619608", answer: #"{"lead":{"leadId":563172647619608}}"#) {
            _ = try await $0.lead(lead, includingTrashed: false)
        },
        Case(
            expected: "GET /v1.0/leads/563172647619608",
            query: "withTrash=true",
            answer: #"{"leadId":563172647619608}"#
        ) { _ = try await $0.lead(lead, includingTrashed: true) },
        Case(
            expected: "POST /v1.0/leads",
            body:
                #"{"assignedUserId":9007199254740993,"emails":["j@example.com"],"firstName":"Jane","lastName":"Smith","#
                + #""leadTypes":[2,-1],"phones":["5035550101"],"source":"Website","stage":"New Lead","tagsAdd":["a/b"]}"#,
            answer: #"{"leadId":651095960136641}"#
        ) {
            let id = try await $0.createLead(
                NewLead(
                    firstName: "Jane",
                    lastName: "Smith",
                    emails: ["j@example.com"],
                    phones: ["5035550101"],
                    types: [.buyer, .other(-1)],
                    source: "Website",
                    stage: "New Lead",
                    tags: ["a/b"],
                    assigneeID: 9_007_199_254_740_993
                )
            )
            #expect(id == Lead.ID(651_095_960_136_641))
        },
        Case(expected: "POST /v1.0/leads", body: #"{"firstName":"Jane"}"#, answer: #"{"data":{"leadId":"7"}}"#) {
            let id = try await $0.createLead(NewLead(firstName: "Jane"))
            #expect(id == Lead.ID(7))
        },
        Case(
            expected: "PUT /v1.0/leads/563172647619608",
            body: #"{"stage":"Contacted","tagsAdd":["follow-up"],"tagsRemove":["cold"]}"#
        ) {
            try await $0.updateLead(
                lead,
                LeadEdit(stage: "Contacted", addingTags: ["follow-up"], removingTags: ["cold"])
            )
        },
        Case(
            expected: "PUT /v1.0/leads/563172647619608",
            body: #"{"emails":[],"firstName":"J","lastName":"","leadTypes":[1],"phones":["1"],"source":"X","tags":[]}"#,
            answer: ""
        ) {
            try await $0.updateLead(
                lead,
                LeadEdit(
                    firstName: "J",
                    lastName: "",
                    emails: [],
                    phones: ["1"],
                    source: "X",
                    types: [.seller],
                    tags: []
                )
            )
        },
        Case(expected: "DELETE /v1.0/leads/563172647619608", query: "reason=Duplicate%20record%2B1%25", answer: "") {
            try await $0.trashLead(lead, reason: "Duplicate record+1%")
        },
        Case(
            expected: "POST /v1.0/leads/563172647619608/assignment",
            body: #"[{"assignee":"alice+crm@example.com","role":"Agent"}]"#
        ) { try await $0.assignLead(lead, to: alice) },
        Case(
            expected: "POST /v1.0/leads/563172647619608/assignment",
            body: #"{"assignees":[{"userId":10000000514}]}"#
        ) {
            var member = alice
            member.email = ""
            try await $0.assignLead(lead, to: member)
        },
        Case(
            expected: "POST /v1.0/leads/assignee",
            body: #"{"email":"j@example.com","firstName":"Jane","phone":"5035550101"}"#,
            answer: "[]"
        ) {
            _ = try await $0.previewAssignees(
                NewLead(firstName: "Jane", emails: ["j@example.com"], phones: ["5035550101", "5035550102"])
            )
        },
        Case(
            expected: "GET /v1.0/notes",
            query: "leadId=563172647619608&includeSystemNote=false",
            answer: #"{"notes":[]}"#
        ) { _ = try await $0.notes(of: lead) },
        Case(
            expected: "POST /v1.0/notes",
            body: #"{"content":"Line\n\"two\"","isPin":false,"leadId":563172647619608}"#,
            answer: #"{"noteId":1}"#
        ) { try await $0.addNote("Line\n\"two\"", to: lead) },
        Case(
            expected: "POST /v1.0/logType",
            body: #"{"callingOutcome":"NoAnswer","content":"rang","isPin":false,"leadId":563172647619608,"#
                + #""leadPhoneNumber":"5035550101","logType":"logCall","outboundOrInbound":"outbound"}"#,
            answer: #"{"logType":{"id":1}}"#
        ) {
            try await $0.logCall(LeadChange.CallLog(outcome: .noAnswer, phone: "5035550101", text: "rang"), on: lead)
        },
        Case(expected: "GET /v1.0/leads/563172647619608/activities", query: "curPage=0", answer: "[]") {
            _ = try await $0.siteActivities(of: lead, limit: 10)
        },
        Case(
            expected: "GET /v2.0/leads/563172647619608/activities",
            query: "offset=0&limit=1000",
            answer: #"{"activities":[]}"#
        ) { _ = try await $0.communications(of: lead) },
    ]

    @Test("every operation sends exactly its method, path, query and body", arguments: cases)
    func sends(_ example: Case) async throws {
        let transport = StubTransport([.json(example.answer, to: example.expected)])
        try await example.call(makeClient(transport) { $0.capabilities = knownAccount })
        let request = try #require(transport.requests.first)
        #expect(request.query == example.query)
        #expect(request.bodyText == example.body)
        #expect((request.body == nil) == example.body.isEmpty)
        #expect(request.url.hasPrefix("https://api.example.com/v"))
        #expect(
            request.headers == [
                HTTPField("Authorization", "token eyJ.secret.key"), HTTPField("Content-Type", "application/json"),
                HTTPField("Accept", "application/json"), HTTPField("User-Agent", "foyer/0.1"),
            ]
        )
        #expect(request.maximumAnswerSize == 8_388_608)
    }

    @Test("an access token goes in as Bearer")
    func sendsBearer() async throws {
        let transport = StubTransport([.json("[]")])
        let client = makeClient(transport) { $0.credentials = StaticCredential(.accessToken(" abc\n")) }
        _ = try await client.tagNames()
        #expect(transport.requests.first?.headers.first == HTTPField("Authorization", "Bearer abc"))
    }

    @Test("an edit that names nothing costs no call")
    func skipsEmptyEdits() async throws {
        let transport = StubTransport()
        try await makeClient(transport).updateLead(Lead.ID(1), LeadEdit())
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "what Lofty would cut or refuse is refused before it is sent",
        arguments: [
            { _ = try await $0.createLead(NewLead(firstName: " ")) },
            { _ = try await $0.createLead(NewLead(firstName: String(repeating: "x", count: 31))) },
            { _ = try await $0.createLead(NewLead(firstName: "J", lastName: String(repeating: "🏡", count: 16))) },
            { _ = try await $0.createLead(NewLead(firstName: "J", phones: [String(repeating: "5", count: 21)])) },
            { _ = try await $0.createLead(NewLead(firstName: "J", tags: [String(repeating: "t", count: 65)])) },
            { try await $0.updateLead(Lead.ID(1), LeadEdit(addingTags: [""])) },
            { try await $0.updateLead(Lead.ID(1), LeadEdit(lastName: String(repeating: "x", count: 31))) },
            { try await $0.addNote(" \n", to: Lead.ID(1)) },
            { try await $0.addNote(String(repeating: "x", count: 2_001), to: Lead.ID(1)) },
            { try await $0.logCall(LeadChange.CallLog(outcome: .talked, phone: "", text: "x"), on: Lead.ID(1)) },
            {
                let text = String(repeating: "x", count: 5_001)
                try await $0.logCall(LeadChange.CallLog(outcome: .talked, phone: "1", text: text), on: Lead.ID(1))
            },
            { try await $0.trashLead(Lead.ID(1), reason: "") },
            { _ = try await $0.leads(LeadListRequest(limit: 101)) },
            { _ = try await $0.leads(LeadListRequest(limit: 0)) },
            { _ = try await $0.leads(LeadListRequest(anyTags: ["a,b"])) },
            { _ = try await $0.previewAssignees(NewLead(firstName: "J")) },
        ] as [@Sendable (LoftyClient) async throws -> Void]
    )
    func refusesEarly(_ call: @Sendable (LoftyClient) async throws -> Void) async throws {
        let transport = StubTransport()
        let client = makeClient(transport)
        let error = try #require(await failure { try await call(client) })
        #expect(error.kind == .invalidRequest)
        #expect(error.disposition == .permanent)
        #expect(error.serverText?.isEmpty == false)
        #expect(transport.requests.isEmpty)
    }

    @Test("texts of exactly the allowed length are sent")
    func sendsLongestTexts() async throws {
        let transport = StubTransport([.json(#"{"leadId":1}"#), .json(#"{"noteId":1}"#)])
        let client = makeClient(transport)
        _ = try await client.createLead(
            NewLead(firstName: String(repeating: "x", count: 30), lastName: String(repeating: "🏡", count: 15))
        )
        try await client.addNote(String(repeating: "x", count: 2_000), to: Lead.ID(1))
        #expect(transport.stepsLeft == 0)
    }
}
