import Foundation
import Testing

extension EndToEnd {
    @Suite("The commands of README and articles", .timeLimit(.minutes(5)))
    struct ReadmeExampleTests {
        private static let articles = "Sources/foyer/Documentation.docc"
        /// What goes on until it is ended, or wants a terminal; each is ended as soon as it has begun.
        private static let endless = ["--follow", "--watch", "hooks serve", "sandbox serve"]
        private static let interactive = ["foyer", "foyer demo", "foyer login"]

        @Test(
            "every one of them does what it says, or wants the terminal that a person has",
            arguments: ["README.md", "\(articles)/Command-line.md"]
        )
        func commands(file: String) throws {
            let commands = Readme.commands(in: try String(contentsOfFile: Repository.path(file), encoding: .utf8))
            #expect(commands.count > 10, "\(commands)")
            let shell = try ExampleShell()
            for command in commands where !Self.interactive.contains(command) {
                if Self.endless.contains(where: command.contains) {
                    let result = try shell.run("timeout --signal TERM 3 \(command) > /dev/null")
                    #expect([0, 124, 143].contains(result.status), "\(command)\n\(result.errors)")
                    continue
                }
                // One that never ends must fail, and not hang the run.
                let result = try shell.run("timeout --signal TERM 60 \(Self.filled(command))")
                #expect(
                    Self.isExpected(result, of: command),
                    "\(command): \(result.status)\n\(result.output)\(result.errors)"
                )
            }
        }

        @Test("no other article of the program has commands that nothing runs")
        func others() throws {
            let folder = Repository.path(Self.articles)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".md") && $0 != "Command-line.md" }
            #expect(names.count > 20)
            for name in names {
                let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                let commands = Readme.commands(in: text).filter { !Self.interactive.contains($0) }
                #expect(commands.isEmpty, "\(name): \(commands)")
            }
        }

        @Test(
            "every command that there is has its name in the README and in the article",
            arguments: ["README.md", "\(articles)/Command-line.md"]
        )
        func named(file: String) throws {
            let text = try String(contentsOfFile: Repository.path(file), encoding: .utf8).replacing("\n", with: " ")
            let families = ManualTests.shown(try ManualTests.commands())
            let leads = try #require(families.first { $0["commandName"] as? String == "leads" })
            let verbs = ManualTests.shown(leads).compactMap { $0["commandName"] as? String }
            // What plain “foyer” does is named as such.
            let others = families.compactMap { $0["commandName"] as? String }.filter { $0 != "open" && $0 != "leads" }
            #expect(verbs.count > 10 && others.count > 10)
            // In a command or a list of them; the words of an example may be a notation, such as `show ID | timeline ID`.
            for (names, family) in [(verbs, "leads "), (others, "")] {
                for name in names {
                    let ways = ["foyer \(family)\(name)", "| \(name) ", "`\(family)\(name)`", "`\(name)`"]
                    #expect(ways.contains { text.contains($0) }, "\(file): \(family)\(name)")
                }
            }
        }

        /// Words in capitals stand for something.
        private static func filled(_ command: String) -> String {
            command.replacing("EMAIL|USER-ID|me", with: "me").replacing(" TEXT", with: " 'wants a yard'")
                .replacing(" FILE", with: " out.txt").replacing(" SHELL", with: " bash").replacing(
                    " URL",
                    with: " https://hooks.example.com/lofty"
                )
                .replacing("purge", with: "purge --yes")
        }

        private static func isExpected(_ result: Binary.Result, of command: String) -> Bool {
            // There is nothing that could be subscribed, shown, retried or dropped in a fresh office.
            let needsSomething = ["outbox show", "outbox retry", "outbox drop", "hooks subscribe", "hooks remove"]
            if needsSomething.contains(where: command.contains) { return [0, 1].contains(result.status) }
            return result.status == 0
        }

        /// The first two blocks of its article, as they stand there but for the port.
        @Test("the sandbox answers curl as its article says, and takes a misfortune", .timeLimit(.minutes(1)))
        func sandbox() throws {
            let path = Repository.path("Sources/LoftySandbox/Documentation.docc/Sandbox.md")
            let blocks = Readme.blocks(of: "sh", in: try String(contentsOfFile: path, encoding: .utf8))
            try #require(blocks.count >= 2 && blocks[1].contains("/sandbox/faults"))
            let folder = try TemporaryDirectory()
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/foyer",
                withDestinationPath: Binary.path
            )
            // Below the ports that the kernel gives to callers.
            let port = Int.random(in: 20_000...32_000)
            let lines = blocks.prefix(2).joined(separator: "\n").replacing("8080", with: "\(port)")
            let script = "set -e; trap 'kill $!' EXIT; cd '\(folder.path)'\n\(lines)"
            let result = try Binary.run(
                ["bash", "-c", script],
                environment: ["PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"],
                executable: "/usr/bin/env"
            )
            #expect(result.status == 0 && result.output.contains(#""leadId":"#), "\(result.output)\(result.errors)")
            #expect(result.output.contains("drop-after"), "\(result.output)")
        }
    }
}
