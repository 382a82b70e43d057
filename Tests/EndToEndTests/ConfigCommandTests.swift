import Foundation
import Testing

extension EndToEnd {
    @Suite("A person's own settings", .timeLimit(.minutes(5)))
    struct ConfigCommandTests {
        @Test("foyer config writes files that are in order, never over somebody's own, and tells a fault by its line")
        func command() throws {
            let home = try TemporaryDirectory()
            let environment = ["FOYER_HOME": home.path]
            #expect(try Binary.run(["config", "init"], environment: environment).status == 0)
            #expect(try Binary.run(["config", "check"], environment: environment).status == 0)

            let own = "theme = \"solarised-dark\"\n"
            let file = try home.write(own, to: "config.toml")
            let again = try Binary.run(["config", "init"], environment: environment)
            #expect(again.output.contains("there already"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == own)

            let check = try Binary.run(["config", "check"], environment: environment)
            #expect(check.status == 2)
            #expect(
                check.output.contains(
                    "config.toml:1: There is no theme “solarised-dark”; did you mean “solarized-dark”?"
                )
            )
            #expect(try Binary.run(["config", "path"], environment: environment).output == "\(home.path)\n")
        }

        @Test(
            "queues of one's own are listed, checked against the book by their line, and are the tabs of the workbench"
        )
        func queues() throws {
            let home = try TemporaryDirectory()
            let own = ["FOYER_HOME": home.path]
            let defaults = try Binary.run(["queues"], environment: own)
            #expect(defaults.output.contains("Back on site") && defaults.output.contains("KEY"), "\(defaults.errors)")
            let text = try Binary.run(["queues", "list", "--as-file"], environment: own).output
            _ = try home.write(text, to: "queues.toml")
            #expect(try Binary.run(["queues", "list", "--as-file"], environment: own).output == text)
            #expect(try Binary.run(["queues", "check"], environment: own).status == 0)

            let mine = (1...11).map { "[[queue]]\nname = \"Mine \($0)\"\nquery = 'stage:contacted'\n" }.joined()
            _ = try home.write(mine + "[[queue]]\nname = \"Gone\"\nquery = 'stage:Contcated'\n", to: "queues.toml")
            let bench = try Workbench(sandbox: try SandboxProcess(leads: 20), home: home)
            try bench.waitUntilSynced()
            try bench.terminal.press("9")
            try bench.terminal.wait("the ninth tab") { $0.contains("9 Mine 9") }
            try bench.terminal.press("]", "]")
            try bench.terminal.wait("the eleventh tab, which has no key") { $0.contains(" Mine 11") }
            try bench.terminal.press("]")
            try bench.terminal.wait("the stage that is gone") {
                $0.contains("“Contcated”") && $0.contains("“Contacted”")
            }
            try bench.quit()
            let check = try Binary.run(["queues", "check"], environment: bench.environment)
            #expect(check.status == 2)
            #expect(check.output.contains("queues.toml:36: “Gone”") && check.output.contains("“Contacted”"))
        }

        @Test("foyer config makes folders that a key may lie in: nobody else may look into them")
        func folders() throws {
            let home = try TemporaryDirectory()
            let environment = ["FOYER_HOME": "\(home.path)/new/foyer"]
            #expect(try Binary.run(["config", "init"], environment: environment).status == 0)
            for folder in ["new/foyer", "new/foyer/themes"] {
                let facts = try FileManager.default.attributesOfItem(atPath: "\(home.path)/\(folder)")
                #expect(facts[.posixPermissions] as? Int == 0o700, "\(folder)")
            }
        }

        @Test("the workbench goes by a person's keys, and a broken line never stops a start")
        func keys() throws {
            let home = try TemporaryDirectory()
            _ = try home.write("[panes]\nhelp = \"<F12>\"\nstagee = \"x\"\n", to: "keys.toml")
            let bench = try Workbench(sandbox: try SandboxProcess(leads: 5), home: home)
            try bench.terminal.wait("the fault by its line") { $0.contains("keys.toml:3:") && $0.contains("stagee") }
            try bench.terminal.press("F12")
            try bench.terminal.wait(for: "Help: the list")
            try bench.terminal.press("q")
            try bench.quit()
        }
    }
}
