import FoundationEssentials
import JSONText
import Leads
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Notes and activities", .timeLimit(.minutes(1)))
struct TimelineTests {
    private static let lead = Lead.ID(100_001)

    private static func site(_ count: Int, from first: Int = 0) -> String {
        let items = (first..<(first + count)).map {
            #"{"type":"Browse","text":"Home \#($0)","created":\#(1_747_272_300_000 - $0)}"#
        }
        return "[\(items.joined(separator: ","))]"
    }

    @Test("notes carry the id that paths take, deleted ones are left out, and each comes once")
    func readsNotes() async throws {
        let text = #"""
            {"notes":[{"id":563172647619608,"noteId":400000012345,"leadId":100001,"createTime":"2026-04-22 10:15:30",
              "deleteFlag":false,"content":"Sent the papers.","creatorName":"Alice Johnson","isPin":true},
             {"id":1,"noteId":2,"deleteFlag":true,"content":"gone"},{"id":3,"content":"no id"},
             {"id":4,"noteId":400000012345,"content":"twice"}]}
            """#
        let events = Mutex<[ClientEvent]>([])
        let client = makeClient(StubTransport([.json(text)])) {
            $0.observe = { event in events.withLock { $0.append(event) } }
        }
        let expected = Note(
            id: 400_000_012_345,
            leadID: Self.lead,
            text: "Sent the papers.",
            author: "Alice Johnson",
            isPinned: true,
            createdAt: WireDate.date("2026-04-22 10:15:30")
        )
        #expect(try await client.notes(of: Self.lead) == [expected])
        let operation = "GET /v1.0/notes"
        #expect(
            events.withLock { $0 }.last
                == .unreadableItem(operation: operation, reason: "note 3: it has no readable noteId")
        )
    }

    @Test("a lead without notes has none", arguments: [#"{"notes":[]}"#, #"{"notes":null}"#, "{}"])
    func readsNoNotes(text: String) async throws {
        #expect(try await makeClient(StubTransport([.json(text)])).notes(of: Self.lead).isEmpty)
    }

    @Test("communications become calls, texts and emails in the server's order")
    func readsCommunications() async throws {
        let text = #"""
            {"activities":[
             {"id":1,"activityTime":"2026-03-19T10:30:00-07:00","channel":"Call","direction":"Outbound","callingOutcome":"Talked",
              "note":"Discussed the inventory"},
             {"id":9007199254740993,"activityTime":"2026-03-20T10:30:00-07:00","channel":"Text","direction":"Inbound"},
             {"id":3,"activityTime":"2026-03-21T10:30:00-07:00","channel":"Email","direction":"Outbound",
              "emailEventType":"Opened","emailSubject":"New homes"},
             {"id":4,"activityTime":"2026-03-22T10:30:00-07:00","channel":"Fax"},
             {"id":5,"channel":"Call"},{"activityTime":"2026-03-22T10:30:00Z"}]}
            """#
        let entries = try await makeClient(StubTransport([.json(text)])).communications(of: Self.lead)
        #expect(
            entries.map(\.kind) == [
                .call(.outbound, outcome: "Talked"), .text(.inbound), .email(.outbound, event: "Opened"), .system,
            ]
        )
        #expect(entries.map(\.text) == ["Discussed the inventory", "Text message", "New homes", "Fax"])
        #expect(entries.map(\.id).prefix(2) == ["communication:1", "communication:9007199254740993"])
        #expect(entries.first?.at == WireDate.date("2026-03-19 17:30:00"))
    }

    @Test("of more than 1,000 communications the newest come, oldest first")
    func readsNewestCommunications() async throws {
        let transport = StubTransport([.json(Self.calls(1...1_000)), .json(Self.calls(1_001...1_200))])
        let entries = try await makeClient(transport).communications(of: Self.lead)
        #expect(entries.count == 1_000)
        #expect(entries.first?.id == "communication:201" && entries.last?.id == "communication:1200")
        #expect(transport.requests.map(\.query) == ["offset=0&limit=1000", "offset=1000&limit=1000"])
    }

    private static func calls(_ ids: ClosedRange<Int>) -> String {
        let items = ids.map { id in
            #"{"id":\#(id),"activityTime":"2026-03-19T10:30:00Z","channel":"Call","direction":"Outbound"}"#
        }
        return #"{"activities":[\#(items.joined(separator: ","))]}"#
    }

    @Test("activities on the website are paged by hundreds up to the limit")
    func pagesSiteActivities() async throws {
        let transport = StubTransport([
            .json(Self.site(100)), .json(Self.site(100, from: 100)), .json(Self.site(40, from: 200)),
        ])
        let entries = try await makeClient(transport).siteActivities(of: Self.lead, limit: 1_000)
        #expect(entries.count == 240)
        #expect(transport.requests.map(\.query) == ["curPage=0", "curPage=1", "curPage=2"])
    }

    @Test("no page is asked for beyond the limit", arguments: [(0, 0), (1, 1), (100, 1), (101, 2)])
    func stopsAtLimit(limit: Int, calls: Int) async throws {
        let transport = StubTransport([.json(Self.site(100)), .json(Self.site(100, from: 100))])
        let entries = try await makeClient(transport).siteActivities(of: Self.lead, limit: limit)
        #expect(entries.count == limit)
        #expect(transport.requests.count == calls)
    }

    @Test("the same page again ends the paging")
    func stopsWhenStuck() async throws {
        let transport = StubTransport([.json(Self.site(100)), .json(Self.site(100))])
        #expect(try await makeClient(transport).siteActivities(of: Self.lead, limit: 1_000).count == 100)
    }

    @Test("an activity without an id gets the same one in every run, and different ones differ")
    func derivesIDs() throws {
        let one = #"{"type":"Browse","text":"22 Elm","link":"https://example.com/1","created":1747272300000}"#
        let other = #"{"type":"Browse","text":"22 Elm","link":"https://example.com/2","created":1747272300000}"#
        let id = try SiteActivity(wire: json(one)).id
        #expect(id == (try SiteActivity(wire: json(one)).id))
        #expect(id != (try SiteActivity(wire: json(other)).id))
        // Published test value of FNV-1a.
        #expect(TextDigest.of(["foobar"]) == "85944171f73967e8")
    }

    @Test(
        "what a person reads is the text, else the home, the page or the link",
        arguments: [
            (#""text":"Saw it","listing":{"streetAddress":"22 Elm"}"#, "Saw it"),
            (#""text":"","listing":{"streetAddress":"22 Elm"}"#, "22 Elm"),
            (#""pageName":"Home page","link":"https://example.com""#, "Home page"),
            (#""link":"https://example.com""#, "https://example.com"),
            (#""type":"Search""#, "Search"), (#""listing":null"#, "Other"),
        ]
    )
    func choosesText(fields: String, expected: String) throws {
        #expect(TimelineEntry(try SiteActivity(wire: json(#"{"created":1,\#(fields)}"#))).text == expected)
    }
}
