import Foundation
import Testing

extension EndToEnd {
    @Suite("The command line twin", .timeLimit(.minutes(5)))
    struct HeadlessTests {
        @Test("every verb waits until the server has it")
        func verbs() throws {
            let office = try Office()

            let created = try office.run(
                "leads",
                "create",
                "--first-name",
                "Zoë",
                "--last-name",
                "Müller",
                "--email",
                "zoe@example.com",
                "--phone",
                "5125550177",
                "--type",
                "buyer",
                "--source",
                "Website",
                "--stage",
                "contacted",
                "--tag",
                "hot",
                "--assignee",
                "me"
            )
            #expect(created.status == 0, "\(created.errors)")
            let id = try #require(Int64(created.output.trimmingCharacters(in: .whitespacesAndNewlines)))
            let made = try office.sandbox.lead(id)
            #expect(made["stage"] as? String == "Contacted")
            #expect(made.tagNames == ["hot"])
            #expect(made["leadTypes"] as? [Int] == [2])

            let update = [
                "leads", "update", "\(id)", "--stage", "Qualified", "--add-tag", "relocates", "--remove-tag", "HOT",
            ]
            #expect(try office.run(update).status == 0)
            #expect(try office.sandbox.lead(id)["stage"] as? String == "Qualified")
            #expect(try office.sandbox.lead(id).tagNames == ["relocates"])
            #expect(
                try office.sandbox.count(method: "PUT", path: "/v1.0/leads/\(id)") == 1,
                "stage and tags are one PUT"
            )

            let fields = [
                "leads", "update", "\(id)", "--last-name", "Müller", "--phone", "5125550177", "--phone", "5125550188",
                "--type", "seller", "--source", "",
            ]
            #expect(try office.run(fields).status == 0)
            let edited = try office.sandbox.lead(id)
            #expect(edited["lastName"] as? String == "Müller" && edited["leadTypes"] as? [Int] == [1])
            #expect((edited["phones"] as? [String])?.count == 2, "\(edited)")
            let wrong = try office.run("leads", "update", "\(id)", "--email", "nobody")
            #expect(wrong.status == 1 && wrong.errors.contains("nobody"), "\(wrong.errors)")
            #expect(try office.run("leads", "update", "\(id)", "--hidden").status == 0)
            #expect(try office.sandbox.lead(id)["hiddenFlag"] as? Bool == true)
            #expect(try office.run("leads", "update", "\(id)", "--hidden").status == 0)
            #expect(try office.run("leads", "update", "\(id)", "--no-hidden").status == 0)
            #expect(try office.sandbox.lead(id)["hiddenFlag"] as? Bool == false)

            #expect(try office.run("leads", "note", "\(id)", "Prefers", "mornings").status == 0)
            #expect(try office.run("leads", "call", "\(id)", "--outcome", "noanswer").status == 0)
            let timeline = try office.run("leads", "timeline", "\(id)")
            #expect(timeline.output.contains("Prefers mornings") && timeline.output.contains("call outbound"))

            #expect(try office.run("leads", "trash", "\(id)", "--reason", "Test record").status == 0)
            #expect(try office.run("leads", "show", "\(id)").status == 1)
        }

        @Test("leads are counted, and it is said what ran on the server and what here")
        func counts() throws {
            let office = try Office()
            let listed = try office.records("leads", "list", "stage:contacted score>=20", "--format", "json").count
            let counted = try office.run("leads", "count", "stage:contacted score>=20", "--explain")
            #expect(counted.output == "\(listed)\n", "\(counted.errors)")
            #expect(counted.errors.contains("asked of the server: stage:contacted; it sent "), "\(counted.errors)")
            #expect(counted.errors.contains("looked for here:     score>=20; \(listed) match"), "\(counted.errors)")
            let all = try office.run("leads", "list", "--explain", "--format", "json")
            #expect(all.errors.contains("every lead; it sent 60") && all.errors.contains("nothing more"))
            let here = try office.run("leads", "count", "stage:contacted score>=20", "--offline", "--explain")
            #expect(here.status == 1 && here.errors.contains("foyer sync") && here.output.isEmpty)
            #expect(try office.run("sync").status == 0)
            let again = try office.run("leads", "count", "stage:contacted score>=20", "--offline", "--explain")
            #expect(again.output == counted.output && again.errors.contains("asked for nothing"))
            let planned = try ["next:none", "-next:none"].map { try office.run("leads", "count", "--", $0).output }
            let sum = planned.compactMap { Int($0.dropLast()) }.reduce(0, +)
            #expect(sum == 60 && planned.count == 2, "what is planned is read from the server: \(planned)")
            #expect(try office.run("leads", "count", "stge:new").errors.contains("did you mean stage"))
        }

