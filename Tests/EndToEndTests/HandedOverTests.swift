import Foundation
import Testing

extension EndToEnd {
    @Suite("What is handed to programs holds no number that must not be called", .timeLimit(.minutes(3)))
    struct HandedOverTests {
        private func id(of office: Office, named name: String, phones: String) throws -> String {
            let body = #"{"firstName":"\#(name)","lastName":"Quist","phones":[\#(phones)]}"#
            let answer = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            return try #require(answer.split { !$0.isNumber }.first { $0.count > 8 }.map(String.init), "\(answer)")
        }

        @Test("a number that a call has listed is in no list, count or export, for whoever has it, at once")
        func lists() throws {
            let office = try Office(leads: 3)
            let ada = try id(of: office, named: "Ada", phones: #""5125550701","5125550702""#)
            let bea = try id(of: office, named: "Bea", phones: #""+1 512 555 0701""#)
            #expect(
                try office.run("leads", "list", "id:\(bea)", "--columns", "phone", "--no-header").output.contains(
                    "0701"
                )
            )
            let call = ["leads", "call", ada, "--outcome", "DNCNumber", "--phone", "(512) 555-0701"]
            #expect(try office.run(call).status == 0)

            for lead in [ada, bea] {
                let query = ["id:\(lead)", "--columns", "phone,mayCall", "--no-header"]
                for extra in [[], ["--offline"]] where lead == ada || extra.isEmpty {
                    let listed = try office.run(["leads", "list"] + query + extra)
                    #expect(!listed.output.contains("0701"), "\(listed.output)\(listed.errors)")
                }
            }
            #expect(try office.run("leads", "dial", bea).errors.contains("do-not-call list"))
            let export = try office.run("leads", "export", "quist").output
            #expect(export.contains(",5125550702,") && export.contains(",5125550701,"), "\(export)")
            #expect(!export.contains("5125550701; "), "\(export)")

            #expect(try office.run("leads", "call", ada, "--outcome", "DNCContact").status == 0)
            #expect(try office.run("leads", "count", "id:\(ada) may:call").output == "0\n")
        }

        @Test("another machine hands no number over that a colleague's call has listed")
        func colleague() throws {
            let office = try Office(leads: 3)
            let ada = try id(of: office, named: "Ada", phones: #""+44 20 7946 0018""#)
            #expect(
                try office.run("leads", "call", ada, "--outcome", "DNCNumber", "--phone", "020 7946 0018").status == 0
            )
            let elsewhere = try TemporaryDirectory()
            var environment = office.environment
            environment["FOYER_HOME"] = elsewhere.path

            let dialled = try Binary.run(["leads", "dial", ada], environment: environment)

            #expect(dialled.status == 1 && dialled.output.isEmpty, "\(dialled.output)")
            #expect(dialled.errors.contains("do-not-call list"), "\(dialled.errors)")
        }

        @Test("nor one that a call with somebody else at it has listed, whom that machine has never read")
        func stranger() throws {
            let office = try Office(leads: 3)
            let ada = try id(of: office, named: "Ada", phones: #""5125550701""#)
            let bea = try id(of: office, named: "Bea", phones: #""+1 (512) 555-0701","5125550702""#)
            #expect(try office.run("leads", "call", ada, "--outcome", "DNCNumber").status == 0)
            for reads in [false, true] {
                let elsewhere = try TemporaryDirectory()
                var environment = office.environment
                environment["FOYER_HOME"] = elsewhere.path
                if reads { #expect(try Binary.run(["sync"], environment: environment).status == 0) }

                let dialled = try Binary.run(["leads", "dial", bea, "--phone", "0701"], environment: environment)
                #expect(dialled.status == 1 && dialled.output.isEmpty, "\(dialled.output)")
                #expect(dialled.errors.contains("do-not-call list"), "\(dialled.errors)")
                let shown = try Binary.run(["leads", "show", bea, "--format", "json"], environment: environment)
                #expect(!shown.output.contains("\"mayCall\":[\"+1"), "\(shown.output)")
            }
        }

        @Test("a number that a later lead or one outside the list has on a list is not said to be callable")
        func elsewhere() throws {
            let office = try Office(leads: 60)
            let leads = try office.sandbox.leads(matching: "limit=100&sort=createTime&desc=false")
            let listed = try #require(leads.last { ($0["phoneStatuses"] as? [Int])?.first == 4 })
            let early = try #require(leads.first).leadID
            try #require(early != listed.leadID)
            let number = try #require((listed["phones"] as? [String])?.first).filter(\.isNumber).suffix(10)
            let names = #""firstName":"Ada","lastName":"Quist""#
            let body = "{\(names),\"emails\":[],\"phones\":[\"\(number)\"],\"tags\":[\"handed\"],\"leadTypes\":[2]}"
            _ = try office.sandbox.curl("/v1.0/leads/\(early)", method: "PUT", body: body)
            let query = "tag:handed"

            let export = try office.run("leads", "export", query)
            #expect(export.status == 0 && export.errors.contains("Reading the whole book"), "\(export.errors)")
            let line = try #require(export.output.split(separator: "\r\n").last)
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(cells[4].isEmpty && cells[cells.count - 5] == number, "\(line)")

            let list = try office.run("leads", "list", query, "--format", "json")
            #expect(list.status == 0 && !list.output.contains("mayCall"), "\(list.output)")
            #expect(list.errors.contains("mayCall and mayText are left out"), "\(list.errors)")
            let named = try office.run("leads", "list", query, "--format", "json", "--columns", "leadId,mayCall")
            #expect(named.output.contains("\"mayCall\":[]"), "\(named.output)\(named.errors)")
            #expect(try office.run("leads", "count", "\(query) may:call").output == "0\n")
            let plan = try office.run("bulk", "plan", query, "dispose", "no-answer")
            #expect(plan.output.contains("do-not-call list"), "\(plan.output)\(plan.errors)")

            #expect(try office.run("sync").status == 0)
            let known = try office.run("leads", "list", query, "--format", "json")
            #expect(known.output.contains("\"mayCall\":[]") && known.errors.isEmpty, "\(known.output)\(known.errors)")
            #expect(try office.run("leads", "export", query).errors.isEmpty)
        }

        @Test("a new lead is made with a word about who has its address, its number or its name already")
        func known() throws {
            let office = try Office(leads: 3)
            let jane = ["leads", "create", "--first-name", "Jane", "--last-name", "Quist", "--phone", "(512) 555-0701"]
            let first = try office.run(jane + ["--email", "jane@example.com"])
            #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
            let id = first.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let cases = [
                (["Jane", "Quist"], ["--phone", "+1 512 555 0701"], "is perhaps the same person: same phone"),
                (["Bo", "Li"], ["--phone", "tel:+15125550701"], "perhaps lives with them: same phone"),
                (["Bo", "Li"], ["--email", "JANE@example.com"], "is perhaps the same person: same email"),
                (["jane", "quist"], ["--phone", "2125550100"], "has the same name"),
            ]
            for (names, reach, words) in cases {
                let create =
                    ["leads", "create", "--dry-run", "--first-name", names[0], "--last-name", names[1]] + reach
                let told = try office.run(create)
                #expect(told.status == 0 && told.errors.contains("Lead \(id), Jane Quist, \(words)"), "\(told.errors)")
            }
            let stranger = try office.run("leads", "create", "--dry-run", "--first-name", "Bo", "--phone", "2125550100")
            #expect(stranger.errors.isEmpty, "\(stranger.errors)")
        }

        @Test("an import keeps who must not be called, and the server has it")
        func wishes() throws {
            let office = try Office(leads: 3)
            let rows = "Name,Phone,Do Not Call\nAda Quist,5125550701,yes\nBea Quist,5125550702,no\n"
            let file = try office.home.write(rows, to: "wishes.csv")
            let made = try office.run("leads", "import", file, "--apply")
            #expect(made.status == 0, "\(made.output)\(made.errors)")
            let leads = try office.sandbox.leads(matching: "limit=100").filter { $0["lastName"] as? String == "Quist" }
            let wishes = Dictionary(
                uniqueKeysWithValues: leads.map { ($0["firstName"] as? String ?? "", $0["cannotCall"] as? Bool) }
            )
            #expect(wishes == ["Ada": true, "Bea": false])
            #expect(try office.run("leads", "count", "quist may:call").output != "2\n")
        }
    }

    @Suite("Words of the command line", .timeLimit(.minutes(2)))
    struct CommandLineWordTests {
        @Test("an option in the place of a reason is refused, and nothing is trashed")
        func swallowed() throws {
            let office = try Office(leads: 3)
            let lead = "\(try #require(try office.sandbox.leads(matching: "limit=1").first).leadID)"
            for words in [
                ["trash", lead, "--reason", "--dry-run"], ["update", lead, "--add-tag", "--dry-run"],
                ["call", lead, "--outcome", "Talked", "--override-guard", "--text=x"],
            ] {
                let result = try office.run(["leads"] + words)
                #expect(result.status == 64 && result.errors.contains("wants a value"), "\(result.errors)")
            }
            #expect(try office.run("leads", "show", lead).status == 0)
            let meant = try office.run("leads", "trash", lead, "--reason=--dry-run", "--dry-run")
            #expect(meant.output == "would change: to the trash (--dry-run)\n", "\(meant.output)\(meant.errors)")
            let tag = try office.run("leads", "update", lead, "--add-tag", "-dup", "--dry-run")
            #expect(tag.status == 0 && tag.output.contains("-dup"), "\(tag.errors)")
        }

        @Test("what steers a terminal comes out of no stream raw: audit, export and the parser's own refusals")
        func hostile() throws {
            let office = try Office(leads: 3)
            let body = #"{"firstName":"Ev\u202eil\u2028","lastName":"\u009b1m\u2066B","emails":["evil@example.com"]}"#
            let answer = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            let id = try #require(answer.split { !$0.isNumber }.first { $0.count > 8 }.map(String.init))
            #expect(try office.run("leads", "update", id, "--add-tag", "hot").status == 0)
            let commands = [
                ["audit", "list", "--format", "json"], ["leads", "export", "evil"],
                ["leads", "list", "--format", "\u{1B}[31m"],
                ["leads", "show", "1\u{9B}31m"], ["leads", "trash", id, "--reason", "x", "--dry-run"],
            ]
            for words in commands {
                let result = try office.run(words)
                let raw = (result.output + result.errors).unicodeScalars.filter { scalar in
                    switch scalar.properties.generalCategory {
                    case .control: !["\n", "\r", "\t"].contains(scalar)
                    case .format, .lineSeparator, .paragraphSeparator: true
                    default: false
                    }
                }
                #expect(raw.isEmpty, "\(words): \(raw.map { String($0.value, radix: 16) })")
            }
        }

        @Test("a refusal names no key of the workbench, and doing nothing is told")
        func hints() throws {
            let office = try Office(leads: 3)
            let lead = "\(try #require(try office.sandbox.leads(matching: "limit=1").first).leadID)"
            let empty = try office.run("leads", "note", lead, " ")
            #expect(empty.status == 1 && empty.errors == "foyer: The note is empty. Nothing was changed.\n")
            let lacking = try office.run("leads", "update", lead, "--remove-tag", "nosuch")
            #expect(lacking.status == 0 && lacking.errors.contains("nothing to change"), "\(lacking.errors)")
            let bidi = try office.run("leads", "update", lead, "--add-tag", "a\u{202E}b\tc")
            #expect(bidi.status == 0)
            #expect(try office.sandbox.lead(try #require(Int64(lead))).tagNames.contains("ab c"))
        }
    }
}
