import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Calendar", .timeLimit(.minutes(1)))
struct CalendarTests {
    private static let entry = CalendarEntry.ID("12345-task")
    private static let start = testNow + 3_600
    private static let end = testNow + 7_200
    private static let showing = NewCalendarEntry(
        .appointment(address: "1 Maple St"),
        for: someLead,
        content: "Show it",
        from: start,
        to: end,
        timeZone: zone(pacific)
    )
    private static let emptyPage = #"{"data":{"total":0,"items":[]}}"#

    static let requests: [RequestCase] = [
        RequestCase(
            expected: "GET /v2.0/calendar",
            query: "startTime=2026-06-17T17%3A50%3A40%2B00%3A00&timeZoneCode=GMT&includeFinished=false&sort=startTime"
                + "&desc=true&page=0&pageSize=100",
            answer: emptyPage
        ) { _ = try await $0.calendar(CalendarRequest(.from(start))) },
        RequestCase(
            expected: "GET /v2.0/calendar",
            query: "leadId=563172647619608&startTime=2026-06-17T10%3A50%3A40-07%3A00"
                + "&endTime=2026-06-17T11%3A50%3A40-07%3A00&timeZoneCode=America%2FLos_Angeles&includeFinished=true"
                + "&sort=startTime&desc=false&page=2&pageSize=500",
            answer: emptyPage
        ) {
            var request = CalendarRequest(.between(start, end), leadID: someLead, timeZone: zone(pacific))
            request.includesFinished = true
            request.isDescending = false
            _ = try await $0.calendar(request, page: 2, pageSize: 500)
        },
        RequestCase(
            expected: "POST /v2.0/calendar",
            body: #"{"address":"1 Maple St","content":"Show it","endAt":"2026-06-17T11:50:40-07:00","#
                + #""leadId":563172647619608,"startAt":"2026-06-17T10:50:40-07:00","#
                + #""timeZoneCode":"America/Los_Angeles","type":"APPOINTMENT"}"#,
            answer: #"{"data":{"id":"12345-appointment","type":"APPOINTMENT","message":"ok"}}"#
        ) { client async throws in
            #expect(try await client.createCalendarEntry(showing) == CalendarEntry.ID("12345-appointment"))
        },
        RequestCase(
            expected: "POST /v2.0/calendar",
            body: #"{"assignedRole":"Agent","content":"Show it","endAt":"2026-06-17T11:50:40-07:00","#
                + #""leadId":563172647619608,"startAt":"2026-06-17T10:50:40-07:00","taskWay":"Text","#
                + #""timeZoneCode":"America/Los_Angeles","type":"TASK"}"#,
            answer: #"{"data":{"id":"12345-task"}}"#
        ) { client async throws in
            #expect(try await client.createCalendarEntry(with { $0.kind = .task(.text, .agent) }) == entry)
        },
        RequestCase(
            expected: "PUT /v2.0/calendar/12345-task",
            body: #"{"content":"Later","startAt":"2026-06-17T10:50:40-07:00","timeZoneCode":"America/Los_Angeles"}"#,
            answer: #"{"message":"Calendar updated successfully"}"#
        ) {
            var edit = CalendarEdit(timeZone: zone(pacific))
            edit.content = "Later"
            edit.startsAt = start
            try await $0.updateCalendarEntry(entry, edit)
        },
        RequestCase(expected: "DELETE /v2.0/calendar/12345-task") { try await $0.deleteCalendarEntry(entry) },
        RequestCase(expected: "POST /v2.0/calendar/12345-task/finish") { try await $0.finishCalendarEntry(entry) },
        RequestCase(expected: "POST /v2.0/calendar/12345-task/unfinish") { try await $0.unfinishCalendarEntry(entry) },
        RequestCase(
            expected: "GET /v2.0/calendar/meetings/available",
            query: "startTime=2026-06-17T10%3A50%3A40-07%3A00&endTime=2026-06-17T11%3A50%3A40-07%3A00"
                + "&timeZoneCode=America%2FLos_Angeles&limit=3",
            answer:
                #"{"data":{"total":1,"slots":[{"startTimeMs":1781718640000,"endTime":"2026-06-17T11:50:40-07:00"}]}}"#
        ) {
            let slots = try await $0.availableMeetings(from: start, to: end, timeZone: zone(pacific), limit: 3)
            #expect(slots == [MeetingSlot(startsAt: start, endsAt: end)])
        },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static func with(_ change: (inout NewCalendarEntry) -> Void) -> NewCalendarEntry {
        var new = showing
        change(&new)
        return new
    }

    private static func edit(_ change: (inout CalendarEdit) -> Void) -> CalendarEdit {
        var edit = CalendarEdit()
        change(&edit)
        return edit
    }

    private static let refusals: [RefusalCase] = [
        RefusalCase("1 to 500") { _ = try await $0.calendar(CalendarRequest(.from(start)), pageSize: 501) },
        RefusalCase("not -1") { _ = try await $0.calendar(CalendarRequest(.from(start)), page: -1) },
        RefusalCase("does not lie after") { _ = try await $0.calendar(CalendarRequest(.between(end, start))) },
        RefusalCase("has not been created") {
            _ = try await $0.calendar(CalendarRequest(.from(start), leadID: unsavedLead))
        },
        RefusalCase("start lies in the past") {
            _ = try await $0.createCalendarEntry(with { $0.startsAt = testNow })
        },
        RefusalCase("does not lie after") { _ = try await $0.createCalendarEntry(with { $0.endsAt = start }) },
        RefusalCase("text of the entry is missing") { _ = try await $0.createCalendarEntry(with { $0.content = "" }) },
        RefusalCase("has not been created") { _ = try await $0.createCalendarEntry(with { $0.leadID = unsavedLead }) },
        RefusalCase("names nothing") { try await $0.updateCalendarEntry(entry, CalendarEdit()) },
        RefusalCase("end lies in the past") {
            try await $0.updateCalendarEntry(entry, edit { $0.endsAt = testNow - 1 })
        },
        RefusalCase("looks like 12345-task") { try await $0.deleteCalendarEntry(CalendarEntry.ID("12345")) },
        RefusalCase("looks like 12345-task") { try await $0.finishCalendarEntry(CalendarEntry.ID("-task")) },
        RefusalCase("looks like 12345-task") { try await $0.finishCalendarEntry(CalendarEntry.ID("1-task/../2")) },
        RefusalCase("longer than 90 x 24 hours") {
            _ = try await $0.availableMeetings(from: start, to: start + 90 * 86_400 + 1, timeZone: .gmt)
        },
        RefusalCase("start lies in the past") {
            _ = try await $0.availableMeetings(from: testNow - 1, to: end, timeZone: .gmt)
        },
        RefusalCase("One may ask for") {
            _ = try await $0.availableMeetings(from: start, to: end, timeZone: .gmt, limit: 0)
        },
    ]

    @Test("what Lofty would refuse without a hint is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("an entry arrives with every field in its place")
    func readsEntry() throws {
        let text = #"""
            {"id":"12345-task","type":"TASK","taskId":12345,"sourceType":1,"content":"Call","title":"Zoë: call",
             "finished":true,"startAt":"2026-06-17T10:50:40-07:00","endAt":"odd","startAtMs":0,"endAtMs":1781722240000,
             "timeZoneCode":"America/Los_Angeles","leadId":563172647619608}
            """#
        let expected = CalendarEntry(
            id: Self.entry,
            kind: .known(.task),
            taskID: LeadTask.ID(12_345),
            leadID: someLead,
            sourceType: 1,
            content: "Call",
            title: "Zoë: call",
            isFinished: true,
            startsAt: Self.start,
            endsAt: Self.end,
            timeZoneID: pacific
        )
        #expect(try CalendarEntry(wire: json(text)) == expected)
    }

    @Test("the calendar is paged by number to its total, over an odd entry that is told")
    func pages() async throws {
        let events = EventLog()
        let transport = StubTransport([
            .json(#"{"data":{"total":3,"items":[{"id":"1-task"},{"id":2.5e0}]}}"#),
            .json(#"{"data":{"total":3,"items":[{"id":""}]}}"#),
        ])
        var reports: [RecordListingReport] = []
        let client = makeClient(transport) { $0.observe = events.record }
        for try await event in client.allCalendarEntries(CalendarRequest(.from(Self.start))) {
            if case .end(let report) = event { reports.append(report) }
        }
        #expect(reports == [RecordListingReport(distinct: 2, total: 3, unreadable: 1, pages: 2)])
        #expect(events.unreadable == ["entry 1: it has no readable id"])
        #expect(transport.requests.map { $0.query.contains("page=1") } == [false, true])
    }

    @Test("code 20012, which says nothing, is explained")
    func explains() async throws {
        let answer = StubTransport.Step.json(#"{"code":20012,"message":"Invalid parameter"}"#, status: 400)
        let error = try #require(
            await failure { try await makeClient(StubTransport([answer])).createCalendarEntry(Self.showing) }
        )
        #expect(error.kind == .refused)
        #expect(error.code == 20_012)
        #expect(error.serverText?.hasPrefix("Invalid parameter. Lofty does not say what is wrong") == true)
        let other = StubTransport.Step.json(#"{"code":20017,"message":"No"}"#, status: 400)
        #expect(
            await failure { try await makeClient(StubTransport([other])).deleteCalendarEntry(Self.entry) }?.serverText
                == "No"
        )
    }

    @Test("a total without its list is an error", arguments: [#"{"data":{"total":2}}"#, #"{"data":{"items":[]}}"#])
    func needsList(text: String) async throws {
        let transport = StubTransport(Array(repeating: .json(text), count: 3))
        let error = await failure { try await makeClient(transport).calendar(CalendarRequest(.from(Self.start))) }
        #expect(error?.kind == .unreadableAnswer)
    }
}
