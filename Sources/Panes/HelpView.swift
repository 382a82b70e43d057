import Commands
import Terminal

/// Every verb with its keys, made from the verb table.
enum HelpView {
    static func draw(scroll: Int, about: [String], size: Size, on canvas: inout Canvas) {
        let inner = OverlayView.box(
            "Help: j k scroll, q closes",
            width: 78,
            height: size.height - 2,
            size: size,
            on: &canvas
        )
        let lines = lines(about: about)
        let top = min(scroll, max(0, lines.count - inner.height))
        for (line, text) in lines.dropFirst(top).prefix(inner.height).enumerated() {
            let place = Rect(x: inner.x + 1, y: inner.y + line, width: inner.width - 2, height: 1)
            canvas.write(text, in: place)
        }
    }

    static func lines(about: [String]) -> [[Canvas.Piece]] {
        var lines: [[Canvas.Piece]] = []
        for group in Command.Group.allCases {
            lines.append([Canvas.Piece(group.rawValue, .title)])
            for command in CommandTable.all where command.group == group { lines.append(line(command)) }
            lines.append([])
        }
        lines.append([Canvas.Piece("Signs in the list", .title)])
        lines += ["  • queued   ↑ being sent   ! refused   ≠ conflict   ✓ handled in this view"].map {
            [Canvas.Piece($0)]
        }
        lines.append([])
        lines += about.map { [Canvas.Piece($0)] }
        return lines
    }

    private static func line(_ command: Command) -> [Canvas.Piece] {
        let keys = command.keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }.joined(separator: " ")
        let name = [":" + command.name, command.argument].compactMap(\.self).joined(separator: " ")
        return [
            Canvas.Piece("  " + TextWidth.pad(keys, to: 14), .key),
            Canvas.Piece(TextWidth.pad(command.summary, to: 40) + " "),
            Canvas.Piece(name, .dim),
        ]
    }
}
