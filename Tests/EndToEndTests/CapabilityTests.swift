import Foundation
import Testing

extension EndToEnd {
    @Suite("What an account can do", .timeLimit(.minutes(5)))
    struct CapabilityTests {
        @Test("is asked while the workbench of a first opening is on the screen, and not again at the next")
        func probe() throws {
            let sandbox = try SandboxProcess()
            let first = try Workbench(sandbox: sandbox)
            try first.waitUntilSynced()
            let findings = try waitForFindings(in: first.home.path + "/state", on: first.terminal)
            try first.quit()

            let second = try Workbench(sandbox: sandbox, home: first.home)
            try second.waitUntilSynced()
            try second.quit()

            #expect(try self.findings(in: first.home.path + "/state") == findings)
        }

        @Test("the demo keeps it beside its own book, and nothing in the directory of the account")
        func demo() throws {
            let home = try TemporaryDirectory()
            let command = "env FOYER_HOME=\(home.path) \(Tmux.quoted(Binary.path)) demo --leads 50"
            let terminal = try Tmux(command: "\(command); echo \"exit $?\"; sleep 600")
            try terminal.wait(for: "● synced")

            _ = try waitForFindings(in: home.path + "/demo/50-1/state", on: terminal)

            #expect(FileManager.default.fileExists(atPath: home.path + "/demo/50-1/book.sqlite"))
            #expect(try findings(in: home.path + "/state") == nil)
            try terminal.press("Q")
            try terminal.wait(for: "exit 0")
        }

        /// When the account in a state directory was asked, and all that came of it; `nil` before that.
        private func findings(in state: String) throws -> Data? {
            guard FileManager.default.fileExists(atPath: state) else { return nil }
            let files = try FileManager.default.contentsOfDirectory(atPath: state).filter {
                $0.hasPrefix("capabilities-") && $0.hasSuffix(".json")
            }
            #expect(files.count <= 1, "one account has one file")
            guard let file = files.first else { return nil }
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(state)/\(file)"))
            let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
            return json["probedAt"] == nil ? nil : data
        }

        private func waitForFindings(in state: String, on terminal: Tmux) throws -> Data {
            try terminal.wait("the findings in \(state)") { _ in try findings(in: state) != nil }
            return try #require(try findings(in: state))
        }
    }
}
