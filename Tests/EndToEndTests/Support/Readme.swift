import Foundation

/// The examples of a Markdown text.
enum Readme {
    /// The fenced blocks of a language, without their fences.
    static func blocks(of language: String, in text: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { rest in
            rest.components(separatedBy: "\n```").first
        }
    }

    /// The commands of Foyer in the shell blocks, one a line, without remarks; a notation such as `[a|b ID]` or `show ID |
    /// timeline ID` is every command that it means.
    static func commands(in text: String) -> [String] {
        blocks(of: "sh", in: text).flatMap { $0.split(separator: "\n").map(String.init) }
            .filter { $0.hasPrefix("foyer ") || $0 == "foyer" }
            .map { line in
                line.components(separatedBy: "  #").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? line
            }
            .flatMap(alternatives)
    }

    private static func alternatives(_ line: String) -> [String] {
        if let open = line.firstIndex(of: "["), let close = line.firstIndex(of: "]"), open < close {
            let inside = line[line.index(after: open)..<close]
            let (before, after) = (line[..<open], line[line.index(after: close)...])
            return ([""] + inside.split(separator: "|").map(String.init))
                .flatMap { alternatives(tidy("\(before)\($0)\(after)")) }
        }
        // `foyer leads show ID | timeline ID`: the words before the last command belong to each.
        let parts = line.components(separatedBy: " | ")
        guard parts.count > 1, !parts.dropFirst().contains(where: { $0.hasPrefix("foyer") }) else { return [line] }
        let first = parts[0].split(separator: " ")
        let family = first.count > 2 && first[1] == "leads" ? "foyer leads" : "foyer"
        return [parts[0]] + parts.dropFirst().map { "\(family) \($0)" }
    }

    private static func tidy(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }
}
