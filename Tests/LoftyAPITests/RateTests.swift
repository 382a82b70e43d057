import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Headers of the rate limit")
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

    @Test("a pause is the one asked for, else the time until the reset")
    func prefersRetryAfter() {
        #expect(Self.headers([("Retry-After", "3"), ("X-RateLimit-Reset", "30")]).pause == .seconds(3))
        #expect(Self.headers([("X-RateLimit-Reset", "30")]).pause == .seconds(30))
        #expect(Self.headers([]).pause == nil)
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

@Suite("Window of the rate limit")
struct RateWindowTests {
    private static func window(limit: Int, remaining: Int, reset: Duration) -> RateWindow {
        var window = RateWindow()
        window.record(RateHeaders(limit: limit, remaining: remaining, reset: reset), at: .zero)
        return window
    }

    @Test("before the first answer everything may go")
    func startsOpen() {
        #expect(RateWindow().admits(.sync, callsInFlight: 100, at: .zero))
        #expect(RateWindow().budget == nil)
    }

    @Test("calls on the wire count as used")
    func countsCallsInFlight() {
        let window = Self.window(limit: 10, remaining: 2, reset: .seconds(30))
        #expect(window.admits(.write, callsInFlight: 1, at: .zero))
        #expect(!window.admits(.write, callsInFlight: 2, at: .zero))
    }

    @Test("background work leaves a tenth of the window, at most five calls, to people")
    func keepsReserve() {
        let window = Self.window(limit: 100, remaining: 5, reset: .seconds(30))
        #expect(!window.admits(.sync, callsInFlight: 0, at: .zero))
        #expect(!window.admits(.prefetch, callsInFlight: 0, at: .zero))
        #expect(window.admits(.visibleRead, callsInFlight: 0, at: .zero))
        #expect(window.admits(.write, callsInFlight: 4, at: .zero))
        #expect(Self.window(limit: 9, remaining: 1, reset: .seconds(1)).admits(.sync, callsInFlight: 0, at: .zero))
    }

    @Test("a used-up window opens again at its end")
    func rolls() {
        var window = Self.window(limit: 10, remaining: 0, reset: .seconds(30))
        #expect(!window.admits(.write, callsInFlight: 0, at: .seconds(29)))
        #expect(window.nextChange(after: .zero) == .seconds(30))
        window.roll(to: .seconds(30))
        #expect(window.admits(.write, callsInFlight: 0, at: .seconds(30)))
        #expect(window.budget == RateBudget(limit: 10, remaining: 10))
    }

    @Test("an older answer that comes late does not give calls back, a new window does")
    func ordersAnswers() {
        var window = Self.window(limit: 10, remaining: 3, reset: .seconds(30))
        window.record(RateHeaders(limit: 10, remaining: 5, reset: .seconds(29)), at: .seconds(1))
        #expect(window.budget?.remaining == 3)
        window.record(RateHeaders(limit: 10, remaining: 9, reset: .seconds(60)), at: .seconds(2))
        #expect(window.budget?.remaining == 9)
    }

    @Test("without a moment of reset a window is taken to last a minute")
    func assumesMinute() {
        var window = RateWindow()
        window.record(RateHeaders(limit: 10, remaining: 0), at: .seconds(5))
        #expect(window.nextChange(after: .seconds(5)) == .seconds(65))
    }

    @Test("refusals without a word from the server hold for 2, 4, 8, 16, 32 and then 32 seconds")
    func backsOff() {
        var window = RateWindow()
        var now = Duration.zero
        for seconds in [2, 4, 8, 16, 32, 32] {
            window.recordRefusal(pause: nil, variation: 0.5, at: now)
            #expect(window.nextChange(after: now) == now + .seconds(seconds))
            #expect(!window.admits(.write, callsInFlight: 0, at: now + .seconds(seconds) - .milliseconds(1)))
            now += .seconds(seconds)
            #expect(window.admits(.write, callsInFlight: 0, at: now))
        }
        window.recordSuccess()
        window.recordRefusal(pause: nil, variation: 0.5, at: now)
        #expect(window.nextChange(after: now) == now + .seconds(2))
    }
}

@Suite("Rate governor")
struct RateGovernorTests {
    private let time = ManualTime()

    private func governor(inFlight: Int = 4) -> RateGovernor {
        RateGovernor(time: time.source, maximumCallsInFlight: inFlight, random: { 0.5 })
    }

    /// A governor whose window is used up until `reset`.
    private func exhausted(reset: Duration = .seconds(30)) async throws -> RateGovernor {
        let governor = governor()
        try await governor.admit(.write)
        await governor.finish(.answered(RateHeaders(limit: 20, remaining: 0, reset: reset)))
        return governor
    }

    @Test("a used-up window holds calls until its end instead of drawing a 429")
    func holdsUntilReset() async throws {
        let governor = try await exhausted()
        let call = Task { try await governor.admit(.write) }
        #expect(await eventually { time.sleepers == 1 })
        #expect(await governor.waiting == 1)
        time.advance(by: .seconds(30))
        try await call.value
        #expect(await governor.waiting == 0)
    }

    @Test("after a 429 everybody waits for the time that the server named")
    func holdsAfterRefusal() async throws {
        let governor = governor()
        try await governor.admit(.sync)
        await governor.finish(.refused(RateHeaders(retryAfter: .seconds(9))))
        let call = Task { try await governor.admit(.write) }
        #expect(await eventually { time.sleepers == 1 })
        #expect(time.pauses == [.seconds(9)])
        time.advance(by: .seconds(8))
        #expect(await governor.waiting == 1)
        time.advance(by: .seconds(1))
        try await call.value
    }

    @Test("people go before background work, and within a lane first come first served")
    func ordersLanes() async throws {
        let governor = governor(inFlight: 1)
        try await governor.admit(.write)
        let (order, log) = AsyncStream<String>.makeStream()
        let wanted: [(CallLane, String)] = [
            (.sync, "sync"), (.prefetch, "prefetch"), (.visibleRead, "read"), (.write, "write 1"), (.write, "write 2"),
        ]
        for (index, (lane, name)) in wanted.enumerated() {
            Task {
                try await governor.admit(lane)
                log.yield(name)
                await governor.finish(.lost)
            }
            #expect(await eventually { await governor.waiting == index + 1 })
        }
        await governor.finish(.lost)
        var names: [String] = []
        for await name in order.prefix(wanted.count) { names.append(name) }
        #expect(names == ["write 1", "write 2", "read", "prefetch", "sync"])
    }

    @Test("no more calls than allowed are on the wire, and background work leaves one place free")
    func boundsCallsInFlight() async throws {
        let governor = governor(inFlight: 2)
        try await governor.admit(.sync)
        let background = Task { try await governor.admit(.sync) }
        #expect(await eventually { await governor.waiting == 1 })
        try await governor.admit(.visibleRead)
        let third = Task { try await governor.admit(.write) }
        #expect(await eventually { await governor.waiting == 2 })
        await governor.finish(.lost)
        try await third.value
        #expect(await governor.waiting == 1)
        await governor.finish(.lost)
        await governor.finish(.lost)
        try await background.value
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
            try await governor.admit(.write)
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
        #expect(await client.budget() == RateBudget(limit: 20, remaining: 0))
        let task = Task { await failure { try await SampleCall.add.run(on: client) } }
        #expect(await eventually { time.sleepers == 1 })
        task.cancel()
        #expect(await task.value?.disposition == .retry(after: nil))
        #expect(transport.requests.count == 1)
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
