import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A create that Lofty merged into another lead", .timeLimit(.minutes(1)))
struct MergedCreateTests {
    private func bench(holding name: String, isMirrored: Bool) async throws -> (EngineBench, Lead.ID) {
        let bench = try EngineBench()
        let lead = Lead(
            id: Lead.ID(55),
            firstName: name,
            lastName: "Patel",
            emails: ["ravi@example.com"],
            createdAt: bench.clock.now,
            updatedAt: bench.clock.now
        )
        await bench.server.add(lead)
        await bench.server.configure { $0.mergesDuplicates = true }
        if isMirrored {
            let store = InMemoryStore(on: bench.medium)
            _ = try store.commit(StoreTransaction(readings: [.lead(lead, at: bench.clock.now)]))
        }
        return (bench, lead.id)
    }

    private let new = NewLead(firstName: "Ravi", lastName: "Patel", emails: ["ravi@example.com"])

    @Test("is adopted when it was the same person's")
    func samePerson() async throws {
        let (bench, survivor) = try await bench(holding: "Ravi", isMirrored: true)
        try await bench.running { bench in
            let create = try await bench.engine.submit(create: new, hold: .zero)
            let settled = try await bench.engine.waitUntilSettled([create.id])
            #expect(settled.map(\.leadID) == [survivor])
            #expect(settled.map(\.status.isSettled) == [true])
        }
    }

    @Test("says whom it was merged into, and sends nothing more before a person agrees")
    func otherPerson() async throws {
        let (bench, survivor) = try await bench(holding: "Ravindra", isMirrored: true)
        try await bench.running { bench in
            let create = try await bench.engine.submit(create: new, hold: .zero)
            let note = try await bench.engine.submit(.addNote("hello"), on: create.leadID, hold: .zero)
            let stopped = try await bench.engine.waitUntilSettled([create.id])
            guard case .wedged(let failure) = stopped.first?.status else {
                Issue.record("\(stopped)")
                return
            }
            #expect(failure.cause == .merged(into: survivor))
            #expect(failure.reason.contains("Ravindra Patel") && failure.reason.contains("55"))
            #expect(await bench.server.texts(of: survivor).isEmpty)
            #expect(try bench.row(survivor)?.lead.firstName == "Ravindra", "the mirror was renamed")
            _ = try await bench.engine.retry(create.id)
            let settled = try await bench.engine.waitUntilSettled([create.id, note.id])
            #expect(settled.map(\.leadID) == [survivor, survivor])
        }
        #expect(await bench.server.texts(of: survivor) == ["hello"])
    }

    @Test("takes what was to follow it along when a person drops it")
    func dropped() async throws {
        let (bench, survivor) = try await bench(holding: "Ravindra", isMirrored: true)
        try await bench.running { bench in
            let create = try await bench.engine.submit(create: new, hold: .zero)
            let note = try await bench.engine.submit(.addNote("hello"), on: create.leadID, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([create.id])
            #expect(try await bench.engine.drop(create.id).map(\.id) == [create.id, note.id])
        }
        #expect(await bench.server.texts(of: survivor).isEmpty)
    }
}
