import Foundation
import Testing

extension EndToEnd {
    @Suite("The assistant's pool in the detail", .timeLimit(.minutes(5)))
    struct PoolTests {
        @Test("a lead that it follows up, one that it was stopped for, and one that is not in its pool say so")
        func standing() throws {
            let sandbox = try SandboxProcess()
            let leads = try sandbox.leads(matching: "limit=3")
            try #require(leads.count == 3)
            let ids = leads.prefix(2).map { "\($0.leadID)" }.joined(separator: ",")
            try sandbox.curl(
                "/v2.0/working-leads/add",
                method: "POST",
                body: "{\"leadIds\":[\(ids)],\"createPlanTask\":false}"
            )
            try sandbox.curl("/v2.0/sales-agents/working-lead/\(leads[1].leadID)/mute", method: "PUT", body: "{}")
            let quota = try sandbox.object("/v2.0/sales-agents/quota")
            let left = try #require(quota["remainingQuota"] as? Int)

            let bench = try Workbench(sandbox: sandbox, width: 160, height: 60)
            try bench.waitUntilSynced()
            let words = [
                "the assistant follows it up", "the assistant was stopped for it", "not in the assistant's pool",
            ]
            for (lead, word) in zip(leads, words) {
                try bench.terminal.press("\\")
                try bench.select(lead)
                try bench.terminal.wait("\(word), and the places") {
                    $0.contains(word) && $0.contains("\(left) of ")
                }
            }
            // A cursor that comes back asks nobody.
            let path = "/v2.0/sales-agents/working-lead/\(leads[0].leadID)"
            let asked = try sandbox.count(method: "GET", path: path)
            try bench.terminal.press("\\")
            try bench.select(leads[0])
            try bench.terminal.wait(for: words[0])
            #expect(try sandbox.count(method: "GET", path: path) == asked && asked == 1)
            #expect(try sandbox.count(method: "GET", path: "/v2.0/sales-agents/quota") == 2, "one of them by curl")
            try bench.quit()
        }
    }
}
