import Commands
import FoundationEssentials
import Leads
import Panes
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
    struct Outcome {
        /// What the journal was asked, with its outcomes, and what the account holds in the end.
        var record: [String]
        var trace: TortureTrace
    }

    let script: TortureScript
    let clock: TestClock
    let server: FakeLofty
    let engine: SyncEngine
    let line: TortureLine
    let backend: TortureBackend
    let screen: MonkeyScreen
    let loop: LoopBench
    let trace = TortureTrace()

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
        return Outcome(record: run.backend.record + (await run.accountLines()), trace: run.trace)
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
        line = TortureLine()
        engine = try Self.engine(on: medium, server, clock, line) { feed.receive($0) }
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
        let blank = BlankPainter()
        loop = try LoopBench(
            backend: backend,
            queues: Self.queues,
            now: { clock.now },
            terminal: screen,
            painter: { _, layout, _, _, _ in blank.rendering(in: layout) }
        )
    }

    /// An earlier session has read the account, so that keys mean something before the first call is answered.
    private static func fill(_ medium: InMemoryStore.Medium, from server: FakeLofty, _ clock: TestClock) async throws {
        _ = try await engine(on: medium, server, clock, TestLease()) { _ in }.refresh(.full)
    }

    private static func engine(
        on medium: InMemoryStore.Medium,
        _ server: FakeLofty,
        _ clock: TestClock,
        _ lease: any SenderLease,
        observer: @escaping @Sendable (SyncEvent) -> Void
    ) throws -> SyncEngine {
        try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: lease, signal: nil),
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

    // MARK: Outcome

    private func accountLines() async -> [String] {
        let leads = await server.leads.values.sorted { $0.id < $1.id }.map { lead in
            "lead \(lead.id) \(lead.displayName) \(lead.stage ?? "-") \(lead.tags) \(lead.assignee?.name ?? "-")"
        }
        let notes = await server.notes.map { "note \($0.leadID) \($0.text)" }
        let calls = await server.callLogs.map { "call \($0.actor ?? "-") \($0.text) \($0.kind)" }
        let trashed = await server.trashed.sorted().map { "trashed \($0)" }
        let requests = await server.calls.filter(\.operation.isWrite).map { call in
            "asked to \(call.operation) \(call.leadID.map { "\($0)" } ?? "")"
        }
        return leads + notes + calls + trashed + requests
    }
}

extension FakeLofty.Operation {
    fileprivate var isWrite: Bool { Self.writes.contains(self) }

    private static let writes: Set = [createLead, updateLead, trashLead, assignLead, addNote, logCall]
}

/// Paints nothing: a frame costs more than everything else that a key does, and no key depends on one.
@MainActor private final class BlankPainter {
    private var last: Rendering?

    func rendering(in layout: ScreenLayout) -> Rendering {
        if let last, last.layout.size == layout.size { return last }
        let rendering = Rendering(frame: Frame(size: layout.size), layout: layout)
        last = rendering
        return rendering
    }
}
