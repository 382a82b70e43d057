import Foundation
import Testing

extension EndToEnd {
    @Suite("Doctor, purge, events, the raw door and batches", .timeLimit(.minutes(5)))
    struct CareTests {
        @Test("the doctor tells what works, and what to do about the rest")
        func doctor() throws {
            let office = try Office(leads: 3)
            let well = try office.run("doctor", "--json")
            #expect(well.status == 0, "\(well.output)\(well.errors)")
            let findings = try #require(
                JSONSerialization.jsonObject(with: Data(well.output.utf8)) as? [[String: Any]]
            )
            #expect(findings.contains { $0["what"] as? String == "account" && $0["state"] as? String == "ok" })
            #expect(!well.output.contains(office.sandbox.apiKey))

            office.sandbox.stop()
            let ill = try office.run("doctor")
            #expect(ill.status == 1 && ill.output.contains("wrong"), "\(ill.output)\(ill.errors)")
        }

        @Test("without a HOME the system tells where the user lives, and nothing is kept in the folder that one is in")
        func homeless() throws {
            let unset = ["HOME", "FOYER_HOME", "XDG_CONFIG_HOME", "FOYER_API_KEY_FILE"].flatMap { ["-u", $0] }
            let record = try Binary.system("sh", ["-c", "getent passwd \"$(id -u)\" | cut -d: -f6"]).output
            let home = try #require(record.split(separator: "\n").first)
            for variables in [[], ["HOME="], ["HOME=."]] {
                let words = unset + variables + [Binary.path, "leads", "list"]
                let run = try Binary.run(words, executable: "/usr/bin/env")
                #expect(run.status == 2 && run.errors.contains("(\(home)/"), "\(run.errors)")
            }
        }

