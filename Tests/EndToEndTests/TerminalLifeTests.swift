import Foundation
import Testing

extension EndToEnd {
    @Suite("The terminal's life", .timeLimit(.minutes(5)))
    struct TerminalLifeTests {
        @Test("every way out leaves the terminal as it was", arguments: ["quit", "TERM", "HUP", "SEGV", "ABRT"])
        func waysOut(way: String) throws {
            let bench = try Sitting()
            try bench.terminal.wait(for: "● synced")

            if way == "quit" {
                try bench.terminal.press("Q")
            } else {
                _ = try Binary.system("pkill", ["-\(way)", "-f", bench.marker])
            }

            let screen = try bench.terminal.wait(for: "after")
            #expect(screen.contains("terminal as before"))
            #expect(!screen.contains("╭"), "the alternate screen was left")
        }

        @Test("Ctrl-Z gives the shell back, and fg the workbench")
        func suspend() throws {
            let bench = try Sitting()
            try bench.terminal.wait(for: "● synced")

            try bench.terminal.press("C-z")
            try bench.terminal.wait(for: "Stopped")
            try bench.terminal.wait(for: "terminal as before")
            try bench.terminal.type("fg")
            try bench.terminal.press("Enter")
            try bench.terminal.wait(for: "● synced")
            try bench.terminal.press("j", "?")
            try bench.terminal.wait(for: "Help: the list")
        }

        @Test("the screen follows the terminal's size, down to one line that says it is too small")
        func resize() throws {
            let bench = try Sitting()
            try bench.terminal.wait(for: "● synced")

            for (width, height, sign) in [
                (80, 24, "─ Timeline"), (200, 50, "╭─ New"), (40, 10, "─ New"), (30, 8, "Foyer needs"),
            ] {
                try bench.terminal.resize(width: width, height: height)
                try bench.terminal.wait(for: sign)
            }
            try bench.terminal.resize(width: 120, height: 40)
            try bench.terminal.wait(for: "╭─ New")
        }

        @Test("a pasted text never runs as keys")
        func paste() throws {
            let bench = try Sitting()
            try bench.terminal.wait(for: "● synced")

            try bench.terminal.paste("XQq\rsc aa the whole of a mail\r")

            try bench.terminal.wait(for: "pasted characters were ignored")
            #expect(try bench.sandbox.count(method: "DELETE", path: "/v1.0/leads") == 0)
        }

        @Test("a TERM that nobody knows falls back and says so; one that cannot draw is refused")
        func unknownTerm() throws {
            let strange = try Sitting(term: "xterm-strange")
            try strange.terminal.wait(for: "TERM=xterm-strange is unknown here")

            let dumb = try Sitting(term: "dumb")
            let screen = try dumb.terminal.wait(for: "after")
            #expect(screen.contains("TERM=dumb names no terminal"))
            #expect(screen.contains("exit 2"))
        }

        @Test("without a terminal it refuses in one line with exit code 2", arguments: [[], ["demo"]])
        func notATerminal(arguments: [String]) throws {
            let home = try TemporaryDirectory()
            let key = try home.write("k", to: "key")

            let result = try Binary.run(arguments, environment: ["FOYER_HOME": home.path, "FOYER_API_KEY_FILE": key])

            #expect(result.status == 2)
            #expect(result.output.isEmpty)
            #expect(result.errors.split(separator: "\n").count == 1)
            #expect(result.errors.contains("needs a terminal"))
        }
    }
}

/// An interactive shell that opened the workbench, and says afterwards whether the terminal is as it was.
private final class Sitting {
    let sandbox: SandboxProcess
    let terminal: Tmux
    let home: TemporaryDirectory
    /// Stands in the command line of this sitting's workbench alone.
    let marker: String

    init(term: String? = nil) throws {
        sandbox = try SandboxProcess()
        home = try TemporaryDirectory()
        let key = try home.write(sandbox.apiKey, to: "key")
        // A link of its own name lets a signal find this workbench among others.
        marker = "\(home.path)/foyer-under-test"
        try FileManager.default.createSymbolicLink(atPath: marker, withDestinationPath: Binary.path)
        let environment = [
            "FOYER_HOME": home.path, "FOYER_BASE_URL": sandbox.url, "FOYER_API_KEY_FILE": key,
            "SWIFT_BACKTRACE": "enable=no",
        ]
        terminal = try Tmux(command: "bash --norc --noprofile -i")
        let override = term.map { "TERM=\($0) " } ?? ""
        let script = """
            stty -g >\(home.path)/before; export \(Workbench.assignments(environment)); clear; \(override)\(marker); \
            echo "exit $?"; stty -g >\(home.path)/after; \
            cmp \(home.path)/before \(home.path)/after && echo terminal as before; echo after
            """
        let file = try home.write(script, to: "script.sh", mode: 0o700)
        try terminal.type("set +m; set -m; . \(file)")
        try terminal.press("Enter")
    }
}
