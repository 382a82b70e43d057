import TestSupport

@testable import LoftyAPI

/// Many clients and one server in virtual time: the same records as in the field, without tasks and without a network.
///
/// Every client always has background work waiting; people's writes come at random, a tenth of the limit in all.
struct BudgetSimulation {
    struct Setting: Hashable {
        var clients: Int
        /// Whether all clients are processes of one user, with one record, or strangers with one each.
        var isShared: Bool
        var limit: Int
        var headers: SimulatedServer.Headers
        var perSecond: Int?
        var minutes = 20
        /// Minutes that are not measured.
        var warmUp = 3
    }

    struct Figures: Hashable {
        var served = 0
        var refused = 0
        /// Share of the limit that was used.
        var throughput = 0.0
        /// Waits of writes in seconds, sorted.
        var waits: [Double] = []
        /// The fewest background calls that any client got through.
        var fewestBackground = 0
        var unsentWrites = 0

        var refusedShare: Double { Double(refused) / Double(max(1, served + refused)) }
        func wait(_ part: Double) -> Double { waits.isEmpty ? 0 : waits[Int(Double(waits.count - 1) * part)] }
    }

    private enum Event {
        case write(client: Int)
        case wake(client: Int)
        case arrive(client: Int, CallTurn)
        case answer(client: Int, CallTurn, RateGovernor.Outcome)
    }

    private struct Client {
        var record: Int
        var writes: [Duration] = []
        var backgroundSince: Duration = .zero
        var inFlight = 0
        var wakesAt: Duration?
        var background = 0
    }

    private let setting: Setting
    private var random: SeededGenerator
    private var server: SimulatedServer
    private var records: [BudgetRecord]
    private var clients: [Client]
    private var queue = EventQueue<Event>()
    private var figures = Figures()
    private var now: Duration = .zero
    private var before = (served: 0, refused: 0)

    init(_ setting: Setting, seed: UInt64) {
        self.setting = setting
        random = SeededGenerator(seed: seed)
        let phase = Duration.seconds(Double.random(in: 0..<60, using: &random))
        server = SimulatedServer(
            limit: setting.limit,
            headers: setting.headers,
            perSecond: setting.perSecond,
            phase: phase
        )
        records = (0..<(setting.isShared ? 1 : setting.clients)).map { _ in BudgetRecord(now: .zero) }
        clients = (0..<setting.clients).map { Client(record: setting.isShared ? 0 : $0) }
    }

    mutating func run() -> Figures {
        for client in clients.indices {
            queue.add(.wake(client: client), at: .seconds(Double.random(in: 0..<1, using: &random)))
            scheduleWrite(of: client)
        }
        let end = Duration.seconds(60 * (setting.warmUp + setting.minutes))
        while let (time, event) = queue.next(), time < end {
            if now < warm, time >= warm { before = (server.served, server.refused) }
            now = time
            handle(event)
        }
        figures.served = server.served - before.served
        figures.refused = server.refused - before.refused
        figures.throughput = Double(figures.served) / Double(setting.limit * setting.minutes)
        figures.waits.sort()
        figures.fewestBackground = clients.map(\.background).min() ?? 0
        figures.unsentWrites = clients.reduce(0) { $0 + $1.writes.count { end - $0 > .seconds(120) } }
        return figures
    }

    private var warm: Duration { .seconds(60 * setting.warmUp) }

    private mutating func handle(_ event: Event) {
        switch event {
        case .write(let client):
            clients[client].writes.append(now)
            scheduleWrite(of: client)
            drain(client)
        case .wake(let client):
            guard clients[client].wakesAt.map({ $0 <= now }) ?? true else { return }
            clients[client].wakesAt = nil
            drain(client)
        case .arrive(let client, let turn):
            let outcome = server.answer(at: now)
            queue.add(.answer(client: client, turn, outcome), at: now + latency())
        case .answer(let client, let turn, let outcome):
            clients[client].inFlight -= 1
            finish(client, turn, outcome)
            drain(client)
        }
    }

    private mutating func finish(_ client: Int, _ turn: CallTurn, _ outcome: RateGovernor.Outcome) {
        records[clients[client].record].finish(
            turn,
            outcome,
            variation: Double.random(in: 0..<1, using: &random),
            at: now
        )
        switch outcome {
        case .refused where !turn.lane.isBackground:
            // Not executed: the write is sent again.
            clients[client].writes.insert(turn.sentAt, at: 0)
        case .answered where turn.lane.isBackground && now >= warm: clients[client].background += 1
        case .answered, .refused, .lost: break
        }
    }

    /// What a governor does with its record, without continuations.
    private mutating func drain(_ client: Int) {
        var mine = clients[client]
        var record = records[mine.record]
        defer {
            records[mine.record] = record
            clients[client] = mine
        }
        record.roll(to: now, variation: Double.random(in: 0..<1, using: &random))
        var claim: BudgetClaim?
        loop: while true {
            let lane: CallLane = mine.writes.isEmpty ? .sync : .write
            let since = mine.writes.first ?? mine.backgroundSince
            guard mine.inFlight < (lane.isBackground ? 3 : 4) else { break }
            switch record.verdict(lane, of: UInt64(client) + 1, since: since, at: now) {
            case .go:
                let turn = record.take(lane, at: now)
                mine.inFlight += 1
                if lane == .write { mine.writes.removeFirst() } else { mine.backgroundSince = now }
                if lane == .write, now >= warm { figures.waits.append((now - since) / .seconds(1)) }
                queue.add(.arrive(client: client, turn), at: now + latency())
            case .wait(let until):
                claim = BudgetClaim(lane: lane, since: since, seenAt: now)
                let wake = setting.isShared ? min(until, now + .seconds(1)) : until
                mine.wakesAt = wake
                queue.add(.wake(client: client), at: max(wake, now + .nanoseconds(1)))
                break loop
            }
        }
        let process = BudgetProcess(
            id: UInt64(client) + 1,
            processID: 1,
            callsInFlight: mine.inFlight,
            leaseEndsAt: now + .seconds(35),
            claim: claim
        )
        record.enter(process, at: now) { _ in true }
    }

    private mutating func latency() -> Duration { .seconds(Double.random(in: 0.02..<0.12, using: &random)) }

    private mutating func scheduleWrite(of client: Int) {
        let mean = 60 / (Double(setting.limit) * 0.1) * Double(setting.clients)
        let pause = -mean * Double.logarithm(1 - Double.random(in: 0..<1, using: &random))
        queue.add(.write(client: client), at: now + .seconds(pause))
    }
}
