import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Calls, texts and emails", .timeLimit(.minutes(1)))
struct CommunicationTests {
    private static let search = CommunicationSearch(from: testNow - 86_400, to: testNow)

    static let requests: [RequestCase] = [
        RequestCase(
            expected: "GET /v1.0/communication/call",
            query: "leadId=563172647619608&offset=0&limit=100",
            answer: #"{"calls":[]}"#
        ) { _ = try await $0.callHistory(of: someLead) },
        RequestCase(
            expected: "GET /v1.0/communication/call/v2",
            query: "leadId=563172647619608&limit=1000&currentId=7",
            answer: #"{"calls":[]}"#
        ) { _ = try await $0.callSummaries(of: someLead, after: CallSummary.ID(7), limit: 1_000) },
        RequestCase(
            expected: "GET /v1.0/communication/text",
            query: "leadId=563172647619608&offset=0&limit=100",
            answer: #"{"texts":[]}"#
        ) { _ = try await $0.textHistory(of: someLead) },
        RequestCase(
            expected: "GET /v1.0/communication/email",
            query: "leadId=563172647619608&limit=1&currentId=9",
            answer: #"{"emails":[]}"#
        ) { _ = try await $0.emailHistory(of: someLead, after: EmailRecord.ID(9), limit: 1) },
        RequestCase(expected: "GET /v2.0/communication/call/8", answer: #"{"id":5}"#) { client async throws in
            #expect(try await client.callCommunication(Communication.ID(8)).id == CallRecord.ID(5))
        },
        RequestCase(expected: "GET /v2.0/communication/text/8", answer: #"{"id":5,"textContent":"Hi"}"#) {
            client async throws in
            #expect(try await client.textCommunication(Communication.ID(8)).content == "Hi")
        },
        RequestCase(expected: "GET /v2.0/communication/email/8", answer: #"{"id":5,"eventType":"Opened"}"#) {
            client async throws in
            #expect(try await client.emailCommunication(Communication.ID(8)).event == .known(.opened))
        },
        RequestCase(
            expected: "GET /v2.0/communication/agent",
            query: "type=TEXT&startTime=1781628640000&endTime=1781715040000&limit=10&cursor=a%2B%2Fb%3D&teamView=true",
            answer: #"{"data":[],"nextCursor":null}"#
        ) {
            let search = CommunicationSearch(.text, from: testNow - 86_400, to: testNow, includesTeam: true)
            let page = try await $0.communications(search, cursor: "a+/b=", limit: 10)
            #expect(page.nextCursor == nil)
        },
        RequestCase(
            expected: "POST /v1.0/agent/communication",
            body:
                #"{"endTime":1781715040000,"limit":100,"offset":20,"startTime":1781628640000,"teamView":false,"type":"ALL"}"#,
            answer: #"{"offset":20,"limit":100,"pageData":[{"id":1},{"id":null}],"hasMore":true}"#
        ) {
            let (page, hasMore) = try await $0.communicationsOfDay(search, offset: 20)
            #expect(hasMore)
            #expect(page.records.map(\.id.rawValue) == [1])
            #expect(page.unreadable == ["communication 2: it has no readable id"])
        },
        RequestCase(
            expected: "GET /v1.0/calls",
            query: "leadId=563172647619608&limit=100&offset=0",
            answer: #"{"_metadata":{"total":0},"calls":[]}"#
        ) { _ = try await $0.calls(of: someLead) },
        RequestCase(expected: "GET /v1.0/calls/5", answer: #"{"calls":{"id":5,"status":"VoiceMail"}}"#) {
            client async throws in
            #expect(try await client.call(CallRecord.ID(5)).status == .known(.voiceMail))
        },
        RequestCase(
            expected: "GET /v1.0/call/url/5",
            answer: #"{"calls":{"id":5,"url":"https:\/\/files.example.com\/a?b"}}"#
        ) {
            let recording = try await $0.callRecording(CallRecord.ID(5))
            #expect(recording == CallRecording(url: "https://files.example.com/a?b", issuedAt: testNow))
        },
        RequestCase(expected: "GET /v1.0/call/url/5", answer: #"{"calls":{"id":5,"url":""}}"#) { client async throws in
            #expect(try await client.callRecording(CallRecord.ID(5)) == nil)
        },
    ]

    @Test("each call becomes its request", arguments: requests)
    func sends(example: RequestCase) async throws { try await example.check() }

