import Foundation
import Testing

extension EndToEnd {
    /// The session of the README; a name in the filter keeps the leads of the invented book out.
    @Suite("From a Zillow export to thirty triaged leads", .timeLimit(.minutes(8)))
    struct ZillowSessionTests {
        @Test("dry run, import, filter, triage with a key for each lead, and the day's report")
        func session() throws {
            let sandbox = try SandboxProcess(leads: 20, extra: ["--rate-limit", "60000"])
            let home = try TemporaryDirectory()
            let rows = (0..<30).map {
                "Ada Row\($0),ada\($0)@example.com,(512) 555-\(1_000 + $0),New Lead,Zillow,\"I would like to see this home.\""
            }
            let header = "Name,Email,Phone,Status,Source,Message\n"
            let file = try home.write(header + rows.joined(separator: "\n"), to: "zillow.csv")
            let environment = [
                "FOYER_HOME": home.path, "FOYER_BASE_URL": sandbox.url,
                "FOYER_API_KEY_FILE": try home.write(sandbox.apiKey, to: "key"),
            ]
            let dry = try Binary.run(["leads", "import", file], environment: environment)
            #expect(dry.status == 0 && dry.errors.contains("30 to create"), "\(dry.errors)")
            let made = try Binary.run(["leads", "import", file, "--apply"], environment: environment)
            #expect(made.status == 0 && made.errors.contains("30 made"), "\(made.errors)")

            let bench = try Workbench(sandbox: sandbox, home: home, undoSeconds: 1)
            try bench.waitUntilSynced()
            try bench.terminal.press("9", "/")
            try bench.terminal.wait(for: "Enter keeps")
            try bench.terminal.type("source:zillow name:ada")
            try bench.terminal.wait(for: "30 match")
            try bench.terminal.press("Enter")
            try bench.terminal.wait(for: "1 of 30")
            try bench.terminal.press("g", "t")
            try bench.terminal.wait(for: "TRIAGE")
            for done in 1...30 {
                try bench.terminal.press("3")
                try bench.terminal.wait("\(done) done") { $0.contains("\(done) done") }
            }
            try bench.terminal.press("q")
            try bench.terminal.wait(for: "30 handled")
            try bench.terminal.press("Enter")
            try bench.terminal.wait(seconds: 240, "everything sent") { $0.contains("outbox 0") }
            try bench.terminal.press("g", "r", "6")
            try bench.terminal.wait(for: "call: NoAnswer")
            try bench.terminal.press("q")
            try bench.quit()

            #expect(try sandbox.count(method: "POST", path: "/v1.0/logType") == 30)
            let report = try Binary.run(["report", "today", "--format", "csv"], environment: environment)
            #expect(report.output.contains("call: NoAnswer,30,30"), "\(report.output)")
        }
    }
}
