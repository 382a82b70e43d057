import Foundation
import Testing

extension EndToEnd {
    @Suite("Reports, and what the doctor and a purge know of", .timeLimit(.minutes(5)))
    struct ReportCommandTests {
        @Test("every report is the same in each format, and what was done shows in it")
        func reports() throws {
            let office = try Office(leads: 40)
            let never = try office.run("report", "funnel")
            #expect(never.status == 2 && never.errors.contains("foyer sync"), "\(never.errors)")
            #expect(try office.run("sync", "--full").status == 0)
            let lead = try #require(office.sandbox.leads(matching: "stage=Contacted&limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "Likes mornings").status == 0)

            for name in ["speed", "response", "funnel", "ageing", "overdue", "today"] {
                let json = try office.records("report", name, "--format", "json")
                let csv = try office.run("report", name, "--format", "csv").output.split(whereSeparator: \.isNewline)
                #expect(csv.count == json.count + 1, "\(name)")
                #expect(try office.run("report", name).status == 0)
            }
            let funnel = try office.records("report", "funnel", "--format", "json")
            #expect(funnel.compactMap { $0["leads"] as? Int }.reduce(0, +) == 40)
            let table = try office.run("report", "funnel").output
            #expect(table.contains("CONVERSION") && table.contains("█"), "\(table)")
            let today = try office.records("report", "today", "--format", "json")
            #expect(today.contains { $0["what"] as? String == "note" && $0["changes"] as? Int == 1 }, "\(today)")
        }

        @Test("a sync brings the follow-ups, so that what is late is told, and offline what comes next is known")
        func overdue() throws {
            let office = try Office(leads: 5)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "assign", "\(lead)", "--to", "me").status == 0)
            let task = [
                #""content":"Send the list","type":"Email","assignedRole":"Agent""#,
                #""leadId":\#(lead),"deadline":1760000000000"#,
            ]
            let body = "{\(task.joined(separator: ","))}"
            let made = try office.sandbox.curl("/v1.0/tasks", method: "POST", body: body)
            #expect(try office.run("sync", "--full").status == 0)
            let late = try office.run("report", "overdue")
            #expect(late.status == 0 && late.output.contains("Send the list"), "\(made) \(late)")
            #expect(!late.output.contains("never read"), "\(late.output)")
            let planned = try office.run("leads", "count", "--offline", "-next:none")
            #expect(planned.status == 0 && Int(planned.output.dropLast()) ?? 0 > 0, "\(planned)")
        }

        @Test("a wrong name, a wrong time and a book that was not read whole are told")
        func wrong() throws {
            let office = try Office(leads: 5)
            #expect(try office.run("report").output.contains("speed"))
            let name = try office.run("report", "funel")
            #expect(name.status == 64 && name.errors.contains("Did you mean funnel"), "\(name.errors)")
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "One").status == 0)
            let short = try office.run("report", "ageing")
            #expect(short.status == 1 && short.output.contains("STAGE") && short.errors.contains("short"), "\(short)")
            let unread = try office.run("report", "overdue", "--format", "jsonl")
            #expect(unread.status == 1 && unread.output.isEmpty && unread.errors.contains("short"), "\(unread)")
            let time = try office.run("report", "speed", "--since", "tomorrow")
            #expect(time.status == 64 && time.errors.contains("2026-11-01"), "\(time.errors)")
        }

        @Test("the doctor tells of a clock that is off, of settings that are wrong, and of the libraries")
        func doctor() throws {
            let office = try Office(leads: 3)
            let well = try office.records("doctor", "--json")
            for what in ["version", "libcurl", "settings", "clock", "time zone", "disk"] {
                #expect(well.contains { $0["what"] as? String == what && $0["state"] as? String == "ok" }, "\(what)")
            }
            let clock = well.first { $0["what"] as? String == "clock" }?["found"] as? String
            #expect(clock?.hasPrefix("within ") == true, "\(clock ?? "none")")
            _ = try office.home.write("undo_secnds = 3\n", to: "config.toml")
            _ = try office.sandbox.curl(
                "/sandbox/faults",
                method: "POST",
                body: #"[{"do":"skew-clock","hours":3,"times":99}]"#
            )
            let ill = try office.records("doctor", "--json")
            for what in ["settings", "clock"] {
                #expect(ill.contains { $0["what"] as? String == what && $0["state"] as? String == "look" }, "\(what)")
            }
        }

        @Test("a purge takes drafts and exports, and with --account the settings, and no file of somebody else's")
        func purge() throws {
            let office = try Office(leads: 3)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "One").status == 0)
            _ = try office.home.write("{}\n", to: "state/drafts.jsonl")
            _ = try office.home.write("mine\n", to: "state/holiday.txt")
            #expect(try office.run("config", "init").status == 0)
            #expect(try office.run("purge", "--yes").status == 0)
            let left = try FileManager.default.contentsOfDirectory(atPath: "\(office.home.path)/state")
            #expect(Set(left) == ["holiday.txt"], "\(left)")
            #expect(FileManager.default.fileExists(atPath: "\(office.home.path)/keys.toml"))
            #expect(try office.run("purge", "--yes", "--account").status == 0)
            for name in ["config.toml", "keys.toml", "themes"] {
                #expect(!FileManager.default.fileExists(atPath: "\(office.home.path)/\(name)"), "\(name)")
            }
        }

        @Test("the version says what it was built from")
        func version() throws {
            let version = try Binary.run(["--version"]).output
            #expect(version.hasPrefix("0.1.0 (") && version.hasSuffix(")\n"), "\(version)")
        }
    }
}