    private static let refusals: [RefusalCase] = [
        RefusalCase("has not been created") { _ = try await $0.callHistory(of: unsavedLead) },
        RefusalCase("1 to 1000") { _ = try await $0.textHistory(of: someLead, limit: 1_001) },
        RefusalCase("1 to 1000") { _ = try await $0.emailHistory(of: someLead, limit: 0) },
        RefusalCase("is not valid") { _ = try await $0.callSummaries(of: someLead, after: CallSummary.ID(0)) },
        RefusalCase("is not valid") { _ = try await $0.callCommunication(Communication.ID(0)) },
        RefusalCase("longer than 90 x 24 hours") {
            _ = try await $0.communications(CommunicationSearch(from: testNow - 90 * 86_400 - 1, to: testNow))
        },
        RefusalCase("does not lie after") {
            _ = try await $0.communications(CommunicationSearch(from: testNow, to: testNow))
        },
        RefusalCase("1 to 1000") { _ = try await $0.communications(search, limit: 1_001) },
        RefusalCase("no date") {
            _ = try await $0.communications(
                CommunicationSearch(
                    from: Date(timeIntervalSince1970: 1e16),
                    to: Date(timeIntervalSince1970: 1e16 + 60)
                )
            )
        },
        RefusalCase("longer than 1 x 24 hours") {
            _ = try await $0.communicationsOfDay(CommunicationSearch(from: testNow - 86_401, to: testNow))
        },
        RefusalCase("not -1") { _ = try await $0.communicationsOfDay(search, offset: -1) },
        RefusalCase("has not been created") { _ = try await $0.calls(of: unsavedLead) },
        RefusalCase("not 0") { _ = try await $0.calls(of: someLead, limit: 0) },
        RefusalCase("is not valid") { _ = try await $0.call(CallRecord.ID(-5)) },
        RefusalCase("is not valid") { _ = try await $0.callRecording(CallRecord.ID(0)) },
    ]

    @Test("what Lofty would refuse or cut is not sent", arguments: refusals)
    func refuses(example: RefusalCase) async throws { try await example.check() }

