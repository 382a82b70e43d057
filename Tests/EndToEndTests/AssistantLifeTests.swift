import Foundation
import Testing

extension EndToEnd {
    @Suite("The assistant at the workbench", .timeLimit(.minutes(2)))
    struct AssistantLifeTests {
        @Test("gets a lead after a yes, is told of at once, and is stopped after another")
        func followsAndStops() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let (workbench, lead) = try askForZelda(sandbox, home)
            #expect(try sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 0)
            // Keys that come before anybody can have read the question are no answer.
            usleep(400_000)
            try workbench.terminal.press("y")
            try workbench.terminal.wait(for: "The assistant follows up Zelda Fitz")
            #expect(try sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 1)
            #expect(try sandbox.curl("/v2.0/working-leads?limit=100&offset=0").contains("Zelda"))

            try workbench.terminal.type(":assistant-stop")
            try workbench.terminal.press("Enter")
            try workbench.terminal.wait(for: "Stop the assistant for Zelda Fitz")
            // Keys that come before anybody can have read the question are no answer.
            usleep(400_000)
            try workbench.terminal.press("y")
            try workbench.terminal.wait(for: "does not write to Zelda Fitz any more")
            let status = try sandbox.curl("/v2.0/sales-agent/lead/mute-status?leadId=\(lead.leadID)")
            #expect(status.contains("true"), "\(status)")
            try workbench.quit()
        }

        @Test("is not waited for behind a link that stalls: it is told that nobody knows, and keys go on")
        func stalls() throws {
            let home = try TemporaryDirectory()
            let sandbox = try SandboxProcess()
            let (workbench, lead) = try askForZelda(sandbox, home)
            let path = "/v2.0/sales-agents/working-lead/\(lead.leadID)"
            let stall = #"{"faults": [{"do": "stall", "path": "\#(path)", "times": 9}]}"#
            _ = try sandbox.curl("/sandbox/faults", method: "POST", body: stall)
            // Keys that come before anybody can have read the question are no answer.
            usleep(400_000)
            try workbench.terminal.press("y")
            try workbench.terminal.wait(for: "Asking Lofty's assistant about Zelda")
            try workbench.terminal.wait(for: "It may be done: look before you try again")
            try workbench.terminal.press("m")
            try workbench.terminal.wait(for: "Note on Zelda")
            try workbench.terminal.press("Escape")
            try workbench.quit()
        }

        /// A workbench that asks whether a lead who may be written to is given to the assistant.
        private func askForZelda(
            _ sandbox: SandboxProcess,
            _ home: TemporaryDirectory
        ) throws -> (Workbench, [String: Any]) {
            let body =
                #"{"firstName":"Zelda","lastName":"Fitz","emails":["zelda@example.com"],"phones":["5125550199"]}"#
            _ = try sandbox.curl("/v1.0/leads", method: "POST", body: body)
            let workbench = try Workbench(sandbox: sandbox, home: home)
            try workbench.waitUntilSynced()
            let lead = try #require(sandbox.leads(matching: "key=Zelda&limit=1").first)
            try workbench.select(lead)
            try workbench.terminal.type(":assistant")
            try workbench.terminal.press("Enter")
            try workbench.terminal.wait(for: "Give Zelda Fitz to Lofty")
            return (workbench, lead)
        }
    }
}
