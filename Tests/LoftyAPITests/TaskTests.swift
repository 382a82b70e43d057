import Foundation
import JSONText
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Tasks", .timeLimit(.minutes(1)))
struct TaskTests {
    static let task = LeadTask.ID(563_172_647_619_700)
    /// 2026-03-02 00:00:00 UTC.
    static let end = Date(timeIntervalSince1970: 1_772_409_600)
    static let new = NewLeadTask(
        .call,
        for: someLead,
        content: "Call \"Zoë\" back",
        endsAt: end,
        timeZone: zone(pacific)
    )

    static let requests: [RequestCase] = [
        RequestCase(expected: "GET /v2.0/tasks", query: "leadId=563172647619608", answer: #"{"tasks":[]}"#) {
            client async throws in
            #expect(try await client.tasks(of: someLead).isEmpty)
        },
        RequestCase(
            expected: "GET /v2.0/tasks/my-tasks",
            query: "currentId=0&limit=100",
            answer: #"{"tasks":[]}"#
        ) { _ = try await $0.myTasks() },
        RequestCase(
            expected: "GET /v2.0/tasks/my-tasks",
            query: "userId=844000000000001&currentId=563172647619700&limit=10&timeZoneCode=America%2FLos_Angeles",
            answer: #"{"tasks":[]}"#
        ) {
            let user = RecordUser.ID(844_000_000_000_001)
            _ = try await $0.myTasks(of: user, after: task, limit: 10, timeZone: zone(pacific))
        },
        RequestCase(expected: "GET /v2.0/tasks/563172647619700", answer: #"{"task":{"id":563172647619700}}"#) {
            client async throws in
            #expect(try await client.task(task).id == task)
        },
        RequestCase(
            expected: "POST /v2.0/tasks",
            body: #"{"assignedRole":"Agent","content":"Call \"Zoë\" back","endAt":"2026-03-01T16:00:00-08:00","#
                + #""leadId":563172647619608,"timeZoneCode":"America/Los_Angeles","type":"Call"}"#,
            answer: #"{"taskId":563172647619700}"#
        ) { client async throws in #expect(try await client.createTask(new) == task) },
        RequestCase(
            expected: "POST /v2.0/tasks",
            body: #"{"address":"1 Maple St","assignedRole":"Assistant","content":"Show it","#
                + #""endAt":"2026-03-02T00:00:00+00:00","leadId":563172647619608,"#
                + #""startAt":"2026-03-01T23:00:00+00:00","timeZoneCode":"GMT","type":"Appointment"}"#,
            answer: #"{"taskId":"563172647619700"}"#
        ) { client async throws in
            let showing = NewLeadTask(
                .appointment,
                for: someLead,
                content: "Show it",
                assignedRole: .assistant,
                startsAt: end - 3_600,
                endsAt: end,
                timeZone: .gmt,
                address: "1 Maple St"
            )
            #expect(try await client.createTask(showing) == task)
        },
        RequestCase(
            expected: "PUT /v2.0/tasks/563172647619700",
            body: #"{"endAt":"2026-03-01T16:00:00-08:00","timeZoneCode":"America/Los_Angeles"}"#,
            answer: #"{"message":"Operation successful"}"#
        ) { try await $0.updateTask(task, LeadTaskEdit(endsAt: end, timeZone: zone(pacific))) },
        RequestCase(expected: "PUT /v2.0/tasks/563172647619700", body: #"{"content":"New"}"#, answer: "{}") {
            try await $0.updateTask(task, LeadTaskEdit(content: "New"))
        },
        RequestCase(expected: "DELETE /v2.0/tasks/563172647619700", answer: "{}") { try await $0.deleteTask(task) },
        RequestCase(
            expected: "POST /v2.0/tasks/563172647619700/finish",
            answer: #"{"message":"Operation successful"}"#
        ) { try await $0.finishTask(task) },
        RequestCase(expected: "POST /v2.0/tasks/563172647619700/unfinish", answer: "{}") {
            try await $0.unfinishTask(task)
        },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static let refusals: [RefusalCase] = [
        RefusalCase("has not been created") { _ = try await $0.tasks(of: unsavedLead) },
        RefusalCase("1 to 100") { _ = try await $0.myTasks(limit: 0) },
        RefusalCase("1 to 100") { _ = try await $0.myTasks(limit: 101) },
        RefusalCase("is not valid: -1") { _ = try await $0.myTasks(after: LeadTask.ID(-1)) },
        RefusalCase("is not valid: 0") { _ = try await $0.task(LeadTask.ID(0)) },
        RefusalCase("is not valid: 0") { try await $0.deleteTask(LeadTask.ID(0)) },
        RefusalCase("is not valid: 0") { try await $0.finishTask(LeadTask.ID(0)) },
        RefusalCase("has not been created") {
            _ = try await $0.createTask(with { $0.leadID = unsavedLead })
        },
        RefusalCase("text of the task is missing") { _ = try await $0.createTask(with { $0.content = " \n" }) },
        RefusalCase("does not lie after") { _ = try await $0.createTask(with { $0.startsAt = $0.endsAt }) },
        RefusalCase("Only an appointment") { _ = try await $0.createTask(with { $0.address = "1 Maple St" }) },
        RefusalCase("no date that Lofty can take") {
            _ = try await $0.createTask(with { $0.endsAt = Date(timeIntervalSince1970: 1e15) })
        },
        RefusalCase("names nothing") { try await $0.updateTask(task, LeadTaskEdit(timeZone: zone(pacific))) },
        RefusalCase("text of the task is missing") { try await $0.updateTask(task, LeadTaskEdit(content: "")) },
        RefusalCase("does not lie after") {
            try await $0.updateTask(task, LeadTaskEdit(startsAt: end, endsAt: end - 60))
        },
    ]

    private static func with(_ change: (inout NewLeadTask) -> Void) -> NewLeadTask {
        var new = new
        change(&new)
        return new
    }

    @Test("what Lofty would refuse or misread is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("a task arrives with every field in its place")
    func readsTask() throws {
        let text = #"""
            {"id":9007199254740993,"leadId":563172647619608,"creatorId":100234,"content":"Call","type":"CALL",
             "startAt":"2026-03-01T15:00:00GMT","endAt":"2026-03-01T16:00:00-08:00","timeZoneCode":"America/Los_Angeles",
             "allDay":false,"finishFlag":true,"overdueFlag":1,"finishTime":"2026-03-01 23:00:00","createTime":"",
             "lastUpdate":null,"leadName":"Zoë N","leadEmail":"z@example.com","leadPhone":"5035550101","reminderType":3,
             "assignedRole":"Agent","assignedUser":"Alice","assignedUserId":844000000000001,"teamId":4,"pipelineId":77,
             "subject":"","body":null,"address":"1 Maple St","unheardOf":[{}]}
            """#
        var expected = LeadTask(
            id: LeadTask.ID(9_007_199_254_740_993),
            leadID: someLead,
            kind: .known(.call),
            content: "Call",
            startsAt: Date(timeIntervalSince1970: 1_772_377_200),
            endsAt: Date(timeIntervalSince1970: 1_772_409_600),
            timeZoneID: pacific,
            isAllDay: false,
            isFinished: true,
            isOverdue: true
        )
        expected.finishedAt = Date(timeIntervalSince1970: 1_772_406_000)
        expected.creatorID = RecordUser.ID(100_234)
        expected.assigneeID = RecordUser.ID(844_000_000_000_001)
        expected.assigneeName = "Alice"
        expected.assignedRole = .known(.agent)
        expected.leadName = "Zoë N"
        expected.leadEmail = "z@example.com"
        expected.leadPhone = "5035550101"
        expected.stageID = Stage.ID(rawValue: 77)
        expected.teamID = 4
        expected.address = "1 Maple St"
        #expect(try LeadTask(wire: json(text)) == expected)
    }

    @Test("an odd task leaves the others, and the observer is told")
    func losesOne() async throws {
        let events = EventLog()
        let transport = StubTransport([.json(#"{"tasks":[{"id":1},{"id":"x"},7,{"id":2,"type":"Fax"}]}"#)])
        let client = makeClient(transport) { $0.observe = events.record }
        let tasks = try await client.tasks(of: someLead)
        #expect(tasks.map(\.id.rawValue) == [1, 2])
        #expect(tasks.map(\.kind) == [nil, .other("Fax")])
        #expect(events.unreadable == ["task 2: it has no readable id", "task 3: it has no readable id"])
    }

    @Test("tasks of a person are paged by the last id until a page brings nothing new")
    func pages() async throws {
        let transport = StubTransport([
            .json(#"{"tasks":[{"id":30},{"id":20}]}"#), .json(#"{"tasks":[{"id":20},{"id":10}]}"#),
            .json(#"{"tasks":[{"id":10}]}"#),
        ])
        let tasks = try await makeClient(transport).allMyTasks().all()
        #expect(tasks.map(\.id.rawValue) == [30, 20, 10])
        #expect(
            transport.requests.map(\.query) == [
                "currentId=0&limit=100", "currentId=20&limit=100", "currentId=10&limit=100",
            ]
        )
    }

    @Test(
        "a list that is not there is an error and not an empty list",
        arguments: ["{}", "[]", #"{"tasks":{}}"#, #"{"tasks":null}"#]
    )
    func needsList(text: String) async throws {
        let transport = StubTransport(Array(repeating: .json(text), count: 3))
        #expect(await failure { try await makeClient(transport).tasks(of: someLead) }?.kind == .unreadableAnswer)
    }

    @Test("a new task without an id in the answer may exist")
    func doubtsAnswer() async throws {
        let error = await failure { try await makeClient(StubTransport([.json("{}")])).createTask(Self.new) }
        #expect(error?.kind == .unreadableAnswer)
        #expect(error?.disposition == .ambiguous)
    }

    @Test("a change of a task that is answered with nothing may not have been made, and may be sent again")
    func doubtsEmptyAnswer() async throws {
        let client = { makeClient(StubTransport([.json("")])) }
        let errors = [
            await failure { try await client().finishTask(Self.task) },
            await failure { try await client().unfinishTask(Self.task) },
            await failure { try await client().deleteTask(Self.task) },
            await failure { try await client().updateTask(Self.task, LeadTaskEdit(content: "Call")) },
        ]
        #expect(errors.map(\.?.kind) == Array(repeating: .unreadableAnswer, count: 4))
        #expect(errors.map(\.?.disposition) == Array(repeating: .retry(after: nil), count: 4))
    }

    @Test("a smart plan's task that cannot be finished is refused, and a gone one is gone")
    func readsErrors() async throws {
        let transport = StubTransport([
            .json(#"{"message":"TASK_IS_SMARTPLAN"}"#, status: 400),
            .json(#"{"message":"TASK_NOT_EXIST"}"#, status: 404),
        ])
        let client = makeClient(transport)
        #expect(await failure { try await client.finishTask(Self.task) }?.kind == .refused)
        #expect(await failure { try await client.task(Self.task) }?.kind == .notFound)
    }
}
