import Foundation
import Testing

extension EndToEnd {
    @Suite("Bad days", .timeLimit(.minutes(5)))
    struct BadDayTests {
        @Test("a workbench killed with changes waiting sends each of them once when it runs again")
        func killed() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let first = try Workbench(sandbox: sandbox, home: home, undoSeconds: 600)
            try first.waitUntilSynced()
            let target = try #require(
                sandbox.leads(matching: "stage=New+Lead&limit=50").first { ($0["phones"] as? [Any])?.isEmpty == false }
            )
            try first.select(target)
            try first.terminal.press("s", "c")
            try first.terminal.wait(for: "→ Contacted")
            try first.terminal.press("m")
            try first.terminal.type("kept")
            try first.terminal.press("Enter")
            try first.terminal.wait(for: "outbox 2")
            let pids = try Binary.system("pgrep", ["-x", "foyer"]).output.split(separator: "\n")
            for pid in pids where Self.environment(of: pid).contains(home.path) { kill(pid_t(pid) ?? 0, SIGKILL) }
            #expect(try sandbox.lead(target.leadID)["stage"] as? String == "New Lead")

            let sent = try Binary.run(["outbox", "send"], environment: first.environment)

            #expect(sent.status == 0, "\(sent.errors)")
            #expect(try sandbox.lead(target.leadID)["stage"] as? String == "Contacted")
            #expect(try sandbox.count(method: "POST", path: "/v1.0/notes") == 1)
            #expect(try sandbox.count(method: "PUT", path: "/v1.0/leads/\(target.leadID)") == 1)
        }

        private static func environment(of pid: Substring) -> String {
            let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
            return String(decoding: data, as: UTF8.self)
        }

        @Test("changes made while the server is down go out when it is back")
        func serverDown() throws {
            let files = try TemporaryDirectory()
            let database = "\(files.path)/book.sqlite"
            let sandbox = try SandboxProcess(database: database)
            let port = try #require(sandbox.url.split(separator: ":").last.flatMap { Int($0) })
            let bench = try Workbench(sandbox: sandbox, undoSeconds: 0)
            try bench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "stage=New+Lead&limit=1").first)
            try bench.select(target)
            sandbox.stop()

            try bench.terminal.press("s", "c")
            try bench.terminal.wait(for: "○ offline")
            try bench.terminal.wait(for: "outbox 1")
            let back = try SandboxProcess(port: port, database: database)
            try bench.terminal.press("R")
            try bench.waitUntilSynced()

            #expect(try back.lead(target.leadID)["stage"] as? String == "Contacted")
            #expect(try back.count(method: "PUT", path: "/v1.0/leads/\(target.leadID)") == 1)
            try bench.quit()
        }

        @Test("a command and an open workbench share one state, and each change is sent once")
        func twoProcesses() throws {
            let bench = try Workbench(sandbox: try SandboxProcess())
            try bench.waitUntilSynced()
            let target = try #require(bench.sandbox.leads(matching: "stage=New+Lead&limit=1").first)
            try bench.select(target)

            let update = ["leads", "update", "\(target.leadID)", "--stage", "Qualified"]
            let result = try Binary.run(update, environment: bench.environment)

            #expect(result.status == 0, "\(result.errors)")
            try bench.terminal.wait("the new stage in the open workbench") { $0.contains("Qualified") }
            #expect(try bench.sandbox.count(method: "PUT", path: "/v1.0/leads/\(target.leadID)") == 1)
            try bench.quit()
        }

        @Test("a trash that waits is kept over a restart, and can be taken back there")
        func heldTrash() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let first = try Workbench(sandbox: sandbox, home: home, undoSeconds: 60)
            try first.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            try first.select(target)
            try first.terminal.press("X")
            try first.terminal.wait(for: "why?")
            try first.terminal.type("oops")
            try first.terminal.press("Enter")
            try first.terminal.wait(for: "to the trash?")
            usleep(300_000)
            try first.terminal.press("y")
            try first.terminal.wait(for: "outbox 1")
            try first.quit()
            try first.terminal.wait(for: "1 change is not on the server yet")

            let second = try Workbench(sandbox: sandbox, home: home, undoSeconds: 60)
            try second.terminal.wait(for: "outbox 1")
            try second.terminal.press("u")
            try second.terminal.wait(for: "It was never sent")
            try second.waitUntilSynced()

            #expect(try sandbox.count(method: "DELETE", path: "/v1.0/leads/\(target.leadID)") == 0)
            try second.quit()
        }

        @Test("a change that Lofty refuses is shown, dropped and holds nothing up any more")
        func refusedChange() throws {
            let office = try Office()
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            #expect(try office.run("leads", "note", "\(lead)", "first").status == 0)
            _ = try office.sandbox.curl("/v1.0/leads/\(lead)?reason=Gone", method: "DELETE")

            #expect(try office.run("leads", "note", "\(lead)", "second").status == 1)
            #expect(try office.run("outbox", "drop", "77").status == 1)
            #expect(try office.run("outbox", "send").status == 0)
        }

        @Test("a second workbench on the same state is refused with the process that has it")
        func secondWorkbench() throws {
            let bench = try Workbench(sandbox: try SandboxProcess())
            try bench.waitUntilSynced()

            let second = try Workbench(sandbox: bench.sandbox, home: bench.home)

            let screen = try second.terminal.wait(for: "exit 2")
            #expect(screen.contains("Another Foyer (process"))
            try bench.quit()
        }

        @Test("a state directory that others can read is refused with the command that mends it")
        func looseMode() throws {
            let office = try Office()
            let state = "\(office.home.path)/state"
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
            try FileManager.default.createDirectory(
                atPath: state,
                withIntermediateDirectories: true,
                attributes: attributes
            )
            try FileManager.default.setAttributes(attributes, ofItemAtPath: state)

            let result = try office.run("outbox")

            #expect(result.status == 2)
            #expect(result.errors.contains("chmod"), "\(result.errors)")
        }

        @Test("a damaged state file is said, kept and never overwritten")
        func damagedState() throws {
            let office = try Office()
            #expect(try office.run("outbox").status == 0)
            let file = "\(office.home.path)/state/foyer.sqlite"
            let garbage = Data(repeating: 0x41, count: 8_192)
            try garbage.write(to: URL(fileURLWithPath: file))

            let result = try office.run("outbox")

            #expect(result.status == 0, "what is left goes on")
            #expect(result.errors.contains("foyer.sqlite.set-aside-"), "\(result.errors)")
            let state = URL(fileURLWithPath: file).deletingLastPathComponent()
            let aside = try FileManager.default.contentsOfDirectory(at: state, includingPropertiesForKeys: nil)
                .filter { $0.lastPathComponent.hasPrefix("foyer.sqlite.set-aside-") }
            #expect(try aside.contains { try Data(contentsOf: $0) == garbage }, "\(aside)")
        }

        @Test(
            "a server that is none, a wrong key and a wrong scheme each get one sentence",
            arguments: ["down", "wrong key", "wrong scheme", "plain http elsewhere", "loose key file"]
        )
        func wrongConnection(kind: String) throws {
            let office = try Office()
            var (status, words): (Int32, String) = (2, "rejects the key")
            switch kind {
            case "down":
                office.sandbox.stop()
                (status, words) = (3, "cannot be reached")
            case "wrong key": office.environment["FOYER_API_KEY_FILE"] = try office.home.write("nonsense", to: "wrong")
            case "wrong scheme":
                office.environment["FOYER_ACCESS_TOKEN_FILE"] = try office.home.write(
                    office.sandbox.apiKey,
                    to: "token"
                )
            case "plain http elsewhere":
                office.environment["FOYER_BASE_URL"] = "http://crm.example.com"
                words = "Plain http"
            default:
                office.environment["FOYER_API_KEY_FILE"] = try office.home.write("k", to: "loose", mode: 0o644)
                words = "chmod 600"
            }

            let result = try office.run("leads", "list")

            #expect(result.status == status, "\(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
            #expect(!result.errors.contains(office.sandbox.apiKey))
        }

        @Test(
            "a machine whose OpenSSL makes no SHA-256 is told so before anything is opened",
            arguments: [["leads", "list"], ["outbox"], ["sandbox", "serve"]]
        )
        func noDigests(command: [String]) throws {
            let home = try TemporaryDirectory()
            let configuration = try home.write(
                """
                openssl_conf = init
                [init]
                providers = providers
                [providers]
                null = nothing
                [nothing]
                activate = 1
                """,
                to: "openssl.cnf"
            )
            let state = "\(home.path)/foyer"

            let result = try Binary.run(command, environment: ["OPENSSL_CONF": configuration, "FOYER_HOME": state])

            #expect(result.status == 2, "\(result.errors)")
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("OPENSSL_CONF"), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
            #expect(!FileManager.default.fileExists(atPath: state))
        }

        @Test("the sandbox ends cleanly on SIGTERM and SIGINT, and keeps its book", arguments: [SIGTERM, SIGINT])
        func sandboxEnds(signal: Int32) throws {
            let files = try TemporaryDirectory()
            let database = "\(files.path)/book.sqlite"
            let first = try SandboxProcess(leads: 30, database: database)
            let key = first.apiKey
            let made = try first.curl("/v1.0/leads", method: "POST", body: #"{"firstName":"Kept"}"#)
            #expect(first.end(with: signal) == 0)

            let second = try SandboxProcess(leads: 99, database: database)

            #expect(made.contains("leadId"))
            #expect(second.apiKey == key)
            #expect(try second.leads(matching: "key=Kept").count == 1)
        }
    }
}
