import Commands
import Terminal
import ViewModels

/// Every verb with its keys, made from the verb table.
enum HelpView {
    static func draw(_ sheet: HelpSheet, context: PaneContext, layout: ScreenLayout, on canvas: inout Canvas) {
        let place = place(layout, context.look)
        let inner = place.content
        let lines = lines(context, width: inner.width - 2)
        let below = lines.count - sheet.cursor.top - inner.height
        let more = Canvas.Piece("\(canvas.glyphs[.more]) \(below) more \(below == 1 ? "line" : "lines")", .accent)
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: inner.height, total: lines.count)
        let title = PaneTitle(name: "Help", place: below > 0 ? [more] : [])
        OverlayView.drawFrame(title, at: place, thumb: thumb, on: &canvas)
        for (line, pieces) in lines.dropFirst(sheet.cursor.top).prefix(inner.height).enumerated() {
            let rect = Rect(x: inner.x + 1, y: inner.y + line, width: inner.width - 2, height: 1)
            canvas.write(pieces, in: rect, on: .raised)
        }
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
    }

    static func extent(layout: ScreenLayout, context: PaneContext) -> Viewport.Extent {
        let inner = place(layout, context.look).content
        return Viewport.Extent(visible: inner.height, total: lines(context, width: inner.width - 2).count)
    }

    /// One column, or two where both can be read.
    private static func lines(_ context: PaneContext, width: Int) -> [[Canvas.Piece]] {
        let column = width >= 112 ? (width - 2) / 2 : width
        let blocks =
            Command.Group.allCases.map { block($0, context, width: column) } + [
                signs(context.look.glyphs, width: column)
            ]
        let about = context.about.map { [Canvas.Piece($0, .muted)] }
        guard column < width else { return blocks.flatMap(\.self) + about }
        let half = blocks.reduce(0) { $0 + $1.count } / 2
        var (left, right): ([[Canvas.Piece]], [[Canvas.Piece]]) = ([], [])
        for block in blocks {
            if right.isEmpty, left.count + block.count / 2 <= half { left += block } else { right += block }
        }
        let rows = (0..<max(left.count, right.count)).map { row in
            let first = row < left.count ? left[row] : []
            let gap = Canvas.Piece(String(repeating: " ", count: max(2, column + 2 - first.cells)))
            return first + [gap] + (row < right.count ? right[row] : [])
        }
        return rows + about
    }

    private static func heading(_ words: String, _ glyphs: Glyphs, width: Int) -> [Canvas.Piece] {
        let rest = max(0, width - TextWidth.cells(of: words) - 1)
        return [
            Canvas.Piece(words, .accent, on: nil, .bold),
            Canvas.Piece(" " + String(repeating: glyphs[.rule], count: rest), .faint),
        ]
    }

    private static func block(_ group: Command.Group, _ context: PaneContext, width: Int) -> [[Canvas.Piece]] {
        let commands = context.table.commands.filter { $0.group == group }
        let head = heading(group.rawValue, context.look.glyphs, width: width)
        return [head] + commands.map { line($0, width: width) } + [[]]
    }

    private static func line(_ command: Command, width: Int) -> [Canvas.Piece] {
        let keys = command.keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }.joined(separator: " ")
        let name = [":" + command.name, command.argument].compactMap(\.self).joined(separator: " ")
        let key = Canvas.Piece(TextWidth.pad(keys, to: 14) + " ", .key)
        let summary = TextWidth.clip(command.summary, to: max(1, width - 15))
        let room = width - 16 - TextWidth.cells(of: summary)
        // The words for the command line, as far as they fit whole.
        let names = [name, ":" + command.name].filter { TextWidth.cells(of: $0) <= room }
        guard let shown = names.first, width >= 56 else { return [key, Canvas.Piece(summary)] }
        let gap = String(repeating: " ", count: room + 1 - TextWidth.cells(of: shown))
        return [key, Canvas.Piece(summary + gap), Canvas.Piece(shown, .muted)]
    }

    /// What the signs of the rows mean.
    private static func signs(_ glyphs: Glyphs, width: Int) -> [[Canvas.Piece]] {
        let rows: [(Canvas.Piece, String)] = [
            (Canvas.Piece(glyphs[.rowEdge], .focus), "the row that verbs act on"),
            (Canvas.Piece(glyphs[.queued], .accent), "a change waits to be sent"),
            (Canvas.Piece(glyphs[.sending], .accent), "a change is being sent"),
            (Canvas.Piece(glyphs[.refused], .danger), "a change was refused; w decides"),
            (Canvas.Piece(glyphs[.conflict], .caution), "somebody else changed it too; w decides"),
            (Canvas.Piece("!9m", .danger, on: nil, .bold), "waiting for longer than three times the target"),
            (Canvas.Piece("new", .accent, on: nil, .bold), "never contacted, created today"),
            (Canvas.Piece("done", .ok), "handled in this view; goes when the view is asked anew"),
            (Canvas.Piece("DNC", .danger, on: nil, .bold), "no number may be called"),
            (Canvas.Piece("hid", .muted), "hidden: only its owner sees it"),
        ]
        return [heading("Signs in the list", glyphs, width: width)]
            + rows.map { sign, words in
                let gap = Canvas.Piece(String(repeating: " ", count: 15 - TextWidth.cells(of: sign.text)))
                return [sign, gap, Canvas.Piece(words)]
            } + [[]]
    }
}
