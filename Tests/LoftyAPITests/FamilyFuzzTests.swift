import Foundation
import JSONText
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// Mutated records of every family; see ``FuzzTests`` for the variables that steer a run.
@Suite("Mutated records")
struct FamilyFuzzTests {
    /// A record as it stands on the wire, and how it is read; true when ids that were read could be ids.
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var read: @Sendable (JSONValue) throws -> Bool

        var testDescription: String { name }
    }

    private static let samples: [Sample] = [
        Sample(
            name: "task",
            text: #"{"id":7,"leadId":8,"type":"Call","startAt":"2026-03-01T15:00:00GMT","allDay":false,"creatorId":9}"#
        ) { try LeadTask(wire: $0).id.rawValue > 0 },
        Sample(
            name: "calendar entry",
            text: #"{"id":"7-task","type":"TASK","taskId":7,"sourceType":1,"finished":false,"startAtMs":1781715040000}"#
        ) { try !CalendarEntry(wire: $0).id.rawValue.isEmpty },
        Sample(
            name: "call",
            text:
                #"{"id":7,"leadId":8,"direction":"Inbound","duration":60,"startTime":"2026-06-17 16:50:40","price":0.5}"#
        ) { wire in
            let call = try CallRecord(wire: wire)
            return call.id.rawValue > 0 && call.duration.map { $0 >= .zero } ?? true
        },
        Sample(
            name: "communication",
            text: #"{"id":7,"leadId":8,"agentId":9,"communicationTime":"2026-06-17T16:50:40Z","eventType":"Text"}"#
        ) { try Communication(wire: $0).id.rawValue > 0 },
        Sample(
            name: "organization",
            text: #"{"orgType":1,"enterpriseInfo":{"groupId":7,"visibleOrgInfoList":[{"groupId":8,"parentId":7}]}}"#
        ) { try Organization(wire: $0).enterprise?.visibleOffices.allSatisfy { $0.id.rawValue > 0 } ?? true },
        Sample(
            name: "custom field",
            text: #"{"attributeName":"Pets","attributeType":"multi_select","params":"{\"option\":[\"cat\",\"dog\"]}"}"#
        ) { try !CustomField(wire: $0).name.isEmpty },
        Sample(
            name: "rule",
            text: #"{"id":7,"priceMin":-1,"activeHours":{"activeDays":[1],"hoursStart":9,"hoursEnd":17},"#
                + #""routingStrategy":{"strategyType":3,"memberWeights":[{"memberId":5,"weight":2}]}}"#
        ) { wire in
            let rule = try RoutingRule(wire: wire)
            return rule.id.rawValue > 0 && rule.strategy?.weights.allSatisfy { $0.memberID.rawValue > 0 } ?? true
        },
        Sample(
            name: "settings",
            text: #"{"id":7,"activeDays":[0,6],"leadSources":[9007199254740993],"textChannel":true,"agentIds":[-1]}"#
        ) { wire in
            let settings = try SalesAgentSettings(wire: wire)
            // What was read can be written back.
            _ = try APICall(
                .updateSalesAgentSettings,
                body: SalesAgentSettingsBody(id: settings.id, values: settings.values)
            )
            return settings.id.rawValue > 0
        },
        Sample(
            name: "quota",
            text:
                #"{"totalQuota":10,"usedQuota":3,"remainingQuota":7,"isBorrowed":true,"borrowLevel":"TEAM","borrowedFrom":1}"#
        ) { try SalesAgentQuota(wire: $0).remaining >= Int64.min },
        Sample(
            name: "transaction",
            text:
                #"{"transactionId":7,"transactionType":"Listing","homePrice":450000.5,"gci":"0.1","closeDate":1781715040000,"#
                + #""customFields":[{"id":9,"value":"x"}],"commissions":{"split":[{"payType":"AGENT","payTo":1,"value":5}]}}"#
        ) { wire in
            let transaction = try LeadTransaction(wire: wire)
            let checks = RequestChecks(.updateTransaction)
            _ = try APICall(.updateTransaction, body: try TransactionBody(transaction.fields, checks))
            return transaction.id.rawValue > 0
        },
        Sample(
            name: "subscription",
            text:
                #"{"subscribeId":7,"listId":2,"callbackUrl":"https://hooks.example.com/","limit":100,"permissionMode":0}"#
        ) { try WebhookSubscription(wire: $0).id.rawValue > 0 },
        Sample(
            name: "delivery",
            text: #"{"listId":2,"teamId":4,"updatedLead":[{"leadId":8,"updateTime":1781715040000},{"timelineId":9}]}"#
        ) { WebhookDelivery(wire: $0).leadIDs.allSatisfy { $0.rawValue > 0 } },
    ]

    @Test("a mutated record is read, or left out with a reason, never a trap", arguments: samples)
    func survivesMutations(sample: Sample) throws {
        let fuzz = FuzzTests()
        var generator = SeededGenerator(seed: FuzzTests.seed)
        let original = try JSONDocument(Data(sample.text.utf8))
        var read = 0
        for round in 0..<FuzzTests.rounds {
            var bytes = fuzz.transplant(into: original, &generator)
            if round.isMultiple(of: 4) { fuzz.mutate(&bytes, &generator) }
            do {
                let isSound = try sample.read(JSONDocument(Data(bytes)).root)
                #expect(isSound, "seed \(FuzzTests.seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
                read += 1
            } catch is JSONError, is WireError {
                continue
            } catch let error as APIError {
                // A date some hundred million years ahead is read, and refused on its way back.
                #expect(error.kind == .invalidRequest, "seed \(FuzzTests.seed), round \(round)")
            }
        }
        // A mutation that never leaves anything to read tests nothing.
        #expect(read > FuzzTests.rounds / 4)
        #expect(read < FuzzTests.rounds)
    }
}
