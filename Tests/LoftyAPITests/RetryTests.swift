import Leads
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Repeating", .timeLimit(.minutes(1)))
struct RetryTests {
    private static let member = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#

    @Test("a read is tried three times in all, with pauses that double")
    func retriesReads() async throws {
        let time = ManualTime(skipsPauses: true)
        let transport = StubTransport([.failure(.lost), .json("", status: 502), .json(Self.member)])
        let member = try await makeClient(transport, time: time).me()
        #expect(member.id.rawValue == 9)
        #expect(time.pauses == [.milliseconds(400), .milliseconds(800)])
    }

    @Test("after the third failure a read gives up with the last error")
    func givesUp() async throws {
        let transport = StubTransport([.failure(.lost), .failure(.lost), .json("<html>")])
        let error = try #require(await failure { try await makeClient(transport).me() })
        #expect(error.kind == .unreadableAnswer)
        #expect(transport.requests.count == 3)
    }

    @Test("pauses vary by a quarter to either side", arguments: [(0.0, 300), (0.999_999, 500)])
    func variesPauses(random: Double, milliseconds: Int) async throws {
        let time = ManualTime(skipsPauses: true)
        let transport = StubTransport([.failure(.unreachable), .json(Self.member)])
        _ = try await makeClient(transport, time: time) { $0.random = { random } }.me()
        let pause = try #require(time.pauses.first)
        #expect(abs((pause - .milliseconds(milliseconds)) / .milliseconds(1)) < 0.01)
    }

    @Test(
        "a pause that the server asks for is kept, within 1 to 60 seconds",
        arguments: [("7", 7), ("0", 1), ("3600", 60)]
    )
    func honoursRetryAfter(field: String, seconds: Int) async throws {
        let time = ManualTime(skipsPauses: true)
        let headers = [HTTPField("retry-after", field)]
        let transport = StubTransport([.json("", status: 503, headers: headers), .json(Self.member)])
        _ = try await makeClient(transport, time: time).me()
        #expect(time.pauses == [.seconds(seconds)])
    }

    private static func window(left: Int) -> [HTTPField] {
        [
            HTTPField("X-RateLimit-Limit", "500"), HTTPField("X-RateLimit-Remaining", "\(left)"),
            HTTPField("X-RateLimit-Reset", "54"),
        ]
    }

    @Test(
        "a failure waits for no new window: its end stands on every answer and asks for nothing",
        arguments: [0, 480]
    )
    func ignoresReset(left: Int) async throws {
        let time = ManualTime(skipsPauses: true)
        let headers = Self.window(left: left)
        let transport = StubTransport([.json("", status: 500, headers: headers)])
        let error = try #require(
            await failure { try await makeClient(transport, time: time) { $0.readAttempts = 1 }.me() }
        )
        #expect(error.kind == .serverFailure)
        #expect(error.disposition == .retry(after: nil))
        let again = StubTransport([.json("", status: 500, headers: Self.window(left: 480)), .json(Self.member)])
        _ = try await makeClient(again, time: time).me()
        #expect(time.pauses == [.milliseconds(400)])
    }

    @Test("a refusal waits for the new window when this one is used up, and for no window while calls are left")
    func resetOfRefusals() async throws {
        for (left, pause) in [(0, Duration.seconds(54)), (480, nil)] {
            let transport = StubTransport([.json("", status: 429, headers: Self.window(left: left))])
            let error = try #require(await failure { try await SampleCall.add.run(on: makeClient(transport)) })
            #expect(error.kind == .rateLimited)
            #expect(error.disposition == .retry(after: pause), "\(left)")
        }
    }

    @Test("the preview of routing is a POST that is repeated, since it only asks")
    func retriesReadingPosts() async throws {
        let transport = StubTransport([.failure(.lost), .json("[]")])
        let new = NewLead(firstName: "J", emails: ["j@example.com"])
        #expect(try await makeClient(transport).previewAssignees(new).isEmpty)
    }

    @Test(
        "a write is sent once whatever happens",
        arguments: [TransportError.Kind.unreachable, .lost, .untrusted],
        [SampleCall.set, .add]
    )
    func neverRetriesWrites(kind: TransportError.Kind, call: SampleCall) async throws {
        let transport = StubTransport([.failure(kind), .json(#"{"leadId":1}"#)])
        #expect(await failure { try await call.run(on: makeClient(transport)) } != nil)
        #expect(transport.requests.count == 1)
    }

    @Test("a write that drew a 429 is handed back to be sent again")
    func handsBackLimitedWrites() async throws {
        let headers = [HTTPField("Retry-After", "5")]
        let transport = StubTransport([.json("", status: 429, headers: headers)])
        let error = try #require(await failure { try await SampleCall.add.run(on: makeClient(transport)) })
        #expect(error.disposition == .retry(after: .seconds(5)))
        #expect(transport.requests.count == 1)
    }

    @Test(
        "what cannot get better is not tried again",
        arguments: [(401, "{}"), (403, "{}"), (400, "{}"), (404, #"{"code":20006}"#), (302, "")]
    )
    func doesNotRetryRefusals(status: Int, body: String) async throws {
        let transport = StubTransport([.json(body, status: status)])
        #expect(await failure { try await makeClient(transport).me() } != nil)
        #expect(transport.requests.count == 1)
    }

    @Test("cancelling ends a pause at once and says that nothing is under way")
    func cancelsPauses() async throws {
        let time = ManualTime()
        let transport = StubTransport([.failure(.lost)])
        let client = makeClient(transport, time: time)
        let task = Task { await failure { try await client.me() } }
        #expect(await eventually { time.sleepers == 1 })
        task.cancel()
        let error = try #require(await task.value)
        #expect(error.kind == .cancelled)
        #expect(error.disposition == .retry(after: nil))
        #expect(time.sleepers == 0)
    }

    @Test("the observer hears of attempts, repeats and items that were left out")
    func observes() async throws {
        let events = Mutex<[ClientEvent]>([])
        let transport = StubTransport([.json("", status: 500), .json(pageText([leadText(1), "{}"], total: 2))])
        let client = makeClient(transport) { $0.observe = { event in events.withLock { $0.append(event) } } }
        _ = try await client.leads(LeadListRequest())
        let operation = "GET /v1.0/leads"
        let body = pageText([leadText(1), "{}"], total: 2)
        #expect(
            events.withLock { $0 } == [
                .attempted(operation: operation, status: 500, bytes: 0, took: .zero),
                .retrying(operation: operation, after: .milliseconds(400)),
                .attempted(operation: operation, status: 200, bytes: body.utf8.count, took: .zero),
                .unreadableItem(operation: operation, reason: "lead 2: it has no readable leadId"),
            ]
        )
    }
}