        @Test(
            "a change of a lead costs its reading, the write and the reading after it, and no more than whose key it is"
        )
        func calls() throws {
            let office = try Office()
            let id = "\(try #require(try office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID)"
            // The first command reads the stages and tags of the team, too.
            #expect(try office.run("leads", "update", id, "--stage", "Contacted", "--add-tag", "warm").status == 0)
            let path = "/v1.0/leads/\(id)"
            let costs: [([String], [String])] = [
                (["leads", "update", id, "--stage", "Qualified"], ["GET \(path)", "PUT \(path)", "GET \(path)"]),
                (["leads", "update", id, "--add-tag", "hot"], ["GET \(path)", "PUT \(path)", "GET \(path)"]),
                (["leads", "update", id, "--add-tag", "hot"], ["GET \(path)"]),
                (["leads", "note", id, "hello"], ["GET \(path)", "GET /v1.0/notes", "POST /v1.0/notes"]),
            ]
            for (command, calls) in costs {
                let before = try office.sandbox.requests().count
                let result = try office.run(command)
                #expect(result.status == 0, "\(result.errors)")
                let made = try office.sandbox.requests().dropFirst(before)
                    .map { "\($0["method"] as? String ?? "") \($0["path"] as? String ?? "")" }
                    .filter { !$0.contains("/sandbox/") }
                #expect(made.filter { !$0.contains("/me") } == calls, "\(command)")
                #expect(made.count { $0.contains("/me") } <= 1)
            }
        }

        @Test("a list of which a part cannot be read is printed, and is an error")
        func unreadableList() throws {
            let office = try Office()
            let answer: [String: Any] = [
                "_metadata": ["collection": "leads", "offset": 0, "limit": 100, "total": 2],
                "leads": [["leadId": "oops"], ["leadId": 77, "firstName": "Ana", "lastName": "Lima"]],
            ]
            let body = String(decoding: try JSONSerialization.data(withJSONObject: answer), as: UTF8.self)
            let fault: [String: Any] = [
                "do": "answer", "status": 200, "path": "/v1.0/leads", "body": body, "times": 50,
            ]
            let script = String(decoding: try JSONSerialization.data(withJSONObject: [fault]), as: UTF8.self)
            try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            for format in ["json", "table"] {
                let result = try office.run("leads", "list", "--format", format)
                #expect(result.status == 1, "\(result.output)")
                #expect(result.output.contains("Ana"))
                #expect(result.errors.contains("not whole"), "\(result.errors)")
            }
        }

