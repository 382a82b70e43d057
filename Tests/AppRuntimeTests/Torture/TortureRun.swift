import Commands
import FoundationEssentials
import Leads
import Sync
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// A script played once, on everything that is behind the screen in earnest but the account, the disk and the time.
@MainActor struct TortureRun {
    enum Hand: Hashable, Sendable {
        /// Everything that a key starts is done before the next key.
        case slow
        /// Up to 40 keys in one wait, with answers of the index and of the journal held up.
        case fast
    }

    /// What came of a script.
    struct Outcome: Sendable {
        /// What the journal was asked, with its outcomes, and what the account holds in the end.
        var record: [String]
        /// For every wait, the keys before it, the selected lead and the notice.
        var trace: [String]
    }

    private let script: TortureScript
    private let clock: TestClock
    private let server: FakeLofty
    private let engine: SyncEngine
    private let backend: TortureBackend
    private let screen: MonkeyScreen
    private let loop: LoopBench
    private let trace = Trace()

    @MainActor private final class Trace {
        var lines: [String] = []
        var isStuck = false
    }

    /// Plays the script.
    ///
    /// - Parameters:
    ///   - script: the keys.
    ///   - hand: how they come.
    /// - Returns: what came of it.
    /// - Throws: what the store or the key table throws.
    static func play(_ script: TortureScript, by hand: Hand) async throws -> Outcome {
        let run = try await TortureRun(script)
        switch hand {
        case .slow: run.playSlowly()
        case .fast: run.playFast()
        }
        do throws(TerminalError) {
            _ = try run.loop.program.run()
        } catch {
            run.backend.openAll()
            let state = run.loop.state
            Issue.record(
                """
                seed \(script.seed), \(hand): \(error); in flight \(run.loop.program.inFlight), \
                held \(run.loop.program.heldKeys), unsent \(state.unsent.map(\.status))
                """
            )
        }
        run.loop.program.stop()
        await run.loop.program.finishWrites()
        return Outcome(record: run.backend.record + (await run.accountLines()), trace: run.trace.lines)
    }

    private init(_ script: TortureScript) async throws {
        self.script = script
        let clock = TestClock(.manual, now: SampleLeads.now)
        self.clock = clock
        let server = FakeLofty(now: { clock.now })
        self.server = server
        for lead in Self.leads { await server.add(lead) }
        let medium = InMemoryStore.Medium()
        try await Self.fill(medium, from: server, clock)
        let feed = MirrorFeed()
        engine = try Self.engine(on: medium, server, clock) { feed.receive($0) }
        let live = LiveBackend(
            engine: engine,
            feed: feed,
            holds: LiveBackend.UndoWindows(),
            clock: clock,
            zone: .fixed(secondsFromGMT: 0)
        )
        backend = TortureBackend(live)
        screen = MonkeyScreen()
        screen.size = Size(width: 60, height: 16)
        loop = try LoopBench(backend: backend, queues: Self.queues, now: { clock.now }, terminal: screen)
    }

    /// An earlier session has read the account, so that keys mean something before the first call is answered.
    private static func fill(_ medium: InMemoryStore.Medium, from server: FakeLofty, _ clock: TestClock) async throws {
        _ = try await engine(on: medium, server, clock) { _ in }.refresh(.full)
    }

