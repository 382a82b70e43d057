import Foundation
import Testing

extension EndToEnd {
    @Suite("Transactions and the assistant", .timeLimit(.minutes(5)))
    struct DealTests {
        @Test("a transaction is made once, moved along its pipeline and listed")
        func transactions() throws {
            let office = try Office(leads: 6)
            let lead = try #require(try office.records("leads", "list", "--format", "json").first?["leadId"] as? Int64)
            let id = "\(lead)"
            let pipelines = try office.run("transactions", "pipelines")
            let stages = try #require(
                pipelines.output.split(separator: "\n").first { $0.hasPrefix("Purchase: ") }
            ).dropFirst(10).components(separatedBy: ", ")
            let last = try #require(stages.last)

            let made = try office.run("transactions", "add", id, "12 Elm St", "--price", "410000")
            #expect(made.status == 0, "\(made.errors)")
            let deal = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let again = try office.run("transactions", "add", id, "12 Elm St")
            #expect(again.status == 1 && again.errors.contains(deal), "\(again.errors)")
            #expect(try office.run("transactions", "add", id, "12 Elm St", "--type", "listing").status == 0)

            let moved = try office.run("transactions", "move", id, deal, last.uppercased())
            #expect(moved.output == "12 Elm St is in \(last)\n", "\(moved.errors)")
            let wrong = try office.run("transactions", "move", id, deal, "no such stage")
            #expect(wrong.status == 1 && wrong.errors.contains(last), "\(wrong.errors)")

            let listed = try office.records("transactions", "list", id, "--format", "json")
            let mine = listed.filter { $0["name"] as? String == "12 Elm St" }
            #expect(mine.count == 2)
            #expect(mine.contains { $0["status"] as? String == last && $0["price"] as? String == "410000" })
        }

        @Test("a dry run of a transaction and of the assistant says what would be done, and sends nothing")
        func dryRuns() throws {
            let office = try Office(leads: 40)
            let lead = try #require(try office.records("leads", "list", "may:email", "--format", "json").first)
            let id = "\(try #require(lead["leadId"] as? Int64))"
            let made = try office.run("transactions", "add", id, "12 Elm St", "--price", "410000", "--dry-run")
            #expect(made.status == 0 && made.output.hasPrefix("would change: new transaction"), "\(made)")
            #expect(made.output.contains("12 Elm St"), "\(made)")
            let wrong = try office.run("transactions", "add", id, "12 Elm St", "--status", "no such", "--dry-run")
            #expect(wrong.status == 1 && wrong.output.isEmpty, "\(wrong)")
            let muted = try office.run("assistant", "mute", id, "--dry-run")
            #expect(muted.status == 0 && muted.output.contains(id), "\(muted)")
            let given = try office.run("assistant", "add", id, "--yes", "--dry-run")
            #expect(given.output.hasPrefix("would let the assistant write to") == (given.status == 0), "\(given)")
            #expect(try office.sandbox.writes() == 0)

            let deal = try office.run("transactions", "add", id, "12 Elm St").output.trimmingCharacters(
                in: .whitespacesAndNewlines
            )
            let twin = try office.run("transactions", "add", id, "12 Elm St", "--dry-run")
            #expect(twin.status == 1 && twin.errors.contains(deal), "\(twin)")
            let stages = try office.run("transactions", "pipelines").output.split(separator: "\n")
                .first { $0.hasPrefix("Purchase: ") }?.components(separatedBy: ", ")
            let last = try #require(stages?.last)
            let writes = try office.sandbox.writes()
            let moved = try office.run("transactions", "move", id, deal, last, "--dry-run")
            #expect(moved.status == 0 && moved.output.contains(last), "\(moved)")
            #expect(try office.sandbox.writes() == writes)
        }

        @Test(
            "where the answer of a move or of a stop is lost, what the server holds decides what is told",
            arguments: ["drop-after", "drop-before"]
        )
        func lostAnswers(fault: String) throws {
            let office = try Office(leads: 40)
            let lead = try #require(try office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID
            let id = "\(lead)"
            let deal = try office.run("transactions", "add", id, "12 Elm St").output.trimmingCharacters(
                in: .whitespacesAndNewlines
            )
            let script = #"{"faults": [{"do": "\#(fault)", "method": "PUT"}]}"#
            let arrives = fault == "drop-after"

            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            let moved = try office.run("transactions", "move", id, deal, "Offer Made")
            #expect(moved.status == (arrives ? 0 : 3), "\(moved)")
            let told = arrives ? moved.output : moved.errors
            #expect(told.contains(arrives ? "is in Offer Made" : "is not in Offer Made yet"), "\(moved)")
            let path = "/v1.0/leads/\(id)/transaction/\(deal)"
            #expect(try office.sandbox.count(method: "PUT", path: path) == 1)

            // Only whom it follows up can be taken from it.
            _ = try office.sandbox.curl("/v2.0/working-leads/add", method: "POST", body: #"{"leadIds": [\#(id)]}"#)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            let stopped = try office.run("assistant", "mute", id)
            #expect(stopped.status == (arrives ? 0 : 3), "\(stopped)")
            #expect(arrives || stopped.errors.contains("does not say that the assistant was stopped"), "\(stopped)")
            #expect(try office.sandbox.count(method: "PUT", path: "/v2.0/sales-agents/working-lead/\(id)/mute") == 1)
        }

        @Test("the assistant gets a lead after a yes, never one that may not be written to, and is stopped")
        func assistant() throws {
            let office = try Office(leads: 40)
            let leads = try office.records("leads", "list", "may:email", "--format", "json")
            // What bars one channel or one number bars all, so the first who has no bar is taken.
            var id = ""
            for lead in leads where id.isEmpty {
                let one = "\(try #require(lead["leadId"] as? Int64))"
                if try office.run("assistant", "add", one).errors.contains("--yes") { id = one }
            }
            let asked = try office.run("assistant", "add", id)
            #expect(asked.status == 1 && asked.errors.contains("--yes"), "\(asked.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 0)

            let given = try office.run("assistant", "add", id, "--yes")
            #expect(given.status == 0, "\(given.errors)")
            #expect(try office.run("assistant", "add", id, "--yes").status == 0)
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 1)
            #expect(try office.run("assistant", "list").output.contains(id))
            #expect(try office.run("assistant", "quota").output.contains(" left"))
            #expect(try office.run("assistant", "mute", id).status == 0)

            // Whom the hour alone keeps from a text is no such lead.
            let others = try office.records("leads", "list", "-may:email", "--format", "json")
            let answers = try others.prefix(12).map { lead in
                try office.run("assistant", "add", "\(try #require(lead["leadId"] as? Int64))", "--yes")
            }
            let refused = answers.filter { $0.errors.contains("is not given to the assistant") }
            #expect(!refused.isEmpty && refused.allSatisfy { $0.status == 1 }, "\(answers)")
            let accepted = answers.count { $0.status == 0 }
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 1 + accepted)
        }
    }
}