        @Test("a list is whole although leads are made and trashed while it is read")
        func movingList() throws {
            let office = try Office(leads: 300, extra: ["--rate-limit", "60000", "--oddity", "page-cap=25"])
            let before = try office.records("leads", "list", "--format", "json").map(\.leadID)
            #expect(before.count == 300)
            let oldest = before.suffix(12)
            let script = oldest.map { id in
                let head =
                    "curl -s -o /dev/null -H 'Authorization: token \(office.sandbox.apiKey)' -H 'Content-Type: application/json'"
                return "\(head) -X DELETE '\(office.sandbox.url)/v1.0/leads/\(id)?reason=test'; \(head) -X POST "
                    + "\(office.sandbox.url)/v1.0/leads -d '{\"firstName\":\"New \(id)\"}'"
            }
            // It goes on until it is told to stop, so that no list is read in peace.
            let stop = "\(office.home.path)/stop"
            let more = "while [ ! -e '\(stop)' ]; do \(script.last?.components(separatedBy: "; ").last ?? ":"); done"
            let churn = try ChildProcess("/bin/sh", ["-c", (script + [more]).joined(separator: "; ")])
            for round in 0..<3 {
                let writes = try office.sandbox.writes()
                let result = try office.run("leads", "list", "--format", "json")
                #expect(result.status == 0, "\(result.errors)")
                let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]]
                let ids = Set((json ?? []).map(\.leadID))
                #expect(ids.isSuperset(of: before.dropLast(12)))
                #expect(try office.sandbox.writes() > writes, "list \(round) was read while others wrote")
            }
            _ = try office.home.write("", to: "stop")
            #expect(churn.wait() == 0)
        }

        @Test("five changes in a row wait for nothing on an account that names no limit, nor after a 429 by accident")
        func withoutHeaders() throws {
            let office = try Office(extra: ["--rate-limit", "off"])
            let id = try #require(try office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID
            var seconds: [Double] = []
            for number in 1...5 {
                let start = Date()
                let result = try office.run("leads", "update", "\(id)", "--add-tag", "t\(number)")
                #expect(result.status == 0, "\(result.errors)")
                seconds.append(Date().timeIntervalSince(start))
            }
            // T21: a second each; a busy machine may hold up one of them.
            #expect(seconds.count { $0 > 1 } <= 1 && seconds.allSatisfy { $0 < 2 }, "\(seconds)")
            try office.sandbox.curl(
                "/sandbox/faults",
                method: "POST",
                body: #"[{"do":"too-many-requests","rateHeaders":false}]"#
            )
            // The one that is refused waits for two seconds and one call of the slow pace; the next ones are as before.
            #expect(try office.run("leads", "update", "\(id)", "--add-tag", "t6").status == 0)
            let start = Date()
            for number in 7...8 {
                #expect(try office.run("leads", "update", "\(id)", "--add-tag", "t\(number)").status == 0)
            }
            #expect(Date().timeIntervalSince(start) < 12, "it is as before the accident")
            #expect(try office.sandbox.lead(id).tagNames.count >= 8)
        }

        @Test("the callable number is logged and said, and after do not contact nobody may call")
        func contactGuard() throws {
            let office = try Office()
            let body = #"{"firstName":"Ana","phones":["5125550101","5125550102"]}"#
            let made = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            let id = try #require(made.split(whereSeparator: { !$0.isNumber }).compactMap { Int64($0) }.max())

            let first = try office.run("leads", "call", "\(id)", "--outcome", "DNCNumber", "--phone", "5125550101")
            #expect(first.status == 0 && first.errors.contains("logged on 5125550101"), "\(first.errors)")
            let second = try office.run("leads", "call", "\(id)", "--outcome", "Talked")
            #expect(second.status == 0 && second.errors.contains("logged on 5125550102"), "\(second.errors)")
            #expect(second.output == "\(id)\n", "programs read the id alone")

            let shown = try office.run("leads", "show", "\(id)").output.split(separator: "\n")
            let listed = try #require(shown.first { $0.contains("call 5125550101") })
            #expect(listed.contains("no: number on a do-not-call list"))
            let free = try #require(shown.first { $0.contains("call 5125550102") })
            #expect(free.contains("in Chicago now"), "\(free)")

            #expect(try office.run("leads", "call", "\(id)", "--outcome", "DNCContact").status == 0)
            let after = try office.run("leads", "show", "\(id)").output.split(separator: "\n")
            #expect(after.count { $0.contains("no: do not contact") } == 4, "two numbers, call and text: \(after)")
        }

        @Test("list gives every page, and a query narrows it as the workbench does")
        func list() throws {
            let office = try Office(leads: 250)

            let all = try office.records("leads", "list", "--format", "json")
            #expect(all.count == 250)
            #expect(Set(all.map(\.leadID)).count == 250)
            #expect(all.contains { $0.leadID > 1 << 53 })

            let new = try office.records("leads", "list", "stage:\"New Lead\" -tag:vip", "--format", "json")
            let expected = all.filter { lead in
                let tags = (lead["tags"] as? [String] ?? []).map { $0.lowercased() }
                return lead["stage"] as? String == "New Lead" && !tags.contains("vip")
            }
            #expect(Set(new.map(\.leadID)) == Set(expected.map(\.leadID)))
            #expect(!new.isEmpty)
        }

        @Test("hostile names reach no terminal raw")
        func hostileNames() throws {
            let office = try Office()
            let body = #"{"firstName":"\u001b[31mMal\u202elory","lastName":"O\u0007Evil"}"#
            let made = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            #expect(made.contains("leadId"))

            let table = try office.run("leads", "list", "mal").output

            #expect(table.contains("Evil"))
            #expect(!table.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" })
        }

        @Test(
            "what cannot be done is refused in one sentence, and nothing is sent",
            arguments: [
                (["update", "ID", "--stage", "Nope"], "The team has no stage"),
                (["create", "--first-name", String(repeating: "x", count: 31)], "31 characters"),
                (["assign", "ID", "--to", "nobody@example.com"], "No member is called"),
                (["create", "--first-name", "Zed", "--assignee", "nobody@example.com"], "No member is called"),
                (["show", "42"], "There is no such lead"),
                (["note", "ID", String(repeating: "😀", count: 1_500)], "3000 characters"),
                (["list", "stgae:new"], "did you mean stage"),
                (["update", "42", "--add-tag", "x"], "There is no such lead"),
                (["note", "ID", String(repeating: "x", count: 2_001)], "2001 characters"),
            ]
        )
        func refusals(arguments: [String], sentence: String) throws {
            let office = try Office()
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID

            let result = try office.run(["leads"] + arguments.map { $0 == "ID" ? "\(lead)" : $0 })

            #expect(result.status == 1, "\(result.output)\(result.errors)")
            #expect(result.errors.contains(sentence), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
            #expect(try office.sandbox.writes() == 0)
        }

        @Test("without an account it says how to log in or try the demo")
        func noAccount() throws {
            let home = try TemporaryDirectory()

            let result = try Binary.run(["leads", "list"], environment: ["FOYER_HOME": home.path])

            #expect(result.status == 2)
            #expect(result.errors.contains("foyer login") && result.errors.contains("foyer demo"))
        }

        @Test("login keeps a key that works, in a file for its owner alone, and no other")
        func login() throws {
            let sandbox = try SandboxProcess()
            let home = try TemporaryDirectory()
            let environment = ["FOYER_HOME": home.path]

            let wrong = try Binary.run(
                ["login", "--base-url", sandbox.url],
                environment: environment,
                input: "nonsense\n"
            )
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("rejects the key"))
            #expect(!FileManager.default.fileExists(atPath: "\(home.path)/api-key"))

            let right = try Binary.run(
                ["login", "--base-url", sandbox.url],
                environment: environment,
                input: "\u{2028}\(sandbox.apiKey) \n"
            )
            #expect(right.status == 0, "\(right.errors)")
            let mode = try FileManager.default.attributesOfItem(atPath: "\(home.path)/api-key")[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(try Binary.run(["leads", "list"], environment: environment).status == 0)
        }

        @Test("the key comes from a program, a descriptor or the configuration too, and a trace holds none of it")
        func keySources() throws {
            let office = try Office(leads: 3)
            let key = try #require(office.environment["FOYER_API_KEY_FILE"])
            office.environment["FOYER_API_KEY_FILE"] = nil
            let trace = "\(office.home.path)/trace"
            let given = ["FOYER_API_KEY_COMMAND": "cat \(key)", "FOYER_TRACE_FILE": trace]
            let environment = office.environment.merging(given) { $1 }
            #expect(try Binary.run(["leads", "list"], environment: environment).status == 0)
            let text = try String(contentsOfFile: trace, encoding: .utf8)
            #expect(text.contains("/v1.0/leads"))
            #expect(!text.contains(office.sandbox.apiKey))

            let script = "FOYER_API_KEY_FD=3 exec '\(Binary.path)' leads list 3< '\(key)'"
            let handed = try Binary.run(["-c", script], environment: office.environment, executable: "/bin/sh")
            #expect(handed.status == 0, "\(handed.errors)")

            _ = try office.home.write(#"{"apiKeyCommand":["cat","\#(key)"]}"#, to: "config.json")
            #expect(try office.run("leads", "list").status == 0)
        }

        @Test("a key program that fails is said with its exit code, in one line")
        func failingKeySource() throws {
            let office = try Office(leads: 3)
            office.environment["FOYER_API_KEY_FILE"] = nil
            office.environment["FOYER_API_KEY_COMMAND"] = "false"

            let result = try office.run("leads", "list")

            #expect(result.status == 2)
            #expect(result.errors.contains("The key command false ended with code 1"), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        }
    }
}

/// A sandbox and a state directory for commands.
final class Office {
    let sandbox: SandboxProcess
    let home: TemporaryDirectory
    var environment: [String: String]

    init(leads: Int = 60, extra: [String] = []) throws {
        sandbox = try SandboxProcess(leads: leads, extra: extra)
        home = try TemporaryDirectory()
        environment = [
            "FOYER_HOME": home.path, "FOYER_BASE_URL": sandbox.url,
            "FOYER_API_KEY_FILE": try home.write(sandbox.apiKey, to: "key"),
        ]
    }

    func run(_ arguments: String...) throws -> Binary.Result { try run(arguments) }

    func run(_ arguments: [String]) throws -> Binary.Result { try Binary.run(arguments, environment: environment) }

    func records(_ arguments: String...) throws -> [[String: Any]] {
        let result = try run(arguments)
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(json as? [[String: Any]])
    }
}
