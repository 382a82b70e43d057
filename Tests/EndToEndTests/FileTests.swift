import Foundation
import Testing

extension EndToEnd {
    @Suite("Files of leads", .timeLimit(.minutes(5)))
    struct FileTests {
        private static let table = """
            Full Name,Phone Number,Email Address,Stage,Shoe Size,Notes
            Jane Smith,(512) 555-0142,jane@example.com,new lead,41,"- wants a garden, quickly"
            ,,,,,
            Joe Smith,512-555-0142,joe@example.com,,,
            Jane Smith,5125550142,,,,
            Broken,12,,,,
            Cher,,,,,=HYPERLINK(1)
            """

        @Test("a dry run tells what becomes of each row, and changes nothing")
        func dryRun() throws {
            let office = try Office(leads: 5)
            let file = try office.home.write(Self.table, to: "leads.csv")
            let result = try office.run("leads", "import", file, "--format", "jsonl")

            #expect(result.status == 1, "a row is refused: \(result.errors)")
            let rows = try Self.objects(result.output)
            #expect(rows.map { $0["line"] as? Int } == [2, 4, 5, 6, 7])
            #expect(rows.map { $0["verdict"] as? String } == ["create", "household", "same", "refused", "create"])
            #expect(rows[1]["with"] as? String == "line 2")
            #expect((rows[3]["reason"] as? String)?.contains("too short") == true)
            #expect(result.errors.contains("“Shoe Size”") && result.errors.contains("Nothing was changed"))
            #expect(try office.sandbox.writes() == 0)
        }

        @Test("an import makes each lead once, with its note, and the same command again makes none")
        func importTwice() throws {
            let office = try Office(leads: 5)
            let file = try office.home.write(Self.table, to: "leads.csv")
            let first = try office.run("leads", "import", file, "--apply", "--format", "jsonl")
            let made = try Self.objects(first.output).filter { $0["verdict"] as? String == "created" }
            // Lofty merges people who share a number; whether it did so is told, never guessed.
            #expect(made.count >= 2, "\(first.output)\(first.errors)")
            let jane = try #require(made.first { $0["name"] as? String == "Jane Smith" })
            let timeline = try office.run("leads", "timeline", "\(jane.leadID)").output
            #expect(timeline.contains("- wants a garden, quickly"), "\(timeline)")
            let posts = try office.sandbox.count(method: "POST", path: "/v1.0/leads")

            let second = try office.run("leads", "import", file, "--apply", "--format", "jsonl")
            #expect(
                try Self.objects(second.output).allSatisfy { $0["verdict"] as? String != "created" },
                "\(second.output)"
            )
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/leads") == posts)
        }

