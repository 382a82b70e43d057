import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

/// A bench with a book of leads, lead 1 the newest.
func bookBench(_ count: Int, motion: TestClock.Motion = .jumping) async throws -> EngineBench {
    let bench = try EngineBench(motion)
    for number in 1...count {
        let made = bench.clock.now - Double(number)
        await bench.server.add(
            Lead(
                id: Lead.ID(Int64(number)),
                firstName: "Lead \(number)",
                stage: "New Lead",
                createdAt: made,
                updatedAt: made
            )
        )
    }
    return bench
}

extension EngineBench {
    func ids() async throws -> Set<Int64> { Set(try await engine.rows().map(\.lead.id.rawValue)) }
}

@Suite("Readings", .timeLimit(.minutes(1)))
struct ReadingTests {
    @Test("A trashed lead does not return with a page that was asked for before", .timeLimit(.minutes(1)))
    func trashedStaysAway() async throws {
        let bench = try await bookBench(3)
        try await bench.engine.refresh(.full)
        let asked = Gate()
        let gate = Gate()
        let old = try #require(await bench.server.leads[Lead.ID(2)])
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads else { return }
                await asked.open()
                await gate.pass()
            }
        }
        try await bench.running { bench in
            let refresh = Task { try await bench.engine.refresh(.full) }
            await asked.pass()
            let entry = try await bench.engine.submit(.trash(reason: "twin"), on: old.id, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
            #expect(try bench.row(old.id) == nil)
            // The page was on its way before the lead was trashed, so it still holds it.
            await bench.server.configure { $0.restore(old) }
            await gate.open()
            try await refresh.value
        }
        #expect(try bench.row(old.id) == nil)
    }

    @Test("A lead that was trashed elsewhere does not return with an answer about itself that is older")
    func lateAnswer() async throws {
        let bench = try await bookBench(3)
        try await bench.engine.refresh(.full)
        let other = InMemoryStore(on: bench.medium)
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .lead else { return }
                _ = try? other.commit(StoreTransaction(readings: [.gone(Lead.ID(2))]))  // Checked below.
            }
        }
        _ = try await bench.engine.fetch(Lead.ID(2))
        #expect(try bench.row(Lead.ID(2)) == nil)
    }

    @Test("A page tells nothing new about a lead that another process read meanwhile")
    func otherProcess() async throws {
        let bench = try await bookBench(3)
        try await bench.engine.refresh(.full)
        let other = InMemoryStore(on: bench.medium)
        var newer = try #require(await bench.server.leads[Lead.ID(2)])
        newer.stage = "Closed"
        newer.updatedAt = nil
        let fresh = newer
        await bench.server.configure { server in
            server.hook = { operation in
                guard operation == .leads else { return }
                // Checked below.
                _ = try? other.commit(StoreTransaction(readings: [.lead(fresh, at: fresh.createdAt ?? .distantPast)]))
            }
        }
        try await bench.engine.refresh(.full)
        #expect(try bench.row(Lead.ID(2))?.lead.stage == "Closed")
    }

    @Test("An answer about another lead than the one asked for is refused")
    func impostor() async throws {
        let bench = try await bookBench(3)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.impostors[Lead.ID(1)] = Lead.ID(2) }
        await bench.server.edit(Lead.ID(2)) { $0.stage = "Closed" }
        let error = await #expect(throws: SyncError.self) { try await bench.engine.fetch(Lead.ID(1)) }
        guard case .service(let failure) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(failure.kind == .unreadableAnswer)
        #expect(failure.serverText == "Lofty was asked for lead 1 and answered with lead 2")
        #expect(try bench.row(Lead.ID(1))?.lead.firstName == "Lead 1")
        #expect(try bench.row(Lead.ID(2))?.lead.stage == "New Lead", "nothing is learnt from it")
    }

    @Test("A timeline shows the newest communications and names what is not there")
    func newestCommunications() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let start = bench.clock.now - 10_000
        await bench.server.configure { server in
            server.addCalls((0..<1_200).map { (text: "call \($0)", at: start + Double($0)) }, to: lead)
        }
        let timeline = try await bench.engine.timeline(of: lead)
        #expect(timeline.entries.first?.text.contains("call 1199") == true)
        #expect(timeline.entries.count == 1_000)
        #expect(timeline.gaps.map(\.source) == [.communications])
        #expect(timeline.gaps.first?.reason == "the newest 1000 are shown; what is older is in Lofty")
    }

    @Test("A lead that left takes its timeline with it")
    func timelineLeaves() async throws {
        let bench = try await bookBench(120)
        try await bench.engine.refresh(.full)
        await bench.server.addForeignNote("secret", to: Lead.ID(5))
        _ = try await bench.engine.timeline(of: Lead.ID(5))
        #expect(try await bench.engine.mirroredTimeline(of: Lead.ID(5)) != nil)
        await bench.server.remove(Lead.ID(5))
        try await bench.engine.refresh(.full)
        #expect(try bench.row(Lead.ID(5)) == nil)
        #expect(try await bench.engine.mirroredTimeline(of: Lead.ID(5)) == nil)
    }

    @Test("A mark in the future keeps nothing from being read", arguments: [RefreshScope.incremental])
    func clockSetBack(_ scope: RefreshScope) async throws {
        let bench = try await bookBench(120)
        bench.clock.advance(by: 100_000)
        try await bench.engine.refresh(.full)
        await bench.server.configure { $0.pipeline.append(Stage(id: Stage.ID(rawValue: 99), name: "Won")) }
        await bench.server.edit(Lead.ID(77)) { $0.stage = "Closed" }
        bench.clock.set(by: -50_000)
        try await bench.engine.refresh(scope)
        #expect(await bench.engine.referenceData.stages.last?.name == "Won")
        #expect(try bench.row(Lead.ID(77))?.lead.stage == "Closed")
    }
}

@Suite("Whose account it is")
struct AccountIdentityTests {
    @Test(
        "A name that only looks like this machine is another server",
        arguments: ["127.evil.example", "127.0.0.1.evil.example", "127.0.0.256", "localhost.evil.example", "127"]
    )
    func impostorHosts(_ host: String) {
        #expect(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: host).host == host)
    }

    @Test("This machine has many names", arguments: ["127.0.0.1", "LOCALHOST", "::1", "[::1]", "127.9.8.7"])
    func loopback(_ host: String) {
        #expect(AccountIdentity(teamID: 1, userID: Member.ID(rawValue: 2), host: host).host == nil)
    }
}
