import Foundation
import Testing

extension EndToEnd {
    /// Common tasks typed into the built program, with every key counted and the server asked with curl what came of them.
    ///
    /// A task that costs a key more than it may fails here.
    @Suite("The cost of common tasks, typed and asked for at the server", .timeLimit(.minutes(10)))
    struct KeyTableTests {
        /// A workbench that has everything, and leads that no task has touched yet.
        private final class Desk {
            let sandbox: SandboxProcess
            let bench: Workbench
            private var fresh: [[String: Any]]

            init() throws {
                sandbox = try SandboxProcess(leads: 60, extra: ["--rate-limit", "60000"])
                bench = try Workbench(sandbox: sandbox)
                try bench.waitUntilSynced()
                fresh = try sandbox.leads(matching: "limit=100")
            }

            var terminal: Tmux { bench.terminal }

            /// A lead that no task has had, alone in the list.
            func take(_ what: String, _ isFit: ([String: Any]) -> Bool = { _ in true }) throws -> [String: Any] {
                let found = fresh.firstIndex(where: isFit)
                let place = try #require(found, "no lead is left: \(what)")
                let lead = fresh.remove(at: place)
                try terminal.press("\\")
                try bench.select(lead)
                return lead
            }

            /// Types the keys and checks how many they are.
            func type(_ task: String, _ keys: [String], limit: Int, free: Int = 0) throws {
                let hand = Hand(terminal)
                try hand.press(keys)
                #expect(hand.count <= limit, "\(task) takes \(hand.count) keys")
                print("| \(task) | \(hand.count) | \(limit) |")
            }

            /// Waits until the server has what was decided.
            func settle() throws {
                try terminal.wait(for: "u undoes")
                try bench.waitUntilSynced()
            }

            /// Nothing but readings may come of it.
            func sendingNothing(_ work: () throws -> Void) throws {
                let before = try sandbox.writes()
                try work()
                #expect(try sandbox.writes() == before)
            }
        }

        private func stage(_ lead: [String: Any]) -> String? { lead["stage"] as? String }

        private func hasPhone(_ lead: [String: Any]) -> Bool { (lead["phones"] as? [String])?.isEmpty == false }

        @Test("the next lead 0 to 1, a queue 1, a filter of three conditions at most 14; none of them sends anything")
        func looking() throws {
            let desk = try Desk()
            try desk.sendingNothing {
                try desk.terminal.press("9")
                let before = try desk.terminal.wait("all leads") { $0.contains("─ All ") }
                try desk.type("next lead", ["j"], limit: 1)
                try desk.terminal.wait("another lead in the detail") { Self.title($0) != Self.title(before) }
                try desk.type("recall a queue", ["2"], limit: 1)
                try desk.terminal.wait("another queue") { !$0.contains("─ All ") }
            }
            // Letters of the name, digits of the number and the beginning of a tag, of a lead that has all three.
            let all = try desk.sandbox.leads(matching: "limit=100")
            let found = all.lazy.compactMap { lead -> (id: Int64, name: String, query: String)? in
                guard let name = lead["firstName"] as? String, name.count > 2, name.allSatisfy(\.isASCII),
                    name.allSatisfy(\.isLetter), let phone = (lead["phones"] as? [String])?.first,
                    let tag = lead.tagNames.first(where: { $0.count > 2 && $0.prefix(3).allSatisfy(\.isLetter) })
                else { return nil }
                let digits = String(phone.filter(\.isNumber).suffix(3))
                return (lead.leadID, name, "\(tag.prefix(3)) \(name.prefix(3)) \(digits)".lowercased())
            }.first
            let wanted = try #require(found)
            try desk.sendingNothing {
                try desk.terminal.press("9")
                try desk.terminal.wait(for: "─ All ")
                let keys = ["/"] + wanted.query.map { $0 == " " ? "Space" : String($0) } + ["Enter"]
                try desk.type("ad-hoc filter of three conditions", keys, limit: 14)
                try desk.terminal.wait("the filter kept") { !$0.contains("Enter keeps") }
            }
            // Each of the three words is so of every lead that the server would leave, and of no other.
            let words = wanted.query.split(separator: " ").map(String.init)
            let expected = all.filter { lead in words.allSatisfy { Self.holds($0, lead) } }
            let count = expected.count
            try desk.terminal.wait("\(count) rows") { $0.contains("lead 1 of \(count) ") && $0.contains(wanted.name) }
            #expect(expected.contains { $0.leadID == wanted.id })
            try desk.bench.quit()
        }

        /// What a free word is looked for in.
        private static func holds(_ word: String, _ lead: [String: Any]) -> Bool {
            let texts =
                [lead["firstName"], lead["lastName"]].compactMap { $0 as? String }
                + (lead["emails"] as? [String] ?? []) + lead.tagNames
                + (lead["phones"] as? [String] ?? []).map { $0.filter(\.isNumber) } + ["\(lead.leadID)"]
            return texts.contains { $0.lowercased().contains(word) }
        }

        /// The first line of the detail pane, which has the lead's name.
        private static func title(_ screen: String) -> String {
            screen.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
        }

