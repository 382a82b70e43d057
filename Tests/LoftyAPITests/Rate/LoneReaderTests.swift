import TestSupport
import Testing

@testable import LoftyAPI

/// One reader, call after call, on a clock that is moved by hand, and a server whose windows begin with a call.
@Suite("A reader alone with the limit", .timeLimit(.minutes(1)))
struct LoneReaderTests {
    @Test(
        "uses at least 95 % of it for half an hour and is never refused, whatever the seed",
        arguments: [100, 500],
        [0, 1]
    )
    func fills(limit: Int, grain: Int) {
        for seed in SeededGenerator.seeds {
            var reader = Reader(limit: limit, grain: .seconds(grain), seed: seed)
            let pages = reader.read(minutes: 30, keeping: .milliseconds(10))
            #expect(pages >= 30 * limit * 95 / 100, "seed \(seed)")
            #expect(reader.server.refused == 0, "seed \(seed)")
        }
    }

    @Test("that was slower for minutes uses all of it when it is quick again", arguments: [100, 500], [0, 1])
    func recovers(limit: Int, grain: Int) {
        for seed in SeededGenerator.seeds {
            var reader = Reader(limit: limit, grain: .seconds(grain), seed: seed)
            _ = reader.read(minutes: 1, keeping: .milliseconds(10))
            // As on a machine that is busy with other things: 1.4 seconds from a page to the next.
            let slow = reader.read(minutes: 5, keeping: .milliseconds(1_380))
            #expect(slow >= Int(Double(5 * 60) / 1.4 * 0.95), "seed \(seed)")
            let quick = reader.read(minutes: 5, keeping: .milliseconds(10))
            #expect(quick >= 5 * limit * 95 / 100, "seed \(seed)")
            #expect(reader.server.refused == 0, "seed \(seed)")
        }
    }
}

private struct Reader {
    var server: Server
    private var record = BudgetRecord(now: .zero)
    private var now = Duration.zero
    private var random: SeededGenerator
    private static let wire = Duration.milliseconds(20)

    init(limit: Int, grain: Duration, seed: UInt64) {
        server = Server(limit: limit, grain: grain)
        random = SeededGenerator(seed: seed)
    }

    /// The number of pages that came within so many minutes.
    mutating func read(minutes: Int, keeping: Duration) -> Int {
        let end = now + .seconds(60 * minutes)
        var pages = 0
        while now < end {
            record.roll(to: now, variation: variation())
            switch record.verdict(.visibleRead, of: 1, since: now, at: now) {
            case .wait(let until): now = max(until, now + .nanoseconds(1))
            case .go:
                let turn = record.take(.visibleRead, at: now)
                enter(callsInFlight: 1)
                now += Self.wire
                record.finish(turn, server.answer(at: now), variation: variation(), at: now)
                enter(callsInFlight: 0)
                pages += 1
                now += keeping
            }
        }
        return pages
    }

    private mutating func variation() -> Double { Double.random(in: 0..<1, using: &random) }

    private mutating func enter(callsInFlight: Int) {
        let process = BudgetProcess(
            id: 1,
            processID: 1,
            callsInFlight: callsInFlight,
            leaseEndsAt: now + .seconds(35),
            claim: nil
        )
        record.enter(process, at: now) { _ in true }
    }
}

/// A server whose window begins with the first call after the one before.
private struct Server {
    let limit: Int
    let grain: Duration
    private(set) var refused = 0
    private var began: Duration?
    private var used = 0

    init(limit: Int, grain: Duration) {
        self.limit = limit
        self.grain = grain
    }

    mutating func answer(at now: Duration) -> RateGovernor.Outcome {
        if began.map({ now >= $0 + .seconds(60) }) ?? true { (began, used) = (now, 0) }
        used += 1
        let rest = (began ?? now) + .seconds(60) - now
        let reset = grain == .zero ? rest : .seconds(Int((rest / .seconds(1)).rounded(.up)))
        let headers = RateHeaders(
            limit: limit,
            remaining: max(0, limit - used),
            reset: max(reset, .seconds(1)),
            grain: grain
        )
        guard used > limit else { return .answered(headers) }
        refused += 1
        return .refused(headers)
    }
}
