package import Foundation
package import Terminal
package import Testing

/// Compares frames with those that were looked at and kept under `Tests/Fixtures/Goldens`.
///
/// `FOYER_RECORD=1` writes them anew. A golden holds the text of the frame, and beside it which style each cell has.
package enum Golden {
    package static func expect(
        _ frame: Frame,
        named name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let isRecording = ProcessInfo.processInfo.environment["FOYER_RECORD"] == "1"
        do {
            try check(frame, named: name, in: directory, isRecording: isRecording)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }

    static func expect(text: String, named name: String, sourceLocation: SourceLocation) {
        let isRecording = ProcessInfo.processInfo.environment["FOYER_RECORD"] == "1"
        do {
            try check(text, named: name, in: directory, isRecording: isRecording)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }

    /// The repository's goldens, found from where this file was compiled.
    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Tests/Fixtures/Goldens")

    /// - Throws: ``Mismatch``, and what the file system throws.
    package static func check(_ frame: Frame, named name: String, in directory: URL, isRecording: Bool) throws {
        try check(description(of: frame), named: name, in: directory, isRecording: isRecording)
    }

    private static func check(_ actual: String, named name: String, in directory: URL, isRecording: Bool) throws {
        let file = directory.appending(path: name + ".txt")
        if isRecording {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
            return
        }
        guard FileManager.default.fileExists(atPath: file.path) else { throw Mismatch.missing(name) }
        let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        if expected != actual { throw Mismatch.differs(name, rows: differences(expected, actual)) }
    }

    package enum Mismatch: Error, Hashable, CustomStringConvertible {
        case missing(String)
        case differs(String, rows: [String])

        package var description: String {
            switch self {
            case .missing(let name): "there is no golden \(name); record it with FOYER_RECORD=1 and look at it"
            case .differs(let name, let rows): "the frame differs from golden \(name):\n" + rows.joined(separator: "\n")
            }
        }
    }

    /// The frame as a golden: size and cursor, text, styles by letter, and what the letters mean.
    package static func description(of frame: Frame) -> String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        var unused = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[...]
        let styles = (0..<frame.size.height).map { y in
            let row = (0..<frame.size.width).map { x in
                let style = frame[x, y].style
                if letters[style] == nil {
                    letters[style] = unused.popFirst() ?? "#"
                    legend.append("\(letters[style] ?? "#") \(name(of: style))")
                }
                return letters[style] ?? "#"
            }
            return String(row)
        }
        let cursor = frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
        let head = "size \(frame.size.width)x\(frame.size.height) cursor \(cursor)"
        let text = frame.lines.map { "|\($0)|" }
        return ([head] + text + ["styles"] + styles + legend).joined(separator: "\n") + "\n"
    }

    static func name(of style: Style) -> String {
        let attributes: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"), (.italic, "italic"),
        ]
        let names = attributes.filter { style.attributes.contains($0.0) }.map(\.1)
        return (["\(name(of: style.foreground)) on \(name(of: style.background))"] + names).joined(separator: " ")
    }

    private static func name(of color: Color) -> String {
        switch color {
        case .standard: "standard"
        case .indexed(let index): "\(index)"
        case .rgb(let color): "#" + String(0x100_0000 | color.packed, radix: 16).dropFirst()
        }
    }

    private static func differences(_ expected: String, _ actual: String) -> [String] {
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
        return (0..<max(expected.count, actual.count)).flatMap { row -> [String] in
            let old = row < expected.count ? expected[row] : "(no row)"
            let new = row < actual.count ? actual[row] : "(no row)"
            return old == new ? [] : ["\(row) - \(old)", "\(row) + \(new)"]
        }
    }
}
