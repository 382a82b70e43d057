import Foundation
import Testing

extension EndToEnd {
    @Suite("Completions know the account", .timeLimit(.minutes(5)))
    struct CompletionTests {
        /// What bash offers at the end of a line, by the script that Foyer prints.
        private func offered(_ words: [String], _ office: Office, _ script: String) throws -> [String] {
            let folder = try TemporaryDirectory()
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/foyer", withDestinationPath: Binary.path)
            let line = words.joined(separator: " ")
            let quoted = words.map { Tmux.quoted($0) }.joined(separator: " ")
            let program = """
                PATH=\(Tmux.quoted(folder.path)):$PATH
                source \(Tmux.quoted(script))
                compopt() { :; }
                COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1) COMP_LINE=\(Tmux.quoted(line)) COMP_POINT=\(line.count)
                _foyer foyer \(Tmux.quoted(words.last ?? "")) \(Tmux.quoted(words.dropLast().last ?? ""))
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let result = try Binary.run(
                ["bash", "-c", program],
                environment: office.environment,
                executable: "/usr/bin/env"
            )
            return result.output.split(separator: "\n").map { $0.replacingOccurrences(of: "\\", with: "") }
        }

        @Test("stages, tags, members, reports, and fields of a query with their values")
        func words() throws {
            let office = try Office(leads: 40)
            #expect(try office.run("sync", "--full").status == 0)
            let lead = try #require(office.sandbox.leads(matching: "limit=1").first).leadID
            // What a command reads of the team is what completions know.
            #expect(
                try office.run("leads", "update", "\(lead)", "--add-tag", "Hot", "--stage", "Contacted").status == 0
            )
            #expect(try office.run("leads", "assign", "\(lead)", "--to", "me").status == 0)
            let script = try office.home.write(try office.run("completions", "bash").output, to: "complete")

            let cases: [([String], String)] = [
                (["leads", "update", "\(lead)", "--stage", "Con"], "Contacted"),
                (["leads", "update", "\(lead)", "--add-tag", "Ho"], "Hot"),
                (["leads", "assign", "\(lead)", "--to", "m"], "me"), (["leads", "list", "sta"], "stage:"),
                (["leads", "list", "stage:Con"], "stage:Contacted"), (["leads", "list", "--queue", "Sta"], "Stale"),
                (["report", "fun"], "funnel"),
                (["leads", "list", "--format", "js"], "jsonl"), (["lea"], "leads"), (["leads", "exp"], "export"),
            ]
            for (words, wanted) in cases {
                let offered = try offered(["foyer"] + words, office, script)
                #expect(offered.contains { $0.hasPrefix(wanted) }, "\(words): \(offered)")
            }
        }

        @Test(
            "leads are completed by their ids, with names where the shell shows such, and never by a part of the book"
        )
        func leads() throws {
            let office = try Office(leads: 60)
            #expect(try office.run("sync", "--full").status == 0)
            let leads = try office.records("leads", "list", "--offline", "--format", "json")
            let ids = try leads.map { "\(try #require($0["leadId"] as? Int64))" }
            func offered(_ typed: String, shell: String) throws -> [String] {
                let words = [
                    "---completion", "leads", "show", "--", "positional@0", "3", "\(typed.count)", "foyer", "leads",
                    "show",
                    typed,
                ]
                let environment = office.environment.merging(["SAP_SHELL": shell]) { $1 }
                let result = try Binary.run(words, environment: environment)
                #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
                return result.output.split(separator: "\n").map(String.init).filter { $0.contains { !$0.isWhitespace } }
            }
            let id = ids[0]
            let name = [leads[0]["firstName"], leads[0]["lastName"]].compactMap { $0 as? String }.joined(separator: " ")
            #expect(try offered(id, shell: "bash") == [id])
            #expect(try offered(id, shell: "zsh") == ["\(id):\(name)"])
            #expect(try offered(id, shell: "fish") == ["\(id)\t\(name)"])
            #expect(try offered("no", shell: "bash").isEmpty && offered("0", shell: "bash").isEmpty)
            // Every digit that is offered leads to leads, and each lead is behind one of them.
            for typed in ["", String(id.prefix(1)), String(id.prefix(5)), String(id.prefix(id.count - 2))] {
                let words = try offered(typed, shell: "bash")
                let meant = ids.filter { $0.hasPrefix(typed) }
                #expect(meant.allSatisfy { id in words.contains { id.hasPrefix($0) } }, "\(typed): \(words)")
                #expect(words.allSatisfy { word in meant.contains { $0.hasPrefix(word) } }, "\(typed): \(words)")
                #expect(words.count <= 24 && Set(words).count == words.count)
            }
        }

        @Test("without an account, or with a store that cannot be read, nothing is offered and nothing is said")
        func nothing() throws {
            let folder = try TemporaryDirectory()
            let words = [
                "---completion", "leads", "update", "--", "--stage", "4", "0", "foyer", "leads", "update", "--stage",
                "",
            ]
            let none = try Binary.run(words, environment: ["FOYER_HOME": folder.path])
            #expect(
                none.status == 0 && none.output.filter { !$0.isWhitespace }.isEmpty && none.errors.isEmpty,
                "\(none)"
            )
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/state",
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            _ = try folder.write("no database", to: "state/foyer.sqlite")
            let damaged = try Binary.run(words, environment: ["FOYER_HOME": folder.path])
            #expect(damaged.output.filter { !$0.isWhitespace }.isEmpty, "\(damaged)")
        }
    }
}
