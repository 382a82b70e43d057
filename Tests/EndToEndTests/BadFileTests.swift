import Foundation
import Testing

extension EndToEnd {
    @Suite("Files and pipes on a bad day", .timeLimit(.minutes(5)))
    struct BadFileTests {
        @Test("a reader that goes away ends a command without a word, also where SIGPIPE is switched off")
        func closedPipe() throws {
            let office = try Office(leads: 40)
            #expect(try office.run("sync", "--full").status == 0)
            let commands = ["leads list --format jsonl", "leads list --offline --format csv", "leads export --offline"]
            for command in commands {
                for ignoring in ["", "trap '' PIPE;"] {
                    // The reader is gone before the first byte.
                    let script = "\(ignoring) { sleep 0.2; '\(Binary.path)' \(command); } | true; echo ${PIPESTATUS[0]}"
                    let result = try Binary.run(
                        ["bash", "-c", script],
                        environment: office.environment,
                        executable: "/usr/bin/env"
                    )
                    #expect(result.output == "141\n" && result.errors.isEmpty, "\(ignoring)\(command): \(result)")
                }
            }
        }

        @Test("output that finds no room is an error with its reason")
        func fullOutput() throws {
            let office = try Office(leads: 5)
            #expect(try office.run("sync", "--full").status == 0)
            let commands = [
                "leads list", "leads list --format json", "leads export", "report funnel", "queues", "outbox", "doctor",
                "config show", "completions bash", "audit", "--version", "--help", "leads list --help", "help bulk",
            ]
            for command in commands {
                let result = try Binary.run(
                    ["bash", "-c", "'\(Binary.path)' \(command) > /dev/full"],
                    environment: office.environment,
                    executable: "/usr/bin/env"
                )
                #expect(
                    result.status == 2 && result.errors.contains("No space left on device"),
                    "\(command): \(result)"
                )
            }
        }

        /// A file system of its own, which only root may mount, or whoever is root of a namespace.
        static let wrapper = geteuid() == 0 ? "unshare --mount" : "unshare --mount --map-root-user"
        static var canMount: Bool {
            let words = wrapper.split(separator: " ").map(String.init) + ["mount", "-t", "tmpfs", "none", "/mnt"]
            return (try? Binary.run(words, executable: "/usr/bin/env").status) == 0
        }

        @Test(
            "on a full disk nothing is claimed, and with room again the same commands do it once",
            .enabled(if: canMount)
        )
        func fullDisk() throws {
            let office = try Office(leads: 20)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            let file = try office.home.write(
                "Name,Email\nAda One,a1@example.com\nAda Two,a2@example.com\n",
                to: "two.csv"
            )
            let script = """
                mkdir '\(office.home.path)/small'
                mount -t tmpfs -o size=3m,mode=700 tmpfs '\(office.home.path)/small'
                export FOYER_HOME='\(office.home.path)/small'
                foyer() { '\(Binary.path)' "$@"; }
                foyer sync --full || exit 10
                head -c 8m /dev/zero > $FOYER_HOME/fill 2>/dev/null
                foyer leads note \(lead) 'kept nowhere'; echo "note $?"
                foyer leads import '\(file)' --apply; echo "import $?"
                foyer outbox; echo "outbox $?"
                foyer outbox show 1; echo "show $?"
                rm $FOYER_HOME/fill
                foyer outbox send && foyer leads import '\(file)' --apply
                """
            let result = try Binary.run(
                Self.wrapper.split(separator: " ").map(String.init) + ["bash", "-c", script],
                environment: office.environment,
                executable: "/usr/bin/env"
            )
            #expect(result.status == 0, "\(result)")
            for line in ["note 2", "import 2", "outbox 2", "show 2"] {
                #expect(result.output.contains(line), "\(result)")
            }
            #expect(result.errors.components(separatedBy: "is full").count == 5, "\(result.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/notes") == 0)
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/leads") == 2)
        }

        @Test("an import that loses the server in the middle says so, and goes on with the same command")
        func lostConnection() throws {
            let files = try TemporaryDirectory()
            let database = "\(files.path)/book.sqlite"
            // A limit that is told: where none is, Foyer paces itself.
            let sandbox = try SandboxProcess(leads: 5, database: database, extra: ["--rate-limit", "60000"])
            let port = try #require(sandbox.url.split(separator: ":").last.flatMap { Int($0) })
            let environment = [
                "FOYER_HOME": files.path, "FOYER_BASE_URL": sandbox.url,
                "FOYER_API_KEY_FILE": try files.write(sandbox.apiKey, to: "key"),
            ]
            let rows = (1...100).map { "Ada Row\($0),row\($0)@example.com" }
            let file = try files.write("Name,Email\n" + rows.joined(separator: "\n"), to: "leads.csv")
            let errors = try files.write("", to: "errors")
            let words = ["leads", "import", file, "--apply", "--timeout", "15"]
            let first = try ChildProcess(
                Binary.path,
                words,
                environment: environment,
                streams: .init(output: try files.write("", to: "output"), errors: errors)
            )
            // A slow machine may let it stop by itself before; then it has as much to say.
            let deadline = Date(timeIntervalSinceNow: 60)
            while try sandbox.count(method: "POST", path: "/v1.0/leads") < 55, Date() < deadline { usleep(20_000) }
            _ = sandbox.end(with: SIGKILL)
            #expect(first.wait() == 3)
            let said = try String(contentsOfFile: errors, encoding: .utf8)
            // Stretches of forty rows end at these lines.
            #expect(["81", "101"].contains { said.contains("stopped after line \($0):") }, "\(said)")
            #expect(said.contains("Run the same command again"), "\(said)")

            let back = try SandboxProcess(port: port, database: database, extra: ["--rate-limit", "60000"])
            let second = try Binary.run(words.dropLast() + ["30"], environment: environment)
            // A lead whose answer was lost is looked for longer than this waits; until then it is in the outbox.
            #expect([0, 3].contains(second.status), "\(second.output)\(second.errors)")
            let outbox = try Binary.run(["outbox"], environment: environment).output
            let open = outbox.split(separator: "\n").count { $0.contains("create") }
            #expect(second.status == 3 ? open == 1 : open == 0, "\(outbox)")
            let list = try Binary.run(
                ["leads", "list", "--format", "csv", "--columns", "lastName"],
                environment: environment
            )
            let names = list.output.split(whereSeparator: \.isNewline).filter {
                $0.hasPrefix("Row") || $0.hasPrefix("Name")
            }
            #expect(names.count >= 100 - open && Set(names).count == names.count, "\(names)")
            #expect(back.end(with: SIGTERM) == 0)
        }

        @Test("a part of the book is never exported as if it were the whole")
        func shortBook() throws {
            let office = try Office(leads: 250)
            // The first page comes, and no other; a server in trouble would be asked again for two minutes.
            let fault: [String: Any] = [
                "do": "answer", "status": 403, "path": "/v1.0/leads", "nth": 2, "times": 100,
                "body": #"{"code":20003,"message":"errorCode=20003, errorMsg=no permission"}"#,
            ]
            let script = String(decoding: try JSONSerialization.data(withJSONObject: [fault]), as: UTF8.self)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            #expect(try office.run("sync", "--full").status != 0)
            let export = try office.run("leads", "export", "--offline")
            #expect(export.status == 1 && export.errors.contains("never read to its end"), "\(export.errors)")
        }
    }
}
