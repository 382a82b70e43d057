import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import TestSupport
import Testing

@Suite("Another person's key", .timeLimit(.minutes(1)))
struct OtherPersonTests {
    /// A source that has a new key at once, as a file that was written meanwhile.
    private static let replaced = APIError(
        .credentialRejected,
        operation: "any",
        status: 401,
        disposition: .retry(after: nil)
    )

    @Test("that replaces a rejected one sends nothing that was decided before", arguments: [true, false])
    func replacedKey(_ isAtOnce: Bool) async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.running { bench in
            let first = try await bench.engine.submit(.addNote("mine"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([first.id])
            await bench.server.script(.addNote, [.before(isAtOnce ? Self.replaced : .rejected)])
            await bench.server.configure { server in
                server.hook = { operation in
                    guard operation == .addNote else { return }
                    await server.configure { $0.caller = $0.team[1] }
                }
            }
            let second = try await bench.engine.submit(.addNote("also mine"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([second.id], patience: .whileReachable)
            if !isAtOnce {
                await bench.engine.poke()
                _ = try await bench.engine.waitUntilSettled([second.id], patience: .whileReachable)
            }
            #expect(
                try await eventually {
                    if case .otherAccount = await bench.engine.linkState { true } else { false }
                }
            )
            #expect(try bench.status(second.id) == .queued, "it is kept")
            #expect(await bench.server.texts(of: lead) == ["mine"])
            // The right key is put back, and a person asks.
            await bench.server.configure { server in
                server.hook = nil
                server.caller = server.team[0]
            }
            await bench.engine.poke()
            _ = try await bench.engine.waitUntilSettled([second.id])
        }
        #expect(await bench.server.texts(of: lead) == ["mine", "also mine"])
    }

    @Test("of the same person goes on by itself")
    func renewedKey() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        await bench.server.script(.addNote, [.before(Self.replaced)])
        await bench.server.script(.notes, [.before(Self.replaced)])
        try await bench.running { bench in
            let entry = try await bench.engine.submit(.addNote("hello"), on: lead, hold: .zero)
            _ = try await bench.engine.waitUntilSettled([entry.id])
        }
        #expect(await bench.server.texts(of: lead) == ["hello"])
        #expect(await bench.server.count(.me) == 3, "each time it was asked whose the key is")
    }

    @Test("reads nothing into the mirror")
    func reading() async throws {
        let bench = try EngineBench()
        let lead = try await bench.seed()
        try await bench.engine.refresh(.full)
        await bench.server.script(.lead, [.before(Self.replaced)])
        await bench.server.edit(lead) { $0.stage = "Closed" }
        await bench.server.configure { $0.caller = $0.team[1] }
        await #expect(throws: SyncError.self) { try await bench.engine.fetch(lead) }
        #expect(try bench.row(lead)?.lead.stage == "New Lead")
    }
}