        @Test("a stage 2, a known tag at most 4, assigning 2 to 4, a disposition 1, a follow-up 2, a snooze 2")
        func single() throws {
            let desk = try Desk()
            let (sandbox, terminal) = (desk.sandbox, desk.terminal)

            var lead = try desk.take("stage") { stage($0) == "New Lead" }
            try desk.type("stage", ["s", "c"], limit: 2)
            try desk.settle()
            #expect(try stage(sandbox.lead(lead.leadID)) == "Contacted")

            let tags = Set(try sandbox.leads(matching: "limit=100").flatMap(\.tagNames))
            // Two letters are enough for one that begins like no other.
            let clear = tags.sorted().first { tag in
                tag.prefix(2).allSatisfy(\.isLetter)
                    && tags.count { $0.lowercased().hasPrefix(tag.prefix(2).lowercased()) } == 1
            }
            let known = try #require(clear)
            lead = try desk.take("tag") { !$0.tagNames.contains(known) }
            try desk.type("known tag", ["t"] + known.prefix(2).lowercased().map { String($0) } + ["Enter"], limit: 4)
            try desk.settle()
            #expect(try sandbox.lead(lead.leadID).tagNames.contains(known))

            let me = try #require(sandbox.object("/v1.0/me")["firstName"] as? String)
            lead = try desk.take("assign to me") { ($0["assignedUser"] as? String)?.hasPrefix(me) != true }
            try desk.type("assign to me", ["a", "a"], limit: 4)
            try desk.settle()
            #expect(try sandbox.count(method: "POST", path: "/v1.0/leads/\(lead.leadID)/assignment") == 1)

            lead = try desk.take("follow-up")
            try desk.type("follow-up tomorrow", ["f", "1"], limit: 2)
            try desk.settle()
            #expect(try sandbox.curl("/v2.0/tasks?leadId=\(lead.leadID)").contains("\"finishFlag\":false"))
            #expect(try sandbox.count(method: "POST", path: "/v2.0/tasks") == 1)

            lead = try desk.take("snooze")
            try desk.sendingNothing {
                try desk.type("snooze", ["b", "1"], limit: 2)
                try terminal.wait(for: "aside until")
            }
            try desk.bench.quit()
        }

        @Test("a disposition takes 1 in triage, and the server has its log, its tag and its follow-up")
        func disposition() throws {
            let desk = try Desk()
            let (sandbox, terminal) = (desk.sandbox, desk.terminal)
            // Whoever must not be called now is passed over, as that asks for a reason.
            for _ in 0..<12 {
                let lead = try desk.take("disposition") { hasPhone($0) && !$0.tagNames.contains("attempt-1") }
                try terminal.press("g", "t")
                try terminal.wait(for: "TRIAGE")
                let hand = Hand(terminal)
                try hand.press("3")
                let screen = try terminal.wait("done, or why not") { $0.contains("1 done") || $0.contains(" WHY ") }
                if screen.contains("1 done") {
                    #expect(hand.count == 1)
                    print("| disposition | \(hand.count) | 1 |")
                    try terminal.press("q")
                    try terminal.wait(for: "1 handled")
                    try terminal.press("Enter")
                    try bench(desk, hasSent: lead, sandbox)
                    return
                }
                try terminal.press("Escape")
                try terminal.wait("the panel again") { !$0.contains(" WHY ") }
                try terminal.press("q")
                try terminal.wait("the panes") { !$0.contains("TRIAGE") || $0.contains("handled") }
                if try terminal.screen().contains("handled") { try terminal.press("Enter") }
            }
            Issue.record("nobody may be called")
        }

        private func bench(_ desk: Desk, hasSent lead: [String: Any], _ sandbox: SandboxProcess) throws {
            try desk.bench.waitUntilSynced()
            #expect(try sandbox.count(method: "POST", path: "/v1.0/logType") == 1)
            #expect(try sandbox.count(method: "POST", path: "/v2.0/tasks") == 1)
            #expect(try sandbox.lead(lead.leadID).tagNames.contains("attempt-1"))
            try desk.bench.quit()
        }

        @Test("a stage for all of a filter takes 4 and the review, and every one of them has it on the server")
        func bulk() throws {
            let desk = try Desk()
            let (sandbox, terminal) = (desk.sandbox, desk.terminal)
            let before = try sandbox.leads(matching: "limit=100").filter { stage($0) == "New Lead" }
            try #require(before.count > 2 && before.count < 100)
            try terminal.press("9", "/")
            try terminal.wait(for: "Enter keeps")
            try terminal.type("stage:\"New Lead\"")
            try terminal.wait(for: "\(before.count) match")
            try terminal.press("Enter")
            try terminal.wait("the filter kept") { !$0.contains("Enter keeps") }
            try desk.type("the plan of a stage for a filter", ["*", "a", "s", "c"], limit: 4)
            try terminal.wait(for: "BULK")
            // Nothing runs that nobody had the time to read.
            try terminal.wait(for: "y run it on \(before.count)")
            usleep(1_000_000)
            try terminal.press("y")
            let ids = Set(before.map(\.leadID))
            try terminal.wait(seconds: 120, "all of them in the stage on the server") { _ in
                usleep(300_000)
                let now = try sandbox.leads(matching: "limit=100").filter { ids.contains($0.leadID) }
                return now.count == ids.count && now.allSatisfy { stage($0) == "Contacted" }
            }
        }
    }
}
