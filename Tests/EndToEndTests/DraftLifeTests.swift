import Foundation
import Testing

extension EndToEnd {
    @Suite("A text that is being typed", .timeLimit(.minutes(5)))
    struct DraftLifeTests {
        @Test(
            "survives the end of the program and is offered with the lead's name",
            arguments: [SIGKILL, SIGHUP, SIGSEGV]
        )
        func survives(_ signal: Int32) throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let first = try Workbench(sandbox: sandbox, home: home)
            try first.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            let name = try #require(target["firstName"] as? String)
            try first.select(target)
            try first.terminal.press("m")
            try first.terminal.wait(for: "Note on \(name)")
            try first.terminal.type("asked for a yard for two dogs")
            try first.terminal.wait(for: "two dogs")
            // A person has paused for longer than a disk takes to write.
            usleep(600_000)
            try Self.end(home, with: signal)
            try first.terminal.wait(for: "exit ")
            #expect(try sandbox.count(method: "POST", path: "/v1.0/notes") == 0)

            let second = try Workbench(sandbox: sandbox, home: home)
            let offer = try second.terminal.wait(for: "asked for a yard for two dogs")
            #expect(offer.contains(name) && offer.contains("goes on writing"), "\(offer)")
            try second.terminal.wait("the lead is known again") { $0.contains("synced") }
            try second.terminal.press("Enter")
            try second.terminal.wait(for: "Note on \(name)")
            try second.terminal.press("Enter")
            try second.terminal.wait(for: "outbox 1")
            try second.waitUntilSynced()
            #expect(try sandbox.count(method: "POST", path: "/v1.0/notes") == 1)
            try second.quit()

            let drafts = try String(contentsOfFile: "\(home.path)/state/drafts.jsonl", encoding: .utf8)
            #expect(drafts.isEmpty, "\(drafts)")
            let mode = try FileManager.default.attributesOfItem(atPath: "\(home.path)/state/drafts.jsonl")
            #expect(mode[.posixPermissions] as? Int == 0o600)
        }

        @Test("is offered no more once it was saved, also when Foyer is killed right behind Enter")
        func savedOnce() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let first = try Workbench(sandbox: sandbox, home: home, undoSeconds: 600)
            try first.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            try first.select(target)
            try first.terminal.press("m")
            try first.terminal.wait(for: "Note on")
            try first.terminal.type("kept once")
            usleep(600_000)
            try first.terminal.press("Enter")
            try first.terminal.wait(for: "outbox 1")
            try Self.end(home, with: SIGKILL)
            try first.terminal.wait(for: "exit ")

            let second = try Workbench(sandbox: sandbox, home: home, undoSeconds: 600)
            let screen = try second.terminal.wait(for: "outbox 1")
            #expect(!screen.contains("never sent") && !screen.contains("goes on writing"), "\(screen)")
            try second.terminal.press("w")
            let sheet = try second.terminal.wait(for: "1 not on the server")
            #expect(!sheet.contains("never sent"), "\(sheet)")
        }

        /// Ends the workbench of that home, and no other process.
        private static func end(_ home: TemporaryDirectory, with signal: Int32) throws {
            let pids = try Binary.system("pgrep", ["-x", "foyer"]).output.split(separator: "\n")
            for pid in pids.compactMap({ pid_t($0) }) {
                let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
                if String(decoding: data, as: UTF8.self).contains(home.path) { kill(pid, signal) }
            }
        }
    }
}
