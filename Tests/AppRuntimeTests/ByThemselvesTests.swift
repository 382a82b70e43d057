import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// What a person sees change without a key.
@Suite("Without a key", .timeLimit(.minutes(1)))
@MainActor struct ByThemselvesTests {
    @Test("a lead that a colleague moves away stays under the cursor and under an open picker, and says why")
    func colleague() async throws {
        let bench = try await AccountBench(Team.leads(3), .manual)
        try bench.press("2")
        bench.wait { $0.activeQueue == 1 && !$0.list.isAwaitingRows }
        try bench.press("js")
        bench.meanwhile { server in
            do throws(APIError) {
                try await server.updateLead(Lead.ID(2), LeadEdit(stage: "Qualified"))
            } catch {
                Issue.record(error)
            }
        }
        for _ in 0..<4 { bench.pass(30) }
        bench.wait { $0.list.departure(of: Lead.ID(2)) != nil }
        bench.loop.note { bench in
            #expect(bench.state.list.selected == Lead.ID(2))
            #expect(bench.terminal.text.contains("now Qualified, by a colleague"))
            guard case .picker(let picker) = bench.state.overlay else {
                Issue.record("the picker was closed")
                return
            }
            #expect(picker.leadName == "Ada No2")
        }
        try bench.press("c")
        bench.waitUntilKept(1)

        try bench.loop.run()

        let entry = try #require(bench.loop.state.unsent.first)
        #expect(entry.leadID == Lead.ID(2))
        #expect(entry.change == .setStage(from: "Qualified", to: "Contacted"))
    }

    @Test("a start without a network shows the timeline that was read before, and why it is not read anew")
    func offlineTimeline() async throws {
        let bench = try await AccountBench([Team.lead(1)])
        try bench.loop.run()
        let server = bench.server
        try await server.addNote("wants a yard", to: Lead.ID(1))
        // What was read a moment ago is as good as new.
        bench.clock.advance(by: 600)
        let seen = Mutex<[Event]>([])
        await bench.backend.timeline(of: Lead.ID(1)) { event in seen.withLock { $0.append(event) } }

        await server.fail(with: .unreachable)
        let (backend, clock) = try restart(on: bench.medium, server)
        seen.withLock { $0 = [] }
        await backend.timeline(of: Lead.ID(1)) { event in seen.withLock { $0.append(event) } }

        let events = seen.withLock(\.self)
        guard case .timelineLoaded(_, let timeline, isFresh: false) = events.first,
            case .timelineFailed(Lead.ID(1), let reason) = events.last
        else {
            Issue.record("\(events) at \(clock.now)")
            return
        }
        #expect(timeline.entries.map(\.text) == ["wants a yard"])
        #expect(timeline.gaps.isEmpty, "no source is blamed that was not asked")
        #expect(reason.contains("cannot be reached"))
    }

    @Test("a long past shows its newest page first, then all of it, and neighbours bring no more than a page")
    func longPast() async throws {
        let bench = try await AccountBench([Team.lead(1)])
        try bench.loop.run()
        let long = Timeline(
            merging: (0..<1_000).map { number in
                let at = SampleLeads.now - Double(number) * 60
                return TimelineEntry(id: "note-\(number)", at: at, kind: .note(isPinned: false), text: "\(number)")
            }
        )
        try InMemoryStore(on: bench.medium).save(long, of: Lead.ID(1), at: SampleLeads.now)
        await bench.server.fail(with: .unreachable)
        let (backend, _) = try restart(on: bench.medium, bench.server)
        let seen = Mutex<[Event]>([])
        await backend.timeline(of: Lead.ID(1)) { event in seen.withLock { $0.append(event) } }

        let loaded = seen.withLock(\.self).prefix(2).map { event -> Timeline? in
            if case .timelineLoaded(Lead.ID(1), let timeline, isFresh: false) = event { timeline } else { nil }
        }
        #expect(loaded == [long.newestPage, long])
        let known = await backend.knownTimelines(of: [Lead.ID(1)])
        #expect(known == [Lead.ID(1): long.newestPage])
    }

    /// Another run on the same disk.
    private func restart(on medium: InMemoryStore.Medium, _ server: FakeLofty) throws -> (LiveBackend, TestClock) {
        let clock = TestClock(.jumping, now: SampleLeads.now)
        let engine = try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: TestLease(), signal: nil),
            environment: SyncEnvironment(clock: clock, random: { 0.5 }, host: nil),
            observer: { _ in }
        )
        let backend = LiveBackend(
            engine: engine,
            feed: MirrorFeed(),
            holds: LiveBackend.UndoWindows(),
            clock: clock,
            zone: .fixed(secondsFromGMT: 0)
        )
        return (backend, clock)
    }

    @Test("the loop sleeps until the next second of a countdown that is seen, and counts it down")
    func countdown() throws {
        let clock = SteadyClock()
        let backend = ScriptedBackend(Team.leads(1), allowing: [])
        let bench = try LoopBench(backend: backend, now: { clock.now })
        bench.waitUntilLoaded()
        bench.note { [backend] _ in
            let entry = OutboxEntry(
                id: OutboxEntry.ID(rawValue: 1),
                leadID: Lead.ID(1),
                leadName: "Ada No1",
                change: .addNote("x"),
                status: .held(until: clock.now + 5),
                createdAt: clock.now
            )
            backend.post(.outboxChanged([entry]))
        }
        bench.wait { $0.state.unsent.count == 1 }
        try bench.press("w")
        bench.wait { $0.terminal.text.contains("oes out in 5 s") }
        bench.wait { $0.terminal.text.contains("oes out in 4 s") }

        try bench.run()
    }
}

/// The wall clock, from a moment of its own.
private final class SteadyClock: Sendable {
    private let start = ContinuousClock.now

    var now: Date { SampleLeads.now + (ContinuousClock.now - start) / .seconds(1) }
}
