import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("The timeline's lines from the sources of a lead", .timeLimit(.minutes(1)))
struct TimelineSourceTests {
    private static let lead = Lead.ID(563_172_647_619_608)

    static let requests: [RequestCase] = [
        RequestCase(
            expected: "GET /v1.0/systemLogs",
            query: "leadId=563172647619608&pageNumber=0&pageSize=1000",
            answer: #"{"hasMore":0,"timeLines":[]}"#
        ) { _ = try await $0.systemLogEntries(of: lead) },
        RequestCase(
            expected: "GET /v1.0/leads/563172647619608/transactions",
            answer: "[]"
        ) { _ = try await $0.transactionEntries(of: lead) },
    ]

    @Test("each source is one call", arguments: requests)
    func sends(_ example: RequestCase) async throws { try await example.check() }

    @Test("the calendar is asked from a year back, with what is done")
    func calendar() async throws {
        let transport = StubTransport([.json(#"{"data":{"total":0,"items":[]}}"#)])
        _ = try await makeClient(transport).calendarEntries(of: Self.lead)
        let query = try #require(transport.requests.first?.query)
        #expect(query.contains("leadId=563172647619608"))
        #expect(query.contains("includeFinished=true"))
        #expect(query.contains("pageSize=500"))
        #expect(transport.requests.count == 1)
    }

    static let changes: [(String, String)] = [
        (#""content":{"fromStageName":"New Lead","toStageName":"Contacted"}"#, "stage New Lead → Contacted"),
        (#""content":{"fromAgentName":"","toAgentName":"Bob Li"}"#, "owner → Bob Li"),
        (#""content":{"fromAgentName":"Ada Poe","toAgentName":"Bob Li"}"#, "owner Ada Poe → Bob Li"),
        (
            #""content":{"reason":"round robin","ruleName":"Austin","result":"assigned","toAgentName":"Bob Li"}"#,
            "routed to Bob Li, round robin"
        ),
        (
            #""content":{"transactionName":"2210 Bluebonnet","fromStageName":"Offer","toStageName":"Contract"}"#,
            "transaction 2210 Bluebonnet: Offer → Contract"
        ),
        (#""content":{"taskContent":"call back","planName":"Spring"}"#, "smart plan Spring: call back"),
        (#""content":"moved by hand""#, "moved by hand"),
        (#""timelineTypeDesc":"LeadSubscriptionChange","content":{"x":"1"}"#, "lead subscription change"),
        (#""content":null"#, "other change"),
    ]

    @Test("a recorded change reads as what it did, whatever shape it came in", arguments: changes)
    func words(fields: String, expected: String) throws {
        let text = #"{"id":"5","timelineTime":"2026-06-10T05:51:02.165+00:00","# + fields + "}"
        let entry = TimelineEntry(try SystemLogEntry(wire: json(text)))
        #expect(entry.text == expected)
        #expect(entry.kind == .system)
    }

    @Test("whoever made a change is named, and Lofty itself is not")
    func actor() throws {
        let agent = #"{"id":1,"timelineTime":1,"fromType":1,"fromFirstName":"Jane","fromLastName":"Doe"}"#
        #expect(TimelineEntry(try SystemLogEntry(wire: json(agent))).actor == "Jane Doe")
        let system = #"{"id":1,"timelineTime":1,"fromType":0,"fromFirstName":"Jane"}"#
        #expect(TimelineEntry(try SystemLogEntry(wire: json(system))).actor == nil)
    }

    @Test("a task stands at the time it is for, done or not, and one without a time at none")
    func tasks() throws {
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        var entry = CalendarEntry(
            id: CalendarEntry.ID("7-task"),
            kind: .known(.task),
            content: "Call Jane",
            isFinished: true,
            startsAt: start
        )
        #expect(TimelineEntry(entry).kind == .task(isFinished: true))
        #expect(TimelineEntry(entry).at == start)
        entry.kind = .known(.appointment)
        entry.startsAt = nil
        #expect(TimelineEntry(entry).kind == .appointment(isFinished: true))
        #expect(!TimelineEntry(entry).hasTime)
    }

    @Test("a transaction tells its kind, name, status and price")
    func transactions() throws {
        let text = #"""
            {"transactionId":9,"transactionType":"Purchase","transactionName":"2210 Bluebonnet Ln",
             "transactionStatus":"Offer","homePrice":589000}
            """#
        let entry = TimelineEntry(try LeadTransaction(wire: json(text)))
        #expect(entry.kind == .transaction)
        #expect(entry.text == "Purchase · 2210 Bluebonnet Ln · Offer · $589000")
    }
}