        @Test("a sentence about wrong usage is one line")
        func oneLine() throws {
            for words in [["report", "fun"], ["leads", "lst"], ["report", "speed", "--since", "soon"]] {
                let run = try Binary.run(words)
                #expect(
                    run.status == 64 && run.errors.hasSuffix(".\n") && !run.errors.contains("\n\n"),
                    "\(run.errors)"
                )
            }
        }

        @Test(
            "the doctor tells a zone that does not exist, and takes each that does",
            arguments: [
                ("Mars/Olympus", "look"), ("Chicago", "look"), ("", "ok"), ("/no/such/file", "look"),
                ("America/Chicago", "ok"), (":Asia/Tokyo", "ok"), ("EST5EDT", "ok"), ("CST6CDT,M3.2.0,M11.1.0", "ok"),
            ]
        )
        func zones(setting: String, state: String) throws {
            let folder = try TemporaryDirectory()
            let environment = ["FOYER_HOME": "\(folder.path)/home", "TZ": setting]
            let told = try Binary.run(["doctor", "--json"], environment: environment)
            let findings = try #require(
                JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [[String: Any]]
            )
            let zone = try #require(findings.first { $0["what"] as? String == "time zone" })
            #expect(zone["state"] as? String == state, "\(zone)")
        }

        @Test("a purge tells what will go, keeps what is unsent, and then leaves nothing")
        func purge() throws {
            let office = try Office(leads: 3)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "One").status == 0)
            let asked = try office.run("purge")
            #expect(asked.status == 1 && asked.output.contains("mirror and journal"), "\(asked.output)")
            #expect(FileManager.default.fileExists(atPath: "\(office.home.path)/state/foyer.sqlite"))
            let dry = try office.run("purge", "--dry-run")
            #expect(dry.status == 0 && dry.output == asked.output && dry.errors.isEmpty, "\(dry)")
            #expect(FileManager.default.fileExists(atPath: "\(office.home.path)/state/foyer.sqlite"))
            #expect(try office.run("purge", "--dry-run", "--yes").status == 64)

            office.sandbox.stop()
            #expect(try office.run("leads", "note", "\(lead)", "Two", "--timeout", "1").status != 0)
            let unsent = try office.run("outbox").output.contains("Two")
            if unsent {
                let kept = try office.run("purge", "--yes")
                #expect(kept.status == 1 && kept.errors.contains("not on the server yet"), "\(kept.errors)")
            }
            // What only the workbench leaves goes too, or the folder would stay.
            for name in ["view.json", "paused-run.json", "drafts.jsonl"] {
                _ = try office.home.write("", to: "state/\(name)")
            }
            #expect(try office.run("purge", "--yes", "--discard-unsent").status == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(office.home.path)/state"))
            #expect(FileManager.default.fileExists(atPath: "\(office.home.path)/key"), "it is not Foyer's")
            #expect(try office.run("purge").output.contains("nothing to remove"))
        }

        @Test("a purge leaves nothing of its own either, and with --account no file of yours")
        func purgeAll() throws {
            let folder = try TemporaryDirectory()
            let home = "\(folder.path)/home"
            let environment = ["FOYER_HOME": home]
            #expect(try Binary.run(["config", "init"], environment: environment).status == 0)
            // It makes the folder of the state; a purge then takes a lock that was never there.
            #expect(try Binary.run(["doctor"], environment: environment).status == 1)
            let purge = try Binary.run(["purge", "--yes", "--account"], environment: environment)
            #expect(purge.status == 0, "\(purge.errors)")
            let left = try? FileManager.default.subpathsOfDirectory(atPath: home)
            #expect(left ?? [] == [], "\(left ?? [])")
        }

        @Test("any call can be sent, page by page too, and a path is no other host")
        func api() throws {
            let office = try Office(leads: 30)
            let me = try office.run("api", "get", "v1.0/me")
            #expect(me.status == 0 && me.output.hasPrefix("{"), "\(me.errors)")
            let pages = try office.run("api", "GET", "/v1.0/leads", "-f", "limit=10", "--paginate")
            #expect(pages.output.split(separator: "\n").count == 3)

            let lead = try #require(office.sandbox.leads(matching: "stage=Contacted&limit=1").first).leadID
            let put = try office.run(
                "api",
                "PUT",
                "/v1.0/leads/\(lead)",
                "-f",
                "stage=Qualified",
                "-f",
                "leadId=\(lead)"
            )
            #expect(put.status == 0, "\(put.errors)")
            #expect(try office.sandbox.lead(lead)["stage"] as? String == "Qualified")
            #expect(try office.run("api", "GET", "https://example.com/").status == 64)
            #expect(try office.run("api", "GET", "/v1.0/leads/42").status == 1)
        }

        @Test("a batch has a line for each result, and a dry run sends nothing")
        func batch() throws {
            let office = try Office(leads: 20)
            let leads = try office.sandbox.leads(matching: "stage=Contacted&limit=2").map(\.leadID)
            let input = "\(leads[0])\n{\"leadId\":\(leads[1]),\"x\":[1]}\nnonsense\n\n42\n"
            let update = ["leads", "update", "-", "--stage", "Qualified", "--format", "jsonl"]
            let dry = try Binary.run(update + ["--dry-run"], environment: office.environment, input: input)
            #expect(dry.output.contains("would change"), "\(dry.output)\(dry.errors)")
            #expect(try office.sandbox.writes() == 0)

            let result = try Binary.run(update, environment: office.environment, input: input)
            #expect(result.status == 1)
            let rows = try FileTests.objects(result.output)
            #expect(rows.map { $0["result"] as? String } == ["done", "done", "refused", "refused"], "\(result.output)")
            for lead in leads { #expect(try office.sandbox.lead(lead)["stage"] as? String == "Qualified") }
        }

        @Test("events come as lines while they happen")
        func events() throws {
            let office = try Office(leads: 10)
            let out = try office.home.write("", to: "events")
            let child = try ChildProcess(
                Binary.path,
                ["events", "--follow"],
                environment: office.environment,
                streams: .init(output: out)
            )
            defer {
                child.send(SIGTERM)
                _ = child.wait()
            }
            let lead = try #require(office.sandbox.leads(matching: "stage=Contacted&limit=1").first).leadID
            sleep(2)
            #expect(try office.run("leads", "update", "\(lead)", "--stage", "Qualified").status == 0)
            let deadline = Date(timeIntervalSinceNow: 20)
            var text = ""
            while !text.contains("\"stage\":\"Qualified\""), Date() < deadline {
                usleep(50_000)
                text = try String(contentsOfFile: out, encoding: .utf8)
            }
            let rows = try FileTests.objects(text)
            #expect(rows.contains { $0["event"] as? String == "lead" && $0.leadID == lead }, "\(text)")
            #expect(
                rows.contains { $0["event"] as? String == "change" && $0["state"] as? String == "settled" },
                "\(text)"
            )
        }

        @Test("completions are made for each shell, and know the account's stages")
        func completions() throws {
            let office = try Office(leads: 3)
            for shell in ["bash", "zsh", "fish"] {
                let script = try office.run("completions", shell)
                #expect(script.status == 0 && script.output.contains("foyer"))
            }
            let script = try office.home.write(try office.run("completions", "bash").output, to: "complete")
            #expect(try Binary.system("bash", ["-n", script]).status == 0)
        }
    }
}
