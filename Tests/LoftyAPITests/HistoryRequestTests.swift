import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Requests about notes, logs and history", .timeLimit(.minutes(1)))
struct HistoryRequestTests {
    typealias Case = RequestTests.Case

    private static let lead = Lead.ID(563_172_647_619_608)
    private static let note = NoteRecord.ID(400_000_012_345)
    private static let log = ContactLogRecord.ID(.max)
    private static let moment = Date(timeIntervalSince1970: 1_747_272_300.125)
    private static let page = #"{"_metadata":{},"logType":[]}"#

    static let cases: [Case] = [
        Case(
            expected: "GET /v1.0/notes",
            query: "leadId=563172647619608&includeSystemNote=true",
            answer: #"{"notes":[]}"#
        ) { _ = try await $0.noteRecords(of: lead, includingSystemNotes: true) },
        Case(expected: "GET /v1.0/notes/400000012345", answer: #"{"note":{"noteId":400000012345}}"#) {
            _ = try await $0.note(note)
        },
        Case(
            expected: "POST /v1.0/notes",
            body: #"{"content":"Hi","isPin":true,"leadId":563172647619608}"#,
            answer: #"{"noteId":"9223372036854775807"}"#
        ) { client in
            let id = try await client.addNote("Hi", to: lead, isPinned: true)
            #expect(id.rawValue == .max)
        },
        Case(expected: "DELETE /v1.0/notes/400000012345", answer: "") { try await $0.deleteNote(note) },
        Case(
            expected: "POST /v1.0/logType",
            body: #"{"callingOutcome":"Talked","content":"Rang back","isPin":true,"leadId":563172647619608,"#
                + #""leadPhoneNumber":"5035550101","logType":"logCall","outboundOrInbound":"inbound"}"#,
            answer: #"{"logType":{"id":1}}"#
        ) {
            let call = ContactLog.Channel.call(phone: "5035550101", outcome: .talked)
            try await $0.logContact(
                ContactLog(call, text: "Rang back", direction: .inbound, isPinned: true),
                on: lead
            )
        },
        Case(
            expected: "POST /v1.0/logType",
            body: #"{"content":"See you","emailSubject":"Homes","fromEmail":"a@example.com","isPin":false,"#
                + #""leadId":563172647619608,"logType":"logEmail","outboundOrInbound":"outbound","toEmail":"z@example.com"}"#,
            answer: #"{"logType":{"id":1}}"#
        ) {
            let email = ContactLog.Channel.email(subject: "Homes", to: "z@example.com", from: "a@example.com")
            try await $0.logContact(ContactLog(email, text: "See you"), on: lead)
        },
        Case(
            expected: "POST /v1.0/logType",
            body: #"{"content":"ok","isPin":false,"leadId":563172647619608,"logType":"logText","#
                + #""outboundOrInbound":"outbound"}"#,
            answer: #"{"logType":{"id":1}}"#
        ) { try await $0.logContact(ContactLog(.text, text: "ok"), on: lead) },
        Case(
            expected: "GET /v1.0/logType",
            query: "leadId=563172647619608&logType=logEmail&offset=19990&limit=10&sort=createTime&order=desc",
            answer: page
        ) { client in
            var request = ContactLogRequest(lead: lead, kind: .email, page: .offset(19_990), limit: 10)
            request.isNewestFirst = true
            _ = try await client.contactLogs(request)
        },
        Case(
            expected: "GET /v1.0/logType",
            query: "leadId=563172647619608&logType=logText&currentId=9223372036854775807&limit=1000&sort=id&order=asc",
            answer: page
        ) { client in
            var request = ContactLogRequest(lead: lead, kind: .text, page: .after(log))
            request.sort = .id
            _ = try await client.contactLogs(request)
        },
        Case(expected: "GET /v1.0/logType/9223372036854775807", answer: #"{"logType":{"id":9223372036854775807}}"#) {
            let record = try await $0.contactLog(log)
            #expect(record.id == log)
        },
        Case(expected: "DELETE /v1.0/logType/9223372036854775807", answer: "") { try await $0.deleteContactLog(log) },
        Case(expected: "GET /v1.0/leads/563172647619608/activities", query: "curPage=3", answer: "[]") {
            _ = try await $0.siteActivities(of: lead, page: 3)
        },
        Case(
            expected: "POST /v1.0/leads/563172647619608/activity",
            body:
                #"{"created":1747272300125,"link":"https://example.com/22","listing":{"city":"Portland","price":100000},"#
                + #""pageName":"Contact us","picture":"https://example.com/p.jpg","scheduledDate":"2026-06-01","#
                + #""text":"22 Elm St","type":"Request"}"#
        ) { client in
            var activity = SiteActivity(
                .request,
                text: "22 Elm St",
                link: "https://example.com/22",
                picture: "https://example.com/p.jpg",
                at: moment
            )
            activity.listing = LeadProperty(city: "Portland")
            activity.listing?.price = 100_000
            activity.pageName = "Contact us"
            activity.scheduledDate = "2026-06-01"
            try await client.logSiteActivity(activity, on: lead)
        },
        Case(
            expected: "GET /v2.0/leads/563172647619608/activities",
            query: "currentId=9223372036854775807&limit=10&timeZoneCode=America%2FLos_Angeles",
            answer: #"{"activities":[]}"#
        ) {
            let request = LeadCommunicationRequest(
                lead: lead,
                page: .after(LeadCommunication.ID(.max)),
                limit: 10,
                timeZoneID: "America/Los_Angeles"
            )
            _ = try await $0.communications(request)
        },
        Case(
            expected: "GET /v1.0/systemLogs",
            query: "leadId=563172647619608&startTime=0&endTime=1747272300125&pageNumber=2&pageSize=1",
            answer: #"{"hasMore":0,"timeLines":[]}"#
        ) {
            let start = Date(timeIntervalSince1970: 0)
            let request = SystemLogRequest(lead: lead, since: start, until: moment, page: 2, pageSize: 1)
            _ = try await $0.systemLogs(request)
        },
        Case(
            expected: "GET /v1.0/systemLogs",
            query: "leadId=563172647619608&pageNumber=0&pageSize=1000",
            answer: #"{"hasMore":false,"timeLines":[]}"#
        ) { _ = try await $0.systemLogs(SystemLogRequest(lead: lead)) },
    ]

