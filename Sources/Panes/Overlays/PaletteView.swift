import Terminal
import ViewModels

/// The palette: rows above, the line that is typed below them, where the eye is when keys are pressed.
enum PaletteView {
    static func draw(_ palette: VerbPalette, layout: ScreenLayout, on canvas: inout Canvas) {
        let place = place(layout, canvas.look)
        let inner = place.content
        let room = rows(in: inner)
        let thumb = ScrollThumb(top: palette.cursor.top, visible: room, total: palette.rows.count)
        OverlayView.drawFrame(title(palette), at: place, thumb: thumb, on: &canvas)
        guard inner.height > 0 else { return }
        let columns = Columns(width: inner.width)
        if inner.height > 3 { canvas.write(columns.titles, in: line(0, of: inner), on: .raised) }
        if palette.rows.isEmpty, inner.height > 1 {
            let words = [Canvas.Piece(" No verb is like this; Backspace widens the search.", .caution)]
            canvas.write(words, in: line(inner.height > 3 ? 1 : 0, of: inner), on: .raised)
        }
        for (index, row) in palette.rows.enumerated().dropFirst(palette.cursor.top).prefix(room) {
            let place = line(index - palette.cursor.top + (inner.height > 3 ? 1 : 0), of: inner)
            let isSelected = index == palette.cursor.position
            let ground: Ground =
                isSelected ? (palette.field.isBlank && !palette.hasChosen ? .quietSelection : .selection) : .raised
            canvas.fill(place, ground)
            let edge = Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)
            canvas.write([edge] + columns.pieces(row), in: place, on: ground)
            canvas.mark(place, as: .item(index))
        }
        let field = Rect(x: inner.x + 1, y: inner.maxY - 1, width: inner.width - 2, height: 1)
        FieldView.draw([Canvas.Piece(":", .key)], palette.field, in: field, on: .raised, &canvas)
    }

    static func extent(_ palette: VerbPalette, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        Viewport.Extent(visible: max(1, rows(in: place(layout, look).content)), total: palette.rows.count)
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        let lines = layout.size.width >= 120 ? 16 : layout.size.width >= 80 ? 11 : 6
        return OverlayPlace(.bottom, lines: lines, layout: layout, look: look)
    }

    /// The titles of the columns are left out where rows are few.
    private static func rows(in inner: Rect) -> Int { max(0, inner.height - (inner.height > 3 ? 2 : 1)) }

    private static func line(_ index: Int, of inner: Rect) -> Rect {
        Rect(x: inner.x, y: inner.y + index, width: inner.width, height: 1)
    }

    private static func title(_ palette: VerbPalette) -> PaneTitle {
        let all = palette.verbs.count { !$0.isHabit }
        let found = palette.rows.count
        let place = palette.field.isBlank ? "\(all) verbs" : "\(found) of \(all)"
        return PaneTitle(name: "Commands", place: [Canvas.Piece(place, .muted)])
    }

    private struct Columns {
        let key: Int
        let name: Int
        private let summary: Int

        init(width: Int) {
            key = width >= 60 ? 12 : 5
            name = width >= 100 ? 28 : width >= 60 ? 20 : 16
            summary = max(0, width - key - name - 3)
        }

        var titles: [Canvas.Piece] {
            [
                Canvas.Piece(" " + TextWidth.pad("KEY", to: key) + " ", .muted),
                Canvas.Piece(TextWidth.pad("COMMAND", to: name) + " ", .muted),
                Canvas.Piece("WHAT IT DOES", .muted),
            ]
        }

        func pieces(_ row: VerbPalette.Row) -> [Canvas.Piece] {
            switch row {
            case .line(let line):
                [cell("before", key, .muted), Canvas.Piece(TextWidth.clip(line, to: name + summary))]
            case .value(let value, let verb):
                [cell("", key, .muted), Canvas.Piece(verb.name + " ", .muted), Canvas.Piece(value, .strong)]
            case .verb(let verb, let hits): pieces(verb, hits)
            }
        }

        private func pieces(_ verb: VerbPalette.Verb, _ hits: [Int]) -> [Canvas.Piece] {
            let isUsable = verb.obstacle == nil
            let letters = verb.name.enumerated().map { place, letter in
                hits.contains(place)
                    ? Canvas.Piece(String(letter), .heat, on: nil, .bold)
                    : Canvas.Piece(String(letter), isUsable ? .text : .muted)
            }
            let argument = verb.argument.map { " \($0)" } ?? ""
            let rest = max(0, name - verb.name.count)
            let shown = TextWidth.cells(of: argument) <= rest ? argument : ""
            let gap = Canvas.Piece(TextWidth.pad(shown, to: rest) + " ", .muted)
            let why = verb.obstacle.map { " · not now: \($0)" } ?? ""
            // What a verb does can be read in the help; why it cannot be used is said here or nowhere.
            let room = max(12, summary - TextWidth.cells(of: why))
            return [cell(verb.keys, key, isUsable ? .key : .muted)] + letters + [gap]
                + [Canvas.Piece(TextWidth.clip(verb.summary, to: room), isUsable ? .text : .muted)]
                + [Canvas.Piece(why, .caution)]
        }

        private func cell(_ text: String, _ width: Int, _ role: TextRole) -> Canvas.Piece {
            Canvas.Piece(TextWidth.pad(TextWidth.clip(text, to: width), to: width) + " ", role)
        }
    }
}
