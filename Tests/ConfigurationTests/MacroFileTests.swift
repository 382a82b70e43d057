import Commands
import Foundation
import Leads
import Testing
import ViewModels

@testable import Configuration

@Suite("Macros in a file")
struct MacroFileTests {
    private func read(_ macros: String, keys: String? = nil) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-macros-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(macros.utf8).write(to: folder.appending(path: "macros.toml"))
        if let keys { try Data(keys.utf8).write(to: folder.appending(path: "keys.toml")) }
        return Configuration(readingFrom: folder.path)
    }

    @Test("are read in the order of the file, and each is a verb that can have a key")
    func verbs() throws {
        let read = try read(
            "[lost]\nsteps = [\"stage Nurture\", \"untag hot\"]\n\n[again]\nsteps = [\"dispose no-answer rang\"]\n",
            keys: "[panes]\nmacro-lost = [\",l\"]\n"
        )

        #expect(read.faults == [])
        #expect(read.macros.map(\.name) == ["lost", "again"])
        #expect(read.macros[0].steps == [.intent(.setStage("Nurture")), .intent(.removeTag("hot"))])
        let verb = try #require(read.table.command(named: "macro-lost"))
        #expect(verb.keys == [",l"])
        guard case .handle(.replay("lost")) = try verb.action("") else {
            Issue.record("the verb takes no steps")
            return
        }
        _ = try KeyDispatcher(table: read.table)
    }

    @Test("with a step that cannot be followed are left out and told with their line; the others count")
    func faults() throws {
        let read = try read(
            "[good]\nsteps = [\"tag hot\"]\n[bad]\nsteps = [\"stge x\"]\n[None]\nsteps = [\"tag a\"]\n[empty]\nstep = 1\n"
        )

        #expect(read.macros.map(\.name) == ["good"])
        #expect(read.faults.allSatisfy { $0.file == "macros.toml" })
        #expect(read.faults.map(\.line) == [4, 5, 7, 8], "\(read.faults.map(\.text))")
        #expect(read.faults[0].text.contains("Did you mean stage?"))
    }

    @Test("are written so that they are read back, in the place of one of the same name, and the rest stays")
    func writing() throws {
        let steps = ["note she said \"no\"", "note two\nlines", "tag it's"]
        var text = Configuration.macros("", with: "first", steps: ["tag hot"])
        text = Configuration.macros("# mine\n" + text, with: "second", steps: ["stage Nurture"])
        text = Configuration.macros(
            text + "# about the third\n[third]\nsteps = ['tag x']\n",
            with: "second",
            steps: steps
        )

        let read = try read(text)

        #expect(read.faults == [], "\(text)")
        #expect(read.macros.map(\.name) == ["first", "second", "third"])
        #expect(
            read.macros[1].steps
                == [.intent(.addNote("she said \"no\"")), .intent(.addNote("two\nlines")), .intent(.addTag("it's"))]
        )
        #expect(text.hasPrefix("# mine\n[first]") && text.contains("# about the third\n[third]"))
    }
}
