import Foundation
import Testing

extension EndToEnd {
    @Suite("Plans at a shell", .timeLimit(.minutes(5)))
    struct BulkPlanFileTests {
        private struct Desk {
            let office: Office
            let file: String

            init() throws {
                office = try Office()
                file =
                    FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString).json").path
            }

            /// Makes a plan and writes it down; the number of leads that would change.
            func plan(_ arguments: String...) throws -> Int {
                let result = try office.run(["bulk", "plan"] + arguments)
                #expect(result.status == 0, "\(result.errors)")
                try Data(result.output.utf8).write(to: URL(fileURLWithPath: file))
                let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
                return try #require(object?["changing"] as? [Any]).count
            }

            func edit(_ old: String, _ new: String) throws {
                let text = try String(contentsOfFile: file, encoding: .utf8)
                #expect(text.contains(old))
                let edited = text.replacingOccurrences(of: old, with: new)
                try Data(edited.utf8).write(to: URL(fileURLWithPath: file))
            }
        }

        @Test("a plan sends nothing; applied, it changes its leads, but for one that a colleague moved meanwhile")
        func planAndApply() throws {
            let desk = try Desk()
            let writes = try desk.office.sandbox.writes()
            let count = try desk.plan("stage:\"New Lead\"", "stage", "contacted")
            #expect(count > 2)
            #expect(try desk.office.sandbox.writes() == writes)
            let leads = try desk.office.sandbox.leads(matching: "stage=New+Lead&limit=2")
            let moved = try #require(leads.first).leadID
            #expect(try desk.office.run("leads", "update", "\(moved)", "--stage", "Qualified").status == 0)

            let result = try desk.office.run("bulk", "apply", desk.file)

            #expect(result.status == 1, "\(result.errors)")
            let lines = result.output.split(separator: "\n")
            #expect(lines.count == count)
            #expect(lines.filter { $0.contains("\tdone") }.count == count - 1)
            #expect(lines.contains { $0.hasPrefix("\(moved)\trefused\t") && $0.contains("Qualified") })
            #expect(try desk.office.sandbox.lead(moved)["stage"] as? String == "Qualified")
            let other = try #require(leads.last).leadID
            #expect(try desk.office.sandbox.lead(other)["stage"] as? String == "Contacted")
            // What is so by now is done, and sends nothing.
            let before = try desk.office.sandbox.writes()
            let again = try desk.office.run("bulk", "apply", desk.file)
            #expect(again.output.split(separator: "\n").filter { $0.contains("\tunchanged") }.count == count - 1)
            #expect(try desk.office.sandbox.writes() == before)
        }

