import Foundation
import Testing

extension EndToEnd {
    @Suite("Tab in a shell", .timeLimit(.minutes(6)))
    struct ShellCompletionTests {
        /// A shell that is installed here, with Foyer's completions read in.
        struct Shell: CustomTestStringConvertible {
            let name: String

            var testDescription: String { name }

            static let installed = ["bash", "zsh", "fish"].filter { name in
                ["/bin", "/usr/bin"].contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
            }.map(Shell.init)

            /// Writes the script into a folder, and gives the command that begins the shell there.
            func command(in folder: TemporaryDirectory, _ script: String) throws -> String {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder.path)/foyer",
                    withDestinationPath: Binary.path
                )
                let file = try folder.write(script, to: name == "zsh" ? "_foyer" : "complete")
                let begin = "cd \(folder.path); export PATH=\(folder.path):$PATH;"
                switch name {
                case "bash":
                    let rc = try folder.write("\(begin) PS1='ready> '; source \(file)\n", to: "rc")
                    return "bash --noprofile --rcfile \(rc) -i"
                case "zsh":
                    let rc =
                        "\(begin) PS1='ready> '; fpath=(\(folder.path) $fpath); autoload -Uz compinit; compinit -u -D"
                    _ = try folder.write("\(rc)\n", to: ".zshrc")
                    return "env ZDOTDIR=\(folder.path) zsh -d -i"
                default:
                    let rc = "set -x PATH \(folder.path) $PATH; cd \(folder.path); source \(file)"
                    return "fish --no-config --init-command '\(rc); function fish_prompt; echo \"ready> \"; end'"
                }
            }
        }

        /// What is typed before Tab, and what stands in the line then; how a shell quotes it does not count.
        private static let lines: [(typed: String, wanted: String)] = [
            ("foyer leads update 7 --stage Con", "--stage Contacted"),
            ("foyer leads update 7 --stage Und", "--stage Under Contract"),
            ("foyer leads update 7 --add-tag op", "--add-tag open house: june"),
            ("foyer leads assign 7 --to mari", "--to marisol@"), ("foyer leads list stage:Con", "list stage:Contacted"),
            ("foyer leads count own", "count owner:"), ("foyer leads list -stage:Clo", "list -stage:Closed"),
            ("foyer leads export --queue Sta", "export --queue Stale"), ("foyer report fun", "report funnel"),
            ("foyer leads tim", "leads timeline"), ("foyer leads dispose 7 no-a", "dispose 7 no-answer"),
            ("foyer leads show 7 --columns leadId,lastT", "leadId,lastTouch"),
        ]

        private static func office(tags: [String]) throws -> Office {
            let office = try Office(leads: 40)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let body = String(decoding: try JSONSerialization.data(withJSONObject: ["tagsAdd": tags]), as: UTF8.self)
            _ = try office.sandbox.curl("/v1.0/leads/\(lead)", method: "PUT", body: body)
            #expect(try office.sandbox.lead(lead).tagNames.contains(tags[0]))
            #expect(try office.run("sync", "--full").status == 0)
            // What a command reads of the team is what completions know.
            let update = ["leads", "update", "\(lead)", "--stage", "Qualified", "--add-tag", "seen"]
            #expect(try office.run(update).status == 0)
            #expect(try office.run("leads", "assign", "\(lead)", "--to", "me").status == 0)
            return office
        }

        private static func plain(_ screen: String) -> String {
            screen.filter { $0 != "\\" && $0 != "'" && $0 != "\"" }
        }

        @Test(
            "stages, tags, members, fields, queues, columns and dispositions are completed",
            arguments: Shell.installed
        )
        func words(_ shell: Shell) throws {
            let office = try Self.office(tags: ["open house: june"])
            let folder = try TemporaryDirectory()
            let script = try office.run("completions", shell.name).output
            let terminal = try Tmux(environment: office.environment, command: try shell.command(in: folder, script))
            try terminal.wait(for: "ready>", seconds: 60)
            for line in Self.lines {
                try terminal.type(line.typed)
                try terminal.press("Tab")
                try terminal.wait(seconds: 60, "“\(line.wanted)” behind “\(line.typed)”") {
                    Self.plain($0).contains(line.wanted)
                }
                try Self.giveUp(terminal)
            }
        }

        /// Leaves the line; a shell that is still at work on it may swallow the key.
        private static func giveUp(_ terminal: Tmux) throws {
            for _ in 0..<20 {
                try terminal.press("C-c")
                for _ in 0..<10 {
                    let last = try terminal.screen().split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }
                    if last?.trimmingCharacters(in: .whitespaces) == "ready>" { return }
                    usleep(100_000)
                }
            }
        }

        @Test("a tag that is a command is a word, and is not run", arguments: Shell.installed)
        func hostile(_ shell: Shell) throws {
            let tags = [
                "zz$(touch run-1)", "zz`touch run-2`", "zz;touch run-3", "zz ${HOME}", "zz'\"\\ <(touch run-4)",
            ]
            let office = try Self.office(tags: tags)
            let folder = try TemporaryDirectory()
            let script = try office.run("completions", shell.name).output
            let terminal = try Tmux(environment: office.environment, command: try shell.command(in: folder, script))
            try terminal.wait(for: "ready>", seconds: 60)
            try terminal.type("foyer leads update 7 --add-tag zz")
            try terminal.press("Tab", "Tab")
            try terminal.wait(seconds: 60, "the tags") { screen in
                let shown = Self.plain(screen)
                return ["zz$(touch run-1)", "zz`touch run-2`", "zz ${HOME}"].allSatisfy(shown.contains)
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(files.allSatisfy { !$0.hasPrefix("run-") }, "\(files)")
        }
    }
}
