import Foundation
import GRDB
import Testing

@testable import LoftySandbox

@Suite("Tags on agents and messages to them", .timeLimit(.minutes(1)))
struct AgentTests {
    private static let path = "/v1.0/agent/\(BookTeam.guideMemberID)/tag/add"

    @Test("tags are added that exist, or are made where that is wanted")
    func tags() async throws {
        try await withSandbox { _, client async throws in
            let success = #"{"data":true,"errorCode":0,"errorMsg":""}"#
            #expect(try await client.post(Self.path, ["tagNames": ["VIP"]]).text == success)
            #expect(try await client.post(Self.path, ["tagNames": ["VIP"]]).text == success)
            let unknown = try await client.post(Self.path, ["tagNames": ["VIP", "Rookie"], "autoCreate": false])
            #expect(unknown.status == 400)
            #expect(unknown.text == #"{"data":false,"errorCode":20012,"errorMsg":"no such tag: Rookie"}"#)
            let made = try await client.post(Self.path, ["tagNames": ["Rookie"], "autoCreate": true])
            #expect(made.text == success)
            let names = try await client.get("/v1.0/teamFeatures/listTag").json.items?.compactMap {
                $0["tagName"]?.string
            }
            #expect(names?.contains("Rookie") == true)
        }
    }

    @Test("too few, too many or blank tags and an unknown agent are refused in the same envelope")
    func tagRefusals() async throws {
        try await withSandbox { _, client async throws in
            let many = JSON.strings((0...20).map { "tag \($0)" })
            for body: JSON in [[:], ["tagNames": []], ["tagNames": [" "]], ["tagNames": many, "autoCreate": true]] {
                let reply = try await client.post(Self.path, body)
                #expect(reply.status == 400)
                #expect(try reply.json["data"] == false)
                #expect(try reply.json["errorCode"] == 20012)
            }
            let nobody = try await client.post("/v1.0/agent/1/tag/add", ["tagNames": ["VIP"]])
            #expect(nobody.status == 404)
            #expect(nobody.text == #"{"data":false,"errorCode":20003,"errorMsg":"User not exist"}"#)
            let twenty = JSON.strings((1...20).map { "tag \($0)" })
            #expect(try await client.post(Self.path, ["tagNames": twenty, "autoCreate": true]).status == 200)
        }
    }

    @Test("messages are kept for the member they are for, and only kept")
    func messages() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "book.sqlite").path
            let configuration = SandboxConfiguration(leads: 12, database: file)
            try await withSandbox(configuration) { _, client async throws in
                let lead = try await client.makeForeignLead()
                let task = try await client.makeTask(lead)
                let success = #"{"message":"Operation successful"}"#
                let notification: JSON = [
                    "leadId": .integer(lead), "notificationType": 65, "message": "Call me",
                    "link": "https://example.com",
                ]
                let told = try await client.post("/v1.0/agent/send-notification", notification)
                #expect(told.text == #"{"status":{"code":0,"msg":"success"},"data":true}"#)
                let base = "/v2.0/sales-agent"
                let reminder: JSON = ["taskId": .integer(task), "type": "TASK"]
                let push = try await client.post("\(base)/notification/app-push/send-task-reminder", reminder)
                #expect(push.text == success)
                let text = try await client.post("\(base)/message/sms/send-to-agent", ["content": "Text"])
                #expect(text.text == success)
                let email: JSON = ["content": "Body", "subject": "Subject"]
                #expect(try await client.post("\(base)/message/email/send-to-agent", email).text == success)
            }
            let queue = try DatabaseQueue(path: file)
            let rows = try await queue.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM memberMessage ORDER BY id").map {
                    [$0["channel"] as String, $0["subject"], $0["content"], String($0["memberId"] as Int64)]
                }
            }
            let hers = String(BookTeam.guideMemberID)
            #expect(
                rows.map { Array($0[..<3]) } == [
                    ["Opportunity", "65", "https://example.com\nCall me"], ["Push", "", "Follow up"],
                    ["Text", "", "Text"],
                    ["Email", "Subject", "Body"],
                ]
            )
            #expect(rows.map { $0[3] == hers } == [true, true, false, false])
        }
    }

    @Test("where there is nobody to tell, the answer says so with 200; a hidden lead is nobody's")
    func silence() async throws {
        try await withSandbox { _, client async throws in
            let failure = #"{"status":{"code":0,"msg":"success"},"data":false}"#
            let lead = try await client.makeForeignLead()
            try await client.hide(lead)
            for body: JSON in [
                ["leadId": .integer(lead), "notificationType": 9], ["leadId": 1, "notificationType": 9],
                ["leadId": 0, "notificationType": 9], ["leadId": .integer(BookLeadMaker.guideLeadID)], [:],
            ] {
                #expect(try await client.post("/v1.0/agent/send-notification", body).text == failure)
            }
            for body: JSON in [["leadId": 1, "notificationType": 12], ["leadId": "x", "notificationType": 9]] {
                #expect(try await client.post("/v1.0/agent/send-notification", body).refusesParameter)
            }
        }
    }

    @Test("a reminder needs a task of its kind that can be seen; a message to oneself needs words")
    func messageRefusals() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let task = try await client.makeTask(lead)
            let push = "/v2.0/sales-agent/notification/app-push/send-task-reminder"
            for body: JSON in [
                ["taskId": .integer(task), "type": "APPOINTMENT"], ["taskId": .integer(task), "type": "Task"],
                ["taskId": 1, "type": "TASK"], ["type": "TASK"], ["taskId": .integer(task)],
            ] {
                #expect(try await client.post(push, body).refusesParameter)
            }
            try await client.hide(lead)
            #expect(try await client.post(push, ["taskId": .integer(task), "type": "TASK"]).refusesParameter)
            let base = "/v2.0/sales-agent/message"
            #expect(try await client.post("\(base)/sms/send-to-agent", ["content": " "]).refusesParameter)
            #expect(try await client.post("\(base)/email/send-to-agent", ["content": "x"]).refusesParameter)
            #expect(try await client.post("\(base)/email/send-to-agent", ["subject": "x"]).refusesParameter)
        }
    }
}
