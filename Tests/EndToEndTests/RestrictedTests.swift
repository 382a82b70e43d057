import Foundation
import Testing

extension EndToEnd {
    @Suite("A login that may do nothing but work leads", .timeLimit(.minutes(5)))
    struct RestrictedTests {
        /// The account is that of the home directory, as it is behind ssh.
        private final class Login {
            let sandbox: SandboxProcess
            let home: TemporaryDirectory

            init() throws {
                sandbox = try SandboxProcess(leads: 12)
                home = try TemporaryDirectory()
                let folder = "\(home.path)/.config/foyer"
                for path in ["\(home.path)/.config", folder] {
                    try FileManager.default.createDirectory(
                        atPath: path,
                        withIntermediateDirectories: true,
                        attributes: [.posixPermissions: 0o700]
                    )
                }
                let key = try home.write(sandbox.apiKey, to: ".config/foyer/api-key")
                _ = try home.write(
                    "{\"baseURL\":\"\(sandbox.url)\",\"apiKeyFile\":\"\(key)\"}",
                    to: ".config/foyer/config.json"
                )
            }

            /// As sshd runs a forced command, with what the other side asked for.
            func ask(_ command: String, _ more: [String: String] = [:], input: String = "") throws -> Binary.Result {
                let variables = ["HOME": home.path, "SSH_ORIGINAL_COMMAND": command].merging(more) { $1 }
                return try Binary.run(["--restricted"], environment: variables, input: input)
            }

            var files: [String] {
                let all = FileManager.default.enumerator(atPath: home.path)?.allObjects as? [String] ?? []
                return all.filter { !$0.hasPrefix(".config") && !$0.hasPrefix(".local") }
            }
        }

        @Test("works leads, with words in quotes as a shell would take them")
        func works() throws {
            let login = try Login()
            let lead = try #require(login.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try login.ask("leads list --format jsonl").output.split(separator: "\n").count == 12)
            #expect(try login.ask("foyer leads note \(lead) 'wants a yard; $(id)'").status == 0)
            #expect(try login.ask("leads timeline \(lead)").output.contains("wants a yard; $(id)"))
            #expect(try login.ask("leads update - --stage Qualified", input: "\(lead)\n").status == 0)
            #expect(try login.ask("sync").status == 0)
            #expect(try login.ask("report funnel").status == 0)
            #expect(try login.ask("--version").output.hasPrefix("0.1.0"))
            #expect(try login.ask("leads note \(lead) 'open").errors.contains("quotation"))
        }

        @Test("tells what it has, in its refusal and in the help of each command")
        func tellsItself() throws {
            let login = try Login()
            let refused = try login.ask("leads export")
            #expect(
                refused.status == 64 && refused.errors.contains("It has open, leads (list, count, show,"),
                "\(refused)"
            )
            #expect(!refused.errors.contains("export,") && !refused.errors.contains("api"), "\(refused)")
            for command in ["--help", "leads --help", "leads list --help", "help leads note"] {
                let help = try login.ask(command)
                #expect(help.status == 0 && help.output.contains("USAGE:"), "\(command): \(help)")
            }
            let lead = try #require(login.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try login.ask("leads update \(lead) --stage Qualified").status == 0)
            #expect(try login.ask("leads undo \(lead)").status == 0)
            #expect(try login.sandbox.lead(lead)["stage"] as? String != "Qualified")
        }

        @Test(
            "has no way to a shell, a file, a program, the key or the settings",
            arguments: [
                "sh", "sh -c id", "/bin/sh", "$(touch x)", "`touch x`", "; touch x", "leads export",
                "leads export --offline",
                "leads import /etc/passwd", "leads import -", "api GET /v1.0/me",
                "api POST /v1.0/leads --input /etc/passwd",
                "config", "config path", "config init", "config show", "hooks serve", "hooks list",
                "hooks subscribe https://example.com", "login", "purge --yes", "sandbox serve", "demo", "doctor",
                "outbox export x", "outbox export", "manual .", "completions bash", "help", "--restricted leads export",
                "open x", "leads --help export", "---completion leads -- x",
            ]
        )
        func shut(command: String) throws {
            let login = try Login()
            let result = try login.ask(command)
            let isHelp = result.status == 0 && result.output.contains("USAGE:")
            #expect(isHelp || result.status == 64 || command.hasPrefix("---"), "\(result)")
            #expect(login.files.isEmpty, "\(login.files)")
            for text in [result.output, result.errors] {
                #expect(!text.contains(login.sandbox.apiKey) && !text.contains("root:"), "\(text)")
            }
            #expect(try login.sandbox.writes() == 0)
        }

        @Test("a second command, a pipe and a file behind a command are words and nothing else")
        func words() throws {
            let login = try Login()
            for command in ["leads list; touch x", "leads list | sh", "leads list > x", "leads list && touch x"] {
                _ = try login.ask(command)
                #expect(login.files.isEmpty, "\(command): \(login.files)")
            }
        }

        @Test("variables that a login brings name no file, no program and no other account")
        func variables() throws {
            let login = try Login()
            let other = try SandboxProcess(leads: 3, seed: 9)
            let key = try login.home.write(other.apiKey, to: ".config/other-key")
            let trap = "\(login.home.path)/trap"
            let brought = [
                "FOYER_API_KEY_COMMAND": "touch \(trap)", "FOYER_BASE_URL": other.url, "FOYER_API_KEY_FILE": key,
                "FOYER_TRACE_FILE": trap, "FOYER_HOME": trap, "XDG_CONFIG_HOME": trap, "XDG_STATE_HOME": trap,
                "XDG_RUNTIME_DIR": trap, "TERMINFO": trap, "TZDIR": trap, "TZ": "/etc/passwd", "SSL_CERT_FILE": key,
                "https_proxy": other.url, "http_proxy": other.url, "EDITOR": "touch \(trap)", "PATH": "\(trap):/bin",
            ]
            let result = try login.ask("leads list --format jsonl", brought)
            #expect(result.status == 0 && result.output.split(separator: "\n").count == 12, "\(result)")
            #expect(!FileManager.default.fileExists(atPath: trap))
            #expect(try other.requests().isEmpty)
        }

        @Test("the workbench has no suspending, no editor and no export there")
        func workbench() throws {
            let login = try Login()
            let trap = "\(login.home.path)/trap"
            let command =
                "env 'EDITOR=touch \(trap)' HOME=\(Tmux.quoted(login.home.path)) \(Tmux.quoted(Binary.path)) --restricted"
            let terminal = try Tmux(command: "\(command); echo \"exit $?\"; sleep 600")
            try terminal.wait(for: "● synced")
            try terminal.press("C-z")
            try terminal.type(":suspend")
            try terminal.press("Enter")
            try terminal.wait(for: "no verb")
            try terminal.press("w", "e")
            try terminal.wait(for: "means nothing")
            // A key right behind Esc would be one with Alt.
            try terminal.press("Escape")
            try terminal.wait("the list again") { !$0.contains("Every change is on the server") }
            try terminal.press("m")
            try terminal.wait(for: "Note on")
            try terminal.type("a text")
            try terminal.press("C-o")
            try terminal.wait(for: "a text")
            try terminal.press("Escape")
            try terminal.wait("the list again") { !$0.contains("Note on") }
            try terminal.press("Q")
            try terminal.wait(for: "exit 0")
            for path in [
                trap, "\(login.home.path)/.local/state/foyer/exports", "\(login.home.path)/.local/state/foyer/texts",
            ] {
                #expect(!FileManager.default.fileExists(atPath: path), "\(path)")
            }
        }
    }
}
