import Foundation
import Glibc
import Testing

extension EndToEnd {
    @Suite("A run that is paused", .timeLimit(.minutes(3)))
    struct PausedRunLifeTests {
        @Test("survives a kill, is told at the next start, and what is left of it goes out once")
        func survives() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess(leads: 12)
            let first = try Workbench(sandbox: sandbox, home: home, undoSeconds: 600)
            try first.waitUntilSynced()
            try first.terminal.press("9")
            try first.terminal.wait(for: "1 of 12")
            for _ in 0..<3 { try first.terminal.press("Space") }
            try first.terminal.wait(for: "3 marked")
            try first.terminal.press("t")
            try first.terminal.wait(for: "3 marked leads")
            try first.terminal.type("spring")
            try first.terminal.press("Enter")
            try first.terminal.wait(for: "3 will change")
            usleep(400_000)
            try first.terminal.press("y")
            try first.terminal.wait(for: "outbox 3")
            try first.terminal.press("p")
            try first.terminal.wait(for: "PAUSED 3")
            usleep(400_000)
            try Self.kill(home)
            try first.terminal.wait(for: "exit ")
            #expect(try sandbox.writes() == 0)

            let second = try Workbench(sandbox: sandbox, home: home)
            try second.terminal.wait(for: "is still paused and waits for 3 leads")
            try second.terminal.wait("synced") { $0.contains("synced") }
            try second.terminal.press("g", "b")
            try second.terminal.wait(for: "Paused.")
            try second.terminal.press("r")
            try second.terminal.wait(for: "3 will change")
            usleep(400_000)
            try second.terminal.press("y")
            try second.terminal.wait(for: "on the server")
            try second.terminal.press("Escape")
            try second.waitUntilSynced()
            #expect(try sandbox.leads(matching: "limit=100").count { $0.tagNames.contains("spring") } == 3)
            try second.quit()

            let third = try Workbench(sandbox: sandbox, home: home)
            let screen = try third.terminal.wait("synced") { $0.contains("● synced") }
            #expect(!screen.contains("PAUSED") && !screen.contains("still paused"))
            try third.quit()
        }

        private static func kill(_ home: TemporaryDirectory) throws {
            let pids = try Binary.system("pgrep", ["-x", "foyer"]).output.split(separator: "\n")
            for pid in pids.compactMap({ pid_t($0) }) {
                let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
                if String(decoding: data, as: UTF8.self).contains(home.path) { Glibc.kill(pid, SIGKILL) }
            }
        }
    }
}
