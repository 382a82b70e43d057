import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Record of the budget", .timeLimit(.minutes(1)))
struct BudgetRecordTests {
    private static let me: UInt64 = 1

    /// A record after one call whose answer came at once with `headers`.
    private static func record(_ headers: RateHeaders, at now: Duration = .zero) -> BudgetRecord {
        var record = BudgetRecord(now: now)
        let turn = record.take(.visibleRead, at: now)
        record.finish(turn, .answered(headers), variation: 0, at: now)
        return record
    }

    private func verdict(_ record: BudgetRecord, _ lane: CallLane, at now: Duration) -> BudgetRecord.Verdict {
        var record = record
        record.roll(to: now, variation: 0)
        return record.verdict(lane, of: Self.me, since: now, at: now)
    }

    /// One call after another, each answered at once by an exact server; the time moves by `step`.
    private func prove(
        _ record: inout BudgetRecord,
        calls: Int,
        from now: Duration,
        limit: Int,
        used: Int,
        end: Duration
    ) {
        for number in 0..<calls {
            let turn = record.take(.visibleRead, at: now)
            let headers = RateHeaders(limit: limit, remaining: limit - used - number - 1, reset: end - now)
            record.finish(turn, .answered(headers), variation: 0, at: now)
        }
    }

    @Test("a person has credit for thirty calls before anything is known, background work for five of them and spaced")
    func startsWithCredit() {
        var record = BudgetRecord(now: .zero)
        var people = 0
        while record.verdict(.write, of: Self.me, since: .zero, at: .zero) == .go, people < 100 {
            _ = record.take(.write, at: .zero)
            people += 1
        }
        #expect(people == 30)
        #expect(verdict(record, .write, at: .milliseconds(999)) != .go)
        #expect(verdict(record, .write, at: .milliseconds(1_001)) == .go)
        var other = BudgetRecord(now: .zero)
        #expect(verdict(other, .sync, at: .zero) == .go)
        _ = other.take(.sync, at: .zero)
        #expect(verdict(other, .sync, at: .zero) == .wait(until: .milliseconds(100)))
        #expect(verdict(other, .write, at: .zero) == .go)
    }

    @Test("with budget in hand a person waits no more than 100 ms")
    func letsPeopleGo() {
        var record = Self.record(RateHeaders(limit: 500, remaining: 499, reset: .seconds(60)))
        for _ in 0..<10 { _ = record.take(.write, at: .zero) }
        guard case .wait(let until) = verdict(record, .write, at: .zero) else {
            Issue.record("the credit has no end")
            return
        }
        #expect(until <= .milliseconds(101))
    }

    @Test("background work is spread over the window")
    func spreadsBackground() {
        var record = Self.record(RateHeaders(limit: 120, remaining: 119, reset: .seconds(60)))
        var now = Duration.seconds(1)
        let start = now
        for _ in 0..<40 {
            record.roll(to: now, variation: 0)
            while case .wait(let until) = record.verdict(.sync, of: Self.me, since: now, at: now) {
                now = until
                record.roll(to: now, variation: 0)
            }
            _ = record.take(.sync, at: now)
        }
        // 96 a minute until the headers are proved, after a start of a tenth of them.
        #expect((.seconds(17)...(.seconds(26))).contains(now - start))
    }

    @Test("of a limit that is not proved a fifth stays untouched by background work, and a twentieth by people")
    func keepsShare() {
        let fifth = Self.record(RateHeaders(limit: 100, remaining: 20, reset: .seconds(30)))
        #expect(verdict(fifth, .write, at: .seconds(1)) == .go)
        #expect(verdict(fifth, .sync, at: .seconds(1)) != .go)
        let twentieth = Self.record(RateHeaders(limit: 100, remaining: 5, reset: .seconds(30)))
        #expect(verdict(twentieth, .write, at: .seconds(1)) == .wait(until: .seconds(30) + .milliseconds(50)))
    }

    @Test("after twenty answers that agree the last call may be used")
    func provesHeaders() {
        var record = BudgetRecord(now: .zero)
        prove(&record, calls: 20, from: .zero, limit: 100, used: 0, end: .seconds(60))
        #expect(!record.isExact)
        prove(&record, calls: 1, from: .zero, limit: 100, used: 20, end: .seconds(60))
        #expect(record.isExact)
        #expect(record.allowed == 100)
        prove(&record, calls: 78, from: .seconds(1), limit: 100, used: 21, end: .seconds(60))
        #expect(record.window?.left == 1)
        #expect(verdict(record, .write, at: .seconds(20)) == .go)
    }

    @Test("a 429 takes the proof back, and the next one takes longer")
    func losesProof() {
        var record = BudgetRecord(now: .zero)
        prove(&record, calls: 21, from: .zero, limit: 100, used: 0, end: .seconds(60))
        let turn = record.take(.write, at: .seconds(1))
        let headers = RateHeaders(limit: 100, remaining: 0, reset: .seconds(59))
        record.finish(turn, .refused(headers), variation: 0, at: .seconds(1))
        #expect(!record.isExact)
        #expect(record.agreementsNeeded == 40)
        #expect(verdict(record, .write, at: .seconds(59)) != .go)
        #expect(verdict(record, .write, at: .seconds(62)) == .go)
    }

