import Foundation
import Testing

extension EndToEnd {
    /// Verbs of the screen that came to the command line last.
    @Suite("Dispositions, undo, macros and links at a shell", .timeLimit(.minutes(4)))
    struct TwinTests {
        @Test("a disposition does all its steps, of a batch too, and a dry run none")
        func dispose() throws {
            let office = try Office(leads: 10)
            // By what Lofty says of them, not by who may be called now: the answer to that is nobody at night.
            let lead = try #require(
                office.sandbox.leads(matching: "limit=10").first { $0["cannotCall"] as? Bool == false }
            )
            .leadID
            let dry = try office.run("leads", "dispose", "\(lead)", "not-a-lead", "--dry-run")
            #expect(dry.status == 0 && dry.output.contains("not-a-lead"), "\(dry)")
            #expect(try office.sandbox.writes() == 0)

            let done = try office.run("leads", "dispose", "\(lead)", "not-a-lead", "- wrong", "person")
            #expect(done.status == 0, "\(done)")
            #expect(try office.sandbox.lead(lead).tagNames.contains("not-a-lead"))
            let timeline = try office.run("leads", "timeline", "\(lead)").output
            #expect(timeline.contains("- wrong person"), "\(timeline)")

            // A tag that counts goes on from where the lead is.
            let words = ["leads", "dispose", "-", "no-answer", "--override-guard", "asked to", "--format", "jsonl"]
            for attempt in 1...2 {
                let batch = try Binary.run(words, environment: office.environment, input: "\(lead)\nnonsense\n")
                let rows = try FileTests.objects(batch.output)
                #expect(rows.map { $0["result"] as? String } == ["done", "refused"], "\(batch)")
                #expect(try office.sandbox.lead(lead).tagNames.contains("attempt-\(attempt)"))
            }
            let wrong = try office.run("leads", "dispose", "\(lead)", "no-anwser")
            #expect(wrong.status == 64 && wrong.errors.contains("Did you mean no-answer?"), "\(wrong.errors)")
        }

        @Test("the last change of a lead is taken back, and done again; what has no opposite is said")
        func undo() throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let before = try office.sandbox.lead(lead)["stage"] as? String
            let nothing = try office.run("leads", "undo", "\(lead)")
            #expect(nothing.status == 1 && nothing.errors.contains("that could be taken back"), "\(nothing)")

            #expect(try office.run("leads", "update", "\(lead)", "--stage", "Qualified").status == 0)
            let dry = try office.run("leads", "undo", "\(lead)", "--dry-run")
            #expect(dry.status == 0 && dry.output.contains("would take back"), "\(dry)")
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Qualified")
            let undone = try office.run("leads", "undo", "\(lead)")
            #expect(undone.status == 0 && undone.output == "\(lead)\n", "\(undone)")
            #expect(try office.sandbox.lead(lead)["stage"] as? String == before)
            #expect(try office.run("leads", "undo", "\(lead)").status == 0)
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Qualified")

            // A colleague has moved it on since.
            _ = try office.sandbox.curl("/v1.0/leads/\(lead)", method: "PUT", body: #"{"stage":"Closed"}"#)
            let theirs = try office.run("leads", "undo", "\(lead)")
            #expect(theirs.status == 1 && theirs.errors.contains("Closed"), "\(theirs)")
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Closed")

            #expect(try office.run("leads", "note", "\(lead)", "Likes mornings").status == 0)
            let note = try office.run("leads", "undo", "\(lead)")
            #expect(note.status == 1 && note.errors.contains("no way back"), "\(note)")
        }

        @Test("a macro is replayed on the leads of a query, and one that is not there is told")
        func macro() throws {
            let office = try Office(leads: 10)
            let none = try office.run("bulk", "plan", "stage:new", "replay", "spring")
            #expect(none.status == 1 && none.errors.contains("no macro yet"), "\(none)")
            _ = try office.home.write("[spring]\nsteps = [\"tag spring\", \"stage Contacted\"]\n", to: "macros.toml")
            let plan = try office.run("bulk", "plan", "stage:new", "replay", "spring")
            #expect(plan.status == 0 && plan.output.contains("spring"), "\(plan)")
            let file = try office.home.write(plan.output, to: "plan.json")
            #expect(try office.run("bulk", "apply", file).status == 0)
            let tagged = try office.records("leads", "list", "tag:spring", "--format", "json")
            #expect(!tagged.isEmpty && tagged.allSatisfy { $0["stage"] as? String == "Contacted" })
        }

        @Test("the address of a lead is a column, where the settings say how it is made")
        func link() throws {
            let office = try Office(leads: 3)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let words = ["leads", "show", "\(lead)", "--columns", "link", "--format", "tsv", "--no-header"]
            #expect(try office.run(words).output == "\n")
            _ = try office.home.write("lead-link = \"https://crm.example.com/lead/{id}\"\n", to: "config.toml")
            #expect(try office.run(words).output == "https://crm.example.com/lead/\(lead)\n")
        }

        @Test("the outbox has its columns, ids as strings and no header, in every format")
        func outbox() throws {
            let office = try Office(leads: 3)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("sync", "--full").status == 0)
            let stall = #"[{"do":"stall","method":"POST","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: stall)
            #expect(try office.run("leads", "note", "\(lead)", "Later", "--timeout", "2").status == 3)
            let strings = try office.run(
                "outbox",
                "list",
                "--format",
                "json",
                "--columns",
                "leadId",
                "--ids-as-strings"
            )
            #expect(strings.output.contains("{\"leadId\":\"\(lead)\"}"), "\(strings.output)")
            let table = try office.run("outbox", "list", "--columns", "leadId,change", "--no-header")
            #expect(table.output.hasPrefix("\(lead)  "), "\(table.output)")
        }
    }
}
