import Foundation
import Testing

extension EndToEnd {
    @Suite("Transactions at the workbench", .timeLimit(.minutes(5)))
    struct DealScreenTests {
        /// The stages of purchases, in the team's order.
        private func stages(_ sandbox: SandboxProcess) throws -> [String] {
            let pipelines = try #require(
                try sandbox.object("/v2.0/transactions/pipelines")["pipelines"] as? [[String: Any]]
            )
            let purchase = try #require(pipelines.first { $0["transactionType"] as? String == "Purchase" })
            return try #require(purchase["stages"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        }

        /// The stage of the one transaction of that name that the server has.
        private func stage(of name: String, _ lead: Int64, _ sandbox: SandboxProcess) throws -> String? {
            let text = try sandbox.curl("/v1.0/leads/\(lead)/transactions")
            let all = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]], "\(text)")
            let named = all.filter { $0["transactionName"] as? String == name }
            #expect(named.count == 1)
            return named.first?["transactionStatus"] as? String
        }

        @Test("one is made with what was typed kept when it is refused, moved, and moved back by an undo")
        func life() throws {
            let sandbox = try SandboxProcess()
            let bench = try Workbench(sandbox: sandbox)
            let terminal = bench.terminal
            try bench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            let stages = try stages(sandbox)
            let (second, last) = (try #require(stages.dropFirst().first), try #require(stages.last))
            let path = "/v1.0/leads/\(target.leadID)/transaction"
            try bench.select(target)

            try terminal.press(":")
            try terminal.type("transaction 14 Elm St")
            try terminal.press("Enter")
            try terminal.wait(for: "New transaction of \(target["firstName"] as? String ?? "?")")
            try terminal.wait(for: stages.prefix(2).joined(separator: " · "))
            try terminal.press("Tab", "Tab")
            try terminal.type("no such stage")
            try terminal.press("Enter")
            try terminal.wait(for: "has no stage “no such stage”")
            #expect(try terminal.screen().contains("14 Elm St"))
            try terminal.press("C-u")
            try terminal.type(second.uppercased())
            try terminal.press("Enter")
            try terminal.wait(for: "u undoes")
            try bench.waitUntilSynced()
            #expect(try stage(of: "14 Elm St", target.leadID, sandbox) == second)
            #expect(try sandbox.count(method: "POST", path: path) == 1)

            try terminal.press("g", "x")
            try terminal.wait(for: "Transactions of")
            try terminal.press("/")
            try terminal.type("elm")
            try terminal.press("Enter")
            try terminal.wait(for: "Purchase 14 Elm St of")
            try terminal.press("/")
            try terminal.type(last)
            try terminal.press("Enter")
            try terminal.wait(for: "u undoes")
            try bench.waitUntilSynced()
            #expect(try stage(of: "14 Elm St", target.leadID, sandbox) == last)

            try terminal.press("u")
            try terminal.wait(for: "on its way back")
            try bench.waitUntilSynced()
            #expect(try stage(of: "14 Elm St", target.leadID, sandbox) == second)
            #expect(try sandbox.count(method: "POST", path: path) == 1)
            try bench.quit()
        }

        @Test("an undo in time costs no request, and the name is not made twice")
        func undone() throws {
            let sandbox = try SandboxProcess()
            let bench = try Workbench(sandbox: sandbox, undoSeconds: 600)
            try bench.waitUntilSynced()
            let target = try #require(sandbox.leads(matching: "limit=1").first)
            let writes = try sandbox.writes()
            try bench.select(target)
            for _ in 0..<2 {
                try bench.terminal.press(":")
                try bench.terminal.type("transaction 14 Elm St")
                try bench.terminal.press("Enter")
                try bench.terminal.wait(for: "New transaction of")
                try bench.terminal.press("Enter")
                try bench.terminal.wait("an answer") { $0.contains("u undoes") || $0.contains("on its way already") }
            }
            try bench.terminal.wait(for: "is on its way already")
            try bench.terminal.press("Escape")
            try bench.terminal.wait("the panes") { !$0.contains("New transaction of") }
            try bench.terminal.press("u")
            try bench.terminal.wait(for: "outbox 0")
            #expect(try sandbox.writes() == writes)
            try bench.quit()
        }
    }
}
