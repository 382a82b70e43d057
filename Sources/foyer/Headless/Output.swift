import FoundationEssentials
import Glibc
import Terminal

/// Standard output of the commands: tables for people, JSON for programs.
enum Output {
    static func json(_ value: some Encodable) throws(FoyerFailure) {
        try write(JSONWriting.harmless(try jsonBytes(value)) + "\n")
    }

    /// A value for people and programs: keys in their order, dates as ISO 8601 to the second.
    static func jsonBytes(_ value: some Encodable) throws(FoyerFailure) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw FoyerFailure(.unusable, "The result cannot be written as JSON: \(error).")
        }
    }

    /// Writes rows under headings, each column as wide as its widest cell; text is cleaned, as it comes from strangers.
    static func table(_ headings: [String]?, _ rows: [[String]]) throws(FoyerFailure) {
        let cells = ((headings.map { [$0] } ?? []) + rows).map { $0.map { CleanText.clean($0) } }
        let count = cells.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            cells.map { $0.indices.contains(column) ? TextWidth.cells(of: $0[column]) : 0 }.max() ?? 0
        }
        for row in cells {
            let line = zip(row, widths).map { TextWidth.pad($0, to: $1) }.joined(separator: "  ")
            try write(line.trimmingSuffix { $0 == " " } + "\n")
        }
    }

    /// A reader that went away (`foyer leads list | head`) is no failure worth words: it ends the program as SIGPIPE does,
    /// also where whoever started it has switched that signal off.
    static func write(_ text: String) throws(FoyerFailure) { try write(Array(text.utf8)) }

    /// The same for text in UTF-8.
    static func write(_ text: [UInt8]) throws(FoyerFailure) {
        guard let error = StandardStream.output.write(text) else { return }
        if error == EPIPE {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        throw FoyerFailure(
            .unusable,
            "Standard output cannot be written: \(String(cString: strerror(error)))."
        )
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return String(text)
    }
}

extension Output {
    /// Writes a line for people.
    static func writeLine(_ text: String) throws(FoyerFailure) {
        try write(CleanText.clean(text) + "\n")
    }
}