    @Test("every operation sends exactly its method, path, query and body", arguments: cases)
    func sends(_ example: RequestTests.Case) async throws {
        try await RequestTests().sends(example)
    }

    @Test(
        "what Lofty would cut, refuse or misread is refused before it is sent",
        arguments: [
            { try await $0.addNote("", to: lead, isPinned: true) },
            { try await $0.updateNote(note, of: lead, NoteEdit(text: " \n")) },
            { try await $0.updateNote(note, of: lead, NoteEdit(text: String(repeating: "x", count: 2_001))) },
            { try await $0.logContact(ContactLog(.text, text: ""), on: lead) },
            { try await $0.logContact(ContactLog(.text, text: String(repeating: "x", count: 5_001)), on: lead) },
            { try await $0.logContact(ContactLog(.call(phone: " ", outcome: .talked), text: "x"), on: lead) },
            {
                let phone = String(repeating: "5", count: 21)
                try await $0.logContact(ContactLog(.call(phone: phone, outcome: .talked), text: "x"), on: lead)
            },
            { _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call, limit: 0)) },
            { _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call, limit: 1_001)) },
            { _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call, page: .offset(-1))) },
            { _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call, page: .offset(19_001))) },
            { _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call, page: .offset(.max))) },
            { _ = try await $0.communications(LeadCommunicationRequest(lead: lead, limit: 1_001)) },
            { _ = try await $0.communications(LeadCommunicationRequest(lead: lead, page: .offset(-1))) },
            { _ = try await $0.communications(LeadCommunicationRequest(lead: lead, page: .offset(.max))) },
            { _ = try await $0.siteActivities(of: lead, page: -1) },
            { _ = try await $0.siteActivities(of: lead, page: .max) },
            { _ = try await $0.systemLogs(SystemLogRequest(lead: lead, page: .max)) },
            { _ = try await $0.systemLogs(SystemLogRequest(lead: lead, since: Date(timeIntervalSince1970: 1e300))) },
            { _ = try await $0.systemLogs(SystemLogRequest(lead: lead, pageSize: 1_001)) },
            { _ = try await $0.systemLogs(SystemLogRequest(lead: lead, page: -1)) },
            {
                try await $0.logSiteActivity(
                    SiteActivity(.search, text: "", link: "l", picture: "p", at: moment),
                    on: lead
                )
            },
            {
                try await $0.logSiteActivity(
                    SiteActivity(.search, text: "t", link: "", picture: "p", at: moment),
                    on: lead
                )
            },
            {
                try await $0.logSiteActivity(
                    SiteActivity(.search, text: "t", link: "l", picture: "", at: moment),
                    on: lead
                )
            },
            {
                let early = Date(timeIntervalSince1970: -1)
                let activity = SiteActivity(.search, text: "t", link: "l", picture: "p", at: early)
                try await $0.logSiteActivity(activity, on: lead)
            },
            {
                var activity = SiteActivity(.search, text: "t", link: "l", picture: "p", at: moment)
                activity.kind = .other("Teleported")
                try await $0.logSiteActivity(activity, on: lead)
            },
        ] as [@Sendable (LoftyClient) async throws -> Void]
    )
    func refusesEarly(_ call: @Sendable (LoftyClient) async throws -> Void) async throws {
        let transport = StubTransport()
        let client = makeClient(transport)
        let error = try #require(await failure { try await call(client) })
        #expect(error.kind == .invalidRequest)
        #expect(transport.requests.isEmpty)
    }
}

