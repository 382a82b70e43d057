import Foundation
import GRDB
import Testing

@testable import LoftySandbox

@Suite("Webhook deliveries", .timeLimit(.minutes(1)))
struct WebhookDeliveryTests {
    /// Every event leaves at once.
    private static let hasty = WebhookPolicy(
        batchDelay: .zero,
        firstRetryDelay: .milliseconds(1),
        mostAttempts: 4,
        answerTimeout: .seconds(30)
    )

    private func withReceiver(
        _ answers: [Receiver.Answer] = [],
        policy: WebhookPolicy = hasty,
        _ body: (Sandbox, Client, Receiver) async throws -> Void
    ) async throws {
        let receiver = try Receiver(answers)
        defer { receiver.stop() }
        try await withSandbox(SandboxConfiguration(leads: 12, webhooks: policy)) { sandbox, client in
            try await body(sandbox, client, receiver)
        }
    }

    @Test("making, changing and trashing a lead is told with ids only")
    func leads() async throws {
        try await withReceiver { _, client, receiver in
            try await client.subscribe(2, receiver)
            let team = try await client.get("/v1.0/me").json["teamId"]
            let id = try await client.makeLead(["firstName": "Quiet", "stage": "Contacted"])
            try await receiver.wait(for: 1)
            _ = try await client.put("/v1.0/leads/\(id)", ["lastName": "Person"])
            try await receiver.wait(for: 2)
            _ = try await client.delete("/v1.0/leads/\(id)?reason=x")
            try await receiver.wait(for: 3)
            for (payload, bucket) in zip(receiver.payloads, ["createdLead", "updatedLead", "deletedLead"]) {
                #expect(payload.members.map(\.name) == ["teamId", "listId", bucket])
                #expect(payload["teamId"] == team)
                #expect(payload["listId"] == 2)
                let entry = try #require(payload[bucket]?.items?.first)
                #expect(entry.members.map(\.name) == ["leadId", "updateTime"])
                #expect(entry["leadId"] == .integer(id))
                #expect(try #require(entry["updateTime"]?.int64) > 1_700_000_000_000)
            }
            #expect(receiver.posts.map(\.line) == Array(repeating: "POST /hook HTTP/1.1", count: 3))
            #expect(receiver.posts.allSatisfy { $0.headers.contains("Content-Type: application/json") })
        }
    }