    @Test("a call that somebody else made is noticed, and is no agreement")
    func noticesStrangers() {
        var record = BudgetRecord(now: .zero)
        prove(&record, calls: 21, from: .zero, limit: 100, used: 0, end: .seconds(60))
        prove(&record, calls: 1, from: .seconds(1), limit: 100, used: 51, end: .seconds(60))
        #expect(!record.isExact)
        #expect(record.window?.left == 48)
        record.roll(to: .seconds(70), variation: 0)
        #expect(record.crowd.others > 5)
        #expect(record.crowd.size > 1)
    }

    @Test("answers that overtake each other neither give calls back nor cost the proof")
    func toleratesDisorder() {
        var record = Self.record(RateHeaders(limit: 100, remaining: 90, reset: .seconds(60)))
        let first = record.take(.visibleRead, at: .zero)
        let second = record.take(.visibleRead, at: .zero)
        record.finish(
            second,
            .answered(RateHeaders(limit: 100, remaining: 88, reset: .seconds(60))),
            variation: 0,
            at: .zero
        )
        #expect(record.window?.left == 88 || record.window?.left == 87)
        record.finish(
            first,
            .answered(RateHeaders(limit: 100, remaining: 89, reset: .seconds(60))),
            variation: 0,
            at: .zero
        )
        #expect(record.window?.left == 88)
        #expect(record.agreements == 2)
    }

    @Test("a used-up window opens again shortly after its end, later by chance so that not all come at once")
    func rolls() {
        let record = Self.record(RateHeaders(limit: 10, remaining: 0, reset: .seconds(30)))
        #expect(verdict(record, .write, at: .seconds(30)) != .go)
        #expect(verdict(record, .write, at: .seconds(30) + .milliseconds(50)) == .go)
        #expect(record.delay(0.9) == .milliseconds(950))
        var crowded = record
        crowded.crowd = BudgetCrowd(everybody: 10, ours: 1)
        #expect(crowded.delay(0.5) > .seconds(10))
    }

    @Test("a lost call counts as used")
    func countsLostCalls() {
        var record = Self.record(RateHeaders(limit: 100, remaining: 50, reset: .seconds(60)))
        let turn = record.take(.write, at: .zero)
        record.finish(turn, .lost, variation: 0, at: .zero)
        #expect(record.window?.left == 49)
    }

    @Test("refusals without a word from the server hold for 2, 4, 8, 16, 32 and then 32 seconds")
    func backsOff() {
        var record = BudgetRecord(now: .zero)
        var now = Duration.seconds(1)
        for seconds in [2, 4, 8, 16, 32, 32] {
            let turn = record.take(.write, at: now)
            record.finish(turn, .refused(RateHeaders()), variation: 0.5, at: now)
            #expect(record.heldUntil == now + .seconds(seconds))
            now += .seconds(seconds)
        }
        let turn = record.take(.write, at: now)
        record.finish(turn, .answered(RateHeaders()), variation: 0.5, at: now)
        now += .seconds(1)
        record.finish(record.take(.write, at: now), .refused(RateHeaders()), variation: 0.5, at: now)
        #expect(record.heldUntil == now + .seconds(2))
    }

    @Test("calls that were refused together are one refusal")
    func countsEvents() {
        var record = BudgetRecord(now: .zero)
        let turns = (0..<4).map { _ in record.take(.write, at: .seconds(1)) }
        for turn in turns { record.finish(turn, .refused(RateHeaders()), variation: 0.5, at: .seconds(2)) }
        #expect(record.refusalsInRow == 1)
        #expect(record.strain == 1)
        #expect(record.heldUntil == .seconds(4))
    }

    @Test(
        "one 429 without headers, of which the next call shows that it was an accident, is forgotten within a minute",
        arguments: [nil, Duration.seconds(5), .seconds(40)]
    )
    func recoversFromAnAccident(retryAfter: Duration?) {
        var record = BudgetRecord(now: .zero)
        let refusal = RateHeaders(retryAfter: retryAfter)
        record.finish(record.take(.write, at: .seconds(1)), .refused(refusal), variation: 0, at: .seconds(1))
        #expect(record.pace == 10)
        var now = record.heldUntil
        record.roll(to: now, variation: 0)
        record.finish(record.take(.write, at: now), .answered(RateHeaders()), variation: 0, at: now)
        #expect(record.pace == 60)
        now = .seconds(61)
        record.roll(to: now, variation: 0)
        var calls = 0
        while verdict(record, .write, at: now) == .go, calls < 100 {
            _ = record.take(.write, at: now)
            calls += 1
        }
        #expect(calls >= 10, "a person's ten calls are not spaced again")
    }

    @Test("a 429 after a long pause that the server named is an accident only when the last was long ago")
    func recognisesALimit() {
        var record = BudgetRecord(now: .zero)
        for expected in [60.0, 10] {
            let now = record.heldUntil + .seconds(1)
            let refusal = RateHeaders(retryAfter: .seconds(40))
            record.finish(record.take(.write, at: now), .refused(refusal), variation: 0, at: now)
            let then = record.heldUntil
            record.finish(record.take(.write, at: then), .answered(RateHeaders()), variation: 0, at: then)
            #expect(record.pace == expected)
        }
    }

