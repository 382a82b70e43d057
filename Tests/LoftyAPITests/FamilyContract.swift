import Foundation
import Leads
import Testing

@testable import LoftyAPI

/// What every account must do, one function for each family of endpoints; runs over anything that answers like Lofty.
///
/// Each function needs nothing but a lead that the client may change, and leaves the account as it found it where the API
/// allows that.
enum FamilyContract {
    /// A task is made, listed, changed, done, not done, and gone.
    static func tasks(_ client: LoftyClient, lead: Lead.ID, now: Date) async throws {
        let new = NewLeadTask(.call, for: lead, content: "Contract", endsAt: now + 86_400, timeZone: zone(pacific))
        let id = try await client.createTask(new)
        let listed = try #require(try await client.tasks(of: lead).first { $0.id == id })
        #expect(listed.content == "Contract")
        #expect(
            listed.endsAt?.timeIntervalSince1970.rounded(.down) == (now + 86_400).timeIntervalSince1970.rounded(.down)
        )
        try await client.updateTask(id, LeadTaskEdit(content: "Changed"))
        #expect(try await client.task(id).content == "Changed")
        try await client.finishTask(id)
        #expect(try await client.task(id).isFinished)
        try await client.unfinishTask(id)
        #expect(try await !client.task(id).isFinished)
        try await client.deleteTask(id)
        #expect(await failure { try await client.task(id) }?.kind == .notFound)
    }

    /// An appointment is made, found in its span, moved, done, and gone.
    static func calendar(_ client: LoftyClient, lead: Lead.ID, now: Date) async throws {
        let new = NewCalendarEntry(
            .appointment(address: "1 Maple St"),
            for: lead,
            content: "Contract",
            from: now + 86_400,
            to: now + 90_000,
            timeZone: .gmt
        )
        let id = try await client.createCalendarEntry(new)
        let request = CalendarRequest(.between(now, now + 172_800), leadID: lead, includesFinished: true)
        let listed = try #require(try await client.allCalendarEntries(request).all().first { $0.id == id })
        #expect(listed.kind == .known(.appointment))
        var edit = CalendarEdit()
        edit.content = "Changed"
        try await client.updateCalendarEntry(id, edit)
        try await client.finishCalendarEntry(id)
        let finished = try await client.allCalendarEntries(request).all().first { $0.id == id }
        #expect(finished?.content == "Changed")
        #expect(finished?.isFinished == true)
        try await client.deleteCalendarEntry(id)
        #expect(try await !client.allCalendarEntries(request).all().contains { $0.id == id })
    }

    /// Lists of a lead's calls, texts and emails can be read to their ends, and a listed call by its id.
    static func communication(_ client: LoftyClient, lead: Lead.ID, now: Date) async throws {
        let calls = try await client.allCalls(of: lead).all()
        for call in calls.prefix(3) {
            #expect(call.leadID == nil || call.leadID == lead)
            #expect(try await client.call(call.id).id == call.id)
        }
        #expect(try await client.allTextHistory(of: lead).all().allSatisfy { $0.leadID == nil || $0.leadID == lead })
        #expect(try await client.allEmailHistory(of: lead).all().allSatisfy { $0.leadID == nil || $0.leadID == lead })
        let search = CommunicationSearch(from: now - 30 * 86_400, to: now)
        _ = try await client.allCommunications(search).all()
    }

    /// The caller is a member by its login, and every pond that is listed can be read by its id.
    static func organization(_ client: LoftyClient) async throws {
        let me = try await client.me()
        #expect(try await client.member(account: me.email).id == me.id)
        _ = try await client.organization()
        for pond in try await client.leadPonds() {
            #expect(try await client.leadPond(pond.id) == pond)
        }
        #expect(await failure { try await client.leadPond(LeadPond.ID(.max)) }?.kind == .notGranted)
    }

    /// A field of the team's own is added once and found by its name.
    static func customFields(_ client: LoftyClient) async throws {
        let new = NewCustomField("Contract pets", .multiSelect, options: ["cat", "dog"])
        if try await !client.customFields().contains(where: { $0.name == new.name }) {
            try await client.addCustomField(new)
        }
        let field = try #require(try await client.customFields().first { $0.name == new.name })
        #expect(field.kind == .known(.multiSelect))
        #expect(field.options == new.options)
    }

    /// The hours of the first rule, where there is one, are set and stand, and the fallback is written back as it was read.
    static func routing(_ client: LoftyClient) async throws {
        let hours = ActiveHours(activeDays: [1, 2], hoursStart: 9, hoursEnd: 17)
        for rule in try await client.routingRules(for: .agent).prefix(1) {
            try await client.updateRoutingRule(rule.id, for: .agent, RoutingRuleEdit(activeHours: hours))
            #expect(try await client.routingRules(for: .agent).first { $0.id == rule.id }?.activeHours == hours)
        }
        let fallback = try #require(await client.fallbackRule(for: .agent))
        let choice: FallbackRuleEdit.Choice =
            if let assignee = fallback.assignee { .assignee(assignee) } else {
                .touch(minutes: fallback.touchMinutes ?? 60)
            }
        let edit = FallbackRuleEdit(strategyType: fallback.strategyType, choice)
        try await client.updateFallbackRule(for: .agent, edit)
        let written = try #require(await client.fallbackRule(for: .agent))
        #expect(written.strategyType == fallback.strategyType)
        #expect(written.assignee == fallback.assignee)
    }

    /// A lead is given to the assistant, found there, and stopped.
    static func salesAgent(_ client: LoftyClient, lead: Lead.ID) async throws {
        let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
        try await client.addWorkingLeads([lead], confirmation: confirmation)
        #expect(try await client.workingLead(lead)?.id == lead)
        #expect(try await client.allWorkingLeads().all().contains { $0.id == lead })
        try await client.muteWorkingLead(lead)
        #expect(try await client.isMuted(lead))
        let quota = try await client.salesAgentQuota()
        #expect(quota.used <= quota.total)
    }

    /// A transaction is made, changed in part, found under its lead and its team, and given an address.
    static func transactions(_ client: LoftyClient, lead: Lead.ID, now: Date) async throws {
        let pipelines = try await client.transactionPipelines()
        let stages = try #require(pipelines.first { $0.kind == .known(.listing) }).stages
        var fields = TransactionFields(name: "1 Contract St", kind: .listing, status: stages.first?.name)
        fields.homePrice = 450_000
        fields.dates[.offer] = now
        let made = try await client.createTransaction(fields, for: lead)
        #expect(made.fields.name == fields.name)
        #expect(made.fields.homePrice == 450_000)
        try await client.updateTransaction(made.id, of: lead, TransactionFields(status: stages.last?.name))
        let read = try await client.transaction(made.id, of: lead)
        #expect(read.fields.status == stages.last?.name)
        #expect(read.fields.homePrice == 450_000)
        #expect(try await client.transactions(of: lead).contains { $0.id == made.id })
        // A listing: the endpoint itself would list purchases only.
        #expect(try await client.allTransactions(TransactionRequest(leadID: lead)).all().contains { $0.id == made.id })
        let address = TransactionAddress(streetAddress: "1 Contract St", city: "Portland")
        try await client.setTransactionAddress(address, of: made.id, lead: lead)
        #expect(try await client.transactionAddress(made.id, of: lead) == address)
        let other = await failure { try await client.transaction(LeadTransaction.ID(.max), of: lead) }
        #expect(other?.kind == .notFound)
    }

    /// A subscription is made, listed, and gone.
    static func webhooks(_ client: LoftyClient) async throws {
        let new = NewWebhookSubscription(.stage, callbackURL: "https://hooks.example.com/contract", limit: 50)
        let made = try await client.createWebhook(new)
        #expect(made.event == .known(.stage))
        let listed = try #require(try await client.webhooks().first { $0.id == made.id })
        #expect(listed.callbackURL == new.callbackURL)
        try await client.deleteWebhook(made.id)
        #expect(try await !client.webhooks().contains { $0.id == made.id })
        #expect(await failure { try await client.deleteWebhook(made.id) } != nil)
    }

    /// A text and an email are taken, to the lead's first number and address.
    static func sending(_ client: LoftyClient, to lead: Lead) async throws {
        let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
        // Lofty chooses the number itself; told of one at sea, the guard asks for no hour of the day.
        var reachable = lead
        reachable.phones = [Phone("+870773111142")]
        reachable.address = nil
        reachable.inquiry.locations = []
        let text = try await client.sendText(OutgoingText("Contract"), to: reachable, confirmation: confirmation)
        #expect(!text.messageID.isEmpty)
        let email = OutgoingEmail(subject: "Contract", content: "Contract")
        let mail = try await client.sendEmail(email, to: lead, confirmation: confirmation)
        #expect(mail.recipient == nil || mail.recipient == lead.emails.first)
    }
}
