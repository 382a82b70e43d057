import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionTests {
    private static let deal = LeadTransaction.ID(55)
    private static let path = "/v1.0/leads/563172647619608/transaction"

    private static func fields(_ name: String? = "1 Maple St", _ change: (inout TransactionFields) -> Void = { _ in })
        -> TransactionFields
    {
        var fields = TransactionFields(name: name)
        change(&fields)
        return fields
    }

    static let requests: [RequestCase] = [
        RequestCase(expected: "GET \(path)s", answer: "[]") { client async throws in
            #expect(try await client.transactions(of: someLead).isEmpty)
        },
        RequestCase(expected: "GET \(path)/55", answer: #"{"transactionId":55}"#) { client async throws in
            #expect(try await client.transaction(deal, of: someLead).id == deal)
        },
        RequestCase(
            expected: "POST \(path)",
            body: #"{"closeDate":1781715040000,"commissionRate":2.75,"#
                + #""commissions":{"postSplit":[],"preSplit":[{"calculateType":"PERCENT","payTo":5,"payToName":"Al","#
                + #""payType":"AGENT","value":3}],"split":[]},"customFields":[{"id":9,"value":"[\"a\"]"}],"#
                + #""expiration":1781715041000,"gci":0.1,"homePrice":450000.5,"transactionName":"1 Maple St","#
                + #""transactionStatus":"Offer","transactionType":"Listing"}"#,
            answer: #"{"transactionId":55,"transactionName":"1 Maple St","transactionStatus":"Pre-contract"}"#
        ) {
            let new = fields {
                $0.kind = .listing
                $0.status = "Offer"
                $0.homePrice = Decimal(string: "450000.5")
                $0.commissionRate = Decimal(string: "2.75")
                $0.grossCommission = Decimal(string: "0.1")
                $0.dates = [.close: testNow, .expiration: testNow + 1]
                $0.customFields = [TransactionFields.FieldValue(TransactionCustomField.ID(9), #"["a"]"#)]
                let payee = Commission.Payee(.agent, id: 5, name: "Al")
                $0.commissions = Commissions(beforeSplit: [Commission(to: payee, value: 3, .percent)])
            }
            let stored = try await $0.createTransaction(new, for: someLead)
            #expect(stored.fields.status == "Pre-contract")
        },
        RequestCase(
            expected: "PUT \(path)/55",
            body: #"{"customFields":[],"transactionStatus":"Closed"}"#,
            answer: #"{"transactionId":55}"#
        ) {
            var edit = TransactionFields(status: "Closed")
            edit.customFields = []
            try await $0.updateTransaction(deal, of: someLead, edit)
        },
        RequestCase(
            expected: "GET \(path)/55/property/address",
            answer: #"{"transactionId":55,"city":"Portland","unit":""}"#
        ) { client async throws in
            #expect(try await client.transactionAddress(deal, of: someLead) == TransactionAddress(city: "Portland"))
        },
        RequestCase(
            expected: "POST \(path)/property/address",
            body: #"{"city":"Portland","county":"Multnomah","label":"Home","state":"OR","streetAddress":"1 Maple St","#
                + #""transactionId":55,"unit":"4","zipCode":"97201"}"#,
            answer: #"{"code":0,"message":"success"}"#
        ) {
            var address = TransactionAddress(
                streetAddress: "1 Maple St",
                city: "Portland",
                state: "OR",
                zipCode: "97201"
            )
            address.unit = "4"
            address.county = "Multnomah"
            address.label = "Home"
            try await $0.setTransactionAddress(address, of: deal, lead: someLead)
        },
        RequestCase(
            expected: "GET /v1.0/transaction/customfields",
            answer: #"[{"id":9,"name":"Escrow","type":"Multi-Select","params":"[]"}]"#
        ) {
            let fields = try await $0.transactionCustomFields()
            let id = TransactionCustomField.ID(9)
            let kind = Reported.known(TransactionCustomField.Kind.multiSelect)
            #expect(fields == [TransactionCustomField(id: id, name: "Escrow", kind: kind, params: "[]")])
        },
        RequestCase(
            expected: "GET /v2.0/transactions",
            query: "pageSize=100&pageNum=0&transactionType=All",
            answer: #"{"pageNum":0,"pageSize":100,"totalCount":0,"pageData":[]}"#
        ) { _ = try await $0.transactions() },
        RequestCase(
            expected: "GET /v2.0/transactions",
            query: "pageSize=1&pageNum=3&queryKey=Maple%20%26%20Co&leadId=563172647619608&transactionType=Lease",
            answer: #"{"totalCount":0,"pageData":null}"#
        ) {
            let request = TransactionRequest(kind: .lease, leadID: someLead, key: "Maple & Co")
            _ = try await $0.transactions(request, page: 3, pageSize: 1)
        },
        RequestCase(
            expected: "GET /v2.0/transactions/pipelines",
            answer:
                #"{"pipelines":[{"transactionType":"Purchase","stages":[{"id":1,"name":"Offer","default":true},{}]}]}"#
        ) {
            let stage = TransactionPipeline.Stage(id: TransactionPipeline.Stage.ID(1), name: "Offer", isDefault: true)
            let pipelines = try await $0.transactionPipelines()
            #expect(pipelines == [TransactionPipeline(kind: .known(.purchase), stages: [stage])])
        },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static func create(_ reason: String, _ fields: TransactionFields) -> RefusalCase {
        RefusalCase(reason) { _ = try await $0.createTransaction(fields, for: someLead) }
    }

    private static let refusals: [RefusalCase] = [
        RefusalCase("has not been created") { _ = try await $0.transactions(of: unsavedLead) },
        RefusalCase("id of the transaction") { _ = try await $0.transaction(LeadTransaction.ID(0), of: someLead) },
        RefusalCase("has not been created") { _ = try await $0.transaction(deal, of: unsavedLead) },
        RefusalCase("has not been created") { _ = try await $0.createTransaction(fields(), for: unsavedLead) },
        create("name of the transaction is missing", fields(nil)),
        create("name of the transaction is missing", fields(" ")),
        create("angle brackets", fields("<b>")),
        create("status is missing", fields { $0.status = "" }),
        create("not a number", fields { $0.homePrice = .nan }),
        create("no date", fields { $0.dates = [.offer: Date(timeIntervalSince1970: .nan)] }),
        RefusalCase("names nothing") { try await $0.updateTransaction(deal, of: someLead, TransactionFields()) },
        RefusalCase("angle brackets") { try await $0.updateTransaction(deal, of: someLead, fields("a>b")) },
        RefusalCase("address is empty") {
            try await $0.setTransactionAddress(TransactionAddress(), of: deal, lead: someLead)
        },
        RefusalCase("1 to 100") { _ = try await $0.transactions(pageSize: 101) },
        RefusalCase("not -1") { _ = try await $0.transactions(page: -1) },
        RefusalCase("keeps 15") { _ = try await $0.transactions(TransactionRequest(key: "1234567890123456")) },
        RefusalCase("text to search for is missing") { _ = try await $0.transactions(TransactionRequest(key: "")) },
    ]

    @Test("what Lofty would refuse, ignore or change is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("a transaction arrives with every field in its place")
    func readsTransaction() throws {
        let text = #"""
            {"created":1781715040000,"updated":"1781715041000","transactionId":55,"leadId":563172647619608,"propertyId":3,
             "transactionName":"1 Maple St","leadName":"Zoë","agentName":"Alice","assignedAgent":844000000000001,
             "transactionType":"Listing","transactionStatus":"Offer","homePrice":450000.5,"expectedCloseDate":1781715042000,
             "closeDate":null,"commissionRate":3,"gci":13500.02,"teamRevenue":0,"agentRevenue":-1.5,
             "appointmentDate":1781715043000,"expiration":-1,"customFields":[{"id":9,"value":"x"},{"value":"odd"}],
             "commissions":{"preSplit":[],"split":[{"id":4,"splitPayType":"TEAM","splitPayTo":1,"splitPayToName":"T",
             "payType":"UPLINE","payTo":2,"payToName":"U","value":50,"calculateType":"AMOUNT","desc":"d"}]}}
            """#
        let transaction = try LeadTransaction(wire: json(text))
        #expect(transaction.id == Self.deal)
        #expect(transaction.leadID == someLead)
        #expect(transaction.leadName == "Zoë")
        #expect(transaction.agentID == RecordUser.ID(844_000_000_000_001))
        #expect(transaction.agentName == "Alice")
        #expect(transaction.propertyID == 3)
        #expect(transaction.kind == .known(.listing))
        #expect(transaction.createdAt == testNow)
        #expect(transaction.updatedAt == testNow + 1)
        var expected = TransactionFields(name: "1 Maple St", kind: .listing, status: "Offer")
        expected.homePrice = Decimal(string: "450000.5")
        expected.commissionRate = 3
        expected.grossCommission = Decimal(string: "13500.02")
        expected.teamRevenue = 0
        expected.agentRevenue = Decimal(string: "-1.5")
        expected.dates = [.expectedClose: testNow + 2, .appointment: testNow + 3]
        expected.customFields = [TransactionFields.FieldValue(TransactionCustomField.ID(9), "x")]
        var payment = Commission(to: Commission.Payee(.upline, id: 2, name: "U"), value: 50, .amount)
        payment.id = 4
        payment.splitPayee = Commission.Payee(.team, id: 1, name: "T")
        payment.remark = "d"
        expected.commissions = Commissions(split: [payment])
        #expect(transaction.fields == expected)
    }

    @Test("every date of a transaction is read under its own key")
    func readsDates() throws {
        let pairs = TransactionFields.Milestone.allCases.enumerated().map { index, milestone in
            #""\#(milestone.rawValue)":\#(1_000 * (index + 1))"#
        }
        let dates = TransactionFields(wire: try json("{\(pairs.joined(separator: ","))}")).dates
        #expect(dates.count == 10)
        for (index, milestone) in TransactionFields.Milestone.allCases.enumerated() {
            #expect(dates[milestone] == Date(timeIntervalSince1970: Double(index + 1)))
        }
    }

    @Test("a failure inside a 200 is a failure")
    func findsHiddenFailure() async throws {
        let transport = StubTransport([.json(#"{"code":200060,"message":"TRANSACTION_NOT_EXIST"}"#)])
        let address = TransactionAddress(city: "Portland")
        let error = await failure {
            try await makeClient(transport).setTransactionAddress(address, of: Self.deal, lead: someLead)
        }
        #expect(error?.kind == .notFound)
        #expect(error?.code == 200_060)
    }

    @Test("transactions of the team are paged by number to their total")
    func pages() async throws {
        let transport = StubTransport([
            .json(#"{"totalCount":2,"pageData":[{"transactionId":1,"transactionType":"Rental"}]}"#),
            .json(#"{"totalCount":2,"pageData":[{"transactionId":2}]}"#),
        ])
        let transactions = try await makeClient(transport).allTransactions().all()
        #expect(transactions.map(\.id.rawValue) == [1, 2])
        #expect(transactions.first?.kind == .other("Rental"))
        #expect(transactions.first?.fields.kind == nil)
        #expect(transport.requests.map { $0.query.contains("pageNum=1") } == [false, true])
    }

    @Test("an unknown status is refused on a change")
    func readsRefusal() async throws {
        let transport = StubTransport([.json(#"{"code":200125,"message":"TRANSACTION_STATUS_INVALID"}"#, status: 400)])
        let error = await failure {
            try await makeClient(transport).updateTransaction(Self.deal, of: someLead, TransactionFields(status: "X"))
        }
        #expect(error?.kind == .refused)
        #expect(error?.code == 200_125)
    }
}
