import Foundation
import Testing

extension EndToEnd {
    /// Rows of reports on tools like this one that only the whole program can show.
    @Suite("What real reports taught", .timeLimit(.minutes(3)))
    struct TrialTests {
        @Test("a new lead that Lofty put into another one is told with that one, and goes on only after a yes")
        func mergedCreate() throws {
            let office = try Office(leads: 25, extra: ["--oddity", "merged-duplicates=on"])
            #expect(try office.run("sync").status == 0)
            let known = try #require(
                office.sandbox.leads(matching: "limit=25").first { ($0["emails"] as? [Any])?.isEmpty == false }
            )
            let email = try #require((known["emails"] as? [String])?.first)
            let name = try #require(known["firstName"] as? String)
            let made = try office.run(
                "leads",
                "create",
                "--first-name",
                "Somebody",
                "--email",
                email,
                "--timeout",
                "90"
            )
            #expect(made.status == 1 && made.output == "", "\(made.output)\(made.errors)")
            #expect(made.errors.contains("into lead \(known.leadID), \(name)"), "\(made.errors)")
            #expect(made.errors.contains("“foyer outbox retry 1” goes on with that lead"), "\(made.errors)")

            #expect(try office.run("outbox", "retry", "1").status == 0)
            #expect(try office.run("outbox", "send", "--timeout", "30").status == 0)
            #expect(try office.records("outbox", "list", "--format", "json").isEmpty)
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/leads") == 1)
        }

        @Test("a command ends when its time is up, whatever hangs, and the change is kept")
        func stalls() throws {
            let office = try Office(leads: 25)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            _ = try office.sandbox.curl(
                "/sandbox/faults",
                method: "POST",
                body: #"[{"do":"stall","method":"POST","times":50},{"do":"stall","method":"GET","nth":3,"times":50}]"#
            )
            // The note is journaled before its answer hangs; for the tag the lead cannot even be read.
            let commands = [["note", "\(lead)", "hello"], ["update", "\(lead)", "--add-tag", "vip"]]
            let results = try commands.map { words in
                let start = Date()
                let result = try office.run(["leads"] + words + ["--timeout", "5"])
                #expect(result.status == 3 && Date().timeIntervalSince(start) < 7, "\(words): \(result.errors)")
                return result
            }
            #expect(
                results[1].errors.contains("did not answer within 5 s. Nothing was changed"),
                "\(results[1].errors)"
            )
            _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")
            #expect(try office.run("outbox", "send", "--timeout", "90").status == 0)
            #expect(try office.sandbox.lead(lead).tagNames.contains("vip") == false)
            let notes = try office.sandbox.object("/v1.0/notes?leadId=\(lead)")["notes"] as? [[String: Any]]
            #expect(notes?.count { $0["content"] as? String == "hello" } == 1)
        }

        @Test("K9: a note of several lines keeps its breaks and its tabs on the command line")
        func noteOfLines() throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let text = "Met at the open house.\n\twants a yard\n\ncalls back on Friday"
            #expect(try office.run("leads", "note", "\(lead)", text, "--timeout", "60").status == 0)
            let notes = try office.sandbox.object("/v1.0/notes?leadId=\(lead)")["notes"] as? [[String: Any]]
            #expect(notes?.contains { $0["content"] as? String == text } == true, "\(notes ?? [])")
        }

        @Test("two new leads of one name without an address are two, however late they show")
        func twins() throws {
            let office = try Office(leads: 5, extra: ["--oddity", "creation-delay=2000"])
            for _ in 0..<2 {
                let made = try office.run("leads", "create", "--first-name", "Cher", "--timeout", "60")
                #expect(made.status == 0, "\(made.errors)")
            }
            usleep(2_500_000)
            #expect(try office.sandbox.leads(matching: "key=Cher").count == 2)
        }
    }
}
