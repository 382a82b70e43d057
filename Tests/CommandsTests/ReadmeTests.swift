import Foundation
import Testing

@testable import Commands

@Suite("The README's table of verbs")
struct ReadmeTests {
    @Test("is made from the verb table; FOYER_RECORD=1 writes it anew")
    func table() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
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
}
