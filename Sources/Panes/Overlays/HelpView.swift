import Commands
import Terminal
import ViewModels

/// Every verb with its keys, made from the verb table.
enum HelpView {
    static func draw(_ sheet: HelpSheet, context: PaneContext, size: Size, on canvas: inout Canvas) {
        let inner = OverlayView.box("Help", width: width, height: size.height - 2, size: size, on: &canvas)
        let lines = lines(context)
        for (line, text) in lines.dropFirst(sheet.cursor.top).prefix(inner.height).enumerated() {
            let place = Rect(x: inner.x + 1, y: inner.y + line, width: inner.width - 2, height: 1)
            canvas.write(text, in: place)
        }
    }

    private static let width = 78

    static func extent(size: Size, context: PaneContext) -> Viewport.Extent {
        let rect = OverlayView.place(width: width, height: size.height - 2, size: size)
        return Viewport.Extent(visible: rect.inset(by: 1).height, total: lines(context).count)
    }

    static func lines(_ context: PaneContext) -> [[Canvas.Piece]] {
        var lines: [[Canvas.Piece]] = []
        for group in Command.Group.allCases {
            lines.append([Canvas.Piece(group.rawValue, .title)])
            for command in context.table.commands where command.group == group { lines.append(line(command)) }
            lines.append([])
        }
        lines.append([Canvas.Piece("Signs in the list", .title)])
        lines += ["  • queued   ↑ being sent   ! refused   ≠ conflict   ✓ handled in this view"].map {
            [Canvas.Piece($0)]
        }
        lines.append([])
        lines += context.about.map { [Canvas.Piece($0)] }
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
