import Testing

@testable import LoftySandbox

@Suite("Planned tasks", .timeLimit(.minutes(1)))
struct PlanTaskTests {
    @Test("tasks are planned for the leads within reach, and stand in the system log")
    func create() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeForeignLead()
            let secret = try await client.makeForeignLead()
            try await client.hide(secret)
            _ = try await client.makeTask(lead)
            let leads: JSON = [.integer(lead), .integer(secret), 1]
            let reply = try await client.post("/v2.0/plan-tasks/create", ["leadIds": leads])
            #expect(
                try reply.json == [
                    "code": 0, "message": "success",
                    "data": ["succeededLeadIds": [.integer(lead)], "failedLeadIds": [.integer(secret), 1]],
                ]
            )
            let planned = try #require(try await client.get("/v2.0/plan-tasks/lead/\(lead)").json.items)
            #expect(planned.count == 1)
            #expect(planned[0]["taskType"] == "CALL")
            #expect(planned[0]["status"] == "PENDING")
            #expect(planned[0]["dueAt"] == "2026-11-19T11:06:40.000+00:00")
            #expect(planned[0]["createdAt"] == "2026-11-18T11:06:40.000+00:00")
            #expect(planned[0]["assignedTo"] == .integer(BookTeam.guideMemberID))
            let lines = try await client.get("/v1.0/systemLogs?leadId=\(lead)").json["timeLines"]?.items
            let line = lines?.first { $0["timelineType"] == 103 }
            #expect(line?["content"]?.names == ["taskType", "taskContent", "planName"])
            #expect(line?["refId"] == planned[0]["id"])
            clock.advance(by: 86_401)
            let late = try await client.get("/v2.0/plan-tasks/lead/\(lead)").json.items
            #expect(late?[0]["status"] == "OVERDUE")
        }
    }

    @Test("none, too many or no leads at all are refused; a lead out of reach is forbidden")
    func refusals() async throws {
        try await withSandbox { _, client async throws in
            let many = JSON.integers((1...101).map { $0 })
            for body: JSON in [[:], ["leadIds": []], ["leadIds": many], ["leadIds": ["x"]], ["leadIds": 5]] {
                #expect(try await client.post("/v2.0/plan-tasks/create", body).refusesParameter)
            }
            let secret = try await client.makeForeignLead()
            try await client.hide(secret)
            for lead in [secret, 1] {
                let reply = try await client.get("/v2.0/plan-tasks/lead/\(lead)")
                #expect(reply.refuses(403, 20017, "Permission denied"))
            }
            #expect(try await client.get("/v2.0/plan-tasks/lead/x").refusesParameter)
        }
    }
}