    @Test("an answer to a call that went out before a 429 says nothing about it")
    func ignoresEarlierAnswers() {
        var record = BudgetRecord(now: .zero)
        let early = record.take(.write, at: .seconds(1))
        record.finish(record.take(.write, at: .seconds(1)), .refused(RateHeaders()), variation: 0, at: .seconds(2))
        record.finish(early, .answered(RateHeaders()), variation: 0, at: .seconds(3))
        #expect(record.pace == 10)
    }

    @Test("an API key's ten calls of a window are a person's before its headers are exact")
    func letsTenGo() {
        var record = Self.record(RateHeaders(limit: 10, remaining: 9, reset: .seconds(60)))
        for _ in 0..<9 {
            #expect(verdict(record, .write, at: .zero) == .go)
            _ = record.take(.write, at: .zero)
        }
        #expect(verdict(record, .write, at: .zero) != .go)
    }

    @Test("after a 429 without headers it is ten calls a minute, and one more with every minute without another")
    func recoversSlowly() {
        var record = BudgetRecord(now: .zero)
        record.finish(record.take(.write, at: .seconds(1)), .refused(RateHeaders()), variation: 0.5, at: .seconds(1))
        #expect(record.pace == 10)
        record.roll(to: .seconds(60), variation: 0.5)
        #expect(record.pace == 10)
        record.roll(to: .seconds(61), variation: 0.5)
        #expect((10.5...11).contains(record.pace))
        for minute in 2..<80 { record.roll(to: .seconds(60 * minute + 1), variation: 0.5) }
        #expect(record.pace == 60)
    }

    @Test("a 429 with calls left is a burst: the pause between calls doubles, and shrinks again after a minute")
    func learnsBursts() {
        var record = Self.record(RateHeaders(limit: 500, remaining: 400, reset: .seconds(60)))
        let headers = RateHeaders(limit: 500, remaining: 399, reset: .seconds(59))
        record.finish(record.take(.sync, at: .seconds(1)), .refused(headers), variation: 0.5, at: .seconds(1))
        #expect(record.heldUntil == .seconds(3) + record.delay(0.5) || record.heldUntil == .seconds(3))
        #expect(record.spacing == .milliseconds(200))
        record.roll(to: .seconds(61), variation: 0.5)
        #expect(record.spacing == .milliseconds(100))
    }

    @Test("headers that stop coming are forgotten")
    func forgets() {
        var record = Self.record(RateHeaders(limit: 500, remaining: 400, reset: .seconds(60)))
        for minute in 1...5 { record.roll(to: .seconds(60 * minute + 1), variation: 0) }
        #expect(record.window == nil)
    }

    @Test("the write of one process goes before the background work of another, unless that process sleeps")
    func ordersProcesses() {
        var record = BudgetRecord(now: .zero)
        let claim = BudgetClaim(lane: .write, since: .zero, seenAt: .zero)
        record.enter(
            BudgetProcess(id: 2, processID: 7, leaseEndsAt: .seconds(30), claim: claim),
            at: .zero,
            isAlive: { _ in true }
        )
        #expect(verdict(record, .sync, at: .milliseconds(1)) != .go)
        #expect(verdict(record, .write, at: .milliseconds(1)) != .go)
        #expect(verdict(record, .sync, at: .seconds(2)) == .go)
    }

    @Test("what a dead process had on the wire is struck out, and so is what outlived its lease")
    func strikesOut() {
        var record = BudgetRecord(now: .zero)
        for id in 2...4 {
            let process = BudgetProcess(
                id: UInt64(id),
                processID: Int32(id),
                callsInFlight: 1,
                leaseEndsAt: .seconds(10 * id)
            )
            record.enter(process, at: .zero, isAlive: { _ in true })
        }
        #expect(record.callsInFlight == 3)
        let mine = BudgetProcess(id: 9, processID: 9, callsInFlight: 2, leaseEndsAt: .seconds(60))
        record.enter(mine, at: .seconds(25), isAlive: { $0 != 3 })
        #expect(Set(record.processes.map(\.id)) == [4, 9])
    }

    @Test("an estimate adds up the hold, the pace and the windows")
    func estimates() {
        let unknown = BudgetOutlook(BudgetRecord(now: .zero), at: .zero)
        #expect(unknown.time(forCalls: 30, .write) == .zero)
        #expect(unknown.time(forCalls: 90, .write) == .seconds(60))
        let budget = RateBudget(limit: 100, remaining: 10, reset: .seconds(20))
        #expect(budget.estimate(forCalls: 0, lane: .sync) == .zero)
        #expect(budget.estimate(forCalls: 5, lane: .sync) < .seconds(10))
        #expect(budget.estimate(forCalls: 11, lane: .sync) == .seconds(20))
        #expect(budget.estimate(forCalls: 211, lane: .sync) == .seconds(140))
        #expect(budget.used == 90)
    }
}
