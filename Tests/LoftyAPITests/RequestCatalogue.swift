import Foundation
import Leads
import TestSupport

@testable import LoftyAPI

/// Every request that the client can make: the tables of the other suites, with few arguments and with all, and what
/// they lack.
enum RequestCatalogue {
    static let cases: [RequestCase] =
        RequestTests.cases.map(\.asRequestCase)
        + LeadWriteRequestTests.cases.map(\.asRequestCase) + HistoryRequestTests.cases.map(\.asRequestCase)
        + CalendarTests.requests + CommunicationTests.requests + OrganizationTests.requests + RoutingTests.requests
        + SalesAgentTests.requests + SendingTests.requests + TaskTests.requests + TransactionTests.requests
        + WebhookTests.requests + rest

    /// What the client sends when it goes through the catalogue, in order.
    static func record() async throws -> [HTTPRequest] {
        var requests: [HTTPRequest] = []
        for example in cases {
            let transport = StubTransport([.json(example.answer, to: example.expected)])
            try await example.call(makeClient(transport) { $0.capabilities = knownAccount })
            requests += transport.requests
        }
        for flow in flows {
            let transport = StubTransport(flow.answers.map { .json($0) })
            try await flow.call(makeClient(transport))
            requests += transport.requests
        }
        return requests
    }

    // MARK: Calls of one request

    private static let rest: [RequestCase] =
        [
            RequestCase(expected: "GET /v2.0/sales-agents/working-lead/563172647619608", answer: "{}") {
                _ = try await $0.workingLead(someLead)
            },
            RequestCase(expected: "PUT /v2.0/sales-agent/settings", answer: "{}") {
                try await $0.updateSalesAgentSettings(SalesAgent.ID(31), allSettings)
            },
            RequestCase(expected: "PUT /v2.0/calendar/12345-task", answer: "{}") {
                var edit = CalendarEdit(timeZone: zone(pacific))
                edit.content = "Later"
                edit.startsAt = testNow + 3_600
                edit.endsAt = testNow + 7_200
                edit.leadID = someLead
                edit.address = "1 Maple St"
                try await $0.updateCalendarEntry(CalendarEntry.ID("12345-task"), edit)
            },
            RequestCase(expected: "PUT /v2.0/tasks/5", answer: "{}") {
                let edit = LeadTaskEdit(
                    content: "New",
                    startsAt: testNow,
                    endsAt: testNow + 3_600,
                    address: "1 Maple St",
                    timeZone: zone(pacific)
                )
                try await $0.updateTask(LeadTask.ID(5), edit)
            },
            RequestCase(expected: "POST /v1.0/leads/563172647619608/transaction", answer: #"{"transactionId":5}"#) {
                _ = try await $0.createTransaction(allFields, for: someLead)
            },
            RequestCase(expected: "PUT /v1.0/leads/563172647619608/transaction/5", answer: #"{"transactionId":5}"#) {
                try await $0.updateTransaction(LeadTransaction.ID(5), of: someLead, allFields)
            },
        ]
        + LeadListRequest.Sort.allCases.map { sort in
            RequestCase(expected: "GET /v1.0/leads", answer: pageText([], total: 0)) {
                _ = try await $0.leads(LeadListRequest(sort: sort, isDescending: true))
            }
        }

    private static var allSettings: SalesAgentValues {
        var values = SalesAgentValues()
        values.assistantName = "Ava"
        values.virtualNumber = "5035550100"
        values.virtualNumberCountry = "US"
        values.callTransfer = .known(.disabled)
        values.fixedNumber = "5035550101"
        values.agentExperience = "Ten years"
        values.worksRentals = true
        values.usesWebsite = true
        values.usesTexts = true
        values.usesEmails = false
        values.startActiveHour = 0
        values.endActiveHour = 23
        values.activeDays = [0, 6]
        values.leadTypes = [2]
        values.leadSources = [1]
        values.leadPipelines = [1]
        values.agentIDs = [1]
        values.officeIDs = [1]
        values.leadPondIDs = [1]
        values.followsNewLeads = true
        values.followsVisitors = false
        values.followUpRole = "Agent"
        return values
    }

    private static var allFields: TransactionFields {
        var fields = TransactionFields(name: "1 Maple St")
        fields.kind = .purchase
        fields.status = "Offer"
        fields.homePrice = 450_000
        fields.commissionRate = 3
        fields.grossCommission = 13_500
        fields.teamRevenue = 4_000
        fields.agentRevenue = 9_500
        for milestone in TransactionFields.Milestone.allCases { fields.dates[milestone] = testNow }
        fields.customFields = [TransactionFields.FieldValue(TransactionCustomField.ID(9), "1")]
        var commission = Commission(to: Commission.Payee(.agent, id: 5, name: "Al"), value: 3, .percent)
        commission.id = 8
        commission.splitPayee = Commission.Payee(.team, id: 6, name: "Team")
        commission.remark = "First"
        fields.commissions = Commissions(beforeSplit: [commission])
        fields.commissions?.split = [commission]
        fields.commissions?.afterSplit = [commission]
        return fields
    }

    // MARK: Calls of several requests

    private struct Flow: Sendable {
        var answers: [String]
        var call: @Sendable (LoftyClient) async throws -> Void
    }

    private static let flows: [Flow] = [
        Flow(answers: [#"{"note":{"noteId":5,"content":"old","isPin":true}}"#, ""]) {
            try await $0.updateNote(NoteRecord.ID(5), of: someLead, NoteEdit(text: "new"))
        },
        Flow(answers: [pageText([leadText(1)], total: 2, scrollID: "s"), pageText([leadText(2)], total: 2)]) { client in
            for try await _ in client.allLeads(LeadListRequest(limit: 1)) {}
        },
    ]
}

extension RequestTests.Case {
    fileprivate var asRequestCase: RequestCase {
        RequestCase(expected: expected, query: query, body: body, answer: answer, call: call)
    }
}
