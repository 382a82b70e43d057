import Leads
import Sync
import TestSupport
import Testing

@Suite("Fields on their way to the server", .timeLimit(.minutes(1)))
struct FieldDeliveryTests {
    @Test("travel with stage and tags in one PUT, and are read back")
    func onePut() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let changes: [LeadChange] = [
            .setField(.lastName, from: ["de la Cruz"], to: ["Cruz"]),
            .setField(.phones, from: ["5125550142"], to: ["5125550142", "5125550199"]), .addTag("hot"),
        ]
        let entries = try await bench.engine.submit(changes.map { Proposal($0, on: lead) }, hold: .zero)

        let settled = try await bench.running { bench in
            try await bench.engine.waitUntilSettled(entries.map(\.id), patience: .whileReachable)
        }

        #expect(settled.allSatisfy { if case .settled = $0.status { true } else { false } })
        let there = try #require(await bench.server.leads[lead])
        #expect(there.lastName == "Cruz" && there.phones.map(\.number) == ["5125550142", "5125550199"])
        #expect(await bench.server.count(.updateLead) == 1)
    }

    @Test("that somebody else changed meanwhile are a conflict, which names what is there")
    func conflict() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let change = LeadChange.setField(.emails, from: ["ana7@example.com"], to: ["new@example.com"])
        let entry = try await bench.engine.submit(change, on: lead, hold: .zero)
        await bench.server.edit(lead) { $0.emails = ["theirs@example.com"] }

        let isConflicted = try await bench.running { bench in
            try await eventually {
                try bench.status(entry.id) == .conflicted(theirs: "theirs@example.com")
            }
        }

        #expect(isConflicted)
        #expect(await bench.server.leads[lead]?.emails == ["theirs@example.com"])
    }

    @Test("and a lead that is hidden by them goes out in the same PUT, and shows again with its inverse")
    func hiding() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let changes: [LeadChange] = [.setHidden(true), .addTag("hot")]
        let entries = try await bench.engine.submit(changes.map { Proposal($0, on: lead) }, hold: .zero)

        try await bench.running { bench in
            let settled = try await bench.engine.waitUntilSettled(entries.map(\.id), patience: .whileReachable)
            #expect(settled.allSatisfy { if case .settled = $0.status { true } else { false } })
            #expect(await bench.server.leads[lead]?.isHidden == true)
            #expect(await bench.server.count(.updateLead) == 1)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entries[0].id) else {
                Issue.record("no way back")
                return
            }
            _ = try await bench.engine.waitUntilSettled([inverse.id], patience: .whileReachable)
        }

        #expect(await bench.server.leads[lead]?.isHidden == false)
    }

    @Test("are taken back after they went out by what was there before")
    func undo() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let change = LeadChange.setField(.lastName, from: ["de la Cruz"], to: ["Cruz"])
        let entry = try await bench.engine.submit(change, on: lead, hold: .zero)

        try await bench.running { bench in
            _ = try await bench.engine.waitUntilSettled([entry.id], patience: .whileReachable)
            guard case .inverseQueued(let inverse) = try await bench.engine.undo(entry.id) else {
                Issue.record("no way back")
                return
            }
            _ = try await bench.engine.waitUntilSettled([inverse.id], patience: .whileReachable)
        }

        #expect(await bench.server.leads[lead]?.lastName == "de la Cruz")
    }
}
