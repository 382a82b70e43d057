import Foundation
import Testing

extension EndToEnd {
    /// The table of faults: what `foyer outbox show` says after each, beside what the server holds by curl.
    @Suite("What the outbox says after each fault", .timeLimit(.minutes(5)))
    struct OutboxFaultTests {
        struct Fault: Sendable, CustomTestStringConvertible {
            let name: String
            /// What happens to the write, in the words of the sandbox.
            let script: String
            var isEdit = false
            /// How the command that decided it ends.
            let exit: Int32
            let state: String
            /// Parts of what the person is told.
            let told: [String]
            /// What the command itself says, besides.
            let errors: String
            /// True when the write is on the server although nobody said so.
            var arrives = false
            /// True when it goes out by itself once nothing is wrong any more.
            var healsItself = true

            var testDescription: String { name }

            private static let post = #""method":"POST","path":"/v1.0/notes""#
            private static let put = #""method":"PUT","path":"/v1.0/leads/{leadId}""#
            private static func answer(_ status: Int, _ code: Int, _ words: String) -> String {
                #"{"do":"answer","status":\#(status),\#(post),"times":9,"body":"#
                    + #""{\"code\":\#(code),\"message\":\"\#(words)\"}"}"#
            }

            static let all: [Fault] = [
                Fault(
                    name: "the key is rejected (401)",
                    script: answer(401, 20_001, "bad key"),
                    exit: 2,
                    state: "queued",
                    told: ["Waits for its turn", "foyer outbox drop 1"],
                    errors: "rejects the key"
                ),
                Fault(
                    name: "no right to it (403)",
                    script: answer(403, 20_017, "no permission"),
                    exit: 1,
                    state: "wedged",
                    told: ["The server refused it: no permission.", "foyer outbox retry 1"],
                    errors: "no permission",
                    healsItself: false
                ),
                Fault(
                    name: "the lead is gone (404)",
                    script: answer(404, 20_006, "Lead not exist"),
                    exit: 1,
                    state: "wedged",
                    told: ["does not show the lead any more", "foyer outbox drop 1", "foyer outbox export"],
                    errors: "Lead not exist",
                    healsItself: false
                ),
                Fault(
                    name: "refused as wrong (400)",
                    script: answer(400, 20_012, "content is blank"),
                    exit: 1,
                    state: "wedged",
                    told: ["The server refused it: content is blank.", "never goes out again by itself"],
                    errors: "content is blank",
                    healsItself: false
                ),
                Fault(
                    name: "refused as contrary (409)",
                    script: answer(409, 20_012, "was changed"),
                    exit: 1,
                    state: "wedged",
                    told: ["The server refused it: was changed.", "foyer outbox retry 1"],
                    errors: "was changed",
                    healsItself: false
                ),
                Fault(
                    name: "too many calls (429)",
                    script: #"{"do":"too-many-requests",\#(post),"times":99,"retryAfterSeconds":1}"#,
                    exit: 3,
                    state: "queued",
                    told: ["Waits for its turn", "foyer outbox send"],
                    errors: "Nothing is lost"
                ),
                Fault(
                    name: "the server fails with a note (500)",
                    script: #"{"do":"internal-error",\#(post),"times":99}"#,
                    exit: 3,
                    state: "ambiguous",
                    told: ["The answer was lost, so it may have arrived", "Nothing to do."],
                    errors: "Nothing is lost",
                    healsItself: false
                ),
                Fault(
                    name: "the server fails with an edit (500)",
                    script: #"{"do":"internal-error",\#(put),"times":99}"#,
                    isEdit: true,
                    exit: 3,
                    state: "waiting",
                    told: ["did not take it for now", "is tried again"],
                    errors: "Nothing is lost"
                ),
                Fault(
                    name: "the answer is lost and nothing arrived",
                    script: #"{"do":"drop-before",\#(post)}"#,
                    exit: 3,
                    state: "ambiguous",
                    told: ["The answer was lost, so it may have arrived", "Foyer looks on the server"],
                    errors: "Nothing is lost",
                    healsItself: false
                ),
                Fault(
                    name: "the answer is lost and it arrived",
                    script:
                        #"{"do":"drop-after",\#(post)},{"do":"internal-error","method":"GET","path":"/v1.0/notes","nth":2,"times":99}"#,
                    exit: 3,
                    state: "ambiguous",
                    told: ["The answer was lost, so it may have arrived", "Foyer looks on the server"],
                    errors: "Nothing is lost",
                    arrives: true
                ),
            ]
        }

        @Test("is what curl confirms, and what to do next", arguments: Fault.all)
        func told(_ fault: Fault) throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            let lead = try #require(office.sandbox.leads(matching: "stage=New+Lead&limit=1").first).leadID
            #expect(try office.run("leads", "show", "\(lead)").status == 0)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: "[\(fault.script)]")
            let decided = try office.run(
                (fault.isEdit
                    ? ["leads", "update", "\(lead)", "--stage", "Nurture"] : ["leads", "note", "\(lead)", "kept"])
                    + ["--timeout", "10"]
            )
            _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")

