import FoundationEssentials
import Leads
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("A reading and its write, which go together", .timeLimit(.minutes(1)))
struct TurnReserveTests {
    private let time = ManualTime()
    private static let lead = StubTransport.Step.json(#"{"lead":{"leadId":7,"firstName":"Ana"}}"#)
    private static let written = StubTransport.Step.json(#"{"leadId":7}"#)

    private func client(_ script: [StubTransport.Step], inFlight: Int = 4) -> LoftyClient {
        makeClient(StubTransport(script), time: time) { $0.maximumCallsInFlight = inFlight }
    }

    private func readAndWrite(_ client: LoftyClient) async throws {
        try await TurnReserve.forReadThenWrite {
            let lead = try await client.lead(Lead.ID(7), includingTrashed: false)
            try await client.updateLead(lead.id, LeadEdit(tags: lead.tags + ["hot"]))
        }
    }

    /// True when the work ends by itself.
    private func ends(_ work: @escaping @Sendable () async throws -> Void) async -> Bool {
        let isOver = Mutex(false)
        let task = Task {
            try await work()
            isOver.withLock { $0 = true }
        }
        let ends = await eventually(within: .seconds(5)) { isOver.withLock { $0 } }
        task.cancel()
        return ends
    }

    @Test("take no connection while there is none for both: two that wait for each other's would wait for ever")
    func bothOrNone() async throws {
        let client = client([Self.lead, Self.written])
        let governor = client.governor
        var turns: [CallTurn] = []
        for _ in 0..<3 { turns.append(try await governor.admit(.write)) }
        let work = Task { try await readAndWrite(client) }
        #expect(await eventually { await governor.waiting == 1 })
        let isServed = await ends { await governor.finish(try await governor.admit(.write), .lost) }
        #expect(isServed, "the reading holds the last connection and cannot use it")
        for turn in turns { await governor.finish(turn, .lost) }
        try await work.value
    }

    @Test("many of them at once come to an end, with as few connections as may be", arguments: [1, 2, 3, 4])
    func crowd(_ inFlight: Int) async throws {
        let time = ManualTime(skipsPauses: true)
        let slowly = StubTransport.Step { request in
            for _ in 0..<5 { await Task.yield() }
            let body = request.method == "GET" ? #"{"lead":{"leadId":7,"firstName":"Ana"}}"# : #"{"leadId":7}"#
            return .success(HTTPResponse(status: 200, headers: [], body: Data(body.utf8)))
        }
        let transport = StubTransport(Array(repeating: slowly, count: 40))
        let client = makeClient(transport, time: time) { $0.maximumCallsInFlight = inFlight }
        let areOver = await ends {
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { try await readAndWrite(client) } }
                try await group.waitForAll()
            }
        }
        #expect(areOver && transport.stepsLeft == 0)
    }

    @Test("a block within a block takes what is kept already, and waits for nothing of its own")
    func nested() async throws {
        let client = client([Self.lead, Self.lead, Self.written], inFlight: 2)
        let isOver = await ends {
            try await TurnReserve.forReadThenWrite {
                _ = try await client.lead(Lead.ID(7), includingTrashed: false)
                try await readAndWrite(client)
            }
        }
        #expect(isOver)
        #expect(await ends { for _ in 0..<2 { _ = try await client.governor.admit(.write) } }, "all is given back")
    }

    @Test("a task that goes on after the block keeps nothing that nobody gives back")
    func afterTheBlock() async throws {
        let client = client([Self.lead])
        let gate = Gate()
        let late = await TurnReserve.forReadThenWrite {
            Task {
                await gate.pass()
                return try await client.lead(Lead.ID(7), includingTrashed: false)
            }
        }
        await gate.open()
        _ = try await late.value
        #expect(await ends { for _ in 0..<4 { _ = try await client.governor.admit(.write) } })
    }

    @Test("the connection that was kept for a write is free again when its turn is not waited for")
    func cancelled() async throws {
        let headers = [
            HTTPField("X-RateLimit-Limit", "20"), HTTPField("X-RateLimit-Remaining", "2"),
            HTTPField("X-RateLimit-Reset", "21000"),
        ]
        let client = client([.json("[]", headers: headers)])
        _ = try await client.tagNames()
        let work = Task { try await readAndWrite(client) }
        #expect(await eventually { time.sleepers == 1 })
        work.cancel()
        await #expect(throws: APIError.self) { try await work.value }
        time.advance(by: .seconds(60))
        #expect(await ends { for _ in 0..<4 { _ = try await client.governor.admit(.write) } })
    }
}
