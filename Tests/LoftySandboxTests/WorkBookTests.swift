import Testing

@testable import LoftySandbox

@Suite("Work in the invented book", .timeLimit(.minutes(1)))
struct WorkBookTests {
    @Test("there are tasks open, done and overdue, planned ones and appointments")
    func tasks() async throws {
        let clock = ManualClock()
        try await withSandbox(SandboxConfiguration(leads: 200), environment: clock.environment) {
            _,
            client async throws in
            var tasks: [JSON] = []
            for lead in try await client.list("limit=100&contacted=true").ids {
                tasks += try await client.get("/v2.0/tasks?leadId=\(lead)").json["tasks"]?.items ?? []
            }
            #expect(Set(tasks.compactMap { $0["type"]?.string }).count == 5)
            #expect(tasks.contains { $0["finishFlag"] == true })
            #expect(tasks.contains { $0["overdueFlag"] == true })
            #expect(tasks.contains { $0["finishFlag"] == false && $0["overdueFlag"] == false })
            let planned = tasks.filter { $0["queryInfo"] != .null }
            #expect(!planned.isEmpty)
            let id = try #require(planned.first { $0["finishFlag"] == false }?["id"]?.int64)
            let refusal = try await client.reply("POST", "/v2.0/tasks/\(id)/finish", "")
            #expect(refusal.refuses(400, 20012, "TASK_IS_SMARTPLAN"))
            #expect(Set(tasks.compactMap { $0["id"]?.int64 }).count == tasks.count)
        }
    }

    @Test("whoever stands at closed has a closed transaction with a price")
    func transactions() async throws {
        try await withSandbox(SandboxConfiguration(leads: 200)) { _, client async throws in
            let closed = try await client.list("limit=100&stage=Closed").ids
            #expect(closed.count > 3)
            for lead in closed {
                let transactions = try await client.get("/v1.0/leads/\(lead)/transactions").json.items ?? []
                #expect(transactions.count == 1)
                #expect(transactions[0]["transactionStatus"] == "Closed")
                #expect(transactions[0]["closeDate"]?.int64 != nil)
                let price = try #require(transactions[0]["homePrice"]?.int64)
                let parts = [transactions[0]["teamRevenue"], transactions[0]["agentRevenue"]].compactMap { $0?.int64 }
                #expect(parts.reduce(0, +) == transactions[0]["gci"]?.int64)
                #expect(price > 0)
            }
            let contracts = try await client.list("limit=100&stage=Under+Contract").ids
            for lead in contracts {
                let transactions = try await client.get("/v1.0/leads/\(lead)/transactions").json.items ?? []
                #expect(transactions.map { $0["closeDate"] } == [.null])
            }
            #expect(!contracts.isEmpty)
        }
    }

    @Test("the same seed plans the same work, another one another")
    func repeatable() async throws {
        let clock = ManualClock()
        func work(seed: UInt64) async throws -> JSON {
            let configuration = SandboxConfiguration(leads: 60, seed: seed)
            return try await withSandbox(configuration, environment: clock.environment) { _, client async throws in
                let all = try await client.get("/v2.0/transactions?transactionType=All&pageSize=100").json
                let calendar = try await client.get("/v2.0/calendar?startTimeMs=0&includeFinished=true&pageSize=500")
                    .json
                return [all, calendar]
            }
        }
        let first = try await work(seed: 3)
        #expect(try await work(seed: 3) == first)
        #expect(try await work(seed: 4) != first)
    }
}
