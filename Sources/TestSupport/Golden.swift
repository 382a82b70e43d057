import Foundation
package import Terminal

/// Compares frames with the ones kept under `Tests/Fixtures/Goldens`.
///
/// A golden is the text of the frame, then where styles begin, then the cursor. `FOYER_RECORD=1` writes goldens anew;
/// a person then reads the difference before it is committed.
package enum Golden {
    /// - Returns: what differs, as a text for the failed test; `nil` when the frame is as kept.
    package static func difference(_ frame: Frame, from name: String) -> String? {
        let file = directory.appendingPathComponent("\(name).txt")
        let actual = text(of: frame)
        if ProcessInfo.processInfo.environment["FOYER_RECORD"] == "1" { return record(actual, in: file) }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            return "There is no golden “\(name)”. FOYER_RECORD=1 writes it."
        }
        let expected = String(decoding: data, as: UTF8.self)
        return expected == actual ? nil : rows(of: expected, unlike: actual)
    }

    private static var directory: URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tests/Fixtures/Goldens")
    }

    private static func record(_ text: String, in file: URL) -> String? {
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return nil
        } catch {
            return "The golden cannot be written: \(error)"
        }
    }

    private static func text(of frame: Frame) -> String {
        let cursor = frame.cursor.map { "(\($0.x), \($0.y))" } ?? "hidden"
        return frame.lines.map { "|\($0)|" }.joined(separator: "\n") + "\nstyles\n" + styles(of: frame)
            + "cursor \(cursor)\n"
    }

    /// One line for each row that is not all plain: where each run of a style begins.
    private static func styles(of frame: Frame) -> String {
        var lines = ""
        for y in 0..<frame.size.height {
            var runs: [String] = []
            var last = Style.plain
            for x in 0..<frame.size.width where frame[x, y].style != last {
                last = frame[x, y].style
                runs.append("\(x):\(name(of: last))")
            }
            if !runs.isEmpty { lines += "\(y) \(runs.joined(separator: " "))\n" }
        }
        return lines
    }

    private static func name(of style: Style) -> String {
        let attributes: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"), (.italic, "italic"),
        ]
        var words = attributes.filter { style.attributes.contains($0.0) }.map(\.1)
        if case .indexed(let number) = style.foreground { words.append("fg\(number)") }
        if case .indexed(let number) = style.background { words.append("bg\(number)") }
        return words.isEmpty ? "plain" : words.joined(separator: "+")
    }

    private static func rows(of expected: String, unlike actual: String) -> String {
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
        var report = "The frame differs from its golden:\n"
        for row in 0..<max(expected.count, actual.count) {
            let old = row < expected.count ? expected[row] : ""
            let new = row < actual.count ? actual[row] : ""
            if old != new { report += "row \(row)\n  kept \(old)\n  now  \(new)\n" }
        }
        return report
    }
}
