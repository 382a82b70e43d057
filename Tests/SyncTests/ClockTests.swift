import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A clock that is set", .timeLimit(.minutes(1)))
struct ClockTests {
    static let jumps = [-172_800.0, -3_600, 3_600, 172_800]

    @Test("neither holds a change up nor sends it early", arguments: jumps)
    func hold(_ jump: Double) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(8))
            #expect(try await eventually { !bench.clock.deadlines.isEmpty })
            bench.clock.set(by: jump)
            bench.clock.advance(by: 4)
            // Another decision wakes the engine, so that it looks at the clock.
            let other = try await bench.engine.submit(.addNote("later"), on: lead, hold: .seconds(8))
            let due = bench.clock.now + 4
            #expect(
                try await eventually {
                    guard case .held(let until) = try bench.status(entry.id) else { return false }
                    return abs(until.timeIntervalSince(due)) < 0.01
                },
                "people see the time that is left"
            )
            #expect(await bench.server.count(.addNote) == 0)
            bench.clock.advance(by: 4.001)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            bench.clock.advance(by: 4.001)
            _ = try await bench.engine.waitUntilSettled([other.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello", "later"])
    }

    @Test(
        "does not hurry a change that another process had held, nor one that waits for its next try",
        arguments: jumps
    )
    func hurriesNothing(_ jump: Double) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let tag = try await waitingTag(bench)
        let note = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(8))
        bench.clock.set(by: jump)
        try await EngineBench(after: bench).running { bench in
            #expect(try await eventually { !bench.clock.deadlines.isEmpty })
            bench.clock.advance(by: 0.5)
            #expect(try bench.status(tag.id)?.isSettled == false)
            bench.clock.advance(by: 0.8)
            _ = try await bench.engine.waitUntilSettled([tag.id])
            #expect(await bench.server.count(.addNote) == 0, "it can still be taken back")
            bench.clock.advance(by: 6.8)
            _ = try await bench.engine.waitUntilSettled([note.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }

    @Test("set while two processes run hurries nothing and holds nothing up in either", arguments: jumps)
    func twoProcesses(_ jump: Double) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let second = try EngineBench(after: bench)
        try await second.running { second in
            #expect(try await eventually { await second.engine.rest == .untilPoked })
            let note = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(8))
            bench.clock.set(by: jump)
            // Only now does the other process hear of it.
            _ = try await second.engine.rows()
            await second.engine.poke()
            #expect(try await eventually { !second.clock.deadlines.isEmpty })
            second.clock.advance(by: 7.9)
            await second.engine.poke()
            #expect(try await eventually { await second.engine.rest != .working })
            #expect(await second.server.count(.addNote) == 0)
            second.clock.advance(by: 0.2)
            #expect(try await eventually { try second.status(note.id)?.isSettled == true })
        }
    }

    @Test("does not hold up a change that another process had held", arguments: [-172_800.0, -3_600])
    func nextProcess(_ jump: Double) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(8))
        bench.clock.set(by: jump)
        try await EngineBench(after: bench).running { bench in
            #expect(try await eventually { !bench.clock.deadlines.isEmpty })
            bench.clock.advance(by: 8.001)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
    }

    @Test(
        "back does not make a process that only looks tell a wait longer than any can be",
        arguments: [-172_800.0, -3_600]
    )
    func looking(_ jump: Double) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let tag = try await waitingTag(bench)
        let note = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .seconds(8))
        bench.clock.set(by: jump)
        let second = try EngineBench(after: bench)
        let latest = second.clock.now + 60
        for entry in await second.engine.unsentEntries + [try await second.engine.entry(tag.id)].compactMap(\.self) {
            switch entry.status {
            case .waiting(let until, _): #expect(entry.id == tag.id && until <= latest)
            case .held(let until): #expect(entry.id == note.id && until <= second.clock.now + 8)
            default: Issue.record("\(entry)")
            }
        }
    }

    @Test("does not hold up the next try, of a change or of the link", arguments: jumps, [true, false])
    func retry(_ jump: Double, _ isOffline: Bool) async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let fault = FakeLofty.Fault.before(isOffline ? .unreachable : .serverFailure)
        await bench.server.script(.updateLead, [fault])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addTag("hot"), on: lead, hold: .zero)
            #expect(try await eventually { !bench.clock.deadlines.isEmpty })
            bench.clock.set(by: jump)
            bench.clock.advance(by: 1.3)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.leads[lead]?.tags == ["hot"])
    }

    @Test("does not stop the reading of the team and the daily sweep while their marks lie in the future")
    func marks() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        try await bench.engine.refresh(.full)
        bench.clock.set(by: -86_400 * 2)
        await bench.server.edit(lead) { $0.stage = "Closed" }
        await bench.server.configure { $0.pipeline.append(Stage(id: Stage.ID(rawValue: 99), name: "Parked")) }
        try await bench.engine.refresh(.incremental)
        #expect(await bench.engine.referenceData.stages.map(\.name).contains("Parked"))
        let store = InMemoryStore(on: bench.medium)
        #expect(try store.marks().completeSweepAt == bench.clock.now, "the daily sweep was due")
    }

    /// A change of another lead that the server has failed once.
    private func waitingTag(_ bench: EngineBench) async throws -> OutboxEntry {
        let other = try await bench.seed(8)
        await bench.server.script(.updateLead, [.before(.serverFailure)])
        return try await bench.running { bench in
            let tag = try await bench.engine.submit(.addTag("hot"), on: other, hold: .zero)
            #expect(
                try await eventually {
                    if case .waiting = try bench.status(tag.id) { true } else { false }
                }
            )
            return tag
        }
    }
}