        @Test("records are made once, also when a plan is applied again after a run that was cut off")
        func twice() throws {
            let desk = try Desk()
            let count = try desk.plan("stage:\"New Lead\"", "note", "open house on Sunday")
            let first = try desk.office.run("bulk", "apply", desk.file)
            #expect(first.status == 0, "\(first.errors)")
            let notes = try desk.office.sandbox.count(method: "POST", path: "/v1.0/notes")
            #expect(notes == count)

            let again = try desk.office.run("bulk", "apply", desk.file)

            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output.split(separator: "\n").count { $0.contains("\tunchanged") } == count)
            #expect(try desk.office.sandbox.count(method: "POST", path: "/v1.0/notes") == notes)
        }

        @Test("a file that was edited, one that is none, and one of another account are refused as a whole")
        func refusals() throws {
            let desk = try Desk()
            _ = try desk.plan("stage:\"New Lead\"", "tag", "spring")
            let writes = try desk.office.sandbox.writes()
            let missing = try desk.office.run("bulk", "apply", "\(desk.file).txt")
            #expect(missing.status == 2 && missing.errors.contains("cannot be read"), "\(missing.errors)")
            try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(desk.file).txt"))
            let other = try desk.office.run("bulk", "apply", "\(desk.file).txt")
            #expect(other.status == 1 && other.errors.contains("is no plan"), "\(other.errors)")
            let colleague = try TemporaryDirectory()
            let key = try #require(desk.office.sandbox.roleKeys["agent"])
            let environment = [
                "FOYER_HOME": colleague.path, "FOYER_BASE_URL": desk.office.sandbox.url,
                "FOYER_API_KEY_FILE": try colleague.write(key, to: "key"),
            ]
            let foreign = try Binary.run(["bulk", "apply", desk.file], environment: environment)
            #expect(foreign.status == 1 && foreign.errors.contains("another person's key"), "\(foreign.errors)")
            try desk.edit("\"spring\"", "\"summer\"")
            let edited = try desk.office.run("bulk", "apply", desk.file)
            #expect(edited.status == 1 && edited.errors.contains("was changed after it was made"))

            #expect(try desk.office.sandbox.writes() == writes)
        }

        /// What somebody who means well, or ill, makes of a plan in an editor.
        private static let handiwork: [(name: String, make: @Sendable (String) -> String, words: String)] = [
            ("another stage", { $0.replacing("\"Contacted\"", with: "\"Archived\"") }, "was changed"),
            ("a lead taken out", { Self.changing($0) { $0.removeFirst() } }, "was changed"),
            ("a lead twice", { Self.changing($0) { $0.append($0[0]) } }, "was changed"),
            ("another lead", { Self.changing($0) { $0[0]["leadId"] = 1 } }, "was changed"),
            ("a lead below zero", { Self.changing($0) { $0[0]["leadId"] = -7 } }, "was changed"),
            ("another name", { Self.changing($0) { $0[0]["name"] = "\u{1B}[31mMallory" } }, "was changed"),
            ("no leads", { Self.changing($0) { $0 = [] } }, "was changed"),
            ("an older date", { Self.edited($0) { $0["madeAt"] = "2020-01-01T00:00:00Z" } }, "was changed"),
            ("another digest", { Self.edited($0) { $0["digest"] = "AAAA" } }, "was changed"),
            ("no digest", { Self.edited($0) { $0["digest"] = nil } }, "is no plan"),
            ("another account", { Self.edited($0) { $0["account"] = ["teamID": 1] } }, "is no plan"),
            ("another version", { Self.edited($0) { $0["foyerBulkPlan"] = 99 } }, "another Foyer"),
            ("a version in words", { Self.edited($0) { $0["foyerBulkPlan"] = "one" } }, "is no plan"),
            ("an id that is too large", { $0.replacing(#/"leadId" : \d+/#, with: "\"leadId\" : 1e30") }, "is no plan"),
            ("a list instead", { "[\($0)]" }, "is no plan"), ("two plans", { $0 + $0 }, "is no plan"),
            ("half of it", { String($0.prefix($0.count / 2)) }, "is no plan"), ("nothing", { _ in "" }, "is no plan"),
            ("many brackets", { _ in String(repeating: "[", count: 200_000) }, "is no plan"),
            ("a remark", { "// checked by Ann\n\($0)" }, "is no plan"),
        ]

        private static func edited(_ text: String, _ edit: (inout [String: Any]) -> Void) -> String {
            let data = Data(text.utf8)
            guard var object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else { return "" }
            edit(&object)
            let made = try? JSONSerialization.data(withJSONObject: object)
            return made.map { String(decoding: $0, as: UTF8.self) } ?? ""
        }

        private static func changing(_ text: String, _ edit: (inout [[String: Any]]) -> Void) -> String {
            edited(text) { object in
                var rows = object["changing"] as? [[String: Any]] ?? []
                edit(&rows)
                object["changing"] = rows
            }
        }

        @Test("whatever was done to a plan by hand is told in one sentence, and sends nothing")
        func byHand() throws {
            let desk = try Desk()
            #expect(try desk.plan("stage:\"New Lead\"", "stage", "contacted") > 2)
            let text = try String(contentsOfFile: desk.file, encoding: .utf8)
            let writes = try desk.office.sandbox.writes()
            for (name, make, words) in Self.handiwork {
                try Data(make(text).utf8).write(to: URL(fileURLWithPath: desk.file))
                let result = try desk.office.run("bulk", "apply", desk.file)
                #expect(result.status == 1 && result.errors.contains(words), "\(name): \(result)")
                #expect(result.output.isEmpty && result.errors.split(separator: "\n").count == 1, "\(name): \(result)")
            }
            #expect(try desk.office.sandbox.writes() == writes)

            // Laid out anew by an editor, with every field in its place, it is the same plan.
            try Data(Self.edited(text) { _ in }.utf8).write(to: URL(fileURLWithPath: desk.file))
            let same = try desk.office.run("bulk", "apply", desk.file, "--dry-run")
            #expect(same.status == 0 && same.output.contains("would change"), "\(same)")
            #expect(try desk.office.sandbox.writes() == writes)
        }

        @Test("a folder, and a file that is far too long, are told before they are read", arguments: ["plan", "body"])
        func wholeFiles(kind: String) throws {
            let office = try Office(leads: 1)
            let command = kind == "plan" ? ["bulk", "apply"] : ["api", "POST", "/v1.0/notes", "--input"]
            let folder = try office.run(command + [office.home.path])
            #expect(folder.status == 1 && folder.errors.contains("is a folder"), "\(folder)")
            let long = try office.home.write("{}", to: "long.json")
            // A hole takes no room on the disk.
            try #require(truncate(long, 1_000_000_000) == 0)
            let refused = try office.run(command + [long])
            #expect(refused.status == 1 && refused.errors.contains("more than 256 MB"), "\(refused)")
            let missing = try office.run(command + ["\(office.home.path)/nothing"])
            #expect(missing.status == 2 && missing.errors.contains("No such file"), "\(missing)")
        }

        @Test("a verb, a stage or a member that there is not is told with the nearest one")
        func words() throws {
            let office = try Office()
            let verb = try office.run("bulk", "plan", "", "stge", "Contacted")
            #expect(verb.status == 64 && verb.errors.contains("Did you mean stage?"))
            let bare = try office.run("bulk", "plan", "", "stage")
            #expect(bare.status == 64 && bare.errors.contains("stage NAME"))
            let stage = try office.run("bulk", "plan", "stage:\"New Lead\"", "stage", "Contcated")
            #expect(stage.output.contains("Did you mean Contacted?") && stage.output.contains("\"changing\" : ["))
            let member = try office.run("bulk", "plan", "", "spread", "me,nobody-here")
            #expect(member.status == 1 && member.errors.contains("nobody-here"))
        }
    }
}
