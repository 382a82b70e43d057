import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Notes, logs and history on the wire", .timeLimit(.minutes(1)))
struct HistoryRecordTests {
    private static let lead = Lead.ID(100_001)

    @Test("a note keeps both of its ids and everybody who touched it")
    func readsNote() throws {
        let text = #"""
            {"id":563172647619608,"noteId":"9223372036854775807","creatorId":100234,"leadId":9007199254740993,
             "createTime":"2026-04-22 10:15:30","deleteFlag":false,"content":"Sent.","lastUpdate":"2026-04-22T10:20:00GMT",
             "lastEditorId":100235,"creatorName":"Alice Johnson","lastEditorName":"Bo Li","isPin":true,"systemNote":true}
            """#
        let note = try #require(try NoteRecord(wire: json(text)))
        let expected = NoteRecord(
            id: NoteRecord.ID(.max),
            timelineID: NoteRecord.TimelineID(563_172_647_619_608),
            leadID: Lead.ID(9_007_199_254_740_993),
            text: "Sent.",
            isPinned: true,
            isSystem: true,
            creatorID: RecordUser.ID(100_234),
            creatorName: "Alice Johnson",
            editorID: RecordUser.ID(100_235),
            editorName: "Bo Li",
            createdAt: WireDate.date("2026-04-22 10:15:30"),
            updatedAt: WireDate.date("2026-04-22 10:20:00")
        )
        #expect(note == expected)
    }

    @Test("a log keeps outcomes and directions that Lofty does not publish")
    func readsLogs() throws {
        let text = #"""
            {"id":"9223372036854775807","leadId":100001,"leadPhoneNumber":"5865550160","callingOutcome":"Hung up",
             "content":"Discussed","createTime":"2026-04-22 10:15:30","outboundOrInbound":"inbound","isPin":true,
             "agentId":9007199254740993,"emailSubject":"Homes","toEmail":"s@example.com","fromEmail":"a@example.com"}
            """#
        let expected = ContactLogRecord(
            id: ContactLogRecord.ID(.max),
            leadID: Self.lead,
            agentID: RecordUser.ID(9_007_199_254_740_993),
            text: "Discussed",
            direction: .known(.inbound),
            isPinned: true,
            phone: "5865550160",
            outcome: .other("Hung up"),
            emailSubject: "Homes",
            emailTo: "s@example.com",
            emailFrom: "a@example.com",
            createdAt: WireDate.date("2026-04-22 10:15:30")
        )
        #expect(try ContactLogRecord(wire: json(text)) == expected)
    }

    @Test("a communication keeps all that Lofty says, the moment whatever the zone")
    func readsCommunication() throws {
        let text = #"""
            {"id":9223372036854775807,"leadId":100001,"agentId":100234,"activityTime":"2026-03-19T10:30:00-07:00",
             "channel":"Email","communicationType":"Logged","direction":"Inbound","callingOutcome":null,
             "leadPhoneNumber":"","emailEventType":"Clicked","emailSubject":"Homes","note":"Discussed"}
            """#
        let expected = LeadCommunication(
            id: LeadCommunication.ID(.max),
            leadID: Self.lead,
            agentID: RecordUser.ID(100_234),
            at: try #require(WireDate.date("2026-03-19 17:30:00")),
            channel: .known(.email),
            origin: .known(.logged),
            direction: .known(.inbound),
            emailEvent: .other("Clicked"),
            emailSubject: "Homes",
            note: "Discussed"
        )
        #expect(try LeadCommunication(wire: json(text)) == expected)
    }

    @Test("a visit keeps the home that was looked at")
    func readsSiteActivity() throws {
        let text = #"""
            {"type":"Dreamt","text":"22348 Regnart RD","link":"https://example.com","picture":"https://example.com/d.jpg",
             "listing":{"streetAddress":"22348 Regnart RD","city":"New York","state":"California","price":100000},
             "created":"1747272300000","scheduledDate":"","pageName":null}
            """#
        let activity = try SiteActivity(wire: json(text))
        #expect(activity.kind == .other("Dreamt"))
        #expect(activity.at == WireDate.date(milliseconds: 1_747_272_300_000))
        #expect(activity.listing?.price == 100_000)
        #expect(activity.listing?.state == "California")
        #expect(activity.scheduledDate == nil)
        #expect(TimelineEntry(activity).kind == .site("Dreamt"))
    }

    @Test("what cannot be dated or named is left out and said, and its neighbours stay")
    func namesOddItems() async throws {
        let site = try await makeClient(
            StubTransport([.json(#"[{"type":"Browse","created":1},{"type":"Browse"},null]"#)])
        ).siteActivities(of: Self.lead, page: 0)
        #expect(site.records.count == 1)
        #expect(
            site.unreadable == ["activity 2: it has no readable time", "activity 3: it has no readable time"]
        )
        let logs = try await makeClient(StubTransport([.json(#"{"logType":[{"id":1.0},{"id":2}]}"#)])).contactLogs(
            ContactLogRequest(lead: Self.lead, kind: .call)
        )
        #expect(logs.records.map(\.id.rawValue) == [2])
        #expect(logs.unreadable == ["log 1: it has no readable id"])
        #expect(logs.nextCursor == nil)
    }
}

@Suite("The change log", .timeLimit(.minutes(1)))
struct SystemLogTests {
    private static let lead = Lead.ID(1_125_957_935_106_829)

    /// The published shape of 2026-08.
    private static let new = #"""
        {"hasMore":1,"timeLines":[{"id":"1224565260755697664","leadId":1125957935106829,"agentId":302656410082719,
         "timelineType":38,"timelineTypeDesc":"TeamStageChange","timelineTime":"2026-06-10T05:51:02.165+00:00",
         "createTime":"2026-06-10T05:51:59.727+00:00","updateTime":"2026-06-10T05:51:59.727+00:00",
         "fromId":302656410082719,"fromType":1,"toId":1125957935106829,"toType":2,"fromFirstName":"Jane","fromLastName":"Doe",
         "toFirstName":"Sarah","toLastName":"Johnson","refId":2033115,"sticky":true,"canSticky":false,
         "content":{"fromStageName":"New","toStageName":"Active","steps":[1,{"a":2}],"none":null,"count":9007199254740993}}]}
        """#

    @Test("an entry of the newer shape arrives whole")
    func readsNewShape() throws {
        let page = try RecordPage(systemLogs: json(Self.new), page: 4)
        #expect(page.nextCursor == "5")
        let entry = try #require(page.records.first)
        #expect(entry.id.rawValue == 1_224_565_260_755_697_664)
        #expect(entry.leadID == Self.lead)
        #expect(entry.agentID == RecordUser.ID(302_656_410_082_719))
        #expect(entry.type == 38)
        #expect(entry.title == "TeamStageChange")
        let millisecond = try #require(WireDate.date("2026-06-10T05:51:02.165+00:00"))
        #expect(entry.at == millisecond)
        #expect(
            entry.from
                == SystemLogEntry.Party(
                    id: 302_656_410_082_719,
                    kind: .known(.agent),
                    firstName: "Jane",
                    lastName: "Doe"
                )
        )
        #expect(entry.to.kind == .known(.lead))
        #expect(entry.referenceID == 2_033_115)
        #expect(entry.isPinned && !entry.canBePinned)
        #expect(
            entry.content
                == .fields([
                    "fromStageName": "New", "toStageName": "Active", "steps": #"[1,{"a":2}]"#,
                    "count": "9007199254740993",
                ])
        )
    }

    @Test("an entry of the older shape is the same but for what it lacks")
    func readsOldShape() throws {
        let text = #"""
            {"hasMore":0,"timeLines":[{"id":1224565260755697664,"leadId":1125957935106829,"leadFullName":"Sarah Johnson",
             "agentId":0,"timelineType":77,"timelineTime":1781070662165,"createTime":"1781070719727","fromType":0,"toType":42,
             "refId":-1,"content":"moved"}]}
            """#
        let page = try RecordPage(systemLogs: json(text), page: 0)
        #expect(page.nextCursor == nil)
        let entry = try #require(page.records.first)
        #expect(entry.id.rawValue == 1_224_565_260_755_697_664)
        #expect(entry.leadName == "Sarah Johnson")
        #expect(entry.agentID == nil, "0 is Lofty itself")
        #expect(entry.title == "Other change")
        #expect(WireDate.milliseconds(entry.at) == 1_781_070_662_165)
        #expect(entry.createdAt.flatMap { WireDate.milliseconds($0) } == 1_781_070_719_727)
        #expect(entry.from.kind == .other(0), "0 names nobody")
        #expect(entry.to.kind == .other(42))
        #expect(entry.referenceID == nil)
        #expect(entry.content == .text("moved"))
    }

    @Test("a party has the name that is published for its number, and other numbers are kept")
    func namesParties() throws {
        let names: [Int: SystemLogEntry.PartyKind] = [
            1: .agent, 2: .lead, 3: .stage, 5: .lender, 6: .pond, 10: .property,
        ]
        for code in -1...11 {
            let entry = try SystemLogEntry(wire: json(#"{"id":1,"timelineTime":1,"fromType":\#(code)}"#))
            #expect(entry.from.kind == names[code].map { .known($0) } ?? .other(code))
        }
    }

    @Test(
        "a list that is not one is refused rather than taken for empty",
        arguments: [
            "{}", "[]", "7", #"{"hasMore":1}"#, #"{"timeLines":[]}"#, #"{"hasMore":"x","timeLines":[]}"#,
            #"{"hasMore":1,"timeLines":null}"#,
            #"{"hasMore":1,"timeLines":[]}"#,
        ]
    )
    func refuses(text: String) {
        #expect(throws: WireError.self) { try RecordPage(systemLogs: json(text), page: 0) }
    }

    @Test("a lead without changes has none", arguments: [#"{"hasMore":0,"timeLines":null}"#, #"{"hasMore":false}"#])
    func readsNone(text: String) throws {
        #expect(try RecordPage(systemLogs: json(text), page: 0) == RecordPage(records: []))
    }

    @Test("pages follow each other until the server says that there is no more")
    func pages() async throws {
        let transport = StubTransport([
            .json(#"{"hasMore":1,"timeLines":[{"id":3,"timelineTime":3},{"id":2,"timelineTime":2}]}"#),
            .json(#"{"hasMore":1,"timeLines":[{"id":2,"timelineTime":2},{"id":1,"timelineTime":1}]}"#),
            .json(#"{"hasMore":0,"timeLines":[{"timelineTime":1}]}"#),
        ])
        let (records, report) = try await walk(makeClient(transport).allSystemLogs(of: Lead.ID(5), pageSize: 2))
        #expect(records.map(\.id.rawValue) == [3, 2, 1], "a change that came twice is there once")
        #expect(report.unreadable == 1)
        #expect(!report.isComplete)
        #expect(transport.requests.map(\.query) == (0...2).map { "leadId=5&pageNumber=\($0)&pageSize=2" })
    }

    @Test("whoever may not read the log is told so, whatever the body", arguments: ["", #"{"code":200100}"#, #""no""#])
    func reportsMissingRights(body: String) async throws {
        let client = makeClient(StubTransport([.json(body, status: 403)]))
        let error = await failure { try await client.systemLogs(SystemLogRequest(lead: Lead.ID(5))) }
        #expect(error?.kind == .notGranted)
        #expect(error?.disposition == .permanent)
    }
}

/// Records in the order in which they came, and the report.
func walk<Record>(_ listing: RecordListing<Record>) async throws -> (records: [Record], report: RecordListingReport) {
    var records: [Record] = []
    var report: RecordListingReport?
    for try await event in listing {
        switch event {
        case .page(let page): records += page
        case .end(let end): report = end
        }
    }
    return (records, try #require(report))
}

@Suite("Lists that do not say how long they are", .timeLimit(.minutes(1)))
struct UnboundedListTests {
    private static let lead = Lead.ID(5)

    private static func visits(_ count: Int, from first: Int = 0) -> String {
        let items = (first..<(first + count)).map {
            #"{"type":"Browse","text":"Home \#($0)","created":\#(9_000 - $0)}"#
        }
        return "[\(items.joined(separator: ","))]"
    }

    @Test(
        "a page that is not full is the last, and no call is spent on asking behind it",
        arguments: [([0], 0), ([99], 99), ([100, 0], 100), ([100, 40], 140)]
    )
    func endsOnShortPages(sizes: [Int], count: Int) async throws {
        let transport = StubTransport(
            sizes.enumerated().map { .json(Self.visits($0.element, from: $0.offset * 100)) }
        )
        let (records, report) = try await walk(makeClient(transport).allSiteActivities(of: Self.lead))
        #expect(records.count == count)
        #expect(report.isComplete)
        #expect(transport.requests.map(\.query) == sizes.indices.map { "curPage=\($0)" })
    }

    @Test("a server that takes no notice of the page is asked once more, and the report says that the end is not known")
    func stopsWhenStuck() async throws {
        let transport = StubTransport([.json(Self.visits(100)), .json(Self.visits(100))])
        let (records, report) = try await walk(makeClient(transport).allSiteActivities(of: Self.lead))
        #expect(records.count == 100)
        #expect(report.isStalled && !report.isComplete)
        #expect(transport.stepsLeft == 0)
    }

    @Test("an error ends the sequence")
    func endsAfterError() async throws {
        let listing = makeClient(StubTransport([.json("", status: 401)])).allSystemLogs(of: Lead.ID(1))
        var iterator = listing.makeAsyncIterator()
        #expect(await failure { try await iterator.next() }?.kind == .credentialRejected)
        #expect(try await iterator.next() == nil)
    }

    @Test("logs are paged behind the last id, in the order of ids from the first page on")
    func pagesLogs() async throws {
        let transport = StubTransport([
            .json(#"{"logType":[{"id":9},{"id":8}]}"#), .json(#"{"logType":[{"id":8},{"id":7}]}"#),
            .json(#"{"logType":[]}"#),
        ])
        let logs = makeClient(transport).allContactLogs(of: Self.lead, .call, newestFirst: true, pageSize: 2)
        #expect(try await logs.all().map(\.id.rawValue) == [9, 8, 7], "the cursor may name its own log again")
        let tail = "limit=2&sort=id&order=desc"
        #expect(
            transport.requests.map(\.query)
                == ["offset=0", "currentId=8", "currentId=7"].map {
                    "leadId=5&logType=logCall&\($0)&\(tail)"
                }
        )
    }

    @Test("communications are paged by offset, unreadable ones counted and said")
    func pagesCommunications() async throws {
        let time = #""activityTime":"2026-03-19T10:30:00Z""#
        let transport = StubTransport([
            .json(#"{"activities":[{"id":1,\#(time)},{"id":2}]}"#), .json(#"{"activities":[{"id":3,\#(time)}]}"#),
        ])
        let (records, report) = try await walk(makeClient(transport).allCommunications(of: Self.lead, pageSize: 2))
        #expect(records.map(\.id.rawValue) == [1, 3])
        #expect(report.unreadable == 1 && !report.isComplete)
        #expect(transport.requests.map(\.query) == ["offset=0&limit=2", "offset=2&limit=2"])
    }

    @Test(
        "a full page says where to go on, by offset or by id as it was asked",
        arguments: [
            (LeadCommunicationRequest.Page.offset(6), 2, "8"), (.after(LeadCommunication.ID(3)), 2, "5"),
            (.offset(6), 3, nil),
        ] as [(LeadCommunicationRequest.Page, Int, String?)]
    )
    func namesNextPlace(page: LeadCommunicationRequest.Page, limit: Int, cursor: String?) async throws {
        let time = #""activityTime":"2026-03-19T10:30:00Z""#
        let transport = StubTransport([.json(#"{"activities":[{"id":4,\#(time)},{"id":5,\#(time)}]}"#)])
        let request = LeadCommunicationRequest(lead: Self.lead, page: page, limit: limit)
        let answer = try await makeClient(transport).communications(request)
        #expect(answer.nextCursor == cursor)
    }
}