    @Test("a stage change is told as such besides the update, and only when the stage changes")
    func stageChange() async throws {
        try await withReceiver { _, client, receiver in
            try await client.subscribe(12, receiver)
            let id = BookLeadMaker.guideLeadID
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "New Lead"])
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "Contacted"])
            try await receiver.wait(for: 1)
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "Contacted"])
            _ = try await client.put("/v1.0/leads/\(id)", ["stage": "Qualified"])
            try await receiver.wait(for: 2)
            #expect(receiver.payloads.map { $0["updatedPipeline"]?.items?.count } == [1, 1])
            #expect(receiver.payloads.allSatisfy { $0["updatedPipeline"]?.items?.first?["leadId"] == .integer(id) })
            let log = try await client.get("/v1.0/systemLogs?leadId=\(id)").json["timeLines"]?.items ?? []
            #expect(log.prefix(2).allSatisfy { $0["timelineType"] == 38 })
        }
    }

    private static let writes:
        [(list: Int64, method: String, path: String, body: JSON, bucket: String, names: [String])] = [
            (
                3, "POST", "/v1.0/leads/563172647619608/activity",
                ["type": "Browse", "text": "t", "link": "l", "picture": "p", "created": 1_747_272_300_000],
                "createdActivity", ["leadId", "updateTime"]
            ),
            (
                6, "POST", "/v1.0/logType",
                ["leadId": 563_172_647_619_608, "logType": "logCall", "content": "c", "leadPhoneNumber": "5550100"],
                "createdCall", ["timelineId", "callId", "leadId", "updateTime"]
            ),
            (
                7, "POST", "/v1.0/logType", ["leadId": 563_172_647_619_608, "logType": "logEmail", "content": "c"],
                "createdEmail", ["timelineId", "emailId", "leadId", "updateTime"]
            ),
            (
                8, "POST", "/v1.0/logType", ["leadId": 563_172_647_619_608, "logType": "logText", "content": "c"],
                "createdText", ["timelineId", "textId", "leadId", "updateTime"]
            ),
            (
                9, "POST", "/v1.0/notes", ["leadId": 563_172_647_619_608, "content": "n", "isPin": false],
                "createdNote", ["noteId", "leadId", "updateTime"]
            ),
        ]

    @Test("writes about a lead tell those who asked for them and nobody else", arguments: 0..<5)
    func writes(index: Int) async throws {
        let write = Self.writes[index]
        try await withReceiver { _, client, receiver in
            for list in DomainEvent.listIDs { try await client.subscribe(list, receiver, path: "/\(list)") }
            let reply = try await client.reply(write.method, write.path, write.body.text)
            #expect(reply.status == 200)
            try await eventually { receiver.payloads.contains { $0["listId"] == .integer(write.list) } }
            let payload = try #require(receiver.payloads.first { $0["listId"] == .integer(write.list) })
            #expect(payload[write.bucket]?.items?.first?.members.map(\.name) == write.names)
            let told = Set(receiver.payloads.compactMap { $0["listId"]?.int64 })
            // A note or a log also touches its lead.
            #expect(told.isSubset(of: [write.list, 2]))
        }
    }

    @Test("a note that is edited and deleted is told both times")
    func notes() async throws {
        try await withReceiver { _, client, receiver in
            let lead = try await client.makeLead()
            let note = try await client.post("/v1.0/notes", ["leadId": .integer(lead), "content": "n"]).json
            let id = try #require(note["noteId"]?.int64)
            try await client.subscribe(9, receiver)
            _ = try await client.put("/v1.0/notes/\(id)", ["content": "m", "isPin": true])
            try await receiver.wait(for: 1)
            _ = try await client.delete("/v1.0/notes/\(id)")
            try await receiver.wait(for: 2)
            #expect(receiver.payloads[0]["updatedNote"]?.items?.first?["noteId"] == .integer(id))
            #expect(receiver.payloads[1]["deletedNote"]?.items?.first?["noteId"] == .integer(id))
        }
    }

    @Test("events of one batch stand together, at most as many as the limit, and once for each lead")
    func batches() async throws {
        let policy = WebhookPolicy(batchDelay: .seconds(3_600))
        try await withReceiver(policy: policy) { _, client, receiver in
            try await client.subscribe(2, receiver, limit: 3)
            let first = try await client.makeLead()
            for number in 1...4 { _ = try await client.put("/v1.0/leads/\(first)", ["lastName": .string("\(number)")]) }
            let second = try await client.makeLead()
            _ = try await client.put("/v1.0/leads/563172647619608", ["lastName": "a"])
            // An hour has not passed, so it is the limit that sends it.
            try await receiver.wait(for: 1)
            let payload = try #require(receiver.payloads.first)
            #expect(payload["createdLead"]?.items?.compactMap { $0["leadId"]?.int64 } == [first, second])
            #expect(payload["updatedLead"]?.items?.compactMap { $0["leadId"]?.int64 } == [563_172_647_619_608])
            _ = try await client.makeLead()
            let waiting = try await client.get("/sandbox/webhooks/deliveries").json
            #expect(waiting["waitingEvents"] == 1)
            #expect(receiver.posts.count == 1)
        }
    }

    @Test(
        "a failed delivery is repeated unchanged and before anything newer",
        arguments: [[Receiver.Answer.status(500), .status(404)], [.hangUp, .status(302)], [.nonsense, .hangUp]]
    )
    func retry(answers: [Receiver.Answer]) async throws {
        try await withReceiver(answers) { _, client, receiver in
            try await client.subscribe(9, receiver)
            let lead = try await client.makeLead()
            for number in 1...3 {
                _ = try await client.post("/v1.0/notes", ["leadId": .integer(lead), "content": .string("\(number)")])
            }
            try await eventually { try await client.deliveredNotes().count == 3 }
            #expect(receiver.payloads[0] == receiver.payloads[1])
            #expect(receiver.payloads[0] == receiver.payloads[2])
            let told = receiver.payloads.dropFirst(2).flatMap { $0["createdNote"]?.items ?? [] }
            let ids = told.compactMap { $0["noteId"]?.int64 }
            #expect(ids == ids.sorted())
            #expect(ids.count == 3)
            let record = try #require(try await client.deliveries().first)
            #expect(record["state"] == "delivered")
            #expect(record["attempts"] == 3)
            #expect(record["status"] == 200)
        }
    }

    @Test("a delivery that fails too often is given up with a record, and the next one still comes")
    func givenUp() async throws {
        try await withReceiver(Array(repeating: .status(503), count: 4)) { _, client, receiver in
            try await client.subscribe(2, receiver)
            _ = try await client.makeLead()
            try await eventually { try await client.deliveries().first?["state"] == "givenUp" }
            let record = try #require(try await client.deliveries().first)
            #expect(record["attempts"] == 4)
            #expect(record["status"] == 503)
            let last = try await client.makeLead()
            try await receiver.wait(for: 5)
            #expect(receiver.payloads[4]["createdLead"]?.items?.first?["leadId"] == .integer(last))
        }
    }

    @Test("nobody listening and nobody answering is told apart in the record")
    func problems() async throws {
        let policy = WebhookPolicy(batchDelay: .zero, mostAttempts: 1, answerTimeout: .milliseconds(50))
        try await withReceiver([.silence], policy: policy) { _, client, receiver in
            let gone = try Receiver()
            gone.stop()
            try await client.subscribe(2, receiver)
            try await client.subscribe(2, gone)
            _ = try await client.makeLead()
            try await eventually { try await client.deliveries().count { $0["state"] == "givenUp" } == 2 }
            let problems = try await client.deliveries().map { $0["problem"]?.string ?? "" }
            #expect(problems[0] == "no answer within 50 ms")
            #expect(problems[1] == "connection refused")
        }
    }

    @Test("a receiver that never answers holds up no other")
    func independent() async throws {
        try await withReceiver([.silence]) { _, client, silent in
            let other = try Receiver()
            defer { other.stop() }
            try await client.subscribe(2, silent)
            try await client.subscribe(2, other)
            for count in 1...3 {
                _ = try await client.makeLead()
                try await other.wait(for: count)
            }
            #expect(silent.posts.count == 1)
        }
    }

    @Test(
        "nothing ever leaves this machine, and the record says so",
        arguments: ["https://example.com/hook", "https://192.0.2.1/hook", "https://127.0.0.1/hook"]
    )
    func foreign(url: String) async throws {
        try await withSandbox(SandboxConfiguration(leads: 3, webhooks: Self.hasty)) { _, client in
            _ = try await client.post("/v1.0/webhook", ["listId": 2, "callbackUrl": .string(url)])
            let id = try await client.makeLead()
            try await eventually { try await client.deliveries().count == 1 }
            let record = try #require(try await client.deliveries().first)
            #expect(record["state"] == "notDelivered")
            #expect(record["attempts"] == 0)
            #expect(record["problem"]?.string?.contains("sandbox") == true)
            #expect(record["payload"]?["createdLead"]?.items?.first?["leadId"] == .integer(id))
        }
    }

    @Test("a deleted subscription takes what waits for it along")
    func unsubscribed() async throws {
        let policy = WebhookPolicy(batchDelay: .zero, firstRetryDelay: .seconds(3_600))
        try await withReceiver([.status(500)], policy: policy) { _, client, receiver in
            let id = try await client.subscribe(2, receiver)
            _ = try await client.makeLead()
            try await eventually { try await client.deliveries().first?["attempts"] == 1 }
            #expect(try await client.deliveries().first?["state"] == "waiting")
            _ = try await client.makeLead()
            #expect(try await client.delete("/v1.0/webhook/\(id)").status == 200)
            #expect(try await client.deliveries().first?["state"] == "cancelled")
            #expect(try await client.get("/sandbox/webhooks/deliveries").json["waitingEvents"] == 0)
        }
    }

    @Test("what a stopped sandbox owed is delivered by the next one on its database")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let receiver = try Receiver([.status(500)])
            defer { receiver.stop() }
            let patient = WebhookPolicy(batchDelay: .zero, firstRetryDelay: .seconds(1), longestRetryDelay: .seconds(1))
            let configuration = SandboxConfiguration(leads: 3, database: path, webhooks: patient)
            let lead = try await withSandbox(configuration) { _, client in
                try await client.subscribe(2, receiver)
                let lead = try await client.makeLead()
                try await eventually { try await client.deliveries().first?["attempts"] == 1 }
                return lead
            }
            try await withSandbox(configuration) { _, client in
                try await receiver.wait(for: 2)
                try await eventually { try await client.deliveries().first?["state"] == "delivered" }
            }
            #expect(receiver.payloads[0] == receiver.payloads[1])
            #expect(receiver.payloads[1]["createdLead"]?.items?.first?["leadId"] == .integer(lead))
        }
    }

    @Test("what was acknowledged before a kill is told after it")
    func kill() async throws {
        try await withTemporaryDirectory { directory in
            let receiver = try Receiver()
            defer { receiver.stop() }
            let path = directory.appending(path: "book.sqlite").path
            let killed = directory.appending(path: "killed.sqlite").path
            let patient = WebhookPolicy(batchDelay: .seconds(3_600))
            let configuration = SandboxConfiguration(leads: 3, database: path, webhooks: patient)
            let leads = try await withSandbox(configuration) { _, client in
                try await client.subscribe(2, receiver)
                let leads = [try await client.makeLead(), try await client.makeLead()]
                // The files as a kill at this moment would leave them.
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: killed + suffix)
                }
                return leads
            }
            #expect(receiver.posts.isEmpty)
            try await withSandbox(SandboxConfiguration(database: killed, webhooks: Self.hasty)) { _, client in
                try await receiver.wait(for: 1)
                for lead in leads { _ = try await client.lead(lead) }
            }
            let told = receiver.payloads.flatMap { $0["createdLead"]?.items ?? [] }
            #expect(told.compactMap { $0["leadId"]?.int64 } == leads)
        }
    }

    @Test("a delivery that was under way at the end is sent again: at least once, not at most")
    func brokenOff() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let receiver = try Receiver([.silence])
            defer { receiver.stop() }
            let configuration = SandboxConfiguration(leads: 3, database: path, webhooks: Self.hasty)
            try await withSandbox(configuration) { _, client in
                try await client.subscribe(2, receiver)
                _ = try await client.makeLead()
                // The receiver has it, and its answer will never come.
                try await receiver.wait(for: 1)
            }
            try await withSandbox(configuration) { _, client in
                try await receiver.wait(for: 2)
                try await eventually { try await client.deliveries().first?["state"] == "delivered" }
                #expect(try await client.deliveries().first?["attempts"] == 1)
            }
            #expect(receiver.payloads[0] == receiver.payloads[1])
        }
    }
}

extension Client {
    @discardableResult
    func subscribe(
        _ list: Int64,
        _ receiver: Receiver,
        path: String = "/hook",
        limit: Int64 = 100
    ) async throws -> Int64 {
        let body: JSON = [
            "listId": .integer(list), "callbackUrl": .string(receiver.url(path)), "limit": .integer(limit),
        ]
        let reply = try await post("/v1.0/webhook", body)
        return try #require(try reply.json["subscribeId"]?.int64, "\(reply.text)")
    }

    func deliveries() async throws -> [JSON] {
        try await get("/sandbox/webhooks/deliveries").json["deliveries"]?.items ?? []
    }

    /// Notes in payloads that their receiver has accepted.
    fileprivate func deliveredNotes() async throws -> [JSON] {
        try await deliveries().filter { $0["state"] == "delivered" }
            .flatMap { $0["payload"]?["createdNote"]?.items ?? [] }
    }
}
