import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// Runs ``FamilyContract`` over answers as the contract describes them.
@Suite("Families over the stub", .timeLimit(.minutes(1)))
struct FamilyContractTests {
    private typealias Step = StubTransport.Step

    private func client(_ steps: [Step], check: (LoftyClient) async throws -> Void) async throws {
        let transport = StubTransport(steps)
        try await check(makeClient(transport))
        #expect(transport.stepsLeft == 0)
    }

    private static let done = #"{"message":"Operation successful"}"#

    @Test("tasks")
    func tasks() async throws {
        let open = #"{"id":8,"content":"Contract","endAt":"2026-06-18T09:50:40-07:00","finishFlag":false}"#
        let changed = #"{"task":{"id":8,"content":"Changed","finishFlag":false}}"#
        try await client([
            .json(#"{"taskId":8}"#), .json(#"{"tasks":[\#(open)]}"#), .json(Self.done), .json(changed),
            .json(Self.done, to: "POST /v2.0/tasks/8/finish"), .json(#"{"task":{"id":8,"finishFlag":true}}"#),
            .json(Self.done, to: "POST /v2.0/tasks/8/unfinish"), .json(changed),
            .json(Self.done, to: "DELETE /v2.0/tasks/8"), .json(#"{"message":"TASK_NOT_EXIST"}"#, status: 404),
        ]) { try await FamilyContract.tasks($0, lead: someLead, now: testNow) }
    }

    @Test("calendar")
    func calendar() async throws {
        let page = { (items: String, total: Int) in Step.json(#"{"data":{"total":\#(total),"items":[\#(items)]}}"#) }
        try await client([
            .json(#"{"data":{"id":"8-appointment"}}"#), page(#"{"id":"8-appointment","type":"APPOINTMENT"}"#, 1),
            .json(Self.done), .json(Self.done),
            page(#"{"id":"8-appointment","content":"Changed","finished":true}"#, 1), .json(Self.done), page("", 0),
        ]) { try await FamilyContract.calendar($0, lead: someLead, now: testNow) }
    }

    @Test("communication")
    func communication() async throws {
        try await client([
            .json(#"{"_metadata":{"total":1},"calls":[{"id":5,"leadId":563172647619608}]}"#),
            .json(#"{"calls":{"id":5}}"#), .json(#"{"texts":[{"id":1}]}"#), .json(#"{"texts":[]}"#),
            .json(#"{"emails":[]}"#), .json(#"{"data":[{"id":1}],"nextCursor":"x","totalCount":1}"#),
            .json(#"{"data":[],"nextCursor":null,"totalCount":1}"#),
        ]) { try await FamilyContract.communication($0, lead: someLead, now: testNow) }
    }

    @Test("organization")
    func organization() async throws {
        let me = #"{"memberUserId":100234,"email":"alice@example.com"}"#
        try await client([
            .json(me), .json(me, to: "GET /v1.0/members/alice%40example.com"), .json(#"{"orgType":1}"#),
            .json(#"[{"id":9,"pondName":"New"}]"#), .json(#"{"id":9,"pondName":"New"}"#),
            .json(#"{"code":20017,"message":"Permission denied"}"#, status: 400),
        ]) { try await FamilyContract.organization($0) }
    }

    @Test("custom fields")
    func customFields() async throws {
        let field = #"""
            [{"attributeName":"Contract pets","attributeType":"multi_select","params":"{\"option\":[\"cat\",\"dog\"]}"}]
            """#
        try await client([.json("[]"), .json(#""success""#), .json(field)]) {
            try await FamilyContract.customFields($0)
        }
    }

    @Test("routing")
    func routing() async throws {
        let rules = #"[{"id":7,"activeHours":{"activeDays":[1,2],"hoursStart":9,"hoursEnd":17}}]"#
        let fallback = #"{"strategyType":1,"assigneeAgentId":5}"#
        try await client([
            .json(#"[{"id":7}]"#), .json(#""success""#), .json(rules), .json(fallback), .json(#""success""#),
            .json(fallback),
        ]) { try await FamilyContract.routing($0) }
    }

    @Test("the assistant")
    func salesAgent() async throws {
        let lead = #"{"leadId":563172647619608}"#
        try await client([
            .json(Self.done), .json(lead), .json(#"{"workingLeads":[\#(lead)],"metadata":{"total":1}}"#),
            .json(Self.done), .json(#"{"data":{"mute":"true"}}"#), .json(#"{"totalQuota":5,"usedQuota":1}"#),
        ]) { try await FamilyContract.salesAgent($0, lead: someLead) }
    }

    @Test("transactions")
    func transactions() async throws {
        let stages = #"[{"id":1,"name":"Offer"},{"id":2,"name":"Closed"}]"#
        let deal =
            #"{"transactionId":55,"transactionName":"1 Contract St","homePrice":450000,"transactionStatus":"Closed"}"#
        try await client([
            .json(#"{"pipelines":[{"transactionType":"Listing","stages":\#(stages)}]}"#), .json(deal), .json(deal),
            .json(deal), .json("[\(deal)]"), .json(#"{"totalCount":1,"pageData":[\#(deal)]}"#),
            .json(#"{"code":0,"message":"success"}"#),
            .json(#"{"transactionId":55,"streetAddress":"1 Contract St","city":"Portland"}"#),
            .json(#"{"code":200060,"message":"TRANSACTION_NOT_EXIST"}"#, status: 404),
        ]) { try await FamilyContract.transactions($0, lead: someLead, now: testNow) }
    }

    @Test("webhooks")
    func webhooks() async throws {
        let made = #"{"subscribeId":3,"listId":12,"callbackUrl":"https://hooks.example.com/contract","limit":50}"#
        try await client([
            .json(made), .json("[\(made)]"), .json(""), .json("[]"),
            .json(#"{"message":"WEBHOOK_DELETE_NOT_EXIST"}"#, status: 400),
        ]) { try await FamilyContract.webhooks($0) }
    }

    @Test("sending")
    func sending() async throws {
        let lead = Lead(id: someLead, firstName: "Zoë", emails: ["zoe@example.com"], phones: [Phone("5035550101")])
        try await client([.json(#"{"messageId":"1"}"#), .json(#"{"messageId":"2","toEmail":"zoe@example.com"}"#)]) {
            try await FamilyContract.sending($0, to: lead)
        }
    }
}
