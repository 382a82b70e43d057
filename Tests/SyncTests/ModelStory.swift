import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

/// One random run: an account in memory, an engine that is killed now and then, and all that a person decided.
struct ModelStory {
    static let leadIDs: [Int64] = [1, 2, 3]
    static let tags = ["hot", "Hot", "cold", "vip"]

    let seed: UInt64
    private var random: SeededGenerator
    var bench: EngineBench
    private var worker: Task<Void, Never>
    private let crash = CrashSwitch()
    /// Whether readings are behind now and then: what others write meanwhile cannot be seen by anybody.
    private let lags: Bool
    private var dead: [(EngineBench, Task<Void, Never>)] = []
    var decided: [OutboxEntry.ID] = []
    private var number = 0
    /// What a person saw, in a conflict or when they decided, and overruled.
    var overruled: Set<String> = []
    var log: [String] = []

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        lags = Bool.random(using: &random)
        bench = try EngineBench(.manual)
        for id in Self.leadIDs { _ = try await bench.seed(id, tags: id == 2 ? ["Hot"] : []) }
        let crash = crash
        await bench.server.configure { server in
            server.hook = { _ in await crash.pass() }
            server.writtenHook = { _ in await crash.pass() }
        }
        worker = Self.start(bench)
        try await settleDown()
    }

    private static func start(_ bench: EngineBench) -> Task<Void, Never> { Task { await bench.engine.run() } }

    // MARK: Steps

    mutating func step() async throws {
        let kind = Int.random(in: 0..<100, using: &random)
        switch kind {
        case ..<40: try await decide()
        case ..<52: await others()
        case ..<60: try await takeBack()
        case ..<70: await breakSomething()
        case ..<74: await slowDown()
        case ..<78: armCrash()
        case ..<80: await setClock()
        case ..<84: try cancelElsewhere()
        case ..<88: try await answer()
        default: advance(by: [0.1, 1, 3, 9, 40, 70][pick(6)])
        }
        try await settleDown()
        try checkScreen()
    }

    private mutating func decide() async throws {
        number += 1
        let hold = Bool.random(using: &random) ? Duration.zero : .seconds(8)
        if pick(12) == 0 {
            note("create R\(number)")
            decided.append(try await bench.engine.submit(create: NewLead(firstName: "R\(number)"), hold: hold).id)
            return
        }
        let lead = Lead.ID(Self.leadIDs[pick(3)])
        guard let row = try bench.row(lead) else { return }
        let change = change(of: row.lead, stages: await bench.server.pipeline, team: await bench.server.team)
        note("\(lead): \(change) held \(hold)")
        // A retry after a conflict goes out from what is there by then, and the journal has that for the stage before it.
        if case .setStage(from: let seen?, to: _) = change { overruled.insert(seen) }
        decided.append(try await bench.engine.submit(change, on: lead, hold: hold).id)
    }

    private mutating func change(of lead: Lead, stages: [Stage], team: [Member]) -> LeadChange {
        switch pick(7) {
        case 0, 1: .setStage(from: lead.stage, to: stages[pick(stages.count)].name)
        case 2: .addTag(Self.tags[pick(4)])
        case 3: .removeTag(Self.tags[pick(4)])
        case 4: .addNote(pick(3) == 0 ? "same" : "n\(number)")
        case 5: .logCall(.init(outcome: .talked, phone: "5125550142", text: "c\(number)"))
        default: .assign(from: lead.assignee, to: team[pick(2)])
        }
    }

    private mutating func others() async {
        number += 1
        let number = number
        let lead = Lead.ID(Self.leadIDs[pick(3)])
        let kind = pick(4)
        note("others change \(lead): \(kind)")
        switch kind {
        case 0: await bench.server.edit(lead) { $0.stage = "Theirs \(number)" }
        case 1: await bench.server.edit(lead) { $0.tags.append("theirs \(number)") }
        case 2: await bench.server.edit(lead) { $0.assignee = Assignee(id: 9, name: "Chidi Okafor \(number)") }
        default: await bench.server.addForeignNote("same", to: lead, by: "Bob Stone")
        }
    }

    private mutating func takeBack() async throws {
        guard let id = decided.suffix(4).randomElement(using: &random) else { return }
        let isOverriding = Bool.random(using: &random)
        let result = try await bench.engine.undo(id, isOverriding: isOverriding)
        note("undo \(id.rawValue): \(result)")
        if case .inverseQueued(let inverse) = result { decided.append(inverse.id) }
    }

    private mutating func breakSomething() async {
        let writes: [FakeLofty.Operation] = [.updateLead, .addNote, .logCall, .assignLead, .createLead]
        let reads: [FakeLofty.Operation] = [.lead, .notes, .communications, .leads, .me]
        let isWrite = pick(3) > 0
        let operation = isWrite ? writes[pick(5)] : reads[pick(5)]
        let lost = operation == .updateLead || operation == .assignLead ? APIError.lostPut : .lostPost
        let errors = [lost, .serverFailure, .unreachable, .rateLimited(after: .seconds(3))]
        let fault: FakeLofty.Fault = pick(2) == 0 ? .before(errors[pick(4)]) : .after(errors[pick(2)])
        let isExecuted = if case .after = fault { true } else { false }
        note("\(operation) fails, \(isExecuted ? "executed" : "not executed")")
        await bench.server.script(operation, Array(repeating: fault, count: 1 + pick(2)))
    }

    private mutating func slowDown() async {
        let delay = [0.0, 2, 20][pick(3)]
        let lag = lags ? [0.0, 0, 3, 9][pick(4)] : 0
        note("visible after \(delay), readings \(lag) behind")
        await bench.server.configure { server in
            server.visibilityDelay = delay
            server.readLag = lag
        }
    }

    private mutating func armCrash() {
        let calls = pick(4)
        note("killed at call \(calls) from here")
        crash.arm(after: calls)
    }

    private mutating func setClock() async {
        let jump = [-3_600.0, 3_600][pick(2)]
        note("clock set by \(jump)")
        bench.clock.set(by: jump)
        // The story reads from the clock whether the engine sleeps, so the engine has to look at it.
        await bench.engine.poke()
    }

    /// Another process gives up a change that has never left.
    private mutating func cancelElsewhere() throws {
        let store = InMemoryStore(on: bench.medium)
        let unsent = try store.unsent().entries.filter { entry in
            if case .create = entry.entry.change { return false }
            return entry.isCancellable && entry.delivery.firstSentAt == nil
        }
        guard var entry = unsent.randomElement(using: &random) else { return }
        note("cancelled elsewhere: \(entry.id.rawValue)")
        entry.entry.status = .cancelled
        _ = try store.commit(StoreTransaction(updates: [entry]))
    }

    /// A person looks at what was stopped.
    private mutating func answer() async throws {
        for entry in await bench.engine.unsentEntries where entry.isStopped {
            if Bool.random(using: &random) {
                note("retry \(entry.id.rawValue) of \(entry.status)")
                if case .conflicted(let theirs) = entry.status { overruled.insert(theirs) }
                _ = try await bench.engine.retry(entry.id)
            } else {
                note("drop \(entry.id.rawValue) of \(entry.status)")
                _ = try await bench.engine.drop(entry.id)
            }
        }
    }

    private mutating func advance(by seconds: TimeInterval) {
        note("\(seconds) s pass")
        bench.clock.advance(by: seconds)
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func note(_ line: String) { log.append(line) }

    // MARK: Time

    /// Waits until the engine sleeps; one that was killed is followed by another on the same state.
    private mutating func settleDown() async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if crash.isDown {
                log.append("killed")
                dead.append((bench, worker))
                crash.lift()
                bench = try EngineBench(after: bench)
                worker = Self.start(bench)
            }
            switch await bench.engine.rest {
            case .untilPoked: return
            case .until(let date) where date > bench.clock.now && !bench.clock.deadlines.isEmpty: return
            case .until, .working: await Task.yield()
            }
        }
        fail("the engine never rests: \(await bench.engine.unsentEntries)")
        throw CancellationError()
    }

    /// Everything goes right from here on, and a person answers what is asked.
    mutating func comeToAnEnd() async throws {
        log.append("heals")
        crash.disarm()
        await bench.server.heal()
        for _ in 0..<80 {
            try await settleDown()
            if await bench.engine.unsentEntries.isEmpty { break }
            try await answer()
            try await settleDown()
            bench.clock.advance(by: 73)
        }
        let left = await bench.engine.unsentEntries
        if !left.isEmpty { fail("never ends: \(left.map(\.status))") }
        for id in Self.leadIDs { _ = try await bench.engine.fetch(Lead.ID(id)) }
    }

    /// Ends what still runs.
    func leave() async {
        crash.open()
        for (_, worker) in dead + [(bench, worker)] {
            worker.cancel()
            await worker.value
        }
    }
}

extension OutboxEntry {
    fileprivate var isStopped: Bool {
        switch status {
        case .conflicted, .wedged: true
        case .held, .queued, .sending, .waiting, .ambiguous, .settled, .cancelled: false
        }
    }
}

/// Freezes whoever passes at a call that was chosen before, as a kill would.
private final class CrashSwitch: Sendable {
    private struct State {
        var callsLeft: Int?
        var isDown = false
    }

    private let gate = Gate()
    private let state = Mutex(State())

    var isDown: Bool { state.withLock(\.isDown) }

    func arm(after calls: Int) { state.withLock { $0.callsLeft = calls } }

    func disarm() { state.withLock { $0.callsLeft = nil } }

    /// The next process runs.
    func lift() { state.withLock { $0.isDown = false } }

    func open() { Task { await gate.open() } }

    func pass() async {
        let isFatal = state.withLock { state in
            guard let left = state.callsLeft else { return false }
            state.callsLeft = left > 0 ? left - 1 : nil
            state.isDown = left == 0
            return left == 0
        }
        if isFatal { await gate.pass() }
    }
}
