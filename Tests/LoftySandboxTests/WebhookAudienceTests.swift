import GRDB
import Testing

@testable import LoftySandbox

/// Judged by what a commit leaves in the queue: what stands there is sent, and nothing else is.
@Suite("Who is told by webhooks", .timeLimit(.minutes(1)))
struct WebhookAudienceTests {
    private struct Team {
        let pipeline: PipelineUnderTest
        let agentKey: String

        init() async throws {
            pipeline = try PipelineUnderTest()
            agentKey = try await pipeline.addKey(for: BookTeam.guideMemberID)
        }

        /// Subscribes the administrator as 1 and the agent as 2.
        func subscribe(_ list: Int64, mode: Int64 = 0, at url: String = "https://example.com") async {
            for key in [nil, agentKey] {
                let body: JSON = [
                    "listId": .integer(list), "callbackUrl": .string(url), "permissionMode": .integer(mode),
                ]
                let response = await pipeline.send("POST", "/v1.0/webhook", body, key: key)
                #expect(response.status == 200)
            }
        }

        /// Subscriptions with something waiting; empties the queue.
        func told() async throws -> Set<Int64> {
            try await pipeline.database.write { db in
                let told = try Int64.fetchSet(db, sql: "SELECT subscriptionId FROM webhookEvent")
                try db.execute(sql: "DELETE FROM webhookEvent")
                return told
            }
        }

        func lead(of member: Int64, hidden: Bool = false) async throws -> Int64 {
            let key = member == BookTeam.guideMemberID ? agentKey : nil
            let body: JSON = ["firstName": "A", "assignedUserId": .integer(member)]
            let json = try JSONParser.parse(await pipeline.send("POST", "/v1.0/leads", body, key: key).body)
            let id = try #require(json["leadId"]?.int64)
            if hidden { _ = await pipeline.send("PUT", "/v1.0/leads/\(id)", ["isHidden": true], key: key) }
            return id
        }
    }

