import Foundation
import GRDB
import Testing

extension EndToEnd {
    @Suite("The outbox, the audit log and sync at a shell", .timeLimit(.minutes(5)))
    struct OutboxCommandTests {
        /// A note that Lofty refuses, so that it waits for the person; answers its lead.
        private func refuseNote(_ text: String, in office: Office) throws -> Int64 {
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let answer = #"[{"do":"answer","status":403,"method":"POST","path":"/v1.0/notes","body":"{}"}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: answer)
            #expect(try office.run("leads", "note", "\(lead)", text).status == 1)
            return lead
        }

        @Test("show and export give a note whole, and what it waits for, as JSON too")
        func whole() throws {
            let office = try Office()
            let text = "first\nsecond \u{1B}[31m red " + String(repeating: "long ", count: 100) + "end"
            let lead = try refuseNote(text, in: office)

            let shown = try office.run("outbox", "show", "1")
            #expect(shown.status == 0 && shown.output.contains("lead \(lead)"), "\(shown.errors)")
            #expect(shown.output.contains("    first\n    second") && shown.output.contains("long end"))
            #expect(!shown.output.contains("\u{1B}"), "control characters are escaped")
            #expect(shown.output.contains("“foyer outbox drop 1”"))
            let record = try #require(try office.records("outbox", "list", "--format", "json").first)
            let parts = try #require(record["parts"] as? [[String: Any]])
            #expect(parts.first?["text"] as? String == text)

            let file = "\(office.home.path)/out.txt"
            let exported = try office.run("outbox", "export", file)
            #expect(exported.output == "\(file)\n" && exported.status == 0, "\(exported.errors)")
            #expect(try String(contentsOfFile: file, encoding: .utf8).contains("long end"))
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let again = try office.run("outbox", "export", file)
            #expect(again.status == 1 && again.errors.contains("is there already"))
            #expect(try office.run("outbox", "export", "-").output.contains("long end"))

            #expect(try office.run("outbox", "drop", "1").status == 0)
            #expect(try office.run("outbox", "show", "1").output.contains("Was taken back and not sent."))
            for arguments in [["show", "77"], ["drop", "77"], ["retry", "77"], ["retry", "1"], ["drop", "1"]] {
                #expect(try office.run(["outbox"] + arguments).status == 1, "\(arguments)")
            }
            #expect(try office.run("outbox", "show", "x").status == 64)
        }

        @Test("what was sent is in the audit log, and a record that was tampered with is named")
        func audit() throws {
            let office = try Office()
            let lead = try #require(office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID
            #expect(
                try office.run("leads", "update", "\(lead)", "--stage", "Contacted", "--add-tag", "vip").status == 0
            )
            #expect(try office.run("leads", "note", "\(lead)", "secret words").status == 0)

            let log = try office.records("audit", "list", "--format", "json")
            #expect(log.map { $0["result"] as? String } == ["sent", "sent", "sent"])
            #expect(
                log.compactMap { $0["leadId"] as? Int64 ?? ($0["leadId"] as? NSNumber)?.int64Value } == [
                    lead, lead, lead,
                ]
            )
            #expect(log.last?["before"] as? String == "New Lead" && log.last?["after"] as? String == "Contacted")
            #expect(log.allSatisfy { $0["user"] is String && $0["time"] is String })
            let table = try office.run("audit", "list", "--lead", "\(lead)")
            #expect(table.output.contains("stage New Lead → Contacted") && !table.output.contains("secret words"))
            let whole = try office.run("audit", "verify")
            #expect(whole.status == 0 && whole.output.hasPrefix("3 records are whole."), "\(whole.errors)")
            let head = try #require(log.first?["digest"] as? String)
            #expect(try office.run("audit", "verify", "--head", head).status == 0)

