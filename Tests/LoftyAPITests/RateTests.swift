import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Headers of the rate limit", .timeLimit(.minutes(1)))
struct RateHeadersTests {
    private static let now = Date(timeIntervalSince1970: 1_781_715_040)

    private static func headers(_ fields: [(String, String)]) -> RateHeaders {
        let response = HTTPResponse(status: 200, headers: fields.map { HTTPField($0, $1) })
        return RateHeaders(response, at: now)
    }

    @Test(
        "the moment of reset is read in four ways and kept within 1 to 60 seconds",
        arguments: [
            ("1781715052000", 12_000), ("1781715052", 12_000), ("21000", 21_000), ("45", 45_000), ("120", 60_000),
            ("121", 1_000),
            ("0", 1_000), ("1781715000", 1_000), ("1781799999", 60_000), ("500000000", 60_000),
            ("1781715052.5", 12_500),
            ("-5", nil), ("soon", nil), ("", nil), ("nan", nil),
        ] as [(String, Int?)]
    )
    func readsReset(value: String, milliseconds: Int?) {
        #expect(Self.headers([("x-ratelimit-reset", value)]).reset == milliseconds.map { .milliseconds($0) })
    }

    @Test("moments are measured by the server's clock, however wrong ours is")
    func toleratesSkew() {
        let date = ("Date", "Wed, 17 Jun 2026 10:50:40 GMT")
        #expect(Self.headers([date, ("X-RateLimit-Reset", "1781693450")]).reset == .seconds(10))
        #expect(Self.headers([date, ("Retry-After", "Wed, 17 Jun 2026 10:51:00 GMT")]).retryAfter == .seconds(20))
    }

    @Test("a pause is the one asked for, else the time until the reset for a refusal that left no calls")
    func prefersRetryAfter() {
        let asked = Self.headers([("Retry-After", "3"), ("X-RateLimit-Reset", "30")])
        #expect(asked.pause(after: .rateLimited) == .seconds(3))
        #expect(asked.pause(after: .serverFailure) == .seconds(3))
        let reset = Self.headers([("X-RateLimit-Reset", "30")])
        #expect(reset.pause(after: .rateLimited) == .seconds(30))
        #expect(reset.pause(after: .serverFailure) == nil)
        let open = Self.headers([("X-RateLimit-Reset", "30"), ("X-RateLimit-Remaining", "7")])
        #expect(open.pause(after: .rateLimited) == nil)
        #expect(Self.headers([]).pause(after: .rateLimited) == nil)
    }

