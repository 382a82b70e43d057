import Commands
import Foundation
import Leads
import Panes
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("A monkey at the keyboard")
@MainActor struct MonkeyTests {
    /// `FOYER_MONKEY_SEED`, to see one again.
    nonisolated private static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["FOYER_MONKEY_SEED"].flatMap(UInt64.init).map { [$0] }
        ?? [1, 2, UInt64.random(in: 3 ... .max)]
    /// Waits of each seed, with about three keys in each; `FOYER_TORTURE_KEYS=1000000` for a night.
    nonisolated private static let waits =
        ProcessInfo.processInfo.environment["FOYER_TORTURE_KEYS"].flatMap(Int.init).map { max(500, $0 / 9) } ?? 2_000

    @Test(
        "breaks nothing, and trashes no lead that it was not asked about",
        .timeLimit(.minutes(max(5, waits / 2_000))),
        arguments: seeds
    )
    func monkey(seed: UInt64) throws {
        print("monkey seed: \(seed)")
        let backend = ScriptedBackend(
            Team.leads(40),
            allowing: [.submit, .create, .undo, .retry, .drop, .refresh]
        )
        let screen = MonkeyScreen()
        let uptime = Stopwatch()
        let events = MonkeyEvents(screen: screen, uptime: uptime, backend: backend, seed: seed, waits: Self.waits)
        // A monkey finds q soon; it sits down again until its time is up.
        while !events.isExhausted {
            let program = Program(
                state: AppState(
                    accountName: "test",
                    queues: [LoopBench.everything, QueueDefinition.defaults[0]],
                    now: SampleLeads.now
                ),
                screen: (screen, events),
                backend: backend,
                equipment: Equipment(dispatcher: try KeyDispatcher(table: .standard), context: PaneContext()),
                clock: Program.Clock(now: { SampleLeads.now }, uptime: { uptime.reading })
            )
            events.state = { [unowned program] in program.state }
            _ = try program.run()
            program.stop()
        }

        for (lead, count) in events.trashed {
            #expect(
                count <= events.consents[lead, default: 0],
                "lead \(lead) was trashed without a yes, seed \(seed); \(events.trespass ?? "at the end")"
            )
        }
        // How far it gets also hangs on when answers come in; that it gets somewhere does not.
        #expect(events.overlaysSeen.count >= 3, "the monkey saw only \(events.overlaysSeen)")
        #expect(!backend.submissions.isEmpty)
    }

    @Test(
        "writes nothing in bursts that the same keys would not write when typed one at a time",
        .timeLimit(.minutes(max(5, keys / 4_000)))
    )
    func bursts() async throws {
        let lines = try await TortureComparison.play(Self.keys, "monkey") { TortureScript.monkey(seed: $0, keys: $1) }
        #expect(lines * 100 > Self.keys, "the monkey hardly writes anything")
    }

    /// Key strokes and pastes of the comparison.
    nonisolated private static let keys = TortureComparison.keys(unlessAsked: 20_000)
}
