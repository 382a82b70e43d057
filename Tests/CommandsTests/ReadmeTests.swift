import Foundation
import Leads
import Testing

@testable import Commands

@Suite("README and articles")
struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("the table of verbs in Keys.md is made from the verb table; FOYER_RECORD=1 writes it anew")
    func table() throws {
        let file = Self.root.appendingPathComponent("Sources/foyer/Documentation.docc/Keys.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- verbs -->\n"))
        let end = try #require(text.range(of: "<!-- end of verbs -->"))

        if ProcessInfo.processInfo.environment["FOYER_RECORD"] == "1" {
            let written = text.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: Self.table)
            try Data(written.utf8).write(to: file)
        } else {
            #expect(String(text[begin.upperBound..<end.lowerBound]) == Self.table)
        }
    }

    private static var table: String {
        let rows = CommandTable.standard.commands.map { command in
            let keys = command.keys.compactMap(KeyNotation.parse).map { "`\(KeyNotation.display($0))`" }
            let line = [command.name, command.argument].compactMap(\.self).joined(separator: " ")
            let cells = [keys.joined(separator: " "), command.summary, "`:\(line)`"]
            return "| \(cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ")) |"
        }
        return "| keys | verb | command line |\n|---|---|---|\n" + rows.joined(separator: "\n") + "\n"
    }

    @Test("Keys.md names every field of a query, in the order of completion")
    func fields() throws {
        let file = Self.root.appendingPathComponent("Sources/foyer/Documentation.docc/Keys.md")
        let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(of: "\n", with: " ")
        let fields = QueryField.all.map(\.name).joined(separator: ", ")
        #expect(text.contains("Fields: \(fields). "), "\(fields)")
    }

    @Test("every key of the README's short table is a key of the verb table")
    func shortTable() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let known = Set(
            CommandTable.standard.commands.flatMap(\.keys).compactMap(KeyNotation.parse).map { KeyNotation.display($0) }
        )
        let cells = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "|").first }
        let keys = cells.flatMap { $0.split(separator: "`").filter { !" ,…".contains($0.first ?? " ") } }.map(
            String.init
        )
        #expect(keys.count > 15, "\(keys)")
        // aa is the key of an overlay's first row, typed twice.
        for key in keys where key != "aa" { #expect(known.contains(key), "\(key)") }
    }

    @Test("the README is two screens, and every file it names is there")
    func readme() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 120)
        let links = Self.links(of: text)
        #expect(links.contains { $0.hasSuffix(".svg") } && links.count > 8, "\(links)")
        for link in links {
            #expect(FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(link).path), "\(link)")
        }
    }

    /// Addresses of files in `[words](address)`.
    private static func links(of text: String) -> [String] {
        text.components(separatedBy: "](").dropFirst().compactMap { $0.split(separator: ")").first.map(String.init) }
            .filter { !$0.contains("://") }
    }
}
