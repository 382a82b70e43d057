import Foundation
import Testing

extension EndToEnd {
    @Suite("Man pages", .timeLimit(.minutes(5)))
    struct ManualTests {
        /// The pages by their names, and the folder that they are in.
        private static func pages() throws -> (folder: TemporaryDirectory, [String: String]) {
            let folder = try TemporaryDirectory()
            let result = try Binary.run(["manual", folder.path])
            #expect(result.status == 0, "\(result.errors)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let pages = try names.map { ($0, try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)) }
            return (folder, Dictionary(uniqueKeysWithValues: pages))
        }

        static func commands() throws -> [String: Any] {
            let dump = try Binary.run(["--experimental-dump-help"]).output
            let object = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
            return try #require(object?["command"] as? [String: Any])
        }

        static func shown(_ command: [String: Any]) -> [[String: Any]] {
            (command["subcommands"] as? [[String: Any]] ?? []).filter {
                $0["shouldDisplay"] as? Bool != false && $0["commandName"] as? String != "help"
            }
        }

        @Test("there is one for every family, with every command, option and exit status in it")
        func complete() throws {
            let (_, pages) = try Self.pages()
            let families = Self.shown(try Self.commands()).filter { $0["commandName"] as? String != "open" }
            #expect(families.count > 10 && pages.count == families.count + 1)
            for family in families {
                let name = try #require(family["commandName"] as? String)
                let page = try #require(pages["foyer-\(name).1"], "\(name)")
                #expect(pages["foyer.1"]?.contains("foyer\\-\(name)(1)") == true, "\(name)")
                for command in [family] + Self.shown(family) {
                    if command["commandName"] as? String != name {
                        let words = "foyer \(name) \(command["commandName"] as? String ?? "")"
                        #expect(page.contains(".SS \"\(words.replacing("-", with: "\\-"))\""), "\(words)")
                    }
                    for option in Self.options(of: command) {
                        #expect(page.contains(option.replacing("-", with: "\\-")), "\(name) \(option)")
                    }
                }
                for code in ["0", "1", "2", "3", "64"] { #expect(page.contains("\\fB\(code)\\fR"), "\(name)") }
            }
        }

        private static func options(of command: [String: Any]) -> [String] {
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            return arguments.filter { $0["shouldDisplay"] as? Bool == true }
                .flatMap { $0["names"] as? [[String: Any]] ?? [] }
                .compactMap { name in
                    guard let word = name["name"] as? String, word != "version" else { return nil }
                    return name["kind"] as? String == "long" ? "--\(word)" : "-\(word)"
                }
        }

        @Test("foyer(1) has every verb that can be given keys")
        func verbs() throws {
            let (_, pages) = try Self.pages()
            let page = try #require(pages["foyer.1"])
            let home = try TemporaryDirectory()
            #expect(try Binary.run(["config", "init"], environment: ["FOYER_HOME": home.path]).status == 0)
            let keys = try String(contentsOfFile: "\(home.path)/keys.toml", encoding: .utf8)
            let panes = keys.components(separatedBy: "\n[").dropFirst().first ?? ""
            let verbs = panes.split(separator: "\n").filter { $0.hasPrefix("# ") }.map {
                $0.dropFirst(2).prefix { $0 != " " }
            }
            #expect(verbs.count > 40, "\(verbs)")
            for verb in verbs { #expect(page.contains(":\(verb.replacing("-", with: "\\-"))"), "\(verb)") }
        }

        @Test("man finds nothing to warn of, and the same program writes the same bytes")
        func clean() throws {
            let (folder, pages) = try Self.pages()
            #expect(try Self.pages().1 == pages)
            guard try Binary.system("sh", ["-c", "command -v man"]).status == 0 else { return }
            for name in pages.keys.sorted() {
                let check = "man --warnings -E UTF-8 -l -Tutf8 -Z '\(folder.path)/\(name)' > /dev/null"
                let result = try Binary.system("env", ["LC_ALL=C.UTF-8", "MANWIDTH=80", "sh", "-c", check])
                #expect(result.status == 0 && result.errors.isEmpty, "\(name): \(result.errors)")
            }
        }

        @Test("every example in them runs")
        func examples() throws {
            let (_, pages) = try Self.pages()
            var count = 0
            for name in pages.keys.sorted() {
                let page = try #require(pages[name])
                let lines = Self.examples(of: page)
                count += lines.count
                guard !lines.isEmpty else { continue }
                let shell = try ExampleShell()
                for line in lines {
                    let result = try shell.run(line)
                    #expect(result.status == 0, "\(name): \(line)\n\(result.errors)")
                }
            }
            #expect(count > 20)
        }

        /// The lines of the section EXAMPLES, as they would be typed.
        private static func examples(of page: String) -> [String] {
            guard let section = page.range(of: ".SH \"EXAMPLES\"\n") else { return [] }
            let rest = page[section.upperBound...]
            let text = rest.range(of: "\n.SH ").map { rest[..<$0.lowerBound] } ?? rest
            return text.components(separatedBy: ".nf\n.RS 4\n").dropFirst().compactMap { block in
                block.split(separator: "\n").first.map { Self.plain(String($0)) }
            }
        }

        private static func plain(_ roff: String) -> String {
            var text = roff
            let signs = [
                ("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\(dq", "\""),
                ("\\[u00EB]", "ë"), ("\\e", "\\"),
            ]
            for (escape, sign) in signs { text = text.replacingOccurrences(of: escape, with: sign) }
            return text
        }
    }
}

/// A shell with an account of its own, in which `foyer` is the program under test and `ID` is a lead.
final class ExampleShell {
    let office: Office
    private let folder: TemporaryDirectory
    private let lead: Int64

    init(leads: Int = 40) throws {
        office = try Office(leads: leads)
        folder = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/foyer", withDestinationPath: Binary.path)
        let callable = try office.sandbox.leads(matching: "stage=Contacted&limit=40").first {
            ($0["phones"] as? [String])?.isEmpty == false && $0["cannotCall"] as? Bool != true
        }
        lead = callable?.leadID ?? 0
        for name in ["leads.csv", "zillow.csv"] {
            _ = try folder.write("Name,Email\nJane Smith,jane.smith@example.com\n", to: name)
        }
        let sync = try office.run("sync", "--full")
        guard sync.status == 0 else { throw Failed(words: sync.errors) }
    }

    struct Failed: Error {
        let words: String
    }

    func run(_ line: String) throws -> Binary.Result {
        let line = line.replacing(" ID", with: " \(lead)")
        let path = "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        let environment = office.environment.merging(["PATH": path]) { $1 }
        let script = "set -o pipefail; cd '\(folder.path)' && \(line)"
        return try Binary.run(["bash", "-c", script], environment: environment, executable: "/usr/bin/env")
    }
}

/// The files of the repository that these tests are of.
enum Repository {
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(name).path
    }
}
