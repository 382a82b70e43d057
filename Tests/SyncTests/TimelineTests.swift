import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport
import Testing

@Suite("A timeline", .timeLimit(.minutes(1)))
struct TimelineTests {
    private func site(_ id: String, _ bench: EngineBench) -> TimelineEntry {
        TimelineEntry(id: id, at: bench.clock.now - 100, kind: .site("Browse"), text: "viewed a home")
    }

    @Test("merges every source and the notes that are still on their way")
    func merges() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let site = site("s1", bench)
        await bench.server.configure { $0.siteEntries = [site] }
        await bench.server.addForeignNote("theirs", to: lead)
        bench.clock.advance(by: 5)
        let pending = try await bench.engine.submit(.addNote("mine"), on: lead, hold: .seconds(60))
        let timeline = try await bench.engine.timeline(of: lead)
        #expect(timeline.entries.map(\.text) == ["mine", "theirs", "viewed a home"])
        #expect(timeline.entries.first?.kind == .pending(pending.id))
        #expect(timeline.gaps.isEmpty)
    }

    @Test("comes from the mirror at once and fresh afterwards")
    func cachedFirst() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.addForeignNote("one", to: lead)
        _ = try await bench.engine.timeline(of: lead)
        await bench.server.addForeignNote("two", to: lead)
        _ = try await bench.engine.timeline(of: lead)
        let shown = bench.events.all.compactMap { event -> (Int, Bool)? in
            if case .timeline(_, let timeline, let isFresh) = event { (timeline.entries.count, isFresh) } else { nil }
        }
        #expect(shown.map(\.0) == [1, 1, 2])
        #expect(shown.map(\.1) == [true, false, true])
    }

    @Test("costs six calls a look, and none while the lead tells of nothing new")
    func frugal() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let before = await bench.server.calls.count
        _ = try await bench.engine.timeline(of: lead, maximumAge: 300)
        let looked = await bench.server.calls.count
        #expect(looked - before <= 7, "six sources, and once the question whose key it is")
        _ = try await bench.engine.timeline(of: lead, maximumAge: 300)
        #expect(await bench.server.calls.count == looked)

        bench.clock.advance(by: 301)
        _ = try await bench.engine.timeline(of: lead, maximumAge: 300)
        #expect(await bench.server.calls.count == looked + 6)
    }

    @Test("is read again at once after a change of one's own, and after a reading with a gap")
    func frugalButTrue() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.notes, [.before(.serverFailure)])
        #expect(try await bench.engine.timeline(of: lead, maximumAge: 300).gaps.count == 1)
        #expect(try await bench.engine.timeline(of: lead, maximumAge: 300).gaps.isEmpty)

        _ = try await bench.engine.submit(.addNote("mine"), on: lead, hold: .seconds(60))
        await bench.server.addForeignNote("theirs", to: lead)
        let texts = try await bench.engine.timeline(of: lead, maximumAge: 300).entries.map(\.text)
        #expect(Set(texts) == ["mine", "theirs"])
    }

    @Test("tells of recorded changes, tasks, appointments and transactions too")
    func allSources() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let kinds: [TimelineEntry.Kind] = [
            .system, .task(isFinished: true), .appointment(isFinished: false), .transaction,
        ]
        let entries = kinds.enumerated().map { index, kind in
            TimelineEntry(id: "\(index)", at: bench.clock.now - Double(index), kind: kind, text: "\(index)")
        }
        await bench.server.configure { $0.recordedEntries = entries }
        #expect(try await bench.engine.timeline(of: lead).entries == entries)
    }

    @Test("a look is remembered, and leaves with the lead")
    func looks() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        #expect(try await bench.engine.look(of: lead) == nil)
        let look = LeadLook(at: try #require(try bench.row(lead)).lead, on: bench.clock.now)
        try await bench.engine.keep(look, of: lead)
        #expect(try await bench.engine.look(of: lead) == look)

        await bench.server.remove(lead)
        await #expect(throws: SyncError.self) { try await bench.engine.timeline(of: lead) }
        #expect(try await bench.engine.look(of: lead) == nil)
    }

    @Test("names a source that failed and keeps what was known of it")
    func gaps() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.addForeignNote("one", to: lead)
        _ = try await bench.engine.timeline(of: lead)
        await bench.server.script(.notes, [.before(.notGranted)])
        await bench.server.script(.siteActivities, [.before(.serverFailure)])
        let timeline = try await bench.engine.timeline(of: lead)
        #expect(timeline.entries.map(\.text) == ["one"])
        #expect(timeline.gaps.map(\.source) == [.site, .notes])
        #expect(
            timeline.gaps.map(\.reason) == [
                "There is an internal error happened", "this account has no right to do that",
            ]
        )
    }

    @Test("of a lead that is gone takes it out of the mirror")
    func gone() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.remove(lead)
        await #expect(throws: SyncError.self) { try await bench.engine.timeline(of: lead) }
        #expect(try bench.row(lead) == nil)
    }

    @Test("with one source out of reach for want of a right keeps the lead")
    func missingRight() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.siteActivities, [.before(.gone("GET"))])
        #expect(try await bench.engine.timeline(of: lead).gaps.map(\.source) == [.site])
        #expect(try bench.row(lead) != nil)
    }
}
