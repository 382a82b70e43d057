import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("The assistant", .timeLimit(.minutes(1)))
struct SalesAgentTests {
    private static let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
    private static let message = #"{"message":"Operation successful"}"#
    private static let agent = SalesAgent.ID(31)

    static let requests: [RequestCase] = [
        RequestCase(
            expected: "GET /v2.0/working-leads",
            query: "limit=100&offset=0&sort=UpdateTime&desc=true",
            answer: #"{"workingLeads":[],"metadata":{"total":0}}"#
        ) { _ = try await $0.workingLeads() },
        RequestCase(
            expected: "GET /v2.0/working-leads",
            query: "aiStage=AI_MONITORING&limit=20&offset=40&sort=Default&desc=false",
            answer: #"{"workingLeads":[{"leadId":7}],"metadata":{"total":41,"count":1,"offset":40,"limit":20}}"#
        ) {
            let request = WorkingLeadRequest(stage: .monitoring, sort: .default, isDescending: false)
            let page = try await $0.workingLeads(request, offset: 40, limit: 20)
            #expect(page == RecordPage(records: [WorkingLead(id: Lead.ID(7), firstName: "", lastName: "")], total: 41))
        },
        RequestCase(
            expected: "POST /v2.0/working-leads/add",
            body: #"{"createPlanTask":true,"leadIds":[563172647619608,7]}"#,
            answer: message
        ) {
            try await $0.addWorkingLeads(
                [someLead, Lead.ID(7)],
                creatingPlanTasks: true,
                confirmation: confirmation
            )
        },
        RequestCase(expected: "PUT /v2.0/sales-agents/working-lead/563172647619608/mute", answer: message) {
            try await $0.muteWorkingLead(someLead)
        },
        RequestCase(
            expected: "GET /v2.0/sales-agent/lead/mute-status",
            query: "leadId=563172647619608",
            answer: #"{"data":{"mute":"true"}}"#
        ) { client async throws in #expect(try await client.isMuted(someLead)) },
        RequestCase(
            expected: "GET /v2.0/sales-agents/by-lead",
            query: "leadId=563172647619608",
            answer: #"{"id":31}"#
        ) { client async throws in #expect(try await client.salesAgent(of: someLead).id == agent) },
        RequestCase(expected: "GET /v2.0/sales-agents/current", answer: #"{"id":31}"#) { client async throws in
            #expect(try await client.currentSalesAgent().id == agent)
        },
        RequestCase(expected: "GET /v2.0/sales-agents/quota", answer: #"{"totalQuota":10,"usedQuota":3}"#) {
            client async throws in
            let quota = SalesAgentQuota(total: 10, used: 3, remaining: 7, isAvailable: true)
            #expect(try await client.salesAgentQuota() == quota)
        },
        RequestCase(expected: "GET /v2.0/sales-agent/settings", answer: #"{"id":31}"#) { client async throws in
            #expect(try await client.salesAgentSettings().id == agent)
        },
        RequestCase(
            expected: "PUT /v2.0/sales-agent/settings",
            body:
                #"{"activeDays":[],"callTransferType":"Disabled","id":31,"leadSources":[9007199254740993],"textChannel":false}"#,
            answer: message
        ) {
            var values = SalesAgentValues()
            values.usesTexts = false
            values.activeDays = []
            values.callTransfer = .known(.disabled)
            values.leadSources = [9_007_199_254_740_993]
            try await $0.updateSalesAgentSettings(agent, values)
        },
        RequestCase(expected: "GET /v2.0/plan-tasks/lead/563172647619608", answer: "[]") { client async throws in
            #expect(try await client.planTasks(of: someLead).isEmpty)
        },
        RequestCase(
            expected: "POST /v2.0/plan-tasks/create",
            body: #"{"leadIds":[563172647619608]}"#,
            answer: #"{"code":0,"message":"success","data":{}}"#
        ) { try await $0.createPlanTasks(for: [someLead]) },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static func settings(_ reason: String, _ change: (inout SalesAgentValues) -> Void) -> RefusalCase {
        var values = SalesAgentValues()
        change(&values)
        return RefusalCase(reason) { [values] in try await $0.updateSalesAgentSettings(agent, values) }
    }

    private static let refusals: [RefusalCase] = [
        RefusalCase("1 to 100") { _ = try await $0.workingLeads(limit: 101) },
        RefusalCase("not -1") { _ = try await $0.workingLeads(offset: -1) },
        RefusalCase("1 to 100") { try await $0.addWorkingLeads([], confirmation: confirmation) },
        RefusalCase("1 to 100") {
            try await $0.addWorkingLeads((1...101).map { Lead.ID($0) }, confirmation: confirmation)
        },
        RefusalCase("has not been created") {
            try await $0.addWorkingLeads([someLead, unsavedLead], confirmation: confirmation)
        },
        RefusalCase("named twice") { try await $0.createPlanTasks(for: [someLead, someLead]) },
        RefusalCase("has not been created") { try await $0.muteWorkingLead(unsavedLead) },
        RefusalCase("has not been created") { _ = try await $0.isMuted(unsavedLead) },
        RefusalCase("has not been created") { _ = try await $0.workingLead(unsavedLead) },
        RefusalCase("has not been created") { _ = try await $0.salesAgent(of: unsavedLead) },
        RefusalCase("has not been created") { _ = try await $0.planTasks(of: unsavedLead) },
        RefusalCase("id of the assistant") { try await $0.updateSalesAgentSettings(SalesAgent.ID(0), .init()) },
        settings("names nothing") { _ in },
        settings("Hours are 0 to 23, not 24") { $0.endActiveHour = 24 },
        settings("Days are numbered 0 to 6, not 7") { $0.activeDays = [0, 7] },
    ]

    @Test("what Lofty would refuse is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test(
        "a failure inside a 200 is a failure",
        arguments: [
            #"{"code":20012,"message":"leadIds","data":null}"#, #"{"errorCode":20012,"errorMsg":"leadIds"}"#,
            #"{"status":{"code":20012,"msg":"leadIds"},"data":false}"#,
        ]
    )
    func findsHiddenFailures(text: String) async throws {
        let client = makeClient(StubTransport([.json(text), .json(text)]))
        let create = await failure { try await client.createPlanTasks(for: [someLead]) }
        #expect(create?.kind == .refused)
        #expect(create?.code == 20_012)
        #expect(create?.serverText == "leadIds")
        let add = await failure { try await client.addWorkingLeads([someLead], confirmation: Self.confirmation) }
        #expect(add?.disposition == .permanent)
    }

    @Test(
        "whether a lead is followed up is read from either shape of the answer",
        arguments: [
            ("true", true), ("false", false), (#"{"data":true}"#, true), ("null", false), ("{}", false),
            (#"{"leadId":563172647619608,"firstName":"Zoë"}"#, true), (#"{"data":{"leadId":null}}"#, false),
            (#"{"leadId":563172647619608,"isWorkingLead":false}"#, false),
            (#"{"leadId":563172647619608,"isWorkingLead":true}"#, true),
        ]
    )
    func checks(text: String, isWorking: Bool) async throws {
        let transport = StubTransport([.json(text, to: "GET /v2.0/sales-agents/working-lead/563172647619608")])
        let lead = try await makeClient(transport).workingLead(someLead)
        #expect((lead?.id == someLead) == isWorking)
    }

    @Test("an answer that is neither is an error", arguments: ["[]", "\"perhaps\"", #"{"leadId":"x"}"#])
    func doubtsChecks(text: String) async throws {
        let transport = StubTransport(Array(repeating: .json(text), count: 3))
        #expect(await failure { try await makeClient(transport).workingLead(someLead) }?.kind == .unreadableAnswer)
    }

    @Test("leads that are followed up are paged to their total")
    func pages() async throws {
        let transport = StubTransport([
            .json(#"{"workingLeads":[{"leadId":1},{"leadId":2}],"metadata":{"total":3}}"#),
            .json(#"{"workingLeads":[{"leadId":3}],"metadata":{"total":3}}"#),
        ])
        let leads = try await makeClient(transport).allWorkingLeads().all()
        #expect(leads.map(\.id.rawValue) == [1, 2, 3])
        #expect(transport.requests.map { $0.query.contains("offset=2") } == [false, true])
    }

    @Test("an assistant, its quota and a plan arrive with every field in its place")
    func readsAssistant() throws {
        let text = #"""
            {"id":31,"userId":100234,"agentName":"Alice","agentHeadUrl":"x","assistantName":"Ava","assistantHeadUrl":"y",
             "virtualNumber":"5035550100","virtualNumberCountry":"US","followUpRole":"buyer_agent","agentExperience":"5 y",
             "email":"ava@example.com","status":"ACTIVE","createdAt":"2026-06-17T16:50:40Z","updatedAt":"","hasQuotaSeat":true,
             "borrowLevel":"GROUP","borrowId":12}
            """#
        let borrowing = SalesAgent.Borrowing(level: .known(.office), ownerID: 12)
        let expected = SalesAgent(
            id: Self.agent,
            ownerID: RecordUser.ID(100_234),
            agentName: "Alice",
            assistantName: "Ava",
            status: "ACTIVE",
            virtualNumber: "5035550100",
            virtualNumberCountry: "US",
            email: "ava@example.com",
            followUpRole: "buyer_agent",
            agentExperience: "5 y",
            hasQuotaSeat: true,
            borrowing: borrowing,
            createdAt: testNow
        )
        #expect(try SalesAgent(wire: json(text)) == expected)
        let own = try SalesAgent(wire: json(#"{"id":31,"borrowLevel":"SELF","borrowId":1}"#))
        #expect(own.borrowing == nil)
        let quota = #"""
            {"totalQuota":10,"usedQuota":10,"remainingQuota":0,"hasQuotaAvailable":false,"usagePercentage":100.0,
             "isBorrowed":true,"borrowLevel":"GROUP","borrowedFrom":12}
            """#
        #expect(
            try SalesAgentQuota(wire: json(quota))
                == SalesAgentQuota(total: 10, used: 10, remaining: 0, isAvailable: false, borrowing: borrowing)
        )
        let plan = #"""
            {"id":1,"content":"Call","taskType":"CALL","status":"OVERDUE","dueAt":"2026-06-17T09:50:40-07:00",
             "createdAt":null,"assignedTo":100234,"creatorId":0}
            """#
        let task = PlanTask(
            id: PlanTask.ID(1),
            content: "Call",
            type: "CALL",
            status: .known(.overdue),
            dueAt: testNow,
            assigneeID: RecordUser.ID(100_234)
        )
        #expect(try PlanTask(wire: json(plan)) == task)
    }

    @Test("settings are read, and written back without a loss")
    func keepsSettings() throws {
        let text = #"""
            {"activeDays":[0,6],"agentExperience":"5 y","agentIds":[-1],"assistantName":"Ava","callTransferType":"Later",
             "emailChannel":true,"endActiveHour":20,"fixedNumber":"5035550102","followUpRole":"AI","id":31,
             "leadPipelines":[77],"leadPondIds":[9],"leadSources":[3],"leadTypes":[1,2],"newLeadEnable":true,
             "officeIds":[12],"rentalBusiness":false,"startActiveHour":8,"textChannel":true,"virtualNumber":"5035550100",
             "virtualNumberCountry":"US","visitorsEnable":false,"websiteChannel":true}
            """#
        let settings = try SalesAgentSettings(wire: json(text))
        let body = SalesAgentSettingsBody(id: settings.id, values: settings.values)
        let call = try APICall(.updateSalesAgentSettings, body: body)
        let written = String(decoding: try #require(call.body), as: UTF8.self)
        #expect(written == text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined())
    }

    @Test("a list of settings that cannot be read whole is not written back in part")
    func keepsListsWhole() throws {
        let settings = try SalesAgentSettings(wire: json(#"{"id":31,"agentIds":[1,"x"],"officeIds":[]}"#))
        #expect(settings.values.agentIDs == nil)
        #expect(settings.values.officeIDs == [])
    }
}