    @Test("an open lead is told to its agent and to the administrator, and another agent hears nothing")
    func open() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        await team.subscribe(2)
        let own = try await team.lead(of: BookTeam.guideMemberID)
        #expect(try await team.told() == [1, 2])
        let account = team.pipeline.database.keys.memberID
        _ = try await team.lead(of: account)
        #expect(try await team.told() == [1])
        _ = await team.pipeline.send("PUT", "/v1.0/leads/\(own)", ["assignedUserId": .integer(account)])
        _ = try await team.told()
        _ = await team.pipeline.send("PUT", "/v1.0/leads/\(own)", ["lastName": "moved"])
        #expect(try await team.told() == [1])
    }

    @Test("a hidden lead is told to its agent alone, by every list", arguments: [2, 6, 9, 12] as [Int64])
    func hidden(list: Int64) async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        let lead = try await team.lead(of: BookTeam.guideMemberID, hidden: true)
        await team.subscribe(list)
        let call: JSON = [
            "leadId": .integer(lead), "logType": "logCall", "content": "c", "leadPhoneNumber": "5550100",
        ]
        for (method, path, body) in [
            ("PUT", "/v1.0/leads/\(lead)", ["stage": "Qualified"] as JSON), ("POST", "/v1.0/logType", call),
            ("POST", "/v1.0/notes", ["leadId": .integer(lead), "content": "n"]),
        ] {
            #expect(await team.pipeline.send(method, path, body, key: team.agentKey).status == 200)
        }
        #expect(try await team.told() == [2])
    }

    @Test("a lead that is hidden by the very write is told to its agent alone")
    func becomesHidden() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        let lead = try await team.lead(of: BookTeam.guideMemberID)
        await team.subscribe(2)
        _ = await team.pipeline.send("PUT", "/v1.0/leads/\(lead)", ["isHidden": true], key: team.agentKey)
        #expect(try await team.told() == [2])
    }

    @Test("a lead that is hidden before its batch leaves is not named in it")
    func hiddenMeanwhile() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        await team.subscribe(2)
        let lead = try await team.lead(of: BookTeam.guideMemberID)
        let payloads = try await team.pipeline.database.write { db in
            try db.execute(sql: "UPDATE lead SET isHidden = 1 WHERE id = :id", arguments: ["id": lead])
            _ = try WebhookBatch(policy: WebhookPolicy(batchDelay: .zero), nowMillis: .max / 2).plan(db)
            return try Row.fetchAll(db, sql: "SELECT subscriptionId, payload FROM webhookDelivery")
                .map { $0["subscriptionId"] as Int64 }
        }
        #expect(payloads == [2])
        #expect(try await team.told() == [])
    }

    @Test("a lead that is hidden between two attempts is not named in the second one")
    func hiddenBetweenAttempts() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        // On this machine, as others are recorded and never tried.
        await team.subscribe(2, at: "http://127.0.0.1:9/hook")
        let hidden = try await team.lead(of: BookTeam.guideMemberID)
        let policy = WebhookPolicy(batchDelay: .zero)
        for isAlone in [true, false] {
            let open = isAlone ? nil : try await team.lead(of: BookTeam.guideMemberID)
            let told = try await team.pipeline.database.write { db in
                try db.execute(sql: "DELETE FROM webhookDelivery; UPDATE lead SET isHidden = 0")
                let first = try WebhookBatch(policy: policy, nowMillis: .max / 4).plan(db).due
                for delivery in first {
                    try delivery.record(.answered(status: 500), under: policy, nowMillis: .max / 4, db)
                }
                try db.execute(sql: "UPDATE lead SET isHidden = 1 WHERE id = :id", arguments: ["id": hidden])
                return try WebhookBatch(policy: policy, nowMillis: .max / 2).plan(db).due.map(\.payload)
            }
            let admin = told.filter { !$0.contains(String(hidden)) }
            #expect(told.count - admin.count == 1, "its agent still hears of it")
            #expect(admin.count == (isAlone ? 0 : 1))
            if let open { #expect(admin.allSatisfy { $0.contains(String(open)) }) }
            for body: JSON in [["isHidden": false], ["lastName": "Again"]] {
                _ = await team.pipeline.send("PUT", "/v1.0/leads/\(hidden)", body, key: team.agentKey)
            }
        }
    }

    @Test("by ownership the scope of the lead decides instead of its agent")
    func ownership() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        let account = team.pipeline.database.keys.memberID
        let lead = try await team.lead(of: account)
        await team.subscribe(2, mode: 1)
        let audiences: [(scope: String, id: Int64, told: Set<Int64>)] = [
            ("PERSONAL", account, [1]), ("PERSONAL", BookTeam.guideMemberID, [1, 2]), ("OFFICE", 2, [1, 2]),
            ("OFFICE", 3, [1]), ("TEAM", 0, [1, 2]),
        ]
        for (scope, id, told) in audiences {
            let body: JSON = ["ownershipScope": .string(scope), "ownershipId": .integer(id)]
            #expect(await team.pipeline.send("PUT", "/v1.0/leads/\(lead)", body).status == 200)
            #expect(try await team.told() == told, "\(scope) \(id)")
        }
    }

    @Test("an agent hears of their own change, an administrator of everybody's")
    func agents() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        await team.subscribe(1)
        let account = team.pipeline.database.keys.memberID
        let audiences: [(member: Int64, told: Set<Int64>)] = [(account, [1]), (BookTeam.guideMemberID, [1, 2])]
        for (member, told) in audiences {
            try await team.pipeline.database.write { db in
                try DomainEvent.agent(member, .updated).record(at: 1, db)
            }
            #expect(try await team.told() == told)
        }
    }

    private static let lead: Int64 = 563_172_647_619_608

    @Test(
        "every kind of event stands in its own bucket under its own list",
        arguments: [
            (.agent(5, .created), 1, "createdAgent"), (.lead(lead, .deleted), 2, "deletedLead"),
            (.siteActivity(lead: lead), 3, "createdActivity"), (.listingAlert(lead: lead), 4, "updatedListingAlert"),
            (.transaction(7, lead: lead, .updated), 5, "updatedTransaction"), (.call(7, lead: lead), 6, "createdCall"),
            (.email(7, lead: lead), 7, "createdEmail"), (.text(7, lead: lead), 8, "createdText"),
            (.note(7, lead: lead, .deleted), 9, "deletedNote"), (.task(7, lead: nil, .finished), 10, "finishedTask"),
            (.appointment(7, lead: lead, .created), 11, "createdAppointment"),
            (.stageChange(lead: lead), 12, "updatedPipeline"),
        ] as [(DomainEvent, Int64, String)]
    )
    func buckets(event: DomainEvent, list: Int64, bucket: String) async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        for list in DomainEvent.listIDs { await team.subscribe(list) }
        let rows = try await team.pipeline.database.write { db in
            try event.record(at: 1_795_000_000_000, db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT listId, bucket FROM webhookEvent
                    JOIN webhookSubscription ON webhookSubscription.id = subscriptionId
                    """
            ).map { "\($0["listId"] as Int64) \($0["bucket"] as String)" }
        }
        #expect(Set(rows) == ["\(list) \(bucket)"])
    }

    @Test("a queue that is too long gives up its oldest events and says how many")
    func overflow() async throws {
        let team = try await Team()
        defer { team.pipeline.close() }
        await team.subscribe(9)
        let (waiting, problems) = try await team.pipeline.database.write { db in
            for note in 1...10 { try DomainEvent.note(Int64(note), lead: Self.lead, .created).record(at: 1, db) }
            _ = try WebhookBatch(policy: WebhookPolicy(longestQueue: 4), nowMillis: 2).plan(db)
            let sql = "SELECT subjectId FROM webhookEvent WHERE subscriptionId = 1 ORDER BY id"
            return (
                try Int64.fetchAll(db, sql: sql),
                try String.fetchAll(db, sql: "SELECT problem FROM webhookDelivery WHERE subscriptionId = 1")
            )
        }
        #expect(waiting == [7, 8, 9, 10])
        #expect(problems == ["the queue was full: 6 older events were dropped"])
    }

    @Test("pauses between attempts double up to the longest")
    func backOff() {
        let policy = WebhookPolicy(firstRetryDelay: .seconds(2), longestRetryDelay: .seconds(60))
        let seconds = [1, 2, 3, 4, 5, 6, 7, 500].map { policy.retryDelay(after: $0).components.seconds }
        #expect(seconds == [2, 4, 8, 16, 32, 60, 60, 60])
    }
}