    @Test("the longest spans are sent")
    func sendsLongest() async throws {
        let transport = StubTransport([
            .json(#"{"data":[]}"#), .json(#"{"pageData":[],"hasMore":false}"#),
        ])
        let client = makeClient(transport)
        _ = try await client.communications(CommunicationSearch(from: testNow - 90 * 86_400, to: testNow))
        _ = try await client.communicationsOfDay(CommunicationSearch(from: testNow - 86_400, to: testNow))
        #expect(transport.stepsLeft == 0)
    }

    @Test("a call arrives with every field in its place")
    func readsCall() throws {
        let text = #"""
            {"id":9007199254740993,"dialerCallRecordId":1,"userId":100234,"userPhoneNumber":"5035550100",
             "leadId":563172647619608,"leadPhoneNumber":"5035550101","direction":"Inbound","status":"NoAnswer",
             "startTime":"2026-06-17 16:50:40","endTime":"2026-06-17 16:51:40","duration":60,"callingOutcome":"DNCNumber",
             "rateScore":5,"recordingSwitch":true,"showUserNumber":"5035550199","createTime":"2026-06-17T16:50:40GMT",
             "updateTime":"","note":"rang","isMachineAnswered":false,"price":0.0125,"agentId":100235,"elapsedTime":"00:08"}
            """#
        let expected = CallRecord(
            id: CallRecord.ID(9_007_199_254_740_993),
            leadID: someLead,
            agentID: RecordUser.ID(100_235),
            userID: RecordUser.ID(100_234),
            direction: .known(.inbound),
            status: .known(.noAnswer),
            outcome: .known(.dncNumber),
            startedAt: testNow,
            endedAt: testNow + 60,
            createdAt: testNow,
            duration: .seconds(60),
            elapsedTime: "00:08",
            leadPhone: "5035550101",
            agentPhone: "5035550100",
            callerID: "5035550199",
            rating: 5,
            isRecorded: true,
            isMachineAnswered: false,
            note: "rang",
            price: Decimal(string: "0.0125")
        )
        #expect(try CallRecord(wire: json(text)) == expected)
    }

    @Test("texts, emails and what a search finds arrive with every field in its place")
    func readsMessages() throws {
        let text = #"""
            {"id":1,"leadId":2,"direction":"Outbound","agentId":3,"textOutcome":"Delivered","textTime":"2026-06-17 16:50:40",
             "textType":"Auto","textContent":"Hi"}
            """#
        #expect(
            try TextRecord(wire: json(text))
                == TextRecord(
                    id: TextRecord.ID(1),
                    leadID: Lead.ID(2),
                    agentID: RecordUser.ID(3),
                    direction: .known(.outbound),
                    origin: .known(.automatic),
                    outcome: "Delivered",
                    sentAt: testNow,
                    content: "Hi"
                )
        )
        let email = #"""
            {"id":1,"leadId":2,"direction":"Sideways","agentId":0,"eventType":"Bounced","emailEventTime":1781715040000,
             "emailType":"Manual","emailSubject":"Re: Maple St","fromPond":true}
            """#
        #expect(
            try EmailRecord(wire: json(email))
                == EmailRecord(
                    id: EmailRecord.ID(1),
                    leadID: Lead.ID(2),
                    direction: .other("Sideways"),
                    origin: .known(.manual),
                    event: .known(.bounced),
                    occurredAt: testNow,
                    subject: "Re: Maple St",
                    isFromPond: true
                )
        )
        let found = #"""
            {"id":1,"leadId":2,"agentId":3,"direction":"Inbound","callOutcome":"Talked","callDuration":"00:10",
             "status":"Completed","communicationTime":"2026-06-17T16:50:40Z","communicationType":"LOGGED",
             "eventType":"Sent Email","fromPond":false}
            """#
        #expect(
            try Communication(wire: json(found))
                == Communication(
                    id: Communication.ID(1),
                    leadID: Lead.ID(2),
                    agentID: RecordUser.ID(3),
                    direction: .known(.inbound),
                    origin: .known(.logged),
                    event: .known(.sentEmail),
                    occurredAt: testNow,
                    callOutcome: "Talked",
                    callDuration: "00:10",
                    status: "Completed",
                    isFromPond: false
                )
        )
    }

    @Test("histories are paged by the last id")
    func pagesHistories() async throws {
        let transport = StubTransport([.json(#"{"texts":[{"id":3},{"id":2}]}"#), .json(#"{"texts":[]}"#)])
        let texts = try await makeClient(transport).allTextHistory(of: someLead).all()
        #expect(texts.map(\.id.rawValue) == [3, 2])
        #expect(
            transport.requests.map(\.query) == [
                "leadId=563172647619608&offset=0&limit=100", "leadId=563172647619608&limit=100&currentId=2",
            ]
        )
    }

    @Test("each list of a lead's history can be read to its end")
    func readsAllHistories() async throws {
        let transport = StubTransport([
            .json(#"{"calls":[{"id":1}]}"#, to: "GET /v1.0/communication/call"),
            .json(#"{"calls":[]}"#, to: "GET /v1.0/communication/call"),
            .json(#"{"calls":[{"id":2}]}"#, to: "GET /v1.0/communication/call/v2"),
            .json(#"{"calls":[]}"#, to: "GET /v1.0/communication/call/v2"),
            .json(#"{"emails":[{"id":3}]}"#, to: "GET /v1.0/communication/email"),
            .json(#"{"emails":[]}"#, to: "GET /v1.0/communication/email"),
            .json(#"{"_metadata":{"total":1},"calls":[{"id":4}]}"#, to: "GET /v1.0/calls"),
        ])
        let client = makeClient(transport)
        #expect(try await client.allCallHistory(of: someLead).all().map(\.id.rawValue) == [1])
        #expect(try await client.allCallSummaries(of: someLead).all().map(\.id.rawValue) == [2])
        #expect(try await client.allEmailHistory(of: someLead).all().map(\.id.rawValue) == [3])
        #expect(try await client.allCalls(of: someLead).all().map(\.id.rawValue) == [4])
        #expect(transport.stepsLeft == 0)
    }

    @Test("a search is followed to the last page, which may be empty")
    func followsSearch() async throws {
        let transport = StubTransport([
            .json(#"{"data":[{"id":1},{"id":2}],"nextCursor":"x","hasMore":true,"limit":2,"totalCount":2}"#),
            .json(#"{"data":[],"nextCursor":null,"hasMore":false,"limit":2,"totalCount":2}"#),
        ])
        let found = try await makeClient(transport).allCommunications(Self.search).all()
        #expect(found.map(\.id.rawValue) == [1, 2])
        #expect(transport.requests.last?.query.contains("cursor=x") == true)
    }

    @Test("a search that brings fewer than it counted is not taken for whole")
    func countsSearch() async throws {
        let transport = StubTransport([.json(#"{"data":[{"id":1}],"nextCursor":null,"totalCount":2}"#)])
        let error = await failure { try await makeClient(transport).allCommunications(Self.search).all() }
        #expect(error?.kind == .unreadableAnswer)
    }

    @Test("one that may not be seen is not granted")
    func readsRefusal() async throws {
        let transport = StubTransport([.json(#"{"code":20017,"message":"Permission denied"}"#, status: 400)])
        let error = await failure { try await makeClient(transport).textCommunication(Communication.ID(8)) }
        #expect(error?.kind == .notGranted)
    }

    @Test("a search is a read, whatever its method, and is tried again")
    func retriesSearch() async throws {
        let transport = StubTransport([.json("", status: 502), .json(#"{"pageData":[],"hasMore":false}"#)])
        #expect(try await makeClient(transport).communicationsOfDay(Self.search).page.records.isEmpty)
    }
}
