import Foundation
import Testing

extension EndToEnd {
    @Suite("Progress at a terminal", .timeLimit(.minutes(5)))
    struct ProgressTests {
        /// What a terminal shows in the end of all that was written to it.
        private static func shown(_ output: String) -> [String] {
            var lines: [[Character]] = [[]]
            var column = 0
            for character in output {
                switch character {
                case "\r\n", "\n":
                    lines.append([])
                    column = 0
                case "\r": column = 0
                case "\u{8}": column = max(0, column - 1)
                default:
                    while lines[lines.count - 1].count <= column { lines[lines.count - 1].append(" ") }
                    lines[lines.count - 1][column] = character
                    column += 1
                }
            }
            return lines.map { String($0).trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }

        /// Runs a line of a shell in a terminal; script(1) is the terminal, and what it shows is its output.
        private static func run(_ line: String, _ office: Office) throws -> Binary.Result {
            try Binary.run(
                ["script", "-qec", "foyer() { '\(Binary.path)' \"$@\"; }; \(line)", "/dev/null"],
                environment: office.environment.merging(["SHELL": "/bin/bash"]) { $1 },
                executable: "/usr/bin/env"
            )
        }

        private static func slow(_ office: Office) throws {
            let fault = #"[{"do":"delay","milliseconds":1300,"times":200}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: fault)
        }

        @Test(
            "a command that takes its time says how far it is, and its line is gone at the end",
            arguments: [
                ("leads list", "Reading leads: "), ("leads count stage:new", "Asking Lofty"),
                ("leads export", "Reading leads: "), ("sync --full", "Reading leads: "),
                ("leads timeline ID", "Asking Lofty"), ("transactions list ID", "Asking Lofty"),
                ("bulk plan stage:new tag spring", "Reading leads: "), ("doctor", "Looking at"),
                ("api GET /v1.0/leads -f limit=10 --paginate", "Pages: 2"), ("outbox send", nil),
            ] as [(String, String?)]
        )
        func told(command: String, words: String?) throws {
            let office = try Office(leads: 30, extra: ["--oddity", "page-cap=10", "--rate-limit", "60000"])
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            try Self.slow(office)
            let line = "foyer \(command.replacing("ID", with: "\(lead)")) > /dev/null"
            let result = try Self.run(line, office)
            if let words { #expect(result.output.contains("foyer: \(words)"), "\(result.output)") }
            let left = Self.shown(result.output)
            #expect(
                !left.contains { $0.contains("Reading leads") || $0.contains("Asking") || $0.contains(" s of") },
                "\(left)"
            )
            #expect(!left.contains { $0.hasSuffix(" s") }, "\(left)")
        }

        @Test("results that come in between stand in the terminal as they would without it")
        func between() throws {
            let office = try Office(leads: 6)
            let leads = try office.sandbox.leads(matching: "limit=4").map(\.leadID)
            let ids = try office.home.write(leads.map { "\($0)\n" }.joined(), to: "ids")
            try Self.slow(office)
            let batch = "foyer leads note - 'Likes mornings' --dry-run < '\(ids)'"
            let result = try Self.run(batch, office)
            #expect(result.output.contains("Leads done: 1"), "\(result.output)")
            #expect(Self.shown(result.output).map { Int64($0.prefix { $0.isNumber }) } == leads, "\(result.output)")
        }

        @Test("a pipe hears nothing of it, and neither does a command that is done at once")
        func silent() throws {
            let office = try Office(leads: 5)
            let quick = try Self.run("foyer leads list > /dev/null", office)
            #expect(Self.shown(quick.output).isEmpty, "\(quick.output)")
            try Self.slow(office)
            let piped = try office.run("leads", "count")
            #expect(piped.status == 0 && piped.output == "5\n" && piped.errors.isEmpty, "\(piped)")
        }

        @Test("--timeout ends a list that takes longer, and says that it is not the whole")
        func limit() throws {
            let office = try Office(leads: 5)
            let stall = #"[{"do":"stall","times":50}]"#
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: stall)
            for words in [["leads", "list"], ["leads", "count"], ["leads", "export"], ["api", "GET", "/v1.0/me"]] {
                let start = ContinuousClock.now
                let result = try office.run(words + ["--timeout", "2"])
                #expect(
                    result.status == 3 && result.errors.contains("2 s of --timeout are over"),
                    "\(words): \(result)"
                )
                #expect((ContinuousClock.now - start) / .seconds(1) < 12, "\(words)")
            }
            #expect(try office.run("leads", "list", "--timeout", "0").status == 64)
            #expect(try office.run("api", "POST", "/v1.0/notes", "--timeout", "5").status == 64)
        }
    }
}