@Suite("Changing notes", .timeLimit(.minutes(1)))
struct NoteEditTests {
    private static let path = "/v1.0/notes/7"
    private static let id = NoteRecord.ID(7)
    private static let lead = Lead.ID(5)

    @Test(
        "what an edit does not name is read and sent back",
        arguments: [
            (NoteEdit(text: "new"), #"{"content":"new","isPin":true,"leadId":5}"#),
            (NoteEdit(isPinned: false), #"{"content":"old","isPin":false,"leadId":5}"#),
            (NoteEdit(text: "new", isPinned: false), #"{"content":"new","isPin":false,"leadId":5}"#),
        ]
    )
    func sendsBack(edit: NoteEdit, body: String) async throws {
        let transport = StubTransport([
            .json(#"{"note":{"id":1,"noteId":7,"leadId":5,"content":"old","isPin":true}}"#, to: "GET \(Self.path)"),
            .json("", to: "PUT \(Self.path)"),
        ])
        try await makeClient(transport).updateNote(Self.id, of: Self.lead, edit)
        #expect(transport.requests.map(\.bodyText) == ["", body])
    }

    @Test("a note of another lead is not touched")
    func refusesOtherLead() async throws {
        let transport = StubTransport([.json(#"{"note":{"noteId":7,"leadId":6}}"#, to: "GET \(Self.path)")])
        let client = makeClient(transport)
        let error = await failure { try await client.updateNote(Self.id, of: Self.lead, NoteEdit(text: "new")) }
        #expect(error?.kind == .invalidRequest)
        #expect(error?.serverText?.contains("lead 6") == true)
    }

    @Test("Lofty's own refusal of a wrong lead is a refusal")
    func reportsOtherLead() async throws {
        let transport = StubTransport([
            .json(#"{"note":{"noteId":7}}"#, to: "GET \(Self.path)"),
            .json(#"{"message":"INVALID_UPDATE_OPERATION_LEADID"}"#, status: 400, to: "PUT \(Self.path)"),
        ])
        let client = makeClient(transport)
        let error = await failure { try await client.updateNote(Self.id, of: Self.lead, NoteEdit(text: "new")) }
        #expect(error?.kind == .refused)
        #expect(error?.disposition == .permanent)
    }

    @Test("an edit that names nothing costs no call")
    func skipsEmptyEdits() async throws {
        let transport = StubTransport()
        try await makeClient(transport).updateNote(Self.id, of: Self.lead, NoteEdit())
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "a note that is gone is not found, however the server says it",
        arguments: [
            .json(#"{"message":"BaseApplicationException:errorCode=20007,errorMsg=gone"}"#, status: 404),
            .json(#"{"note":{"noteId":7,"deleteFlag":true}}"#),
        ] as [StubTransport.Step]
    )
    func reportsGone(answer: StubTransport.Step) async throws {
        let client = makeClient(StubTransport([answer]))
        #expect(await failure { try await client.note(Self.id) }?.kind == .notFound)
    }
}