    private static func engine(
        on medium: InMemoryStore.Medium,
        _ server: FakeLofty,
        _ clock: TestClock,
        observer: @escaping @Sendable (SyncEvent) -> Void
    ) throws -> SyncEngine {
        try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: TestLease(), signal: nil),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: observer
        )
    }

    private static let queues: [QueueDefinition] = [
        LoopBench.everything, QueueDefinition.defaults[0],
        QueueDefinition(name: "VIP", query: query("tag:vip"), sort: LeadSort(.name, descending: false)),
        QueueDefinition(name: "Worked", query: query("-stage:new"), sort: LeadSort(.created)),
    ]

    private static func query(_ text: String) -> LeadQuery { (try? LeadQuery.parse(text)) ?? .everything }

    private static let leads: [Lead] = (1...TortureScript.leadCount).map { number in
        let names = ["Ada", "Grace", "Bob", "Linus", "Margaret", "Adele", "Ravi"]
        let stages = ["New Lead", "New Lead", "Contacted", "Qualified", "New Lead"]
        let tags = [[], ["vip"], ["hot", "vip", "pool"], [], ["pool", "hot"]]
        var lead = Team.lead(
            number,
            names[Int(number) % names.count],
            stage: stages[Int(number) % stages.count],
            tags: tags[Int(number) % tags.count]
        )
        if number % 6 == 0 { lead.phones = [] }
        return lead
    }

    // MARK: Playing

    private func playSlowly() {
        wait { $0.state.account.link == .online && $0.state.list.isLoaded }
        settle()
        for segment in script.segments {
            for key in segment.keys {
                loop.send([.key(key)])
                settleKeys()
                write(key.key)
            }
            rest(segment.rest)
        }
        settle()
    }

    private func playFast() {
        for (number, segment) in script.segments.enumerated() {
            var generator = SeededGenerator(seed: script.seed &+ UInt64(number) &* 0x9E37)
            if number == 0 { backend.index.shut() }
            var keys = segment.keys[...]
            while !keys.isEmpty {
                let burst = keys.prefix(Int.random(in: 1...40, using: &generator))
                keys = keys.dropFirst(burst.count)
                loop.send(burst.map(InputEvent.key))
                let backend = backend
                switch Int.random(in: 0..<10, using: &generator) {
                case 0..<2: loop.note { _ in backend.index.shut() }
                case 2: loop.note { _ in backend.journal.shut() }
                case 3: loop.note { _ in backend.index.open() }
                case 4: loop.note { _ in backend.journal.open() }
                case 5..<7:
                    loop.note { _ in backend.openAll() }
                    settleKeys()
                default: break
                }
                write(KeyNotation.display(Array(burst)))
            }
            settle()
            rest(segment.rest)
            if Int.random(in: 0..<4, using: &generator) == 0 { loop.note { [backend] _ in backend.index.shut() } }
        }
        settle()
    }

    private func settle() {
        loop.note { [backend] _ in backend.openAll() }
        wait { $0.state.account.link == .online && $0.state.list.isLoaded }
        settleKeys()
        wait { [clock] bench in
            !bench.state.unsent.isMoving(at: clock.now) && bench.program.inFlight == 0 && bench.program.heldKeys == 0
        }
    }

    private func settleKeys() { wait { $0.program.inFlight == 0 && $0.program.heldKeys == 0 } }

    /// Waits, but not for ever: what never comes is told with what it hangs on.
    private func wait(until condition: @escaping @MainActor (LoopBench) -> Bool) {
        var started: ContinuousClock.Instant?
        loop.wait { [trace, script] bench in
            if trace.isStuck || condition(bench) { return true }
            let begin = started ?? .now
            started = begin
            guard .now - begin > .seconds(10) else { return false }
            trace.isStuck = true
            let list = bench.state.list
            Issue.record(
                """
                seed \(script.seed): nothing moves; in flight \(bench.program.inFlight), held \(bench.program.heldKeys), \
                awaiting rows \(list.isAwaitingRows), journal \(list.isAwaitingJournal), undo \
                \(bench.state.undo.isAwaitingAnswer), awaited \(String(describing: list.awaited)), \
                link \(bench.state.account.link), unsent \(bench.state.unsent.map { "\($0.change) \($0.status)" })
                """
            )
            return true
        }
    }

    private func write(_ keys: some Sendable) {
        loop.note { [trace, backend] bench in
            let state = bench.state
            let lead = state.list.selectedRow?.lead
            trace.lines.append(
                """
                #\(backend.record.count) \(keys): \(lead.map { "\($0.id) \($0.displayName) \($0.stage ?? "-") \($0.tags)" } ?? "no lead") \
                at \(state.list.position ?? -1) of \(state.list.rows.count), queue \(state.activeQueue + 1) \
                “\(state.list.filter)”, \(state.overlay.map { "\($0.kind)" } ?? "-"), held \(bench.program.heldKeys), \
                \(state.notice.map { "\($0)".prefix(80) } ?? "-")
                """
            )
        }
    }

    private func rest(_ rest: TortureScript.Rest) {
        switch rest {
        case .nothing: break
        case .reading: loop.read()
        case .time(let seconds): loop.note { [clock] _ in clock.advance(by: seconds) }
        case .resize(let width, let height):
            let size = Size(width: width, height: height)
            loop.note { [screen] _ in screen.size = size }
            loop.send([.resize(size)])
        case .colleague(let lead, let meddling): meddle(lead, meddling)
        }
        settle()
    }

    private func meddle(_ lead: Lead.ID, _ meddling: TortureScript.Meddling) {
        let errand = Errand()
        loop.note { [server, engine] bench in
            let work: @Sendable () async -> Void = {
                await server.meddle(lead, meddling)
                do {
                    _ = try await engine.refresh(.full)
                } catch {
                    Issue.record("A refresh failed: \(error)")
                }
            }
            errand.start(work, wake: bench.events.wake)
        }
        loop.wait { _ in errand.isDone }
    }

    // MARK: Outcome

    private func accountLines() async -> [String] {
        let leads = await server.leads.values.sorted { $0.id < $1.id }.map { lead in
            "lead \(lead.id) \(lead.displayName) \(lead.stage ?? "-") \(lead.tags) \(lead.assignee?.name ?? "-")"
        }
        let notes = await server.notes.map { "note \($0.leadID) \($0.text)" }
        let calls = await server.callLogs.map { "call \($0.actor ?? "-") \($0.text) \($0.kind)" }
        let trashed = await server.trashed.sorted().map { "trashed \($0)" }
        return leads + notes + calls + trashed
    }
}

extension [OutboxEntry] {
    /// True while the engine has something to do at this moment: an entry that is stuck holds up those of its lead.
    fileprivate func isMoving(at now: Date) -> Bool {
        var stuck: Set<Lead.ID> = []
        for entry in self where !stuck.contains(entry.leadID) {
            if entry.isMoving(at: now) { return true }
            stuck.insert(entry.leadID)
        }
        return false
    }
}

extension OutboxEntry {
    fileprivate func isMoving(at now: Date) -> Bool {
        switch status {
        case .held(let until), .waiting(let until, _): until <= now
        case .queued, .sending, .ambiguous: true
        case .settled, .cancelled, .conflicted, .wedged: false
        }
    }
}

extension FakeLofty {
    fileprivate func meddle(_ lead: Lead.ID, _ meddling: TortureScript.Meddling) {
        switch meddling {
        case .stage(let stage): edit(lead) { $0.stage = stage }
        case .tag(let tag): edit(lead) { if !$0.tags.contains(tag) { $0.tags.append(tag) } }
        case .untag(let tag): edit(lead) { $0.tags.removeAll { $0 == tag } }
        case .take: edit(lead) { $0.assignee = Assignee(id: 844_000_000_100_235, name: "Bob Stone") }
        case .remove: remove(lead)
        }
    }
}