            #expect(decided.status == fault.exit && decided.errors.contains(fault.errors), "\(decided)")
            let page = try office.run("outbox", "show", "1").output
            for words in fault.told { #expect(page.contains(words), "\(page)") }
            #expect(page.contains(fault.isEdit ? "Nurture" : "kept"), "what was decided stands there whole: \(page)")
            let record = try #require(try office.records("outbox", "list", "--format", "json").first)
            #expect(record["state"] as? String == fault.state, "\(record)")
            #expect(try isThere(fault, lead, office) == fault.arrives)
            guard fault.healsItself else { return }
            let sent = try office.run("outbox", "send", "--timeout", "60")
            #expect(sent.status == 0, "\(sent)")
            #expect(try office.run("outbox", "show", "1").output.contains("Is on the server."))
            #expect(try isThere(fault, lead, office))
            #expect(
                try office.sandbox.requests().count {
                    $0["executed"] as? Bool == true && ["POST", "PUT"].contains($0["method"] as? String)
                } == 1,
                "it was made once"
            )
        }

        private func isThere(_ fault: Fault, _ lead: Int64, _ office: Office) throws -> Bool {
            if fault.isEdit { return try office.sandbox.lead(lead)["stage"] as? String == "Nurture" }
            return try office.sandbox.curl("/v1.0/notes?leadId=\(lead)").contains("kept")
        }

        @Test(
            "in a batch the lead with a lost answer has its line last, and holds up no other",
            arguments: [true, false]
        )
        func batch(_ isPlan: Bool) throws {
            let office = try Office(leads: 20, extra: ["--rate-limit", "60000"])
            let leads = try office.sandbox.leads(matching: "stage=New+Lead&limit=20").map(\.leadID)
            try #require(leads.count > 2)
            let path = isPlan ? "/v1.0/leads/{leadId}" : "/v1.0/notes"
            let fault = #"[{"do":"drop-after","method":"\#(isPlan ? "PUT" : "POST")","path":"\#(path)"}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let result: Binary.Result
            if isPlan {
                let plan = try office.run("bulk", "plan", "stage:\"New Lead\"", "stage", "contacted").output
                let file = try office.home.write(plan, to: "plan.json")
                result = try office.run("bulk", "apply", file, "--format", "jsonl")
            } else {
                let words = ["leads", "note", "-", "Likes mornings", "--format", "jsonl"]
                let input = leads.map { "\($0)\n" }.joined()
                result = try Binary.run(words, environment: office.environment, input: input)
            }
            let rows = try FileTests.objects(result.output)
            #expect(result.status == 0 && rows.allSatisfy { $0["result"] as? String == "done" }, "\(result)")
            #expect(Set(rows.map(\.leadID)) == Set(leads) && rows.count == leads.count, "\(result)")
            // A change that may be repeated is sent again at once; a note is looked for first.
            if !isPlan {
                #expect(rows.last?.leadID == leads.first)
                for lead in leads {
                    let notes = try office.sandbox.curl("/v1.0/notes?leadId=\(lead)")
                    #expect(notes.components(separatedBy: "Likes mornings").count == 2, "\(notes)")
                }
            }
        }

        @Test("where the key is revoked in the middle of a batch, what was not begun is counted")
        func revoked() throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            let leads = try office.sandbox.leads(matching: "limit=4").map(\.leadID)
            let fault = #"[{"do":"expire-token","method":"POST","path":"/v1.0/notes","nth":2,"times":99}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
            let input = leads.map { "\($0)\n" }.joined()
            let words = ["leads", "note", "-", "kept", "--format", "jsonl"]
            let result = try Binary.run(words, environment: office.environment, input: input)
            #expect(try result.status == 2 && FileTests.objects(result.output).count == 2, "\(result)")
            #expect(result.errors.contains("1 done, 1 not;"), "\(result)")
            #expect(result.errors.contains("2 more were not begun"), "\(result)")

            _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")
            #expect(try office.run("outbox", "send").status == 0)
            let isNoted = try leads.map { try office.sandbox.curl("/v1.0/notes?leadId=\($0)").contains("kept") }
            #expect(isNoted == [true, true, false, false])
        }

        @Test("a change that waits for a server that is not there is said to go out later, and does")
        func offline() throws {
            let files = try TemporaryDirectory()
            let database = "\(files.path)/book.sqlite"
            let sandbox = try SandboxProcess(leads: 5, database: database)
            let port = try #require(sandbox.url.split(separator: ":").last.flatMap { Int($0) })
            let environment = [
                "FOYER_HOME": files.path, "FOYER_BASE_URL": sandbox.url,
                "FOYER_API_KEY_FILE": try files.write(sandbox.apiKey, to: "key"),
            ]
            let lead = try #require(sandbox.leads(matching: "limit=1").first).leadID
            let limit =
                #"[{"do":"too-many-requests","method":"POST","path":"/v1.0/notes","times":99,"retryAfterSeconds":1}]"#
            _ = try sandbox.curl("/sandbox/faults", method: "POST", body: limit)
            let note = ["leads", "note", "\(lead)", "kept", "--timeout", "2"]
            #expect(try Binary.run(note, environment: environment).status == 3)
            sandbox.stop()

            let down = try Binary.run(["outbox", "send", "--timeout", "2"], environment: environment)
            #expect(down.status == 3 && down.errors.contains("Nothing is lost"), "\(down)")
            let page = try Binary.run(["outbox", "show", "1"], environment: environment).output
            #expect(page.contains("it goes out when Foyer runs"), "\(page)")

            let back = try SandboxProcess(port: port, database: database)
            #expect(try Binary.run(["outbox", "send"], environment: environment).status == 0)
            #expect(try back.curl("/v1.0/notes?leadId=\(lead)").contains("kept"))
        }
    }
}
