import Foundation
import GRDB
import Testing

@testable import LoftySandbox

@Suite("Hidden leads", .timeLimit(.minutes(5)))
struct VisibilityTests {
    @Test("a lead hidden from the caller is 404 everywhere, unlisted and uncounted, for administrators too")
    func hidden() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "Secret", "assignedUserId": 10_000_000_514])
            let note = try await client.post("/v1.0/notes", ["leadId": .integer(id), "content": "n"]).json["noteId"]?
                .int64
            let call: JSON = ["leadId": .integer(id), "logType": "logText", "content": "c"]
            let log = try await client.post("/v1.0/logType", call).json["logType"]?["id"]?.int64
            _ = try await client.put("/v1.0/leads/\(id)", ["isHidden": true, "tagsAdd": ["secret tag"]])
            let noteID = try #require(note)
            let logID = try #require(log)
            for path in [
                "/v1.0/leads/\(id)", "/v1.0/leads/\(id)?withTrash=true", "/v1.0/notes?leadId=\(id)",
                "/v1.0/notes/\(noteID)",
                "/v1.0/logType/\(logID)", "/v1.0/logType?leadId=\(id)&logType=logText", "/v2.0/leads/\(id)/activities",
                "/v1.0/leads/\(id)/activities",
            ] {
                #expect(try await client.get(path).status == 404, "\(path)")
            }
            #expect(try await client.put("/v1.0/leads/\(id)", ["isHidden": false]).status == 404)
            #expect(try await client.delete("/v1.0/leads/\(id)?reason=x").status == 404)
            #expect(try await client.delete("/v1.0/notes/\(noteID)").status == 404)
            #expect(try await client.delete("/v1.0/logType/\(logID)").status == 404)
            #expect(try await client.put("/v1.0/notes/\(noteID)", ["content": "x", "isPin": false]).status == 404)
            #expect(try await client.post("/v1.0/leads/\(id)/assignment", [["userId": 10_000_000_514]]).status == 404)
            #expect(try await client.post("/v1.0/notes", ["leadId": .integer(id), "content": "x"]).status == 404)
            #expect(try await client.get("/v1.0/systemLogs?leadId=\(id)").status == 403)
            #expect(try await client.list("key=Secret").total == 0)
            #expect(try await client.list("limit=100").total == 12)
            #expect(try await client.list("anyTags=secret+tag").total == 0)
            let tags = try await client.get("/v1.0/teamFeatures/listTag").json.items ?? []
            #expect(!tags.contains { $0["leadId"]?.int64 == id })
        }
    }

    @Test("a lead hidden for the caller's own eyes is there")
    func own() async throws {
        try await withSandbox { _, client in
            let me = try await client.get("/v1.0/me").json["memberUserId"] ?? .null
            let id = try await client.makeLead(["firstName": "Mine", "assignedUserId": me])
            _ = try await client.put("/v1.0/leads/\(id)", ["isHidden": true])
            #expect(try await client.lead(id)["hiddenFlag"] == true)
            #expect(try await client.list("key=Mine").ids == [id])
        }
    }

    @Test("the book hides some leads and trashes some, beyond those that it announces")
    func bookHides() async throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 200), environment: .live)
        defer { database.close() }
        #expect(database.leadsAtStart == 200)
        let counts = try await database.counts()
        #expect(counts.hidden >= 2)
        #expect(counts.trashed >= 2)
        #expect(counts.all == 200 + counts.trashed + counts.hidden - counts.ownHidden)
        #expect(counts.ownHidden >= 1)
    }
}
