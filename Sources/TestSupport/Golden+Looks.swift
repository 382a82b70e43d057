package import Terminal
package import Testing

extension Golden {
    /// Compares one screen in several looks with the golden of that name.
    ///
    /// The text stands there once for each look in which it differs, and the styles of a look as runs: `a12b3` is twelve
    /// cells in style `a`, then three in `b`.
    package static func expect(
        _ frames: [(look: String, frame: Frame)],
        named name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expect(text: description(of: frames), named: name, sourceLocation: sourceLocation)
    }

    private static func description(of frames: [(look: String, frame: Frame)]) -> String {
        var lines: [String] = []
        var last: [String] = []
        for (look, frame) in frames {
            let own = text(of: frame)
            if own != last { lines += ["text \(look)"] + own }
            last = own
            lines += ["styles \(look)"] + styles(of: frame)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(of frame: Frame) -> [String] {
        let cursor = frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
        return ["size \(frame.size.width)x\(frame.size.height) cursor \(cursor)"] + frame.lines.map { "|\($0)|" }
    }

    private static func styles(of frame: Frame) -> [String] {
        var letters: [Style: Character] = [:]
        var legend: [String] = []
        var unused = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[...]
        let rows = (0..<frame.size.height).map { y in
            var runs: [(letter: Character, count: Int)] = []
            for x in 0..<frame.size.width {
                let style = frame[x, y].style
                if letters[style] == nil {
                    letters[style] = unused.popFirst() ?? "#"
                    legend.append("\(letters[style] ?? "#") \(name(of: style))")
                }
                let letter = letters[style] ?? "#"
                if runs.last?.letter == letter { runs[runs.count - 1].count += 1 } else { runs.append((letter, 1)) }
            }
            return runs.map { "\($0.letter)\($0.count)" }.joined()
        }
        return rows + legend
    }
}
