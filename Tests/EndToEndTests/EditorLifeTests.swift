import Foundation
import Testing

extension EndToEnd {
    @Suite("A note in an editor", .timeLimit(.minutes(2)))
    struct EditorLifeTests {
        /// An editor that shows what it was given, waits for a line, and adds it.
        private static let script = """
            #!/bin/sh
            printf 'EDITING '; cat "$2"; echo " with $1"
            read -r line
            printf ' %s\\nback at five\\n' "$line" >> "$2"
            """

        private func workbench(_ home: TemporaryDirectory, _ sandbox: SandboxProcess) throws -> Workbench {
            let editor = try home.write(Self.script, to: "editor")
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: editor)
            return try Workbench(
                sandbox: sandbox,
                home: home,
                variables: ["VISUAL": "\(editor) -f", "EDITOR": "/nowhere"]
            )
        }

        @Test("has the terminal until it ends; what it saves is the note, and its file is gone")
        func edits() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let workbench = try workbench(home, sandbox)
            try workbench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            try workbench.select(target)
            try workbench.terminal.press("m")
            try workbench.terminal.wait(for: "Note on")
            try workbench.terminal.type("called twice")
            try workbench.terminal.press("C-o")
            let shown = try workbench.terminal.wait(for: "EDITING called twice with -f")
            #expect(!shown.contains("Note on"), "the screen is given back whole: \(shown)")

            try workbench.terminal.type("and again")
            try workbench.terminal.press("Enter")
            try workbench.terminal.wait("the note with both lines") {
                $0.contains("called twice and again") && $0.contains("back at five")
            }
            try workbench.terminal.press("Enter")
            try workbench.terminal.wait(for: "outbox 1")
            try workbench.waitUntilSynced()

            let notes = try sandbox.curl("/v1.0/notes?leadId=\(target.leadID)")
            #expect(notes.contains(#"called twice and again\nback at five""#), "\(notes)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(home.path)/state/texts").isEmpty)
            try workbench.quit()
        }

        @Test("Ctrl-C in it ends the editor alone, and the note is as it was")
        func interrupted() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let workbench = try workbench(home, sandbox)
            try workbench.waitUntilSynced()
            try workbench.select(try #require(sandbox.leads(matching: "limit=1").first))
            try workbench.terminal.press("m")
            try workbench.terminal.wait(for: "Note on")
            try workbench.terminal.type("kept")
            try workbench.terminal.press("C-o")
            try workbench.terminal.wait(for: "EDITING kept")
            try workbench.terminal.press("C-c")
            try workbench.terminal.wait("the form again, with what became of the editor") {
                $0.contains("Note on") && $0.contains("kept") && $0.contains("signal 2")
            }
        }
    }
}
