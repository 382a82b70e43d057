import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("After a call that forbids contact", .timeLimit(.minutes(1)))
struct ForbiddenContactTests {
    private static let call = LeadChange.logCall(.init(outcome: .dncContact, phone: "5125550142", text: "never again"))

    /// Whether the row that is shown lets anybody call or text, by the guard and by the query language.
    private func permits(_ bench: EngineBench, _ id: Lead.ID) throws -> [Bool] {
        let row = try #require(try bench.row(id))
        let standing = ContactGuard.standing(of: row.lead, at: Self.noon)
        let context = QueryContext(now: Self.noon, clock: ZoneDatabase.local)
        return try [ContactGuard.Channel.call, .text].map { standing.verdict(for: $0).permits }
            + ["may:call", "may:text"].map { try LeadQuery.parse($0).matches(row, context: context) }
    }

    /// 2026-11-29 18:00 UTC, noon in Austin.
    private static let noon = Date(timeIntervalSince1970: 1_795_975_200)

    @Test("nothing is callable or textable: at once, when it is sent, when the lead is read again, in a new process")
    func forbids() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        #expect(try permits(bench, lead) == [true, true, true, true])
        let none = [false, false, false, false]
        try await bench.running { bench in
            let entry = try await bench.engine.submit(Self.call, on: lead, hold: .zero)
            #expect(try permits(bench, lead) == none, "unsent")
            try await bench.deliver(entry.id)
        }
        #expect(await bench.server.callLogs.count == 1)
        #expect(await bench.server.leads[lead]?.phones == [Phone("5125550142")], "Lofty does not mark the number")
        #expect(try permits(bench, lead) == none, "sent")
        _ = try await bench.engine.fetch(lead)
        try await bench.engine.refresh(.full)
        #expect(try permits(bench, lead) == none, "read again")
        let next = try EngineBench(after: bench)
        try await next.engine.refresh(.full)
        #expect(try permits(next, lead) == none, "in a new process")
    }

    @Test("the number stays forbidden when the answer was lost and the call is found on the timeline")
    func foundOnTimeline() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.logCall, [.after(.lostPost)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(Self.call, on: lead, hold: .zero)
            try await bench.deliver(entry.id)
        }
        #expect(await bench.server.callLogs.count == 1)
        #expect(try permits(bench, lead) == [false, false, false, false])
    }

    @Test("taking the call back before it is sent permits contact again")
    func undone() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(Self.call, on: lead, hold: .seconds(8))
        #expect(try permits(bench, lead) == [false, false, false, false])
        guard case .cancelled = try await bench.engine.undo(entry.id) else {
            Issue.record("it is held")
            return
        }
        #expect(try permits(bench, lead) == [true, true, true, true])
    }

    @Test("an undo that comes too late leaves it forbidden")
    func tooLate() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let entry = try await bench.running { bench in
            let entry = try await bench.engine.submit(Self.call, on: lead, hold: .zero)
            try await bench.deliver(entry.id)
            return entry
        }
        #expect(try await bench.engine.undo(entry.id) == .impossible(.noWayBack))
        #expect(try permits(bench, lead) == [false, false, false, false])
    }

    @Test("a colleague's call that is seen on the timeline forbids it too, everywhere and in a new process")
    func seenOnTimeline() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.logByColleague(.init(outcome: .dncContact, phone: "5125550142", text: "no"), on: lead)
        #expect(try permits(bench, lead) == [true, true, true, true])

        _ = try await bench.engine.timeline(of: lead)

        #expect(try permits(bench, lead) == [false, false, false, false])
        let next = try EngineBench(after: bench)
        try await next.engine.refresh(.full)
        #expect(try permits(next, lead) == [false, false, false, false], "in a new process")
    }

    @Test("what a timeline says already is written once")
    func saidOnce() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.logByColleague(.init(outcome: .badNumber, phone: "5125550142", text: "no"), on: lead)
        _ = try await bench.engine.timeline(of: lead)
        let revision = try InMemoryStore(on: bench.medium).currentRevision()

        _ = try await bench.engine.timeline(of: lead)

        #expect(try InMemoryStore(on: bench.medium).currentRevision() == revision)
    }
}
