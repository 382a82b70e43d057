import Foundation
import Testing

extension EndToEnd {
    @Suite("What commands print", .timeLimit(.minutes(5)))
    struct PrintingTests {
        @Test("a list has the same leads in every format")
        func formats() throws {
            let office = try Office(leads: 30)
            let json = try office.records("leads", "list", "--format", "json").map(\.leadID)
            #expect(json.count == 30)
            let lines = try FileTests.objects(try office.run("leads", "list", "--format", "jsonl").output)
            #expect(lines.map(\.leadID) == json)
            for format in ["csv", "tsv"] {
                let text = try office.run("leads", "list", "--format", format, "--no-header").output
                let ids = text.split(whereSeparator: \.isNewline).compactMap { line in
                    Int64(line.prefix { $0 != "," && $0 != "\t" })
                }
                #expect(ids == json, "\(format)")
            }
            let table = try office.run("leads", "list").output.split(separator: "\n")
            #expect(table.count == 31 && table[0].hasPrefix("ID"))
        }

        @Test("columns are chosen by name and order, and a wrong name is told the nearest")
        func columns() throws {
            let office = try Office(leads: 3)
            let text = try office.run("leads", "list", "--columns", "stage,leadId", "--format", "tsv").output
            #expect(text.hasPrefix("stage\tleadId\n"))
            let wrong = try office.run("leads", "list", "--columns", "stgae")
            #expect(
                wrong.status == 64 && wrong.errors.contains("Did you mean “stage”? The columns are:"),
                "\(wrong.errors)"
            )
            let strange = try office.run("leads", "list", "--columns", "zzz")
            #expect(strange.status == 64 && strange.errors.contains("There is no column “zzz”. The columns are:"))
            let both = try office.run("leads", "list", "--columns", "zzz,nmae,stage").errors
            #expect(
                both.contains("no column “zzz”") && both.contains("no column “nmae”. Did you mean “name”?"),
                "\(both)"
            )
            let strings = try office.run(
                "leads",
                "list",
                "--format",
                "jsonl",
                "--columns",
                "leadId",
                "--ids-as-strings"
            )
            #expect(strings.output.hasPrefix("{\"leadId\":\""), "\(strings.output)")
        }

        @Test("text of strangers is escaped in every format and on both streams")
        func hostile() throws {
            let office = try Office(leads: 3)
            let body = #"{"firstName":"\u001b[31mMal\u202elory\u0085","lastName":"\u009b2JEvil"}"#
            let made = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
            let id = try #require(made.split(whereSeparator: { !$0.isNumber }).compactMap { Int64($0) }.max())
            var streams = try ["table", "json", "jsonl", "csv", "tsv"].map { format in
                try office.run("leads", "list", "--format", format).output
            }
            streams.append(try office.run("leads", "export").output)
            streams.append(try office.run("leads", "update", "\(id)", "--stage", "\u{1B}[2J\u{202E}x").errors)
            for text in streams {
                #expect(text.contains("Evil") || text.contains("no stage"), "\(text)")
                let raw = text.unicodeScalars.filter { scalar in
                    (0x00..<0x20).contains(scalar.value) && !"\t\r\n".unicodeScalars.contains(scalar)
                        || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                }
                #expect(raw.isEmpty, "\(raw.map(\.value))")
            }
        }

        @Test("words that begin with a dash are words, and misspelt names are told the nearest")
        func dashes() throws {
            let office = try Office(leads: 60)
            let all = try office.records("leads", "list", "stage:new", "--format", "json")
            let some = try office.records("leads", "list", "stage:new", "-tag:hot", "--format", "json")
            #expect(some.count <= all.count && !some.isEmpty)
            #expect(some.allSatisfy { !($0["tags"] as? [String] ?? []).map { $0.lowercased() }.contains("hot") })

            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "- called", "--format", "json", "--", "-x").status == 0)
            #expect(try office.run("leads", "timeline", "\(lead)").output.contains("- called -x"))
            #expect(try office.run("leads", "trash", "\(lead)", "--reason", "-dup").status == 0)

            let verb = try office.run("leads", "lst")
            #expect(verb.status == 64 && verb.errors.contains("“foyer leads list”"), "\(verb.errors)")
            let family = try office.run("ledas", "list")
            #expect(family.status == 64 && family.errors.contains("“foyer leads”"), "\(family.errors)")
            let option = try office.run("leads", "list", "--formt", "json")
            #expect(option.status == 64 && option.errors.contains("--format"), "\(option.errors)")
        }

        @Test("a list that is short is never a success")
        func short() throws {
            let office = try Office(leads: 3)
            let answers = [
                (#"{\"_metadata\":{\"total\":2},\"leads\":[{\"leadId\":7},{\"nonsense\":1}]}"#, "could not be read"),
                (#"{\"_metadata\":{\"total\":2},\"leads\":[{\"leadId\":7}]}"#, "The list is not whole"),
            ]
            for (body, sentence) in answers {
                let fault = #"{"do":"answer","path":"/v1.0/leads","status":200,"body":"\#(body)","times":9}"#
                _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: "[\(fault)]")
                let result = try office.run("leads", "list", "--format", "json")
                #expect(result.status == 1 && result.errors.contains(sentence), "\(result.output)\(result.errors)")
                #expect(result.output.contains("7"), "what came is printed all the same")
                _ = try office.sandbox.curl("/sandbox/faults", method: "DELETE")
            }
        }
    }
}
