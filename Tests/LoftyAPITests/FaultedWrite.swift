import Foundation
import Leads

@testable import LoftyAPI

/// A write that a fault may strike, and how often the book shows that it was executed.
struct FaultedWrite: Sendable {
    /// Such as `POST /v1.0/leads`.
    var operation: String
    var effect: Endpoint.Effect
    /// Whether an answer without JSON is a success, so that a scripted 200 can lie about it.
    var takesEmptyAnswers = false
    var send: @Sendable (LoftyClient) async throws -> Void
    /// Asked of an undisturbed client.
    var executions: @Sendable (LoftyClient) async throws -> Int

    var method: String { String(operation.prefix { $0 != " " }) }

    var path: String { String(operation.drop { $0 != " " }.dropFirst()) }

    static let guideLead = Lead.ID(563_172_647_619_608)
    private static let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())

    static let all: [FaultedWrite] = [
        FaultedWrite(operation: "POST /v1.0/leads", effect: .adds) {
            _ = try await $0.createLead(NewLead(firstName: "Struck"))
        } executions: {
            try await $0.leads(LeadListRequest(key: "Struck")).total
        },
        FaultedWrite(operation: "POST /v1.0/notes", effect: .adds) {
            try await $0.addNote("Struck", to: guideLead, isPinned: false)
        } executions: {
            try await $0.noteRecords(of: guideLead).count { $0.text == "Struck" }
        },
        FaultedWrite(operation: "POST /v1.0/logType", effect: .adds) {
            try await $0.logContact(ContactLog(.text, text: "Struck"), on: guideLead)
        } executions: {
            let request = ContactLogRequest(lead: guideLead, kind: .text, limit: 1_000)
            return try await $0.contactLogs(request).records.count { $0.text == "Struck" }
        },
        FaultedWrite(operation: "POST /v2.0/tasks", effect: .adds) {
            let end = Date() + 86_400
            _ = try await $0.createTask(
                NewLeadTask(.call, for: guideLead, content: "Struck", endsAt: end, timeZone: .gmt)
            )
        } executions: {
            try await $0.tasks(of: guideLead).count { $0.content == "Struck" }
        },
        FaultedWrite(operation: "POST /v1.0/leads/{leadId}/transaction", effect: .adds) {
            _ = try await $0.createTransaction(TransactionFields(name: "Struck", kind: .listing), for: guideLead)
        } executions: {
            try await $0.transactions(of: guideLead).count { $0.fields.name == "Struck" }
        },
        FaultedWrite(operation: "POST /v1.0/message/sms/send", effect: .adds) {
            // A number abroad, which may be texted whatever the hour of the test.
            let lead = Lead(id: guideLead, firstName: "Struck", phones: [Phone("+442079460958", status: .valid)])
            _ = try await $0.sendText(OutgoingText("Struck"), to: lead, confirmation: confirmation)
        } executions: {
            try await $0.textHistory(of: guideLead, limit: 1_000).records.count { $0.content == "Struck" }
        },
        FaultedWrite(operation: "PUT /v1.0/leads/{leadId}", effect: .setsValue, takesEmptyAnswers: true) {
            try await $0.updateLead(guideLead, LeadEdit(lastName: "Struck"))
        } executions: {
            try await $0.lead(guideLead, includingTrashed: false).lastName == "Struck" ? 1 : 0
        },
        FaultedWrite(operation: "DELETE /v1.0/leads/{leadId}", effect: .setsValue, takesEmptyAnswers: true) {
            try await $0.trashLead(guideLead, reason: "Struck")
        } executions: {
            try await $0.leads(LeadListRequest(sort: .createTime)).leads.contains { $0.id == guideLead } ? 0 : 1
        },
    ]
}