        @Test("an import that is killed goes on with the same command: no lead twice, each with its note and its owner")
        func killed() throws {
            // A limit that is told: where none is, Foyer paces itself.
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            // Half of them have no address to be found by.
            let rows = (1...60).map { number in
                let email = number % 2 == 0 ? "" : "row\(number)@example.com"
                return "Ada Row\(number),\(email),\(number % 3 == 0 ? "Vega, Marisol" : "Yael Cohen"),Note \(number)"
            }
            let file = try office.home.write(
                "Name,Email,Assigned To,Notes\n"
                    + rows.map { $0.replacing("Vega, Marisol", with: "\"Vega, Marisol\"") }
                    .joined(separator: "\n"),
                to: "leads.csv"
            )
            let posts = { try office.sandbox.count(method: "POST", path: "/v1.0/leads") }
            for wanted in [6, 46] {
                let child = try ChildProcess(
                    Binary.path,
                    ["leads", "import", file, "--apply"],
                    environment: office.environment
                )
                let deadline = Date(timeIntervalSinceNow: 150)
                while try posts() < wanted, Date() < deadline { usleep(2_000) }
                child.send(SIGKILL)
                _ = child.wait()
                #expect(try posts() >= wanted, "rows were begun")
            }
            #expect(try posts() < 60, "and some were not")
            let command = ["leads", "import", file, "--apply", "--timeout", "150"]
            var last = try office.run(command)
            // What was on the wire at a kill and has not arrived is a person's to decide; everything else is done.
            let doubtful = try office.records("outbox", "list", "--format", "json").filter {
                $0["state"] as? String == "wedged"
            }
            if !doubtful.isEmpty {
                #expect(last.status == 1 && last.errors.contains("needs you"), "\(last.output)\(last.errors)")
                #expect(doubtful.count <= 2, "no more than one for a kill: \(doubtful)")
                for change in doubtful {
                    #expect((change["explanation"] as? String)?.contains("may have arrived") == true, "\(change)")
                    let id = try #require(change["id"] as? Int)
                    #expect(last.output.contains("foyer outbox show \(id)"), "\(last.output)")
                    #expect(try office.run("outbox", "retry", "\(id)").status == 0)
                }
                last = try office.run(command)
            }
            let waiting = try office.run("outbox").output
            #expect(last.status == 0, "\(last.output)\(last.errors)\(waiting)")
            #expect(try office.records("outbox", "list", "--format", "json").isEmpty, "\(waiting)")
            let all = try office.records("leads", "list", "--format", "json").filter {
                $0["firstName"] as? String == "Ada"
            }
            #expect(all.count == 60 && Set(all.compactMap { $0["lastName"] as? String }).count == 60)
            for lead in all {
                let name = lead["lastName"] as? String ?? ""
                let number = Int(name.dropFirst(3)) ?? 0
                #expect(
                    lead["assignedUser"] as? String == (number % 3 == 0 ? "Marisol Vega" : "Yael Cohen"),
                    "\(name): \(lead)"
                )
                let notes = try office.sandbox.curl("/v1.0/notes?leadId=\(lead.leadID)")
                #expect(notes.components(separatedBy: "Note \(number)\"").count == 2, "\(name): \(notes)")
            }
        }

        @Test(
            "a note on the wire at a kill is found or a person's to decide within a minute, and its row comes to an end",
            arguments: [true, false]
        )
        func killedOnTheWire(_ isExecuted: Bool) throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            let rows = (1...6).map { "Ada Row\($0),row\($0)@example.com,Minh Trần,Note \($0)" }
            let file = try office.home.write("Name,Email,Agent,Notes\n" + rows.joined(separator: "\n"), to: "leads.csv")
            // The third note reaches the server, which makes it after the kill or never.
            let effect = isExecuted ? #""do":"delay","milliseconds":1500"# : #""do":"stall""#
            let fault = #"[{\#(effect),"method":"POST","path":"/v1.0/notes","nth":3}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let command = ["leads", "import", file, "--apply", "--timeout", "90"]
            let child = try ChildProcess(Binary.path, command, environment: office.environment)
            let notes = { try office.sandbox.count(method: "POST", path: "/v1.0/notes") }
            let deadline = Date(timeIntervalSinceNow: 150)
            while try notes() < 3, Date() < deadline { usleep(2_000) }
            child.send(SIGKILL)
            _ = child.wait()

            let first = try office.run(command)
            let owned = { try office.records("leads", "list", "--format", "json", "owner:minh ada").count }
            if !isExecuted {
                #expect(first.status == 1 && first.errors.contains("1 row needs you"), "\(first)")
                #expect(try owned() == 5, "the other rows are done: \(first)")
                let change = try #require(
                    try office.records("outbox", "list", "--format", "json").first {
                        $0["state"] as? String == "wedged"
                    }
                )
                #expect(first.output.contains("foyer outbox show \(change["id"] ?? 0)"), "\(first)")
                #expect(try office.run("outbox", "retry", "\(change["id"] ?? 0)").status == 0)
            }
            let second = isExecuted ? first : try office.run(command)
            #expect(second.status == 0, "\(second)")
            #expect(try owned() == 6)
            for lead in try office.records("leads", "list", "--format", "json", "ada") {
                let name = lead["lastName"] as? String ?? ""
                let notes = try office.sandbox.curl("/v1.0/notes?leadId=\(lead.leadID)")
                #expect(notes.components(separatedBy: "Note \(name.dropFirst(3))\"").count == 2, "\(name): \(notes)")
            }
        }

        /// What becomes of one note whose answer is lost.
        enum Loss: String, CaseIterable, CustomTestStringConvertible {
            /// It arrived, which Foyer finds out.
            case found
            /// It did not, and the time is up before that is sure.
            case looking
            /// It did not, and Lofty does not let anybody look.
            case undecided

            var testDescription: String { rawValue }

            var faults: String {
                switch self {
                case .found: #"[{"do":"drop-after","method":"POST","path":"/v1.0/notes"}]"#
                case .looking: #"[{"do":"drop-before","method":"POST","path":"/v1.0/notes"}]"#
                case .undecided:
                    #"[{"do":"drop-before","method":"POST","path":"/v1.0/notes"},"#
                        + #"{"do":"answer","status":403,"method":"GET","path":"/v1.0/notes","body":"{}","times":99}]"#
                }
            }
        }

        @Test("one row with a note that may have arrived holds up no other, and is told", arguments: Loss.allCases)
        func oneInDoubt(_ loss: Loss) throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            // More than one stretch of the file: the doubt is in the first.
            let rows = (1...45).map { "Ada Row\($0),row\($0)@example.com,Minh Trần,Note \($0)" }
            let file = try office.home.write("Name,Email,Agent,Notes\n" + rows.joined(separator: "\n"), to: "leads.csv")
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: loss.faults)
            let command = ["leads", "import", file, "--apply", "--format", "jsonl", "--timeout"]
            let first = try office.run(command + [loss == .looking ? "12" : "90"])

            let lines = try Self.objects(first.output)
            #expect(lines.count == 45 && lines.allSatisfy { $0["verdict"] as? String == "created" }, "\(first)")
            let told = lines.filter { $0["reason"] != nil }
            let owned = try office.records("leads", "list", "--format", "json", "owner:minh ada").count
            switch loss {
            case .found:
                #expect(first.status == 0 && told.isEmpty && owned == 45, "\(owned) \(first)")
            case .looking:
                #expect(first.status == 3 && first.errors.contains("1 row is not settled"), "\(first)")
                #expect(told.count == 1 && owned == 44, "\(owned) \(told)")
                #expect((told.first?["reason"] as? String)?.contains("the answer was lost") == true, "\(told)")
            case .undecided:
                #expect(first.status == 1 && first.errors.contains("1 row needs you"), "\(first)")
                #expect(told.count == 1 && owned == 44, "\(owned) \(told)")
                let reason = told.first?["reason"] as? String ?? ""
                #expect(reason.contains("may have arrived") && reason.contains("foyer outbox show"), "\(reason)")
                let waiting = try office.records("outbox", "list", "--format", "json")
                let change = try #require(waiting.first { $0["state"] as? String == "wedged" })
                _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")
                #expect(try office.run("outbox", "retry", "\(change["id"] ?? 0)").status == 0)
                let second = try office.run(command + ["90"])
                #expect(second.status == 0, "\(second)")
                #expect(try office.records("leads", "list", "--format", "json", "owner:minh ada").count == 45)
            }
            guard loss != .looking else { return }
            for lead in try office.records("leads", "list", "--format", "json", "ada") {
                let name = lead["lastName"] as? String ?? ""
                let notes = try office.sandbox.curl("/v1.0/notes?leadId=\(lead.leadID)")
                #expect(notes.components(separatedBy: "Note \(name.dropFirst(3))\"").count == 2, "\(name): \(notes)")
            }
        }

        @Test("a lead that cannot be given to its owner is told by its line, and the others get theirs")
        func refusedOwner() throws {
            let office = try Office(leads: 5)
            let fault: [String: Any] = [
                "do": "answer", "status": 403, "method": "POST", "path": "/v1.0/leads/{leadId}/assignment", "times": 1,
                "body": #"{"code":20003,"message":"errorCode=20003, errorMsg=no permission"}"#,
            ]
            let script = String(decoding: try JSONSerialization.data(withJSONObject: [fault]), as: UTF8.self)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            let rows = (1...3).map { "Ada Row\($0),row\($0)@example.com,Minh Trần" }
            let file = try office.home.write("Name,Email,Agent\n" + rows.joined(separator: "\n"), to: "leads.csv")
            let result = try office.run("leads", "import", file, "--apply", "--format", "jsonl")
            #expect(result.status == 1 && result.errors.contains("needs you"), "\(result)")
            let lines = try Self.objects(result.output)
            #expect(lines.map { $0["verdict"] as? String } == ["created", "created", "created"], "\(result)")
            let told = lines.filter { ($0["reason"] as? String)?.contains("not given to Minh Trần") == true }
            #expect(told.count == 1, "\(result)")
            let owned = try office.records("leads", "list", "--format", "json", "owner:minh ada")
            #expect(owned.count == 2, "\(owned)")
        }

        @Test("an import that stops in its last stretch says after which line")
        func lastStretch() throws {
            let office = try Office(leads: 5)
            let fault = #"[{"do":"stall","method":"POST","path":"/v1.0/leads","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let file = try office.home.write("Name\nAda One\n\nAda Two\n", to: "two.csv")
            let result = try office.run("leads", "import", file, "--apply", "--timeout", "4")
            #expect(result.status == 3 && result.errors.contains("stopped after line 4:"), "\(result)")
        }

        @Test("an export reads back to the same book, and formulas in it are guarded")
        func roundTrip() throws {
            let office = try Office(leads: 40)
            let body =
                #"{"firstName":"=1+1","lastName":"@SUM \u001b[31m","emails":["sum@example.com"],"phones":["+15125550177"]}"#
            _ = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            // Nothing but the id tells who this is.
            _ = try office.sandbox.curl("/v1.0/leads", method: "POST", body: #"{"firstName":"Solo","lastName":"Diaz"}"#)
            let export = try office.run("leads", "export")
            #expect(export.status == 0, "\(export.errors)")
            #expect(export.output.contains("'=1+1") && export.output.contains("'@SUM"))
            #expect(!export.output.contains("\u{1B}"))
            #expect(export.output.components(separatedBy: "\r\n").count == 44)

            let file = try office.home.write(export.output, to: "book.csv")
            let back = try office.run("leads", "import", file, "--format", "jsonl")
            let verdicts = try Self.objects(back.output).compactMap { $0["verdict"] as? String }
            #expect(verdicts.count == 42 && Set(verdicts) == ["same"], "\(back.output)\(back.errors)")

            let offline = try office.run("leads", "export", "--offline")
            let sorted = { (text: String) in text.components(separatedBy: "\r\n").sorted() }
            #expect(sorted(offline.output) == sorted(export.output))
        }

        @Test("--map says what a column holds, and what is no file of leads is told by its kind")
        func mapping() throws {
            let office = try Office(leads: 3)
            let odd = try office.home.write("Wer,Adresse\nAda,ada@example.com\n", to: "odd.csv")
            let refused = try office.run("leads", "import", odd)
            #expect(refused.status == 1 && refused.errors.contains("--map \"Wer=name\""), "\(refused.errors)")
            let mapped = try office.run("leads", "import", odd, "--map", "Wer=name", "--map", "Adresse=email")
            #expect(mapped.status == 0 && mapped.output == "line 2: create: Ada\n", "\(mapped.output)\(mapped.errors)")
            let misspelt = try office.run("leads", "import", odd, "--map", "Wer=nmae")
            #expect(misspelt.status == 64 && misspelt.errors.contains("Did you mean “name”?"), "\(misspelt.errors)")
            #expect(misspelt.errors.contains("leadId, firstName"), "\(misspelt.errors)")

            let folder = try office.run("leads", "import", office.home.path)
            #expect(folder.status == 1 && folder.errors.contains("is a folder"))
            let packed = try office.home.write("\u{1F}", to: "packed.csv")
            var bytes = try Data(contentsOf: URL(fileURLWithPath: packed))
            bytes.append(contentsOf: [0x8B, 8, 0, 0])
            try bytes.write(to: URL(fileURLWithPath: packed))
            #expect(try office.run("leads", "import", packed).errors.contains("gunzip"))
        }

        static func objects(_ lines: String) throws -> [[String: Any]] {
            try lines.split(separator: "\n").map { line in
                try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            }
        }
    }
}
