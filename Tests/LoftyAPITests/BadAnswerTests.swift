import FoundationEssentials
import Leads
import LoftyHTTP
import TestSupport
import Testing

@testable import LoftyAPI

/// One operation, and what a good answer to it begins with.
struct BadAnswerCase: Sendable, CustomTestStringConvertible {
    var name: String
    var good: String
    /// Whether an odd answer leaves open if the call was executed.
    var isAmbiguous = false
    /// Whether an empty answer is a success.
    var allowsEmpty = false
    var call: @Sendable (LoftyClient) async throws -> Void

    var testDescription: String { name }

    init(
        _ name: String,
        good: String,
        isAmbiguous: Bool = false,
        allowsEmpty: Bool = false,
        call: @escaping @Sendable (LoftyClient) async throws -> Void
    ) {
        self.name = name
        self.good = good
        self.isAmbiguous = isAmbiguous
        self.allowsEmpty = allowsEmpty
        self.call = call
    }
}

@Suite("Bad answers to calls about leads", .timeLimit(.minutes(1)))
struct BadAnswerTests {
    private static let lead = Lead.ID(5)
    private static let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())

    private static let reads: [BadAnswerCase] = [
        BadAnswerCase("details of a lead", good: #"{"lead":{"leadId":5}}"#) { _ = try await $0.leadDetails(lead) },
        BadAnswerCase("a trial of routing", good: #"[{"firstName":"J"}]"#) {
            _ = try await $0.previewRouting(RoutingTrial(firstName: "J", email: "j@example.com"))
        },
        BadAnswerCase("notes", good: #"{"notes":[]}"#) { _ = try await $0.noteRecords(of: lead) },
        BadAnswerCase("a note", good: #"{"note":{"noteId":7}}"#) {
            _ = try await $0.note(NoteRecord.ID(7))
        },
        BadAnswerCase("logs", good: #"{"logType":[]}"#) {
            _ = try await $0.contactLogs(ContactLogRequest(lead: lead, kind: .call))
        },
        BadAnswerCase("a log", good: #"{"logType":{"id":7}}"#) {
            _ = try await $0.contactLog(ContactLogRecord.ID(7))
        },
        BadAnswerCase("website behaviour", good: #"[{"created":1}]"#) {
            _ = try await $0.siteActivities(of: lead, page: 0)
        },
        BadAnswerCase("communications", good: #"{"activities":[]}"#) {
            _ = try await $0.communications(LeadCommunicationRequest(lead: lead))
        },
        BadAnswerCase("the change log", good: #"{"hasMore":0,"timeLines":[]}"#) {
            _ = try await $0.systemLogs(SystemLogRequest(lead: lead))
        },
    ]

    private static let writes: [BadAnswerCase] = [
        BadAnswerCase("a new lead", good: #"{"leadId":7}"#, isAmbiguous: true) {
            let creation = LeadCreation(NewLead(firstName: "J"))
            _ = try await $0.createLead(creation, sending: [.welcome], confirmation: confirmation)
        },
        BadAnswerCase("a new note", good: #"{"noteId":7}"#, isAmbiguous: true) {
            try await $0.addNote("x", to: lead, isPinned: false)
        },
        BadAnswerCase("a new log", good: #"{"logType":{"id":7}}"#, isAmbiguous: true) {
            try await $0.logContact(ContactLog(.text, text: "x"), on: lead)
        },
        BadAnswerCase("an inquiry", good: #"{"leadId":5}"#, isAmbiguous: true, allowsEmpty: true) {
            try await $0.addInquiry(LeadInquiry(priceMin: 1), to: lead)
        },
        BadAnswerCase("a visit", good: #"{"leadId":5}"#, isAmbiguous: true, allowsEmpty: true) {
            let date = Date(timeIntervalSince1970: 1)
            try await $0.logSiteActivity(SiteActivity(.browse, text: "t", link: "l", picture: "p", at: date), on: lead)
        },
        BadAnswerCase("a property", good: #"{"leadId":5}"#, allowsEmpty: true) {
            try await $0.setProperty(LeadProperty(city: "Portland"), of: lead)
        },
        BadAnswerCase("roles", good: #"{"leadId":5}"#, allowsEmpty: true) {
            try await $0.assignLead(lead, [LeadAssignment(.agent, account: "a@example.com")])
        },
        BadAnswerCase("a deleted note", good: "{}", allowsEmpty: true) {
            try await $0.deleteNote(NoteRecord.ID(7))
        },
        BadAnswerCase("a deleted log", good: "{}", allowsEmpty: true) {
            try await $0.deleteContactLog(ContactLogRecord.ID(7))
        },
    ]

    private func send(_ example: BadAnswerCase, _ body: String, status: Int = 200, on way: Way) async throws
        -> APIError?
    {
        let served = ContractTests.Case(example.name, status: status, body: body) { _ in }
        return try await ContractTests().serve(served, on: way) { client in
            await failure { try await example.call(client) }
        }
    }

    @Test("a good answer is taken", arguments: reads + writes, Way.allCases)
    func takesGood(_ example: BadAnswerCase, on way: Way) async throws {
        #expect(try await send(example, example.good, on: way) == nil)
    }

    @Test("a web page or a cut answer is a typed error", arguments: reads + writes, Way.allCases)
    func refusesGarbage(_ example: BadAnswerCase, on way: Way) async throws {
        for body in ["<html><title>Sorry</title></html>", String(example.good.dropLast()), "\u{0}", "{]"] {
            let error = try await send(example, body, on: way)
            #expect(error?.kind == .unreadableAnswer, "\(body)")
            #expect(error?.disposition == (example.isAmbiguous ? .ambiguous : .retry(after: nil)), "\(body)")
        }
    }

    @Test("an answer of the wrong type is a typed error, never an empty result", arguments: reads)
    func refusesWrongTypes(_ example: BadAnswerCase) async throws {
        for body in ["7", "\"text\"", "true", "null"] {
            #expect(try await send(example, body, on: .stub)?.kind == .unreadableAnswer, "\(body)")
        }
        let other = example.good.hasPrefix("[") ? "{}" : "[]"
        #expect(try await send(example, other, on: .stub)?.kind == .unreadableAnswer, "\(other)")
    }

    @Test("an empty answer is a success only where nothing was asked", arguments: reads + writes, Way.allCases)
    func judgesEmpty(_ example: BadAnswerCase, on way: Way) async throws {
        let error = try await send(example, "", on: way)
        #expect(error?.kind == (example.allowsEmpty ? nil : .unreadableAnswer))
    }

    @Test("a lead that is gone is not found, in every family", arguments: reads + writes)
    func reportsGone(_ example: BadAnswerCase) async throws {
        let body = #"{"message":"BaseApplicationException:errorCode=20006,errorMsg=Lead not exist"}"#
        let error = try await send(example, body, status: 404, on: .stub)
        #expect(error?.kind == .notFound)
        #expect(error?.code == 20_006)
        #expect(error?.disposition == .permanent)
    }

    @Test("a property of another lead and one without an address are told apart")
    func namesPropertyRefusals() async throws {
        let example = try #require(Self.writes.first { $0.name == "a property" })
        let other = try await send(example, #"{"message":"errorCode=200108,errorMsg=x"}"#, status: 404, on: .stub)
        #expect(other?.kind == .notFound)
        #expect(other?.code == 200_108)
        let blank = try await send(example, #"{"message":"errorCode=200057,errorMsg=x"}"#, status: 400, on: .stub)
        #expect(blank?.kind == .refused)
        #expect(blank?.code == 200_057)
    }
}
