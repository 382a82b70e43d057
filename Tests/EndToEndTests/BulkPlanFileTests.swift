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