            let queue = try DatabaseQueue(path: "\(office.home.path)/state/foyer.sqlite")
            try queue.write {
                try $0.execute(sql: "UPDATE audit SET body = body || ' ' WHERE number = 2")
            }
            let changed = try office.run("audit", "verify")
            #expect(changed.status == 1 && changed.errors.contains("Record 2 does not fit"), "\(changed.errors)")
            try queue.write { try $0.execute(sql: "DELETE FROM audit WHERE number > 1") }
            #expect(try office.run("audit", "verify").status == 0, "a cut end does not show by itself")
            let cut = try office.run("audit", "verify", "--head", head)
            #expect(cut.status == 1 && cut.errors.contains("the log was cut"))
            try queue.close()
        }

        @Test("sync reads the book and sends what waits, and tells with its exit code when it could not")
        func sync() throws {
            let office = try Office(leads: 25)
            let first = try office.run("sync")
            #expect(first.status == 0 && first.output == "25 leads, nothing waits.\n", "\(first.output)\(first.errors)")
            #expect(try office.run("sync", "--full").status == 0)
            office.sandbox.stop()
            let down = try office.run("sync", "--timeout", "1")
            #expect(down.status == 3 && down.errors.contains("cannot be reached"), "\(down.errors)")
        }

        @Test("what could not leave for more than an hour is shown beside what the server holds before it goes out")
        func waited() throws {
            let office = try Office(leads: 25)
            let lead = try #require(office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID
            #expect(try office.run("sync").status == 0)
            // While the server lets nobody write, the change stays in the journal.
            let limit = #"[{"do":"too-many-requests","method":"PUT","times":100,"retryAfterSeconds":1}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: limit)
            #expect(try office.run("leads", "update", "\(lead)", "--stage", "Contacted", "--timeout", "3").status == 3)
            _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")
            // Two hours pass.
            let queue = try DatabaseQueue(path: "\(office.home.path)/state/foyer.sqlite")
            try queue.write { db in
                let body = try #require(try String.fetchOne(db, sql: "SELECT body FROM journal"))
                let record = try #require(JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
                var old = record
                var entry = try #require(record["entry"] as? [String: Any])
                entry["createdAt"] = try #require(entry["createdAt"] as? Double) - 7_200
                old["entry"] = entry
                let text = String(decoding: try JSONSerialization.data(withJSONObject: old), as: UTF8.self)
                try db.execute(sql: "UPDATE journal SET body = :body", arguments: ["body": text])
                try db.execute(sql: "DELETE FROM document WHERE name = 'marks'")
            }
            try queue.close()
            _ = try office.sandbox.curl("/v1.0/leads/\(lead)", method: "PUT", body: #"{"stage": "Nurture"}"#)

            let asked = try office.run("outbox", "send", "--timeout", "10")
            #expect(asked.status == 1 && asked.errors.contains("does not go out by itself"), "\(asked.errors)")
            let record = try #require(try office.records("outbox", "list", "--format", "json").first)
            #expect(record["state"] as? String == "review" && record["theirs"] as? String == "Nurture", "\(record)")
            let shown = try office.run("outbox", "show", "1").output
            #expect(shown.contains("server today") && shown.contains("“foyer outbox retry 1” sends it"), "\(shown)")
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Nurture")

            #expect(try office.run("outbox", "retry").status == 64)
            for verb in ["retry", "drop"] {
                let preview = try office.run("outbox", verb, "--waited", "--dry-run")
                #expect(preview.status == 0 && preview.output.contains("would"), "\(preview)")
                #expect(preview.output.contains("→ Contacted"), "\(preview)")
            }
            #expect(try office.records("outbox", "list", "--format", "json").first?["state"] as? String == "review")
            #expect(try office.run("outbox", "retry", "--waited").status == 0)
            let settled = try office.run("outbox", "retry", "1", "--dry-run")
            #expect(settled.status == 1 && settled.errors.contains("not waiting for that"), "\(settled)")
            #expect(try office.run("outbox", "retry", "--waited").status == 1)
            #expect(try office.run("outbox", "send", "--timeout", "10").status == 0)
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Contacted")
            #expect(try office.run("audit", "list").output.contains("Nurture"))
        }

        @Test("what the store has got around is told on standard error, by every command")
        func notices() throws {
            let office = try Office(leads: 5)
            _ = try refuseNote("queued", in: office)
            let queue = try DatabaseQueue(path: "\(office.home.path)/state/foyer.sqlite")
            try queue.write { try $0.execute(sql: "UPDATE journal SET body = '{}'") }
            try queue.close()

            let listed = try office.run("outbox", "list")
            #expect(listed.status == 0)
            #expect(listed.errors.contains("queued change 1") && listed.errors.contains("stays there untouched"))
        }

        @Test("a change that cannot be read is in every format of the list, and is neither sent, dropped nor overtaken")
        func unreadable() throws {
            let office = try Office(leads: 5)
            let lead = try refuseNote("queued", in: office)
            let queue = try DatabaseQueue(path: "\(office.home.path)/state/foyer.sqlite")
            try queue.write { try $0.execute(sql: "UPDATE journal SET body = '{\"odd\":1}'") }
            try queue.close()

            for format in ["json", "jsonl", "csv", "tsv", "table"] {
                let listed = try office.run("outbox", "list", "--format", format)
                #expect(listed.status == 0 && listed.output.contains("odd"), "\(format): \(listed)")
                #expect(listed.output.contains(format == "table" ? "cannot read it" : "unreadable"), "\(format)")
                let shown = try office.run("outbox", "show", "1", "--format", format)
                #expect(shown.status == 0 && shown.output.contains("odd"), "\(format): \(shown)")
            }
            let record = try #require(try office.records("outbox", "list", "--format", "json").first)
            #expect(record["id"] as? Int == 1 && record.leadID == lead && record["decidedAt"] == nil, "\(record)")
            for verb in ["retry", "drop"] {
                let refused = try office.run("outbox", verb, "1")
                #expect(refused.status == 1 && refused.errors.contains("stays as it is"), "\(refused)")
            }
            let behind = try office.run("leads", "note", "\(lead)", "second", "--timeout", "20")
            #expect(behind.status == 1 && behind.errors.contains("Change 1 of this lead"), "\(behind)")
            #expect(try office.run("outbox", "list", "--format", "jsonl").output.split(separator: "\n").count == 1)

            // It is no success that it was left out, and it is among what is told to wait.
            let sent = try office.run("outbox", "send", "--timeout", "20")
            #expect(sent.status == 1 && sent.errors.contains("1 change cannot be read by this Foyer"), "\(sent)")
            let synced = try office.run("sync", "--timeout", "20")
            #expect(synced.status == 1 && synced.output.contains("1 change waits"), "\(synced)")
            #expect(synced.errors.contains("1 change cannot be read by this Foyer"), "\(synced)")
            #expect(try office.run("outbox", "export", "-").output.contains("1 not on the server"))
        }
    }
}
