import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Reading a lead before a number of it is handed over")
struct ReachReadingTests {
    private static let call = LeadChange.CallLog(outcome: .dncNumber, phone: "(512) 555-0142", text: "no more calls")

    @Test("a colleague's call counts, and a lead that was read a moment ago is not read again")
    func colleague() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.configure { $0.logByColleague(Self.call, on: lead) }
        _ = try await bench.engine.readToReach(lead, maximumAge: 60)
        #expect(try bench.row(lead)?.lead.phones.map(\.status) == [.dncNumber])
        #expect(await bench.server.calls.map(\.operation).filter { $0 == .lead }.isEmpty)
    }

    @Test("a lead that was read longer ago is read again, and so are flags that were set meanwhile")
    func old() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        bench.clock.advance(by: 61)
        await bench.server.edit(lead) { $0.permissions.cannotCall = true }
        _ = try await bench.engine.readToReach(lead, maximumAge: 60)
        #expect(try bench.row(lead)?.lead.permissions.cannotCall == true)
    }

    @Test("a log that the account may not read stops nobody, one that cannot be read just now does")
    func refused() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let denied = APIError(.notGranted, operation: "calls", disposition: .permanent)
        await bench.server.script(.communications, [.before(denied)])
        _ = try await bench.engine.readToReach(lead, maximumAge: 60)
        await bench.server.script(.communications, Array(repeating: .before(.unreachable), count: 9))
        await #expect(throws: SyncError.self) { _ = try await bench.engine.readToReach(lead, maximumAge: 60) }
    }

    /// A lead of the server that no mirror has ever held.
    private func stranger(_ bench: EngineBench, _ id: Int64, _ phone: String) async -> Lead.ID {
        let lead = Lead(id: Lead.ID(id), firstName: "Bea", phones: [Phone(phone)], createdAt: bench.clock.now)
        await bench.server.add(lead)
        return lead.id
    }

    @Test(
        "what a call with somebody else at the number came to counts, also on a lead that this machine never read",
        arguments: [CallOutcome.dncNumber, .dncContact],
        ["5125550142", "+1 (512) 555-0142", "1-512-555-0142"]
    )
    func others(outcome: CallOutcome, spelling: String) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let other = await stranger(bench, 8, spelling)
        let call = LeadChange.CallLog(outcome: outcome, phone: spelling, text: "no more calls")
        await bench.server.configure { $0.logByColleague(call, on: other) }

        #expect(try await bench.engine.readToReach(lead, maximumAge: 60) == 0)

        #expect(try bench.row(lead)?.lead.phones.map(\.isListed) == [true])
        #expect(try bench.row(lead)?.lead.refusesContact == false, "the wish is the other person's")
        #expect(try bench.row(other)?.lead.phones.map(\.isListed) == [true])
    }

    @Test("where the mirror knows who has the number nobody is asked for that, and a call with each is read once")
    func known() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let other = try await bench.seed(8)
        await bench.server.configure { $0.logByColleague(Self.call, on: other) }
        let before = await bench.server.calls.count

        #expect(try await bench.engine.readToReach(lead, maximumAge: 60, others: [lead, other]) == 0)

        #expect(try bench.row(lead)?.lead.phones.map(\.status) == [.dncNumber])
        #expect(await bench.server.calls.dropFirst(before).map(\.operation) == [.communications, .communications])
        _ = try await bench.engine.readToReach(lead, maximumAge: 60, others: [lead, other])
        #expect(await bench.server.calls.count == before + 3, "nothing is asked of others for a number on a list")
    }

    @Test("a number that more leads have than live in any home is told by how many were not asked")
    func crowd() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        for id in 8..<20 { _ = await stranger(bench, Int64(id), "5125550142") }
        #expect(try await bench.engine.readToReach(lead, maximumAge: 60) == 4)
    }

    @Test("somebody else who is gone or whose calls may not be read stops nobody; a server that does not answer does")
    func otherFaults() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let other = try await bench.seed(8)
        for kind in [APIError.Kind.notGranted, .notFound] {
            let denied = APIError(kind, operation: "calls", disposition: .permanent)
            await bench.server.script(.communications, [nil, .before(denied)])
            _ = try await bench.engine.readToReach(lead, maximumAge: 60, others: [other])
        }
        await bench.server.script(.leads, Array(repeating: .before(.unreachable), count: 9))
        await #expect(throws: SyncError.self) { _ = try await bench.engine.readToReach(lead, maximumAge: 60) }
    }
}
