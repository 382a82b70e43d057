import Foundation
import Testing

extension EndToEnd {
    @Suite("Webhooks", .timeLimit(.minutes(3)))
    struct HookTests {
        @Test("a colleague's change shows in a running workbench within two seconds of its delivery")
        func shows() throws {
            let sandbox = try SandboxProcess(leads: 300, extra: ["--rate-limit", "60000"])
            let bench = try Workbench(sandbox: sandbox)
            let hooks = try HooksProcess(environment: bench.environment)
            try hooks.subscribe()
            try bench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "stage=Contacted&limit=1").first)
            try bench.select(target)
            // The lead under the cursor is read when the cursor comes to rest, and then not for most of a minute.
            sleep(2)

            for stage in ["Qualified", "New Lead", "Contacted"] {
                let before = try deliveries(sandbox, naming: target.leadID)
                _ = try sandbox.curl(
                    "/v1.0/leads/\(target.leadID)",
                    method: "PUT",
                    body: #"{"stage":"\#(stage)","leadId":\#(target.leadID)}"#
                )
                let deadline = Date(timeIntervalSinceNow: 30)
                while try deliveries(sandbox, naming: target.leadID) == before, Date() < deadline { usleep(20_000) }
                #expect(try deliveries(sandbox, naming: target.leadID) > before, "no delivery")
                // Two seconds, and the time that looking takes.
                try bench.terminal.wait(seconds: 2.2, "stage \(stage)") { screen in
                    screen.split(separator: "\n").prefix(6).contains { $0.contains(stage) }
                }
            }
            try bench.quit()
        }

        private func deliveries(_ sandbox: SandboxProcess, naming lead: Int64) throws -> Int {
            let all = try #require(try sandbox.object("/sandbox/webhooks/deliveries")["deliveries"] as? [[String: Any]])
            return all.count { delivery in
                delivery["state"] as? String == "delivered" && "\(delivery["payload"] ?? "")".contains("\(lead)")
            }
        }

        @Test("what is forged or repeated costs at most a read, and nothing of it is believed")
        func forged() throws {
            let sandbox = try SandboxProcess(leads: 30)
            let bench = try Workbench(sandbox: sandbox)
            let hooks = try HooksProcess(environment: bench.environment)
            try bench.waitUntilSynced()
            try bench.terminal.press("9")
            try bench.terminal.wait("the whole book in the list") { $0.contains("of 30") }
            let all = try sandbox.leads(matching: "limit=30").map(\.leadID)
            let target = try #require(all.last)
            sleep(3)
            let path = "/v1.0/leads/\(target)"
            let before = try sandbox.count(method: "GET", path: path)
            let body = #"{"listId":2,"teamId":1,"deletedLead":[{"leadId":\#(target),"updateTime":1780000000000}]}"#
            #expect(try hooks.post(body, path: "/wrong") == "404")
            for _ in 0..<100 { #expect(try hooks.post(body) == "200") }
            #expect(try hooks.post("junk") == "400")
            // Every lead that there is, and more that there are not.
            let deleted = (all + (1...200)).map { #"{"leadId":\#($0),"updateTime":1780000000000}"# }
            let flood = #"{"listId":2,"teamId":1,"deletedLead":[\#(deleted.joined(separator: ","))]}"#
            for _ in 0..<20 { #expect(try hooks.post(flood) == "200") }
            sleep(3)
            #expect(try sandbox.count(method: "GET", path: path) - before <= 2, "one by the hint, one by its turn")
            #expect(try sandbox.lead(target).leadID == target)
            let screen = try bench.terminal.screen()
            #expect(screen.contains("of 30"), "a lead left by word of a hook:\n\(screen)")
            let shown = try Binary.run(
                ["leads", "list", "--offline", "--format", "jsonl"],
                environment: bench.environment
            )
            #expect(shown.output.split(separator: "\n").count == 30, "\(shown.errors)")
            try bench.quit()
        }

        @Test("subscriptions are made once, listed without the secret, and removed with it")
        func subscriptions() throws {
            let office = try Office(leads: 3)
            let url = "http://127.0.0.1:9/lofty"
            let preview = try office.run("hooks", "subscribe", url, "--dry-run")
            #expect(preview.status == 0 && preview.output.split(separator: "\n").count == 9, "\(preview)")
            #expect(!FileManager.default.fileExists(atPath: "\(office.home.path)/hook-secret"))
            #expect(try office.sandbox.writes() == 0)
            let first = try office.run("hooks", "subscribe", url)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.split(separator: "\n").count == 9)
            #expect(try office.run("hooks", "subscribe", url + "/").output == first.output)

            let secret = try String(contentsOfFile: "\(office.home.path)/hook-secret", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(secret.count == 43)
            let list = try office.run("hooks", "list")
            #expect(list.output.contains("\(url)/…") && !list.output.contains(secret))
            #expect(!first.output.contains(secret))

            let all = try office.records("hooks", "list", "--format", "json")
            #expect(all.count == 9 && all.allSatisfy { $0["ours"] as? Bool == true })
            #expect(try office.run("hooks", "remove", "\(all[0]["subscribeId"] ?? "")").status == 0)
            #expect(try office.records("hooks", "list", "--format", "json").count == 8)
            #expect(try office.run("hooks", "subscribe", url, "--dry-run").output.split(separator: "\n").count == 1)
            let ends = try office.run("hooks", "remove", "--all", "--dry-run")
            #expect(ends.output.split(separator: "\n").count == 8, "\(ends)")
            #expect(try office.records("hooks", "list", "--format", "json").count == 8)
            #expect(try office.run("hooks", "remove", "--all").status == 0)
            #expect(try office.records("hooks", "list", "--format", "json").isEmpty)
            #expect(!FileManager.default.fileExists(atPath: "\(office.home.path)/hook-secret"))
        }

        @Test("what Lofty could not call, and a port that is taken, are said in one sentence")
        func refusals() throws {
            let office = try Office(leads: 3)
            let plain = try office.run("hooks", "subscribe", "http://hooks.example.com/lofty")
            #expect(plain.status == 2 && plain.errors.contains("https URL that Lofty can reach"), "\(plain.errors)")
            let hooks = try HooksProcess(environment: office.environment)
            let second = try office.run("hooks", "serve", "--port", "\(hooks.port)")
            #expect(second.status == 2 && second.errors.contains("--port"), "\(second.errors)")
        }
    }
}

/// `foyer hooks serve` as a process of its own.
private final class HooksProcess {
    let port: Int
    private let environment: [String: String]
    private let process: ChildProcess
    private let directory: TemporaryDirectory

    init(environment: [String: String]) throws {
        self.environment = environment
        directory = try TemporaryDirectory()
        let streams = ChildProcess.Streams(
            output: try directory.write("", to: "out"),
            errors: try directory.write("", to: "err")
        )
        process = try ChildProcess(
            Binary.path,
            ["hooks", "serve", "--port", "0"],
            environment: environment,
            streams: streams
        )
        var line = ""
        let deadline = Date(timeIntervalSinceNow: 20)
        while !line.hasSuffix("\n"), Date() < deadline {
            usleep(10_000)
            line = try String(contentsOfFile: streams.output, encoding: .utf8)
        }
        let address = line.firstRange(of: "127.0.0.1:").map { line[$0.upperBound...].prefix(while: \.isNumber) } ?? ""
        port = try #require(Int(address), "it said “\(line)”")
    }

    deinit {
        process.send(SIGTERM)
        _ = process.wait()
    }

    func subscribe() throws {
        let result = try Binary.run(
            ["hooks", "subscribe", "http://127.0.0.1:\(port)"],
            environment: environment
        )
        #expect(result.status == 0, "\(result.errors)")
    }

    /// The status that a post is answered with; without a path, to where a true delivery goes.
    func post(_ body: String, path: String? = nil) throws -> String {
        let home = environment["FOYER_HOME"] ?? ""
        let secret = try String(contentsOfFile: "\(home)/hook-secret", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return try Binary.system(
            "curl",
            [
                "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Type: application/json", "-d", body,
                "http://127.0.0.1:\(port)\(path ?? "/hook/\(secret)")",
            ]
        ).output
    }
}
