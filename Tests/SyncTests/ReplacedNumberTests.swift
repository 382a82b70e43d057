import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("A number that somebody replaces on a lead", .timeLimit(.minutes(1)))
struct ReplacedNumberTests {
    private let listed = LeadChange.logCall(.init(outcome: .dncNumber, phone: "5125550142", text: "asked"))

    /// By the guard, at noon in Austin.
    private func mayBeCalled(_ bench: EngineBench, _ id: Lead.ID) throws -> Bool {
        let row = try #require(try bench.row(id))
        let noon = Date(timeIntervalSince1970: 1_795_975_200)
        return ContactGuard.standing(of: row.lead, at: noon).verdict(for: .call).permits
    }

    @Test("shows at the next look, without what was known of the one before")
    func shows() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let call = try await bench.engine.submit(listed, on: lead, hold: .zero)
            try await bench.deliver(call.id)
        }
        #expect(try !mayBeCalled(bench, lead))
        bench.clock.advance(by: 60)
        await bench.server.edit(lead) { $0.phones = [Phone("5125550177")] }
        _ = try await bench.engine.fetch(lead)
        let phones = try #require(try bench.row(lead)?.lead.phones)
        #expect(phones.map(\.digits) == ["5125550177"])
        #expect(try mayBeCalled(bench, lead))
    }

    @Test("does not hold up a call that was made to the one before: it is logged with the number that was called")
    func logged() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        let call = LeadChange.logCall(.init(outcome: .talked, phone: "5125550142", text: "hello"))
        let entry = try await bench.engine.submit(call, on: lead, hold: .seconds(8))
        await bench.server.edit(lead) { $0.phones = [Phone("5125550177")] }
        _ = try await bench.engine.fetch(lead)
        bench.clock.advance(by: 9)
        try await bench.running { bench in try await bench.deliver(entry.id) }
        #expect(await bench.server.callLogs.map(\.phone) == ["5125550142"])
    }

    @Test("is asked about when one's own edit of the numbers was made from the one before")
    func edited() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let edit = LeadChange.setField(.phones, from: ["5125550142"], to: ["5125550142", "5125550188"])
            await bench.server.edit(lead) { $0.phones = [Phone("5125550177")] }
            let entry = try await bench.engine.submit(edit, on: lead, hold: .zero)
            let ended = try await bench.engine.waitUntilSettled([entry.id])
            guard case .conflicted(let theirs) = ended.first?.status else {
                Issue.record("\(ended)")
                return
            }
            #expect(theirs.filter(\.isNumber).hasSuffix("5125550177"))
        }
        #expect(await bench.server.leads[lead]?.phones.map(\.digits) == ["5125550177"])
    }
}
