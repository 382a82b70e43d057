import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Webhooks", .timeLimit(.minutes(1)))
struct WebhookTests {
    private static let url = "https://hooks.example.com/k3J9/lofty?x=1"
    private static let stored = #"""
        {"subscribeId":1234,"teamId":400000000000001,"listId":12,"callbackUrl":"https://hooks.example.com/k3J9/lofty?x=1",
         "vendorId":123,"limit":5000,"permissionMode":1}
        """#
    private static let subscription = WebhookSubscription(
        id: WebhookSubscription.ID(1_234),
        event: .known(.stage),
        callbackURL: url,
        limit: 5_000,
        mode: .known(.byOwnership),
        teamID: 400_000_000_000_001,
        vendorID: 123
    )

    static let requests: [RequestCase] = [
        RequestCase(expected: "GET /v1.0/webhooks", answer: #"[\#(stored),{"listId":1}]"#) { client async throws in
            #expect(try await client.webhooks() == [subscription])
        },
        RequestCase(
            expected: "POST /v1.0/webhook",
            body:
                #"{"callbackUrl":"https://hooks.example.com/k3J9/lofty?x=1","limit":5000,"listId":12,"permissionMode":1}"#,
            answer: stored
        ) { client async throws in
            let new = NewWebhookSubscription(.stage, callbackURL: url, limit: 5_000, mode: .byOwnership)
            #expect(try await client.createWebhook(new) == subscription)
        },
        RequestCase(
            expected: "POST /v1.0/webhook",
            body: #"{"callbackUrl":"https://hooks.example.com/k3J9/lofty?x=1","listId":2}"#,
            answer: #"{"subscribeId":"9","listId":"2"}"#
        ) {
            let made = try await $0.createWebhook(NewWebhookSubscription(.lead, callbackURL: url))
            #expect(made.id == WebhookSubscription.ID(9))
        },
        RequestCase(expected: "DELETE /v1.0/webhook/1234") { try await $0.deleteWebhook(subscription.id) },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    @Test(
        "a callback that Lofty could not reach is refused",
        arguments: [
            "http://hooks.example.com/", "hooks.example.com", "https://", "https://localhost/x",
            "https://127.0.0.1:80/x",
            "https:///path.html", "https://hooks.example.com/a b", "ftp://hooks.example.com", "", "https://hooks/x",
            "https://höoks.example.com",
        ]
    )
    func refusesURLs(url: String) async throws {
        try await RefusalCase("whole https URL") {
            _ = try await $0.createWebhook(NewWebhookSubscription(.lead, callbackURL: url))
        }
        .check()
    }

    private static let refusals: [RefusalCase] = [
        RefusalCase("1 to 5000, not 0") {
            _ = try await $0.createWebhook(NewWebhookSubscription(.lead, callbackURL: url, limit: 0))
        },
        RefusalCase("1 to 5000, not 5001") {
            _ = try await $0.createWebhook(NewWebhookSubscription(.lead, callbackURL: url, limit: 5_001))
        },
        RefusalCase("id of the subscription") { try await $0.deleteWebhook(WebhookSubscription.ID(0)) },
    ]

    @Test("what Lofty would refuse is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("there are the twelve events of the contract, in its order")
    func numbersEvents() {
        #expect(WebhookEvent.allCases.map(\.rawValue) == Array(1...12))
    }
}

@Suite("Deliveries of webhooks")
struct WebhookDeliveryTests {
    private func delivery(_ text: String) throws -> WebhookDelivery { try WebhookDelivery(Data(text.utf8)) }

    @Test("a changed lead is named with its moment")
    func readsLead() throws {
        let text = #"""
            {"listId":2,"teamId":400000000000001,"updatedLead":[{"leadId":1147000000000001,"updateTime":1781715040000}]}
            """#
        let read = try delivery(text)
        #expect(read.event == .known(.lead))
        #expect(read.teamID == 400_000_000_000_001)
        let lead = Lead.ID(1_147_000_000_000_001)
        #expect(
            read.changes == [
                WebhookDelivery.Change(bucket: "updatedLead", leadID: lead, updatedAt: testNow, otherIDs: [:])
            ]
        )
        #expect(read.leadIDs == [lead])
    }

    @Test("every list of objects is read, whatever its name, and each lead named once")
    func readsUnknownBuckets() throws {
        let text = #"""
            {"listId":99,"createdCall":[{"timelineId":8,"callId":5,"leadId":7}],"movedFrobs":[{"leadId":"7"},{"leadId":9},
             {"id":3,"note":"x"},{"note":"no id"},4,null],"names":["a"],"extra":{"leadId":1},"teamId":"4"}
            """#
        let read = try delivery(text)
        #expect(read.event == .other(99))
        #expect(read.teamID == 4)
        #expect(read.leadIDs == [Lead.ID(7), Lead.ID(9)])
        #expect(read.changes.map(\.bucket) == ["createdCall", "movedFrobs", "movedFrobs", "movedFrobs"])
        #expect(read.changes.first?.communicationID == Communication.ID(8))
        #expect(read.changes.first?.otherIDs == ["callId": 5])
        #expect(read.changes.last?.otherIDs == ["id": 3])
    }

    @Test("ids that are none are left out")
    func leavesOutOddIDs() throws {
        let read = try delivery(
            #"{"listId":2,"deletedLead":[{"leadId":0},{"leadId":-1},{"leadId":1.5},{"leadId":null}]}"#
        )
        #expect(read.changes.isEmpty)
    }

    @Test(
        "what is no delivery is told by its kind",
        arguments: [
            ("", .notJSON), ("<html>", .notJSON), ("{}", .notDelivery), ("[]", .notDelivery),
            (#"{"hello":"world"}"#, .notDelivery), (#"{"listId":2"#, .notJSON),
        ] as [(String, WebhookDeliveryError)]
    )
    func refuses(text: String, expected: WebhookDeliveryError) {
        #expect(throws: expected) { try delivery(text) }
    }

    @Test("a body beyond the limit is not read")
    func refusesLarge() {
        let body = Data(repeating: 0x20, count: WebhookDelivery.maximumSize + 1)
        #expect(throws: WebhookDeliveryError.tooLarge) { try WebhookDelivery(body) }
    }
}