    @Test("odd counts are left out")
    func readsCounts() {
        let headers = Self.headers([("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "61")])
        #expect(headers == RateHeaders(limit: 100, remaining: 61))
        let odd = Self.headers([("X-RateLimit-Limit", "0"), ("X-RateLimit-Remaining", "-3")])
        #expect(odd == RateHeaders(limit: nil, remaining: 0))
        #expect(Self.headers([("X-RateLimit-Limit", "many")]) == RateHeaders())
    }
}

@Suite("Rate governor", .timeLimit(.minutes(1)))
struct RateGovernorTests {
    private let time = ManualTime()

    private func governor(inFlight: Int = 4) -> RateGovernor {
        var configuration = LoftyConfiguration(credential: .apiKey("key"))
        configuration.time = time.source
        configuration.random = { 0.5 }
        configuration.maximumCallsInFlight = inFlight
        return RateGovernor(configuration)
    }

    /// A governor whose window is used up until `reset`.
    private func exhausted(reset: Duration = .seconds(30)) async throws -> RateGovernor {
        let governor = governor()
        let turn = try await governor.admit(.write)
        await governor.finish(turn, .answered(RateHeaders(limit: 20, remaining: 0, reset: reset)))
        return governor
    }

    @Test("a used-up window holds calls until its end instead of drawing a 429")
    func holdsUntilReset() async throws {
        let governor = try await exhausted()
        let call = Task { try await governor.admit(.write) }
        #expect(await eventually { time.sleepers == 1 })
        #expect(await governor.waiting == 1)
        // A little later than the end, so that not everybody comes at once.
        time.advance(by: .seconds(30))
        #expect(await governor.waiting == 1)
        time.advance(by: .seconds(1))
        _ = try await call.value
        #expect(await governor.waiting == 0)
    }

    @Test("after a 429 everybody waits for the time that the server named")
    func holdsAfterRefusal() async throws {
        let governor = governor()
        time.advance(by: .seconds(1))
        let turn = try await governor.admit(.sync)
        await governor.finish(turn, .refused(RateHeaders(retryAfter: .seconds(9))))
        let call = Task { try await governor.admit(.write) }
        #expect(await eventually { time.sleepers == 1 })
        time.advance(by: .seconds(9))
        #expect(await governor.waiting == 1)
        time.advance(by: .seconds(1))
        _ = try await call.value
    }

    @Test("people go before background work, and within a lane first come first served")
    func ordersLanes() async throws {
        let governor = governor(inFlight: 1)
        let first = try await governor.admit(.write)
        let (order, log) = AsyncStream<String>.makeStream()
        let wanted: [(CallLane, String)] = [
            (.sync, "sync"), (.prefetch, "prefetch"), (.visibleRead, "read"), (.write, "write 1"), (.write, "write 2"),
        ]
        for (index, (lane, name)) in wanted.enumerated() {
            Task {
                let turn = try await governor.admit(lane)
                log.yield(name)
                // The pause between calls of background work passes at once.
                time.advance(by: .seconds(1))
                await governor.finish(turn, .lost)
            }
            #expect(await eventually { await governor.waiting == index + 1 })
        }
        await governor.finish(first, .lost)
        var names: [String] = []
        for await name in order.prefix(wanted.count) { names.append(name) }
        #expect(names == ["write 1", "write 2", "read", "prefetch", "sync"])
    }

    @Test("no more calls than allowed are on the wire, and background work leaves one place free")
    func boundsCallsInFlight() async throws {
        let governor = governor(inFlight: 2)
        let sync = try await governor.admit(.sync)
        let background = Task { try await governor.admit(.sync) }
        #expect(await eventually { await governor.waiting == 1 })
        let read = try await governor.admit(.visibleRead)
        let third = Task { try await governor.admit(.write) }
        #expect(await eventually { await governor.waiting == 2 })
        await governor.finish(sync, .lost)
        let write = try await third.value
        #expect(await governor.waiting == 1)
        time.advance(by: .seconds(1))
        await governor.finish(read, .lost)
        await governor.finish(write, .lost)
        _ = try await background.value
    }

    @Test("a call that is cancelled while it waits leaves the queue")
    func cancelsWaiting() async throws {
        let governor = try await exhausted()
        let call = Task { try await governor.admit(.write) }
        #expect(await eventually { await governor.waiting == 1 })
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(await governor.waiting == 0)
    }

    @Test("a call of a task that was cancelled before does not wait")
    func cancelsEarly() async throws {
        let governor = try await exhausted()
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await governor.admit(.write)
        }
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test("a client shows its budget, and a call that was cancelled in the queue was never sent")
    func showsBudget() async throws {
        let headers = [
            HTTPField("X-RateLimit-Limit", "20"), HTTPField("X-RateLimit-Remaining", "0"),
            HTTPField("X-RateLimit-Reset", "21000"),
        ]
        let transport = StubTransport([.json("[]", headers: headers)])
        let client = makeClient(transport, time: time)
        #expect(await client.budget() == nil)
        _ = try await client.tagNames()
        let budget = try #require(await client.budget())
        #expect((budget.limit, budget.remaining, budget.used) == (20, 0, 20))
        #expect(budget.reset == .seconds(21))
        #expect(await client.estimate(forCalls: 1, lane: .write) > .seconds(21))
        let task = Task { await failure { try await SampleCall.add.run(on: client) } }
        #expect(await eventually { time.sleepers == 1 })
        task.cancel()
        #expect(await task.value?.disposition == .retry(after: nil))
        #expect(transport.requests.count == 1)
    }

    @Test("a reading and the write that stands on it take their turns together, so that no window lies between them")
    func reservesTheWrite() async throws {
        let headers = [
            HTTPField("X-RateLimit-Limit", "20"), HTTPField("X-RateLimit-Remaining", "2"),
            HTTPField("X-RateLimit-Reset", "21000"),
        ]
        let transport = StubTransport([
            .json("[]", headers: headers), .json(#"{"lead":{"leadId":7,"firstName":"Ana"}}"#), .json(#"{"leadId":7}"#),
        ])
        let client = makeClient(transport, time: time)
        _ = try await client.tagNames()
        let write = Task {
            try await TurnReserve.forReadThenWrite {
                let lead = try await client.lead(Lead.ID(7), includingTrashed: false)
                try await client.updateLead(lead.id, LeadEdit(tags: lead.tags + ["hot"]))
            }
        }
        #expect(await eventually { time.sleepers == 1 })
        #expect(transport.requests.count == 1, "one call is left in the window, and the reading waits with the write")
        time.advance(by: .seconds(25))
        try await write.value
        #expect(transport.requests.count == 3)
    }

    @Test("a turn that was kept for a write that does not come is given back")
    func givesBackTheReserve() async throws {
        let transport = StubTransport([.json(#"{"lead":{"leadId":7,"firstName":"Ana"}}"#)])
        let client = makeClient(transport, time: time)
        _ = try await TurnReserve.forReadThenWrite { try await client.lead(Lead.ID(7), includingTrashed: false) }
        let governor = client.governor
        for _ in 0..<client.configuration.maximumCallsInFlight { _ = try await governor.admit(.write) }
        #expect(await governor.waiting == 0)
    }

    @Test("the lane comes from the task, else from what the call does")
    func choosesLanes() {
        #expect(CallLane.current == nil)
        #expect(Endpoint.me.effect.lane == .visibleRead)
        #expect(Endpoint.createLead.effect.lane == .write)
        #expect(CallLane.$current.withValue(.sync) { CallLane.current } == .sync)
        #expect(CallLane.allCases.sorted() == CallLane.allCases)
    }
}
