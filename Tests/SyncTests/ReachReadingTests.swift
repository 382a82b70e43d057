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
        try await bench.engine.readToReach(lead, maximumAge: 60)
        #expect(try bench.row(lead)?.lead.phones.map(\.status) == [.dncNumber])
        #expect(await bench.server.calls.map(\.operation).filter { $0 == .lead }.isEmpty)
    }

    @Test("a lead that was read longer ago is read again, and so are flags that were set meanwhile")
    func old() async throws {
        let bench = try EngineBench(.manual)
        let lead = try await bench.seed()
        bench.clock.advance(by: 61)
        await bench.server.edit(lead) { $0.permissions.cannotCall = true }
        try await bench.engine.readToReach(lead, maximumAge: 60)
        #expect(try bench.row(lead)?.lead.permissions.cannotCall == true)
    }

    @Test("a log that the account may not read stops nobody, one that cannot be read just now does")
    func refused() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        let denied = APIError(.notGranted, operation: "calls", disposition: .permanent)
        await bench.server.script(.communications, [.before(denied)])
        try await bench.engine.readToReach(lead, maximumAge: 60)
        await bench.server.script(.communications, Array(repeating: .before(.unreachable), count: 9))
        await #expect(throws: SyncError.self) { try await bench.engine.readToReach(lead, maximumAge: 60) }
    }
}
