import Foundation
import GRDB
import Testing

@testable import LoftySandbox

@Suite("The book that stirs by itself", .timeLimit(.minutes(1)))
struct LiveTests {
    /// Everything that events can change.
    private static let tables = [
        "lead", "leadEmail", "leadPhone", "leadTag", "communication", "siteActivity", "systemLog",
    ]

    private func stirred(seed: UInt64, steps: [Int]) async throws -> (events: [LiveEvent], rows: [String]) {
        let clock = ManualClock()
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 12), environment: clock.environment)
        defer { database.close() }
        let board = OddityBoard(SandboxOddities())
        let live = LiveGenerator(database, .contract, board, clock.environment, seed: seed)
        var events: [LiveEvent] = []
        for count in steps {
            events += try await live.step(count)
            clock.advance(by: 30)
        }
        let rows = try await database.read { db in
            try Self.tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
        return (events, rows)
    }

    @Test("the same seed and clock make the same rows, another seed makes others", arguments: [1, 99] as [UInt64])
    func deterministic(seed: UInt64) async throws {
        let first = try await stirred(seed: seed, steps: [60, 60])
        let again = try await stirred(seed: seed, steps: [60, 60])
        #expect(first.rows == again.rows)
        #expect(first.events == again.events)
        let other = try await stirred(seed: seed + 1, steps: [60, 60])
        #expect(first.rows != other.rows)
        #expect(Set(first.events) == Set(LiveEvent.allCases))
    }

    @Test("steps over HTTP show in the lists, the timelines, the change log and at a receiver")
    func overHTTP() async throws {
        let receiver = try Receiver()
        defer { receiver.stop() }
        let policy = WebhookPolicy(batchDelay: .zero)
        try await withSandbox(SandboxConfiguration(leads: 12, webhooks: policy)) { _, client async throws in
            try await client.subscribe(2, receiver)
            let before = try await client.list("limit=100")
            let reply = try await client.post("/sandbox/live", ["step": 80])
            #expect(reply.status == 200)
            let happened = try reply.json["happened"]?.items?.compactMap(\.string) ?? []
            #expect(happened.count == 80)
            #expect(try reply.json["events"] == 80)
            let arrivals = happened.count { $0 == "arrival" }
            let after = try await client.list("limit=100")
            #expect(after.total == before.total + Int64(arrivals))
            let arrived = after.leads.filter { !before.ids.contains($0["leadId"]?.int64 ?? 0) }
            #expect(arrived.allSatisfy { $0["assignedUserId"] != 0 }, "routing gave each to somebody")
            try await eventually {
                let told = receiver.payloads.flatMap { $0["createdLead"]?.items ?? [] }
                return Set(told.compactMap { $0["leadId"]?.int64 }) == Set(arrived.compactMap { $0["leadId"]?.int64 })
            }
            var inbound = 0
            var changes = 0
            for id in after.ids {
                let talks = try await client.get("/v2.0/leads/\(id)/activities?limit=1000").json["activities"]?.items
                inbound += talks?.count { $0["direction"] == "Inbound" && $0["activityTime"] != nil } ?? 0
                let log = try await client.get("/v1.0/systemLogs?leadId=\(id)").json["timeLines"]?.items
                changes += log?.count ?? 0
            }
            #expect(inbound >= happened.count { $0 == "reply" })
            #expect(changes > 0)
        }
    }

    @Test("a restarted sandbox goes on with the next event")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let configuration = SandboxConfiguration(leads: 3, database: path)
            let first = try await withSandbox(configuration) { _, client in
                try await client.post("/sandbox/live", ["step": 30]).json["happened"]?.items ?? []
            }
            try await withSandbox(configuration) { _, client async throws in
                #expect(try await client.get("/sandbox/live").json["events"] == 30)
                let second = try await client.post("/sandbox/live", ["step": 30]).json
                #expect(second["events"] == 60)
                #expect(second["happened"]?.items != first)
            }
        }
    }

    @Test("at a pace it runs until it is told to stop, and the end of the sandbox is its end")
    func pace() async throws {
        let configuration = SandboxConfiguration(leads: 3, liveEventsPerMinute: 6_000)
        try await withSandbox(configuration) { sandbox, client async throws in
            try await eventually { (try await client.get("/sandbox/live").json["events"]?.int64 ?? 0) >= 3 }
            #expect(try await client.get("/sandbox/live").json["rate"] == 6_000)
            let stopped = try await client.post("/sandbox/live", ["rate": 0]).json
            #expect(stopped["rate"] == 0)
            let step = try await client.post("/sandbox/live", ["step": 1]).json
            #expect(step["events"]?.int64 == (stopped["events"]?.int64 ?? 0) + 1, "nothing else happens")
            #expect(try await client.post("/sandbox/live", ["rate": 6_000]).json["rate"] == 6_000)
            await sandbox.stop()
        }
    }

    @Test(
        "a pace that cannot be is refused",
        arguments: [["rate": -1], ["rate": 6_001], ["step": 0], [:], ["rate": "x"]] as [JSON]
    )
    func refused(body: JSON) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.post("/sandbox/live", body).status == 400)
            #expect(try await client.with(authorization: nil).post("/sandbox/live", body).status == 401)
            #expect(try await client.delete("/sandbox/live").status == 405)
            #expect(try await client.get("/sandbox/live").json["events"] == 0)
        }
    }
}
