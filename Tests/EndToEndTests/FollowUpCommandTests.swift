import Foundation
import Testing

extension EndToEnd {
    @Suite("Follow-ups and leads put aside, at a shell", .timeLimit(.minutes(3)))
    struct FollowUpCommandTests {
        private func open(_ lead: Int64, _ office: Office) throws -> [[String: Any]] {
            try office.records("leads", "follow-up", "\(lead)", "--format", "json")
        }

        @Test("a follow-up is planned, moved and finished, and the server has each")
        func life() throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            // A follow-up is its owner's.
            #expect(try office.run("leads", "assign", "\(lead)", "--to", "me").status == 0)
            let before = try open(lead, office)
            let writes = try office.sandbox.writes()
            let words = ["leads", "follow-up", "\(lead)"]
            let dry = try office.run(words + ["3", "--text", "send the list", "--dry-run"])
            #expect(dry.status == 0 && dry.output.contains("would change"), "\(dry)")
            #expect(try office.sandbox.writes() == writes)

            let planned = try office.run(words + ["in", "2", "weeks", "--text", "send the list", "--kind", "email"])
            #expect(planned.status == 0 && planned.errors.contains("Due "), "\(planned)")
            let task = try #require(try open(lead, office).first { $0["text"] as? String == "send the list" })
            #expect(task["kind"] as? String == "Email")
            let id = "\((task["taskId"] as? NSNumber)?.int64Value ?? 0)"
            #expect(try open(lead, office).count == before.count + 1)

            #expect(try office.run(words + ["in 3 weeks", "--move", id]).status == 0)
            let moved = try #require(try open(lead, office).first { $0["text"] as? String == "send the list" })
            #expect(moved["dueAt"] as? String != task["dueAt"] as? String)
            #expect(try office.run(words + ["--done", id]).status == 0)
            #expect(try open(lead, office).count == before.count)
            let again = try office.run(words + ["--done", id])
            #expect(again.status == 1 && again.errors.contains("done already"), "\(again)")
            let other = try office.run(words + ["--done", "42"])
            #expect(other.status == 1 && other.errors.contains("has no follow-up 42 of yours"), "\(other)")
        }

        @Test("what is due first is named next, in batches too, with a line for each lead")
        func batch() throws {
            let office = try Office(leads: 5)
            let leads = try office.sandbox.leads(matching: "limit=2").map(\.leadID)
            let input = leads.map { "{\"leadId\":\($0)}\n" }.joined()
            let run = { (words: [String]) in
                try Binary.run(
                    ["leads"] + words + ["--format", "jsonl"],
                    environment: office.environment,
                    input: input
                )
            }
            #expect(try run(["assign", "-", "--to", "me"]).status == 0)
            let planned = try run(["follow-up", "-", "tomorrow"])
            #expect(planned.status == 0, "\(planned)")
            var open = 0
            for lead in leads { open += try self.open(lead, office).count }
            let done = try run(["follow-up", "-", "--done", "next"])
            #expect(try FileTests.objects(done.output).map { $0["result"] as? String } == ["done", "done"], "\(done)")
            for lead in leads { open -= try self.open(lead, office).count }
            #expect(open == 2)
        }

        @Test("a lead is put aside and taken back, on this machine alone")
        func snooze() throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let words = ["leads", "snooze", "\(lead)"]
            #expect(try office.run(words + ["tomorrow"]).status == 0)
            #expect(try office.run(words + ["acts"]).status == 0)
            let woken = try office.run(words + ["--wake"])
            #expect(woken.status == 0 && woken.errors.isEmpty, "\(woken)")
            let awake = try office.run(words + ["--wake"])
            #expect(awake.status == 0 && awake.errors.contains("nothing to change"), "\(awake)")
            #expect(try office.sandbox.writes() == 0)
        }

        @Test(
            "what makes no sense together is wrong usage",
            arguments: [
                ["follow-up", "7", "--done", "next", "tue"], ["follow-up", "7", "--move", "next"],
                ["follow-up", "7", "tue", "--move", "3", "--done", "3"], ["follow-up", "7", "--text", "x"],
                ["follow-up", "-"], ["snooze", "7"], ["snooze", "7", "tue", "--wake"],
                ["follow-up", "7", "tue", "--kind", "fax"], ["follow-up", "7", "--done", "last"],
            ]
        )
        func misuse(words: [String]) throws {
            let office = try Office(leads: 1)
            #expect(try office.run(["leads"] + words).status == 64)
        }

        @Test("leads are hidden by the dozen as a plan, like any other verb")
        func bulkHide() throws {
            let office = try Office(leads: 5)
            let plan = try office.run("bulk", "plan", "owner:me", "hide", "yes")
            #expect(plan.status == 0, "\(plan)")
            #expect(try office.run("bulk", "plan", "owner:me", "hide", "perhaps").status == 64)
        }
    }
}
