import Foundation
import Testing

extension EndToEnd {
    /// A morning's work typed into the built program, with every key counted and the server asked what came of it.
    @Suite("Thirty leads in thirty keys", .timeLimit(.minutes(5)))
    struct ThirtyKeysTests {
        @Test("a backlog of thirty leads takes thirty keys, and the server has thirty logs, tags and follow-ups")
        func backlog() throws {
            let sandbox = try SandboxProcess(leads: 60, extra: ["--rate-limit", "60000"])
            let bench = try Workbench(sandbox: sandbox, width: 120, height: 40, undoSeconds: 1)
            try bench.waitUntilSynced()
            try bench.terminal.press("9", "/")
            try bench.terminal.wait(for: "Enter keeps")
            try bench.terminal.type("phone:5 -tag:attempt-1")
            try bench.terminal.press("Enter")
            try bench.terminal.wait("a list of thirty or more") { $0.contains(" of ") && !$0.contains("Enter keeps") }
            try bench.terminal.press("g", "t")
            try bench.terminal.wait(for: "TRIAGE")
            let hand = Hand(bench.terminal)

            var (done, forbidden) = (0, 0)
            while done < 30 {
                try hand.press("3")
                let next = "\(done + 1) done"
                let screen = try bench.terminal.wait("\(next), or why not") {
                    $0.contains(next) || $0.contains(" WHY ")
                }
                if screen.contains(next) {
                    done += 1
                } else {
                    // Somebody in the book who must not be called is passed over.
                    forbidden += 1
                    try bench.terminal.press("Escape")
                    try bench.terminal.wait("the panel again") { !$0.contains(" WHY ") }
                    try bench.terminal.press("J")
                    try bench.terminal.wait(for: "\(forbidden) skipped")
                }
            }

            #expect(hand.count - forbidden == 30)
            try bench.terminal.press("q")
            try bench.terminal.wait(for: "30 handled")
            try bench.terminal.press("Enter")
            try bench.terminal.wait(seconds: 240, "everything sent") { $0.contains("outbox 0") }
            #expect(try sandbox.count(method: "POST", path: "/v1.0/logType") == 30)
            #expect(try sandbox.count(method: "POST", path: "/v2.0/tasks") == 30)
            let tagged = try sandbox.leads(matching: "limit=100").filter { $0.tagNames.contains("attempt-1") }
            #expect(tagged.count == 30)
            try bench.quit()
        }

        @Test("one undo takes a whole disposition back, and nothing of it reaches the server")
        func undo() throws {
            let sandbox = try SandboxProcess()
            let bench = try Workbench(sandbox: sandbox, undoSeconds: 600)
            try bench.waitUntilSynced()
            let writes = try sandbox.writes()
            let target = try #require(
                sandbox.leads(matching: "limit=100").first { ($0["phones"] as? [String])?.isEmpty == false }
            )
            try bench.select(target)
            let hand = Hand(bench.terminal)
            try hand.press("c", "n")
            #expect(hand.count == 2)
            try bench.terminal.wait(for: "no answer. u undoes")
            try bench.terminal.wait(for: "outbox 3")
            try hand.press("u")
            try bench.terminal.wait(for: "outbox 0")
            #expect(try sandbox.writes() == writes)
            try bench.quit()
        }

        @Test("a follow-up takes two keys, shows in my day and is a task of the lead on the server")
        func followUp() throws {
            let sandbox = try SandboxProcess()
            let bench = try Workbench(sandbox: sandbox)
            try bench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            try bench.select(target)
            let hand = Hand(bench.terminal)
            try hand.press("f", "1")
            #expect(hand.count == 2)
            try bench.terminal.wait(for: "u undoes")
            try bench.waitUntilSynced()
            let tasks = try sandbox.curl("/v2.0/tasks?leadId=\(target.leadID)")
            #expect(tasks.contains("\"finishFlag\":false"))
            #expect(try sandbox.count(method: "POST", path: "/v2.0/tasks") == 1)
            try bench.terminal.press("g", "f")
            try bench.terminal.wait(for: "My day")
            try bench.terminal.wait("the follow-up among them") { $0.contains("next") && $0.contains("call") }
            try bench.terminal.press("q")
            try bench.quit()
        }

        @Test("a snooze takes two keys, sends nothing, and holds in the next session too")
        func snooze() throws {
            let sandbox = try SandboxProcess()
            let bench = try Workbench(sandbox: sandbox)
            try bench.waitUntilSynced()
            let writes = try sandbox.writes()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            try bench.select(target)
            try bench.terminal.press("b")
            try bench.terminal.wait(for: "until the lead acts")
            try bench.terminal.press("7")
            try bench.terminal.wait(for: "aside until")
            try bench.quit()
            #expect(try sandbox.writes() == writes)
            let again = try Workbench(sandbox: sandbox, home: bench.home)
            try again.waitUntilSynced()
            try again.terminal.press("g", "f")
            try again.terminal.wait("the lead put aside") {
                $0.contains("aside") && $0.contains(target["firstName"] as? String ?? "?")
            }
            try again.terminal.press("q")
            try again.quit()
        }
    }
}
