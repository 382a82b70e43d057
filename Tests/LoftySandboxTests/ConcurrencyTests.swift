import Foundation
import Testing

@testable import LoftySandbox

@Suite("Concurrent writers", .timeLimit(.minutes(5)))
struct ConcurrencyTests {
    /// Runs the work for every number at the same time, each on a connection of its own.
    private func inParallel(_ numbers: Range<Int>, _ work: @escaping @Sendable (Int) async throws -> Void) async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in numbers { group.addTask { try await work(number) } }
            try await group.waitForAll()
        }
    }

    private func withBothStores(_ body: (Client) async throws -> Void) async throws {
        try await withSandbox(SandboxConfiguration(leads: 2)) { _, client async throws in try await body(client) }
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            try await withSandbox(SandboxConfiguration(leads: 2, database: path)) { _, client async throws in
                try await body(client)
            }
        }
    }

    @Test("many who add a tag each to one lead all find theirs on it")
    func tags() async throws {
        try await withBothStores { client in
            let id = try await client.makeLead()
            try await inParallel(0..<24) { number in
                let reply = try await client.put("/v1.0/leads/\(id)", ["tagsAdd": [.string("tag \(number)")]])
                #expect(reply.status == 200)
            }
            #expect(Set(try await client.lead(id).tagNames) == Set((0..<24).map { "tag \($0)" }))
        }
    }

    @Test("many who change a field each of one lead lose none")
    func fields() async throws {
        let changes: [JSON] = [
            ["firstName": "First"], ["lastName": "Last"], ["source": "Source"], ["stage": "Qualified"],
            ["cannotCall": true], ["cannotText": true], ["cannotEmail": true], ["language": "fr"],
            ["leadTypes": [2, 5]], ["emails": ["a@example.com"]], ["phones": ["5125550101"]], ["preQual": "Yes"],
            ["fthb": "No"], ["mortgage": "Yes"], ["inquiry": ["priceMin": 100]], ["segments": ["s"]],
        ]
        try await withBothStores { client in
            let id = try await client.makeLead(["firstName": "Before"])
            try await inParallel(0..<changes.count * 2) { number in
                let reply = try await client.put("/v1.0/leads/\(id)", changes[number % changes.count])
                #expect(reply.status == 200, "\(reply.text)")
            }
            let lead = try await client.lead(id)
            for change in changes {
                for member in change.members where member.name != "inquiry" {
                    #expect(lead[member.name] == member.value, "\(member.name)")
                }
            }
            #expect(lead["leadInquiry"]?["priceMin"] == 100)
            // One change of the stage, however many asked for the same.
            let log = try await client.get("/v1.0/systemLogs?leadId=\(id)").json
            #expect(log["timeLines"]?.items?.count { $0["timelineType"] == 38 } == 1)
        }
    }

    @Test("creations, notes and logs at the same time each count once, under ids of their own")
    func counters() async throws {
        try await withBothStores { client in
            let id = try await client.makeLead()
            try await inParallel(0..<24) { number in
                let reply: Reply
                switch number % 3 {
                case 0: reply = try await client.post("/v1.0/leads", ["firstName": .string("Par \(number)")])
                case 1:
                    reply = try await client.post(
                        "/v1.0/notes",
                        ["leadId": .integer(id), "content": .string("n\(number)")]
                    )
                default:
                    reply = try await client.post(
                        "/v1.0/logType",
                        ["leadId": .integer(id), "logType": "logText", "content": .string("l\(number)")]
                    )
                }
                #expect(reply.status == 200, "\(reply.text)")
            }
            #expect(try await client.list("key=Par").total == 8)
            let notes = try await client.get("/v1.0/notes?leadId=\(id)").json["notes"]?.items ?? []
            #expect(Set(notes.compactMap { $0["noteId"]?.int64 }).count == 8)
            let logs = try await client.get("/v1.0/logType?leadId=\(id)&logType=logText&limit=50").json["logType"]?
                .items
            #expect(Set((logs ?? []).compactMap { $0["content"]?.string }).count == 8)
        }
    }

    @Test("two sandboxes on one file wait for each other and lose nothing")
    func twoProcesses() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let configuration = SandboxConfiguration(leads: 2, database: path)
            try await withSandbox(configuration) { _, first async throws in
                let id = try await first.makeLead()
                try await withSandbox(configuration) { _, second async throws in
                    try await inParallel(0..<24) { number in
                        let client = number.isMultiple(of: 2) ? first : second
                        let reply = try await client.put("/v1.0/leads/\(id)", ["tagsAdd": [.string("tag \(number)")]])
                        #expect(reply.status == 200, "\(reply.text)")
                    }
                    #expect(Set(try await second.lead(id).tagNames).count == 24)
                }
            }
        }
    }
}
